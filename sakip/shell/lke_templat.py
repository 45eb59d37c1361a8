"""The LKE workbook of `sakip lke --templat`: the sheet of an instrument with live formulas.

Points are counted in whole units of 1/`pembagi` point, small enough that every answer is a whole
number of them. Whole numbers are exact in a spreadsheet, so the one rounding of the total (half-up
to two decimals, as `rules.penilaian`) and the predikat cannot slip on a binary fraction.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any

import xlsxwriter

from sakip.rules.instrumen import Butir, Instrumen, Skala, Subkomponen
from sakip.rules.penilaian import DESIMAL_TERBANYAK
from sakip.rules.predikat import Predikat

LEMBAR = "LKE"
KODE_PERATURAN = "peraturan"
KODE_ENTITAS = "entitas"
JUDUL = ("Kode", "Uraian", "Lensa", "Bobot", "Jawaban", "Nilai", "Poin", "Satuan")
LEBAR = (12, 72, 16, 9, 14, 9, 10, 14)
KOLOM_SKALA = (
    ("Skala", 14), ("Jawaban", 10), ("Nilai", 9), ("Arti", 80), ("", 3),
    ("Predikat", 10), ("Sebutan", 20), ("Rentang", 36), ("Mulai dari × 100", 12),
)  # fmt: skip
PETAK_TOTAL, PETAK_PREDIKAT = "D2", "E2"
BARIS_JUDUL = 3

POIN = "#,##0.00##"
FORMAT: Mapping[str, Mapping[str, Any]] = {
    "besar": {"bold": True, "font_size": 14},
    "kuat": {"bold": True},
    "judul": {"bold": True, "bg_color": "#E6F0FA", "text_wrap": True, "border": 1},
    "teks": {"valign": "top", "text_wrap": True},
    "butir": {"valign": "top", "text_wrap": True, "bold": True},
    "rincian": {"valign": "top", "text_wrap": True, "indent": 1},
    "bulat": {"valign": "top", "num_format": "0"},
    "angka": {"valign": "top", "num_format": POIN},
    "total": {"bold": True, "num_format": "0.00", "align": "right"},
    "bagian": {"valign": "top", "text_wrap": True, "bold": True, "bg_color": "#F2F2F2"},
    "angka_bagian": {"valign": "top", "num_format": POIN, "bold": True, "bg_color": "#F2F2F2"},
    "jawaban": {
        "valign": "top",
        "locked": False,
        "border": 1,
        "align": "center",
        "bg_color": "#FFFBE6",
    },
    "samar": {"valign": "top", "font_color": "#595959"},
}
PETUNJUK = (
    "Isi kolom Jawaban yang berwarna kuning pada lembar LKE. Kolom lain terkunci tanpa kata sandi.",
    "Pilih jawaban dari daftar pada selnya. Arti setiap jawaban ada pada lembar Skala.",
    "Nilai, poin, jumlah, nilai akhir, dan predikat berubah sendiri setelah jawaban diisi.",
    "Nilai akhir dan predikat muncul setelah semua jawaban terisi.",
    "Nilai akhir dibulatkan sekali ke dua desimal, setengah ke atas. Predikat mengikuti nilai itu.",
    "Kolom Satuan memuat poin dalam bilangan bulat supaya pembulatannya tepat. Kolom itu tidak dicetak.",
    "Jangan mengubah kolom Kode. Baris boleh berpindah tempat karena dibaca menurut kodenya.",
    "Baca kembali dengan perintah: sakip lke BERKAS.xlsx",
)


@dataclass(frozen=True, slots=True)
class _Baris:
    """One row: a component (`tingkat` 0), a sub-component (1) or a criterion (2)."""

    tingkat: int
    kode: str
    uraian: str
    lensa: str
    bobot: Fraction | None
    butir: Butir | None


@dataclass(frozen=True, slots=True)
class _Buku:
    """What the writers of the sheets share."""

    instrumen: Instrumen
    jenis_entitas: str | None
    baris: Sequence[_Baris]
    pembagi: int
    gaya: Mapping[str, Any]

    def nomor(self, index: int) -> int:
        """The row of the sheet, from 1: two rows that name the sheet stand before the first."""
        return BARIS_JUDUL + 3 + index

    def satuan(self, tingkat: int, mulai: int) -> str:
        """The cells of the units of that level, from `mulai` to the next row of a higher level."""
        petak = []
        for index in range(mulai, len(self.baris)):
            if self.baris[index].tingkat < tingkat:
                break
            if self.baris[index].tingkat == tingkat:
                petak.append(f"H{self.nomor(index)}")
        return ",".join(petak)


def write_lke(instrumen: Instrumen, jenis_entitas: str | None = None) -> bytes:
    """The workbook, empty answers and all formulas; `jenis_entitas` as for `score_lke`.

    Raises KeyError for a kind of entity that the instrument does not know.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    gaya = {nama: book.add_format(dict(isi)) for nama, isi in FORMAT.items()}
    baris = tuple(_rows(instrumen, jenis_entitas))
    pembagi = _compute_pembagi([row.butir for row in baris if row.butir])
    buku = _Buku(instrumen, jenis_entitas, baris, pembagi, gaya)
    lke, petunjuk, skala = (book.add_worksheet(nama) for nama in (LEMBAR, "Petunjuk", "Skala"))
    _write_petunjuk(petunjuk, buku)
    rentang = _write_skala(skala, buku)
    _write_kepala(lke, buku)
    for index in range(len(baris)):
        _write_baris(lke, buku, index, rentang)
    lke.freeze_panes(BARIS_JUDUL, 2)
    lke.repeat_rows(BARIS_JUDUL - 1)
    lke.print_area(0, 0, buku.nomor(len(baris)) - 2, JUDUL.index("Poin"))
    _set_page(lke)
    book.close()
    return buffer.getvalue()


