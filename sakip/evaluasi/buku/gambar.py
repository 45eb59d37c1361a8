"""Evaluation sheets as a workbook with live formulas: from grade to points, sums, total and predikat.

Points are counted in whole units of 1/`pembagi` point, small enough that every answer is a whole
number of them. Whole numbers are exact in a spreadsheet, so the one rounding of the total (half-up
to two decimals, as `rules.penilaian`) and the predikat cannot slip on a binary fraction. Every formula
carries its value, for readers that compute nothing.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from sakip.evaluasi.buku.baris import (
    BARIS_JUDUL,
    JAWABAN,
    JUDUL,
    KOMPONEN,
    Baris,
    IsiLembar,
    Kunci,
    Petak,
    nomor_of,
)
from sakip.evaluasi.buku.jadi import (
    FORMAT,
    PETAK_PREDIKAT,
    PETAK_TOTAL,
    LembarJadi,
    Rentang,
    desimal,
    per_nilai,
    prepare,
    set_page,
)
from sakip.evaluasi.buku.rekap import write_rekap
from sakip.rules.instrumen import Butir, Instrumen
from sakip.rules.predikat import Predikat
from sakip.web.xlsx.write import safe_text

KODE_PERATURAN = "peraturan"
KODE_ENTITAS = "entitas"
IDENTITAS = "Identitas"
REKAP = "Rekap"
LEBAR = (9, 60, 14, 8, 14, 8, 9, 14)
KOLOM_SKALA = (
    ("Skala", 14), ("Jawaban", 10), ("Nilai", 9), ("Arti", 80), ("", 3),
    ("Predikat", 10), ("Sebutan", 20), ("Rentang", 36), ("Mulai dari × 100", 12),
)  # fmt: skip
PILIH = "Pilih salah satu dari daftar."


def write_buku(
    lembar: Sequence[IsiLembar],
    petunjuk: Sequence[str],
    *,
    rekap: str = "",
    identitas: Sequence[Sequence[str]] = (),
    kemajuan: Callable[[int], None] = lambda _: None,
) -> bytes:
    """The workbook of these sheets; `rekap` is the title of a recap before them, none when empty.

    `identitas` are rows of a hidden sheet, `kemajuan` is told how many sheets are drawn. Raises KeyError
    for a kind of entity that an instrument does not know.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    gaya = {nama: book.add_format(dict(isi)) for nama, isi in FORMAT.items()}
    depan = book.add_worksheet(REKAP) if rekap else None
    sheets = [book.add_worksheet(isi.nama) for isi in lembar]
    _write_petunjuk(book.add_worksheet("Petunjuk"), petunjuk, gaya)
    kelas, rentang = _write_semua_skala(book, [isi.instrumen for isi in lembar], gaya)
    drawn = []
    for sheet, isi in zip(sheets, lembar, strict=True):
        drawn.append(prepare(isi, gaya, rentang, kelas[isi.instrumen.kunci]))
        _draw(sheet, drawn[-1])
        kemajuan(len(drawn))
    if depan is not None:
        write_rekap(depan, drawn, rekap, gaya)
    if identitas:
        _write_identitas(book.add_worksheet(IDENTITAS), identitas)
    book.close()
    return buffer.getvalue()


def _draw(sheet: Any, lembar: LembarJadi) -> None:
    _write_kepala(sheet, lembar)
    for index in range(len(lembar.baris)):
        _write_baris(sheet, lembar, index)
    lebar = len(JUDUL) + len(lembar.isi.kolom)
    sheet.freeze_panes(BARIS_JUDUL, 2)
    sheet.repeat_rows(BARIS_JUDUL - 1)
    sheet.print_area(0, 0, nomor_of(len(lembar.baris)) - 2, lebar - 1)
    set_page(sheet)


def _write_petunjuk(sheet: Any, petunjuk: Sequence[str], gaya: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 100, gaya["teks"])
    sheet.write_string(0, 0, "Petunjuk pengisian", gaya["besar"])
    for row, kalimat in enumerate(petunjuk, start=1):
        sheet.write_string(row, 0, kalimat, gaya["teks"])
    set_page(sheet)


def _write_semua_skala(
    book: Any, instrumen: Sequence[Instrumen], gaya: Mapping[str, Any]
) -> tuple[dict[str, str], dict[int, Rentang]]:
    """A sheet of answers and classes for every instrument: its name by key, the cells by scale identity."""
    kelas: dict[str, str] = {}
    rentang: dict[int, Rentang] = {}
    for kunci, satu in {row.kunci: row for row in instrumen}.items():
        nama = f"Skala {len(kelas) + 1}" if kelas else "Skala"
        kelas[kunci] = quote_sheetname(nama)
        rentang |= _write_skala(book.add_worksheet(nama), satu, kelas[kunci], gaya)
    return kelas, rentang


