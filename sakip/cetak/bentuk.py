"""The forms a document can take, by the ending of its file name."""

from collections.abc import Callable
from dataclasses import dataclass

from sakip.cetak.docx import JENIS_DOCX, write_docx
from sakip.cetak.dokumen import Dokumen
from sakip.cetak.pdf import JENIS_PDF, write_pdf


@dataclass(frozen=True, slots=True)
class Bentuk:
    """Who writes it, and what the browser is told it is."""

    write: Callable[[Dokumen], bytes]
    jenis_isi: str


BENTUK = {"pdf": Bentuk(write_pdf, JENIS_PDF), "docx": Bentuk(write_docx, JENIS_DOCX)}