def _rows(instrumen: Instrumen, jenis_entitas: str | None) -> Iterator[_Baris]:
    """Components, sub-components and criteria in the order of the instrument."""
    butir = {row.kode: row for row in instrumen.butir(jenis_entitas)}
    per_kriteria = instrumen.tingkat == "kriteria"
    for komponen in instrumen.komponen:
        yield _Baris(0, komponen.kode, komponen.nama, "", Fraction(komponen.bobot), None)
        for sub in komponen.subkomponen:
            lensa, satu = instrumen.lensa[sub.lensa].nama, butir.get(sub.kode)
            answered = None if per_kriteria else satu
            yield _Baris(1, sub.kode, sub.nama, lensa, Fraction(sub.bobot), answered)
            for kode, uraian in _kriteria(instrumen, sub, jenis_entitas):
                satu = butir[kode] if per_kriteria else None
                yield _Baris(2, kode, uraian, "", satu.bobot if satu else None, satu)


def _kriteria(
    instrumen: Instrumen, sub: Subkomponen, jenis_entitas: str | None
) -> Iterator[tuple[str, str]]:
    entitas = instrumen.entitas[jenis_entitas] if jenis_entitas else None
    for row in instrumen.kriteria(sub, jenis_entitas):
        warisan = entitas is not None and row.kode in entitas.diwariskan
        yield row.kode, f"{row.uraian} (dijawab sekali oleh pemda)" if warisan else row.uraian


def _compute_pembagi(butir: Sequence[Butir]) -> int:
    """How many units make a point, so that every possible answer is a whole number of units."""
    return lcm(*(_per_nilai(row).denominator for row in butir))


def _per_nilai(butir: Butir) -> Fraction:
    """The points of the smallest step of the value, which is 10 to the minus `_desimal`."""
    return butir.bobot / Fraction(butir.penuh) * Fraction(1, 10 ** _desimal(butir.skala))


def _desimal(skala: Skala) -> int:
    """Decimals that a value on this scale can have."""
    if not skala.pilihan:
        return DESIMAL_TERBANYAK
    return max(len(f"{row.nilai:f}".partition(".")[2]) for row in skala.pilihan)


def _write_petunjuk(sheet: Any, buku: _Buku) -> None:
    sheet.set_column(0, 0, 100, buku.gaya["teks"])
    sheet.write_string(0, 0, "Petunjuk pengisian", buku.gaya["besar"])
    isi = (*PETUNJUK, " ".join(buku.instrumen.catatan.split()))
    for row, kalimat in enumerate(isi, start=1):
        sheet.write_string(row, 0, kalimat, buku.gaya["teks"])
    _set_page(sheet)


def _write_skala(sheet: Any, buku: _Buku) -> dict[int, tuple[str, str]]:
    """Answers and classes; the cells of answers and of values of each scale, by its identity."""
    gaya, instrumen = buku.gaya, buku.instrumen
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
        rentang[id(skala)] = (f"Skala!$B${awal}:$B${row}", f"Skala!$C${awal}:$C${row}")
    for row, satu in enumerate(reversed(instrumen.predikat.predikat), start=1):
        for place, teks in enumerate((satu.kode, satu.kata, satu.rentang), start=5):
            sheet.write_string(row, place, teks, gaya["teks"])
        sheet.write_number(row, 8, _mulai(satu), gaya["bulat"])
    sheet.freeze_panes(1, 0)
    _set_page(sheet)
    return rentang


def _mulai(predikat: Predikat) -> int:
    """The first total, in hundredths, that belongs to the class."""
    batas = Fraction(predikat.bawah) * 100
    return ceil(batas) if predikat.bawah_termasuk else floor(batas) + 1


