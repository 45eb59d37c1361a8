"""An evaluation sheet with its figures worked out, and how its cells look: what the drawing shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

from sakip.evaluasi.buku.baris import SUB, Baris, IsiLembar, build_baris, nomor_of
from sakip.rules.instrumen import Butir, Skala
from sakip.rules.penilaian import (
    DESIMAL_TERBANYAK,
    NilaiButir,
    bulatkan_pecahan,
    read_jawaban,
)
from sakip.rules.predikat import Predikat, classify

PETAK_TOTAL, PETAK_PREDIKAT = "D2", "E2"
POIN = "#,##0.00##"
ATAS = {"valign": "top", "text_wrap": True, "quote_prefix": True}
ISIAN = {"locked": False, "border": 1, "bg_color": "#FFFBE6"}
BAGIAN = {"bold": True, "bg_color": "#F2F2F2"}
FORMAT: Mapping[str, Mapping[str, Any]] = {
    "besar": {"bold": True, "font_size": 14, "quote_prefix": True},
    "kuat": {"bold": True},
    "judul": {"bold": True, "bg_color": "#E6F0FA", "text_wrap": True, "border": 1},
    "teks": ATAS,
    "butir": ATAS | {"bold": True},
    "rincian": ATAS | {"indent": 1},
    "bulat": {"valign": "top", "num_format": "0"},
    "angka": {"valign": "top", "num_format": POIN},
    "total": {"bold": True, "num_format": "0.00", "align": "right"},
    "bagian": ATAS | BAGIAN,
    "angka_bagian": {"valign": "top", "num_format": POIN, **BAGIAN},
    "jawaban": {"valign": "top", "align": "center", **ISIAN},
    "jawaban_tetap": {"valign": "top", "align": "center"},
    "isian": ATAS | ISIAN | {"num_format": "@"},
    "tetap": ATAS | {"num_format": "@"},
    "samar": {"valign": "top", "font_color": "#595959"},
    "tautan": {"valign": "top", "text_wrap": True, "underline": 1, "font_color": "#0B4F9E"},
}


class Rentang(NamedTuple):
    """The cells of a scale: its answers, and their values."""

    kode: str
    nilai: str


@dataclass(frozen=True, slots=True)
class LembarJadi:
    """One sheet while it is drawn; `kelas` is the sheet that holds the classes of its predikat."""

    isi: IsiLembar
    baris: tuple[Baris, ...]
    pembagi: int
    nilai: Mapping[str, NilaiButir]
    gaya: Mapping[str, Any]
    rentang: Mapping[int, Rentang]
    kelas: str

    @property
    def diminta(self) -> int:
        """How many answers complete it; a sub-component that waits for the agency never is complete."""
        berbutir = {row.butir.subkomponen for row in self.baris if row.butir}
        tanpa = sum(row.tingkat == SUB and row.kunci.kode not in berbutir for row in self.baris)
        return sum(row.butir is not None for row in self.baris) + tanpa

    def anak(self, tingkat: int, mulai: int) -> list[int]:
        """The rows of that level, from `mulai` to the next row of a higher level."""
        found = []
        for index in range(mulai, len(self.baris)):
            if self.baris[index].tingkat < tingkat:
                break
            if self.baris[index].tingkat == tingkat:
                found.append(index)
        return found

    def satuan(self, tingkat: int, mulai: int) -> str:
        """The cells of their units."""
        return ",".join(f"H{nomor_of(index)}" for index in self.anak(tingkat, mulai))

    def poin(self, index: int) -> Fraction:
        """The points of a row so far."""
        row = self.baris[index]
        if row.butir:
            found = self.nilai.get(row.butir.kode)
            return found.poin if found else Fraction(0)
        return sum(map(self.poin, self.anak(row.tingkat + 1, index + 1)), Fraction(0))

    @property
    def total(self) -> Decimal | None:
        """The total, None while something is not answered, unless it was given."""
        if self.isi.total is not None or len(self.nilai) < self.diminta:
            return self.isi.total
        return bulatkan_pecahan(sum((row.poin for row in self.nilai.values()), Fraction(0)))

    @property
    def predikat(self) -> Predikat | None:
        total = self.total
        return None if total is None else classify(self.isi.instrumen.predikat, total)


def prepare(
    isi: IsiLembar, gaya: Mapping[str, Any], rentang: Mapping[int, Rentang], kelas: str
) -> LembarJadi:
    """Work out the figures of a sheet."""
    berlaku = isi.berlaku or isi.instrumen
    baris = build_baris(isi.instrumen, isi.jenis_entitas, berlaku)
    butir = [row.butir for row in baris if row.butir]
    known = {row.kode for row in butir}
    jawaban = {kode: teks for kode, teks in isi.jawaban().items() if kode in known}
    nilai = {row.butir.kode: row for row in read_jawaban(butir, jawaban)[0]}
    return LembarJadi(isi, baris, _compute_pembagi(butir), nilai, gaya, rentang, kelas)


def _compute_pembagi(butir: Sequence[Butir]) -> int:
    """How many units make a point, so that every possible answer is a whole number of units."""
    return lcm(*(per_nilai(row).denominator for row in butir))


def per_nilai(butir: Butir) -> Fraction:
    """The points of the smallest step of the value, which is 10 to the minus `desimal`."""
    return butir.bobot / Fraction(butir.penuh) * Fraction(1, 10 ** desimal(butir.skala))


def desimal(skala: Skala) -> int:
    """Decimals that a value on this scale can have."""
    if not skala.pilihan:
        return DESIMAL_TERBANYAK
    return max(len(f"{row.nilai:f}".partition(".")[2]) for row in skala.pilihan)


def set_page(sheet: Any) -> None:
    """Printed as wide as a page; all but the answers is locked, without a password."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RHalaman &P dari &N")
    sheet.protect("", {"format_columns": True, "format_rows": True})
