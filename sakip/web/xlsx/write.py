"""The one writer behind every export: no cell is a formula, whatever a person typed."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from sakip.web.xlsx.kolom import LEMBAR_ISIAN, MAX_BARIS, Kolom

MAX_SEL = 32_767
# A list of choices longer than this is read in the drop-down, not in the explanation.
MAX_PILIHAN_TERTULIS = 30
CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n"} | {
    0xFFFE: None,
    0xFFFF: None,
}


@dataclass(frozen=True, slots=True)
class LembarTulis:
    """One sheet to write. With `pilihan` the columns that have choices get a drop-down list."""

    nama: str
    kolom: Sequence[Kolom]
    baris: Iterable[Sequence[object]]
    pilihan: bool = False


def write_book(lembar: Iterable[LembarTulis]) -> bytes:
    """A workbook in which no cell is a formula: text stays text, whatever sign it begins with.

    Numbers and days are typed as such. Text is marked as quoted, so that editing a cell that begins
    with = + - or @ does not make it a formula either (ASVS 1.2.10, quality T12).
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {
        "judul": book.add_format(
            {"bold": True, "bg_color": "#E6F0FA", "text_wrap": True, "border": 1}
        ),
        "teks": book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True}),
        "angka": book.add_format({"valign": "top"}),
        "tanggal": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"}),
    }
    sheets = list(lembar)
    for one in sheets:
        _write_sheet(book.add_worksheet(one.nama), formats, one)
    _write_pilihan(book, formats, [one for one in sheets if one.pilihan])
    book.close()
    return buffer.getvalue()


def write_template(
    kolom: Sequence[Kolom], *, contoh: Iterable[Sequence[object]], baris: Iterable[Sequence[object]]
) -> bytes:
    """A workbook to fill in: the sheet Isian, what each column means, and examples."""
    arti = [
        Kolom("judul", "Kolom"),
        Kolom("wajib", "Wajib"),
        Kolom("isi", "Isi", lebar=80),
        Kolom("contoh", "Contoh", lebar=36),
    ]
    penjelasan = [(k.judul, "Ya" if k.wajib else "Tidak", _penjelasan(k), k.contoh) for k in kolom]
    return write_book(
        [
            LembarTulis(LEMBAR_ISIAN, kolom, baris, pilihan=True),
            LembarTulis("Penjelasan", arti, penjelasan),
            LembarTulis("Contoh", kolom, contoh),
        ]
    )


def _penjelasan(kolom: Kolom) -> str:
    parts = [kolom.keterangan]
    if kolom.tanggal:
        parts.append("Tulis seperti 31-12-2026.")
    if kolom.pilihan and len(kolom.pilihan) <= MAX_PILIHAN_TERTULIS:
        parts.append(f"Pilihan: {'; '.join(kolom.pilihan)}.")
    return " ".join(part for part in parts if part)


def _write_sheet(sheet: Any, formats: dict[str, Any], lembar: LembarTulis) -> None:
    for place, kolom in enumerate(lembar.kolom):
        title = f"{kolom.judul} *" if kolom.wajib else kolom.judul
        sheet.write_string(0, place, title, formats["judul"])
        kind = "tanggal" if kolom.tanggal else "teks"
        sheet.set_column(place, place, kolom.lebar, formats[kind])
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(lembar.baris, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, formats, number, place, value)


def _write_cell(sheet: Any, formats: dict[str, Any], row: int, place: int, value: object) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_string(row, place, "Ya" if value else "Tidak", formats["teks"])
        case int() | float() | Decimal() if _is_exact(value):
            sheet.write_number(row, place, value, formats["angka"])
        case date() if not isinstance(value, datetime):
            sheet.write_datetime(row, place, value, formats["tanggal"])
        case _:
            sheet.write_string(row, place, safe_text(str(value)), formats["teks"])


def _is_exact(value: float | Decimal) -> bool:
    """Whether a spreadsheet, which keeps 15 digits, can hold the number; a longer one stays text."""
    return len(Decimal(str(value)).normalize().as_tuple().digits) <= 15


def safe_text(text: str) -> str:
    """A text a cell can hold: one kind of line end, no control characters, cut visibly when too long."""
    text = text.encode(errors="ignore").decode()
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)
    return text if len(text) <= MAX_SEL else text[: MAX_SEL - 1] + "…"


def _write_pilihan(book: Any, formats: dict[str, Any], lembar: list[LembarTulis]) -> None:
    """Drop-down lists, from a sheet of their own: a list inside the rule may have 255 characters only."""
    listed = [
        (one.nama, place, k) for one in lembar for place, k in enumerate(one.kolom) if k.pilihan
    ]
    if not listed:
        return
    sheet = book.add_worksheet("Pilihan")
    for column, (nama, place, kolom) in enumerate(listed):
        sheet.write_string(0, column, kolom.judul, formats["judul"])
        sheet.set_column(column, column, 30)
        for number, choice in enumerate(kolom.pilihan, start=1):
            _write_cell(sheet, formats, number, column, choice)
        letter = xlsxwriter.utility.xl_col_to_name(column, True)
        source = f"=Pilihan!{letter}$2:{letter}${len(kolom.pilihan) + 1}"
        rule = {"validate": "list", "source": source, "error_title": kolom.judul}
        rule |= {"error_message": "Pilih salah satu dari daftar."}
        target = book.get_worksheet_by_name(nama)
        target.data_validation(1, place, MAX_BARIS, place, rule)