def _write_kepala(sheet: Any, buku: _Buku) -> None:
    """Title, total and predikat, headers, and the two rows that say which sheet this is."""
    gaya, instrumen = buku.gaya, buku.instrumen
    akhir, banyak = buku.nomor(len(buku.baris)), sum(1 for row in buku.baris if row.butir)
    terjawab = f"COUNT($F${BARIS_JUDUL + 1}:$F${akhir})"
    seluruh, p = f"SUM({buku.satuan(0, 0)})", buku.pembagi
    total = f'=IF({terjawab}={banyak},INT((200*{seluruh}+{p})/{2 * p})/100,"")'
    kelas = len(instrumen.predikat.predikat) + 1
    cari = f"MATCH(ROUND({PETAK_TOTAL}*100,0),Skala!$I$2:$I${kelas},1)"
    kode = f'=IF({PETAK_TOTAL}="","Belum lengkap",INDEX(Skala!$F$2:$F${kelas},{cari}))'
    kata = f'=IF({PETAK_TOTAL}="","",INDEX(Skala!$G$2:$G${kelas},{cari}))'
    sheet.write_string("A1", f"{instrumen.judul} ({instrumen.peraturan})", gaya["besar"])
    sheet.write_formula(
        "B2", f'="Terjawab "&{terjawab}&" dari {banyak}"', gaya["kuat"], f"Terjawab 0 dari {banyak}"
    )
    sheet.write_string("C2", "Nilai akhir", gaya["kuat"])
    sheet.write_formula(PETAK_TOTAL, total, gaya["total"], "")
    sheet.write_formula(PETAK_PREDIKAT, kode, gaya["kuat"], "Belum lengkap")
    sheet.write_formula("F2", kata, gaya["kuat"], "")
    for place, (judul, lebar) in enumerate(zip(JUDUL, LEBAR, strict=True)):
        sheet.set_column(place, place, lebar)
        sheet.write_string(BARIS_JUDUL - 1, place, judul, gaya["judul"])
    entitas = instrumen.entitas[buku.jenis_entitas].nama if buku.jenis_entitas else "Semua kriteria"
    tanda = [(KODE_PERATURAN, f"Lembar: {instrumen.judul}", instrumen.kunci)]
    tanda += [(KODE_ENTITAS, f"Jenis entitas: {entitas}", buku.jenis_entitas or "")]
    for row, (kunci, uraian, isi) in enumerate(tanda, start=BARIS_JUDUL):
        for place, teks in ((0, kunci), (1, uraian), (4, isi)):
            sheet.write_string(row, place, teks, gaya["samar"])


def _write_baris(sheet: Any, buku: _Buku, index: int, rentang: Mapping[int, Any]) -> None:
    row, nomor = buku.baris[index], buku.nomor(index)
    teks = buku.gaya[("bagian", "butir", "rincian")[row.tingkat]]
    angka = buku.gaya["angka" if row.tingkat else "angka_bagian"]
    for place, isi in enumerate((row.kode, row.uraian, row.lensa)):
        sheet.write_string(nomor - 1, place, isi, teks)
    if row.tingkat == 0:
        for place in (4, 5):
            sheet.write_blank(nomor - 1, place, None, teks)
    if row.bobot is not None:
        sheet.write_number(f"D{nomor}", row.bobot, angka)
    if row.butir:
        _write_jawaban(sheet, buku, nomor, row.butir, rentang[id(row.butir.skala)])
    elif isi := buku.satuan(row.tingkat + 1, index + 1):
        sheet.write_formula(f"G{nomor}", f"=H{nomor}/{buku.pembagi}", angka, 0)
        sheet.write_formula(f"H{nomor}", f"=SUM({isi})", buku.gaya["samar"], 0)


def _write_jawaban(
    sheet: Any, buku: _Buku, nomor: int, butir: Butir, rentang: tuple[str, str]
) -> None:
    """The cell to fill in, its value on the scale, and the points it brings."""
    jawaban, (kode, nilai) = f"E{nomor}", rentang
    sheet.write_blank(jawaban, None, buku.gaya["jawaban"])
    if butir.skala.pilihan:
        rule: dict[str, Any] = {"validate": "list", "source": f"={kode}"}
        rule["error_message"] = "Pilih salah satu dari daftar."
        hasil = f'=IF({jawaban}="","",IFERROR(INDEX({nilai},MATCH({jawaban},{kode},0)),""))'
    else:
        rule = {"validate": "decimal", "criteria": "between"}
        rule |= {"minimum": 0, "maximum": float(butir.penuh)}
        rule["error_message"] = f"Isi angka 0 sampai dengan {butir.penuh}."
        batas = f"AND({jawaban}>=0,{jawaban}<={butir.penuh})"
        hasil = f'=IF(ISNUMBER({jawaban}),IF({batas},{jawaban},""),"")'
    sheet.data_validation(jawaban, {**rule, "error_title": f"Jawaban {butir.kode}"})
    desimal = _desimal(butir.skala)
    satuan = f"ROUND(F{nomor}*{10**desimal},0)*{_per_nilai(butir) * buku.pembagi}"
    sheet.write_formula(f"F{nomor}", hasil, buku.gaya["angka"], "")
    poin = f'=IF(F{nomor}="","",H{nomor}/{buku.pembagi})'
    sheet.write_formula(f"G{nomor}", poin, buku.gaya["angka"], "")
    sheet.write_formula(f"H{nomor}", f'=IF(F{nomor}="","",{satuan})', buku.gaya["samar"], "")


def _set_page(sheet: Any) -> None:
    """Printed as wide as a page; all but the answers is locked, without a password."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RHalaman &P dari &N")
    sheet.protect("", {"format_columns": True, "format_rows": True})