def _write_skala(
    sheet: Any, instrumen: Instrumen, nama_lembar: str, gaya: Mapping[str, Any]
) -> dict[int, Rentang]:
    for place, (judul, lebar) in enumerate(KOLOM_SKALA):
        sheet.set_column(place, place, lebar)
        sheet.write_string(0, place, judul, gaya["judul"])
    rentang, row = {}, 1
    for nama, skala in instrumen.skala.items():
        awal = row + 1
        for pilihan in skala.pilihan:
            khusus = (f"{instrumen.lensa[k].nama}: {v}" for k, v in pilihan.arti_lensa.items())
            sheet.write_string(row, 0, nama, gaya["teks"])
            sheet.write_string(row, 1, pilihan.kode, gaya["teks"])
            sheet.write_number(row, 2, pilihan.nilai, gaya["angka"])
            sheet.write_string(row, 3, " ".join([pilihan.arti, *khusus]), gaya["teks"])
            row += 1
        kode, nilai = (f"{nama_lembar}!${kolom}${awal}:${kolom}${row}" for kolom in "BC")
        rentang[id(skala)] = Rentang(kode, nilai)
    for row, satu in enumerate(reversed(instrumen.predikat.predikat), start=1):
        for place, teks in enumerate((satu.kode, satu.kata, satu.rentang), start=5):
            sheet.write_string(row, place, teks, gaya["teks"])
        sheet.write_number(row, 8, _mulai(satu), gaya["bulat"])
    sheet.freeze_panes(1, 0)
    set_page(sheet)
    return rentang


def _mulai(predikat: Predikat) -> int:
    """The first total, in hundredths, that belongs to the class."""
    batas = Fraction(predikat.bawah) * 100
    return ceil(batas) if predikat.bawah_termasuk else floor(batas) + 1


def _write_kepala(sheet: Any, lembar: LembarJadi) -> None:
    """Title, total and predikat, headers, and the two rows that say which sheet this is."""
    gaya, isi = lembar.gaya, lembar.isi
    instrumen, p, banyak = isi.instrumen, lembar.pembagi, lembar.diminta
    akhir = nomor_of(len(lembar.baris))
    terjawab = f"COUNT($F${BARIS_JUDUL + 1}:$F${akhir})"
    seluruh = f"SUM({lembar.satuan(KOMPONEN, 0)})"
    total = f'=IF({terjawab}={banyak},INT((200*{seluruh}+{p})/{2 * p})/100,"")'
    if isi.total is not None:
        total = f"={isi.total}"
    kelas = len(instrumen.predikat.predikat) + 1
    cari = f"MATCH(ROUND({PETAK_TOTAL}*100,0),{lembar.kelas}!$I$2:$I${kelas},1)"
    kode = f'=IF({PETAK_TOTAL}="","Belum lengkap",INDEX({lembar.kelas}!$F$2:$F${kelas},{cari}))'
    kata = f'=IF({PETAK_TOTAL}="","",INDEX({lembar.kelas}!$G$2:$G${kelas},{cari}))'
    kini, predikat = lembar.total, lembar.predikat
    sheet.write_string("A1", safe_text(isi.judul), gaya["besar"])
    sheet.write_formula(
        "B2",
        f'="Terjawab "&{terjawab}&" dari {banyak}"',
        gaya["kuat"],
        f"Terjawab {len(lembar.nilai)} dari {banyak}",
    )
    sheet.write_string("C2", "Nilai akhir", gaya["kuat"])
    sheet.write_formula(PETAK_TOTAL, total, gaya["total"], "" if kini is None else float(kini))
    sheet.write_formula(
        PETAK_PREDIKAT, kode, gaya["kuat"], predikat.kode if predikat else "Belum lengkap"
    )
    sheet.write_formula("F2", kata, gaya["kuat"], predikat.kata if predikat else "")
    for place, (judul, lebar) in enumerate(zip(JUDUL, LEBAR, strict=True)):
        sheet.set_column(place, place, lebar)
        sheet.write_string(BARIS_JUDUL - 1, place, judul, gaya["judul"])
    sheet.set_column(JUDUL.index("Satuan"), JUDUL.index("Satuan"), None, None, {"hidden": True})
    for place, kolom in enumerate(isi.kolom, start=len(JUDUL)):
        sheet.set_column(place, place, kolom.lebar)
        sheet.write_string(BARIS_JUDUL - 1, place, kolom.judul, gaya["judul"])
    entitas = instrumen.entitas[isi.jenis_entitas].nama if isi.jenis_entitas else "Semua kriteria"
    tanda = [(KODE_PERATURAN, f"Lembar: {instrumen.judul}", instrumen.kunci)]
    tanda += [(KODE_ENTITAS, f"Jenis entitas: {entitas}", isi.jenis_entitas or "")]
    for row, (kunci, uraian, teks) in enumerate(tanda, start=BARIS_JUDUL):
        for place, satu in ((0, kunci), (1, uraian), (4, teks)):
            sheet.write_string(row, place, satu, gaya["samar"])


