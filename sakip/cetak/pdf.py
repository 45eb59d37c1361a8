"""PDF through typst, from data only: tagged, PDF/A-2a and PDF/UA-1, with fonts that travel along.

The template comes from our own folder and reads one JSON text. User text reaches it as strings, which
typst prints and never evaluates; there is no network, and no file outside the folder (T16).
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

import typst

from sakip.cetak.dokumen import Dokumen, clean_text
from sakip.rules.tanggal import write_tanggal

FOLDER = Path(__file__).parent / "templates"
Baku = list[Literal["a-2a", "ua-1"]]
BAKU: Baku = ["a-2a", "ua-1"]
JENIS_PDF = "application/pdf"


def render_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Compile a template of ours with `data` (JSON values) in `sys.inputs.data`."""
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compile(template, text, BAKU)
    except typst.TypstError:
        # A character that no font of ours draws (an emoji) rules out the two standards, which promise
        # that every character can be read; the page itself is still printed, and still tagged. Any
        # other fault comes again.
        return _compile(template, text, [])


def write_pdf(dokumen: Dokumen) -> bytes:
    """The document as PDF."""
    data = _plain(dokumen) | {
        "ukuran": dokumen.ukuran,
        "tanggal": write_tanggal(dokumen.dicetak),
    }
    return render_pdf("dokumen.typ", data)


def _compile(template: str, data: str, standards: Baku) -> bytes:
    pdf = typst.compile(
        FOLDER / template,
        root=FOLDER,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=[*standards],
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF.")
    return pdf


def _plain(value: Any) -> Any:
    """Dataclasses as mappings with their kind, every text cleaned."""
    if is_dataclass(value):
        pairs = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {"bagian": type(value).__name__} | pairs
    match value:
        case str():
            return clean_text(value)
        case tuple():
            return [_plain(one) for one in value]
        case bool() | int():
            return value
    return str(value)
