"""The recap of a workbook: one row a sheet, every figure a formula that points at it."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from sakip.evaluasi.buku.baris import BARIS_JUDUL, SUB, Kunci, nomor_of
from sakip.evaluasi.buku.jadi import PETAK_PREDIKAT, PETAK_TOTAL, LembarJadi, set_page
from sakip.web.xlsx.write import safe_text


def write_rekap(
    sheet: Any, lembar: Sequence[LembarJadi], judul: str, gaya: Mapping[str, Any]
) -> None:
    """One row a sheet: points of every part, total, predikat; below it the spread and the classes.

    There is no mean: the agency's own sheet is graded by itself, never computed from its units.
    """
    parts = {row.kunci: row for one in lembar for row in one.baris if row.tingkat <= SUB}
    columns = sorted(parts, key=lambda kunci: -kunci.tingkat)
    titles = ["Lembar", "Yang dinilai", "Keadaan", *(kunci.kode for kunci in columns)]
    titles += ["Nilai", "Predikat"]
    sheet.write_string(0, 0, safe_text(judul), gaya["besar"])
    for place, teks in enumerate(titles):
        sheet.set_column(place, place, (14, 60, 34)[place] if place < 3 else 9)
        sheet.write_string(BARIS_JUDUL - 1, place, teks, gaya["judul"])
    for row, one in enumerate(lembar, start=BARIS_JUDUL):
        _write_baris_rekap(sheet, row, one, columns, gaya)
    akhir, total = BARIS_JUDUL + len(lembar), len(titles) - 2
    for row, (nama, rumus) in enumerate(SEBARAN, start=akhir + 1):
        sheet.write_string(row, 1, nama, gaya["kuat"])
        for place in range(3, total + 1):
            cells = f"{xl_col_to_name(place)}{BARIS_JUDUL + 1}:{xl_col_to_name(place)}{akhir}"
            isi = f'=IF(COUNT({cells})=0,"",{rumus.format(cells)})'
            sheet.write_formula(
                row, place, isi, gaya["angka"], _spread(lembar, place, columns, nama)
            )
    _write_kelas(sheet, lembar, (akhir + len(SEBARAN) + 2, total + 1), gaya)
    sheet.freeze_panes(BARIS_JUDUL, 2)
    sheet.repeat_rows(BARIS_JUDUL - 1)
    set_page(sheet)


SEBARAN = (
    ("Tertinggi", "MAX({0})"),
    ("Terendah", "MIN({0})"),
    ("Selisih", "MAX({0})-MIN({0})"),
)


def _write_baris_rekap(
    sheet: Any, row: int, one: LembarJadi, columns: Sequence[Kunci], gaya: Mapping[str, Any]
) -> None:
    nama, places = quote_sheetname(one.isi.nama), {r.kunci: n for n, r in enumerate(one.baris)}
    sheet.write_url(row, 0, f"internal:{nama}!A1", gaya["tautan"], one.isi.nama)
    sheet.write_string(row, 1, safe_text(one.isi.judul), gaya["teks"])
    sheet.write_string(row, 2, safe_text(one.isi.keadaan), gaya["teks"])
    for place, kunci in enumerate(columns, start=3):
        if kunci in places:
            cell = f"{nama}!G{nomor_of(places[kunci])}"
            isi = _shown(one, places[kunci])
            sheet.write_formula(row, place, f'=IF({cell}="","",{cell})', gaya["angka"], isi)
    total, predikat, at = one.total, one.predikat, len(columns) + 3
    isi = "" if total is None else float(total)
    sheet.write_formula(
        row, at, f'=IF({nama}!{PETAK_TOTAL}="","",{nama}!{PETAK_TOTAL})', gaya["total"], isi
    )
    kode = predikat.kode if predikat else "Belum lengkap"
    sheet.write_formula(row, at + 1, f"={nama}!{PETAK_PREDIKAT}", gaya["kuat"], kode)


def _shown(one: LembarJadi, index: int) -> float | str:
    """What stands at the points of a row: nothing for what is asked and not answered."""
    butir = one.baris[index].butir
    return "" if butir and butir.kode not in one.nilai else float(one.poin(index))


def _spread(
    lembar: Sequence[LembarJadi], place: int, columns: Sequence[Kunci], nama: str
) -> float | str:
    """The value that a formula of the spread shows."""
    if place - 3 == len(columns):
        found = [float(one.total) for one in lembar if one.total is not None]
    else:
        at = [
            (one, n)
            for one in lembar
            for n, row in enumerate(one.baris)
            if row.kunci == columns[place - 3]
        ]
        found = [isi for one, n in at if isinstance(isi := _shown(one, n), float)]
    if not found:
        return ""
    return {"Tertinggi": max(found), "Terendah": min(found)}.get(nama, max(found) - min(found))


def _write_kelas(
    sheet: Any, lembar: Sequence[LembarJadi], at: tuple[int, int], gaya: Mapping[str, Any]
) -> None:
    """How many sheets lie in each class."""
    row, kolom = at[0], xl_col_to_name(at[1])
    cells = f"{kolom}{BARIS_JUDUL + 1}:{kolom}{BARIS_JUDUL + len(lembar)}"
    codes = dict.fromkeys(p.kode for one in lembar for p in one.isi.instrumen.predikat.predikat)
    sheet.write_string(row, 1, "Banyak lembar menurut predikat", gaya["kuat"])
    for nomor, kode in enumerate((*codes, "Belum lengkap"), start=row + 1):
        banyak = sum(
            (one.predikat.kode if one.predikat else "Belum lengkap") == kode for one in lembar
        )
        sheet.write_string(nomor, 1, kode, gaya["teks"])
        sheet.write_formula(nomor, 2, f'=COUNTIF({cells},"{kode}")', gaya["bulat"], banyak)