def _write_baris(sheet: Any, lembar: LembarJadi, index: int) -> None:
    row, nomor = lembar.baris[index], nomor_of(index)
    teks = lembar.gaya[("bagian", "butir", "rincian")[row.tingkat]]
    angka = lembar.gaya["angka" if row.tingkat else "angka_bagian"]
    for place, isi in enumerate((row.kunci.kode, row.uraian, row.lensa)):
        sheet.write_string(nomor - 1, place, isi, teks)
    if row.bobot is not None:
        sheet.write_number(f"D{nomor}", row.bobot, angka)
    if row.tingkat == KOMPONEN:
        for place in (4, 5):
            sheet.write_blank(nomor - 1, place, None, teks)
    else:
        _write_jawaban(sheet, lembar, row, nomor)
        _write_isian(sheet, lembar, row.kunci, nomor)
    if row.butir:
        _write_butir(sheet, lembar, nomor, row.butir)
    elif cells := lembar.satuan(row.tingkat + 1, index + 1):
        poin = lembar.poin(index)
        sheet.write_formula(f"G{nomor}", f"=H{nomor}/{lembar.pembagi}", angka, float(poin))
        satuan = float(poin * lembar.pembagi)
        sheet.write_formula(f"H{nomor}", f"=SUM({cells})", lembar.gaya["samar"], satuan)


def _write_jawaban(sheet: Any, lembar: LembarJadi, row: Baris, nomor: int) -> None:
    """The cell of the answer, with the list it is chosen from where it may be filled in."""
    petak, isi, alamat = Petak(row.kunci, JAWABAN), lembar.isi, f"E{nomor}"
    terbuka = row.butir is not None if isi.terbuka is None else petak in isi.terbuka
    gaya = lembar.gaya["jawaban" if terbuka else "jawaban_tetap"]
    teks, angka = isi.isi.get(petak, ""), row.butir and lembar.nilai.get(row.butir.kode)
    if angka and not angka.butir.skala.pilihan:
        sheet.write_number(alamat, angka.nilai, gaya)
    elif teks:
        sheet.write_string(alamat, safe_text(teks), gaya)
    else:
        sheet.write_blank(alamat, None, gaya)
    if not terbuka:
        return
    rule: dict[str, Any] = {"validate": "list", "error_message": PILIH}
    if row.butir is None:
        rule["source"] = list(isi.pilihan)
    elif row.butir.skala.pilihan:
        rule["source"] = f"={lembar.rentang[id(row.butir.skala)].kode}"
    else:
        penuh = row.butir.penuh
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": float(penuh)}
        rule["error_message"] = f"Isi angka 0 sampai dengan {penuh}."
    sheet.data_validation(alamat, {**rule, "error_title": f"Jawaban {row.kunci.kode}"})


def _write_isian(sheet: Any, lembar: LembarJadi, kunci: Kunci, nomor: int) -> None:
    """The further columns of a row; empty locked cells are left out."""
    isi = lembar.isi
    for place, kolom in enumerate(isi.kolom, start=len(JUDUL)):
        petak = Petak(kunci, kolom.kunci)
        terbuka = petak in (isi.terbuka or ())
        gaya = lembar.gaya["isian" if terbuka else "tetap"]
        if teks := isi.isi.get(petak, ""):
            sheet.write_string(nomor - 1, place, safe_text(teks), gaya)
        elif terbuka:
            sheet.write_blank(nomor - 1, place, None, gaya)
        if terbuka and kolom.pilihan:
            rule = {"validate": "list", "source": list(kolom.pilihan)}
            rule |= {"error_title": kolom.judul, "error_message": PILIH}
            sheet.data_validation(nomor - 1, place, nomor - 1, place, rule)


def _write_butir(sheet: Any, lembar: LembarJadi, nomor: int, butir: Butir) -> None:
    """The value of the answer on its scale, and the points it brings."""
    gaya, jawaban, found = lembar.gaya, f"E{nomor}", lembar.nilai.get(butir.kode)
    if butir.skala.pilihan:
        kode, nilai = lembar.rentang[id(butir.skala)]
        hasil = f'=IF({jawaban}="","",IFERROR(INDEX({nilai},MATCH({jawaban},{kode},0)),""))'
    else:
        batas = f"AND({jawaban}>=0,{jawaban}<={butir.penuh})"
        hasil = f'=IF(ISNUMBER({jawaban}),IF({batas},{jawaban},""),"")'
    p = lembar.pembagi
    satuan = f"ROUND(F{nomor}*{10 ** desimal(butir.skala)},0)*{per_nilai(butir) * p}"
    sheet.write_formula(f"F{nomor}", hasil, gaya["angka"], float(found.nilai) if found else "")
    poin = f'=IF(F{nomor}="","",H{nomor}/{p})'
    sheet.write_formula(f"G{nomor}", poin, gaya["angka"], float(found.poin) if found else "")
    nilai_satuan = float(found.poin * p) if found else ""
    sheet.write_formula(f"H{nomor}", f'=IF(F{nomor}="","",{satuan})', gaya["samar"], nilai_satuan)


def _write_identitas(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    """What the reader knows the workbook by; nobody fills it in."""
    for row, cells in enumerate(rows):
        for place, teks in enumerate(cells):
            sheet.write_string(row, place, teks)
    sheet.hide()
    sheet.protect("")
