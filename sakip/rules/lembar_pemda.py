"""What the sheets of units say for the agency's own: shares, samples, a soft ceiling; never a mean.

The texts of the predikat speak of shares of units (PermenPANRB 88/2021 lampiran: BB very good in two
thirds, B good in one third). They bound the agency's grade of a sub-component, and do not set it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from sakip.rules.instrumen import Pilihan, Skala
from sakip.rules.penilaian import bulatkan_pecahan
from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder


@dataclass(frozen=True, slots=True)
class BatasLunak:
    """The highest grade while at least this share of the units has it, or a better one."""

    nilai: str
    pembilang: int
    penyebut: int

    @property
    def bagian(self) -> Fraction:
        return Fraction(self.pembilang, self.penyebut)


@dataclass(frozen=True, slots=True)
class Sampel:
    """A kind of unit that is always looked at; an empty list means any."""

    nama: str
    jenis: tuple[str, ...]
    bidang: tuple[str, ...]

    def covers(self, jenis: str, bidang: Collection[str]) -> bool:
        """Whether a unit of this kind, with these fields of government in its budget, is one."""
        right_kind = not self.jenis or jenis in self.jenis
        return right_kind and (not self.bidang or bool(set(self.bidang) & set(bidang)))


@dataclass(frozen=True, slots=True)
class AturanLembarPemda(Peraturan):
    """The soft ceilings, the highest first, and the samples."""

    batas: tuple[BatasLunak, ...]
    sampel: tuple[Sampel, ...]


@dataclass(frozen=True, slots=True)
class NilaiUnit:
    """The value (0 to 100) a unit has on one sub-component, and its pagu in rupiah where known."""

    nilai: Decimal
    pagu: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BagianUnit:
    """How much of all units has at least a grade: their count, and their shares of count and of pagu."""

    batas: BatasLunak
    banyak: int
    unit: Fraction
    pagu: Fraction | None

    @property
    def tercapai(self) -> bool:
        return self.unit >= self.batas.bagian

    @property
    def persen_unit(self) -> Decimal:
        return bulatkan_pecahan(self.unit * 100)

    @property
    def persen_pagu(self) -> Decimal | None:
        return None if self.pagu is None else bulatkan_pecahan(self.pagu * 100)


@dataclass(frozen=True, slots=True)
class SebaranSub:
    """The units on one sub-component: how many have each grade, the shares, and the soft ceiling.

    `batas` is empty where even the lowest share is missed: then less than the lowest grade named.
    """

    banyak: int
    nilai: Mapping[str, int]
    bagian: tuple[BagianUnit, ...]
    batas: str


def find_pilihan(skala: Skala, bobot: Decimal, poin: Decimal) -> Pilihan | None:
    """The grade behind points that were rounded to two places; None where there is no such grade."""
    for row in skala.pilihan:
        exact = row.nilai * bobot / skala.compute_penuh(bobot)
        if abs(exact - poin) <= Decimal("0.005"):
            return row
    return None


def compute_sebaran_sub(
    aturan: AturanLembarPemda, skala: Skala, units: Sequence[NilaiUnit]
) -> SebaranSub | None:
    """What the units say of a sub-component that is graded on this scale; None without any."""
    if not units:
        return None
    value = {row.kode: row.nilai for row in skala.pilihan}
    parts = tuple(
        _bagian(one, units, value[one.nilai]) for one in aturan.batas if one.nilai in value
    )
    return SebaranSub(
        banyak=len(units),
        nilai={kode: sum(one.nilai == n for one in units) for kode, n in value.items()},
        bagian=parts,
        batas=next((one.batas.nilai for one in parts if one.tercapai), ""),
    )


def _bagian(batas: BatasLunak, units: Sequence[NilaiUnit], least: Decimal) -> BagianUnit:
    good = [one for one in units if one.nilai >= least]
    money = sum((one.pagu or Decimal(0) for one in units), Decimal(0))
    good_money = sum((one.pagu or Decimal(0) for one in good), Decimal(0))
    share = Fraction(good_money) / Fraction(money) if money > 0 else None
    return BagianUnit(batas, len(good), Fraction(len(good), len(units)), share)


@cache
def load_lembar_pemda(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanLembarPemda]:
    """Every policy by its key; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "lembar_pemda" for root in roots))


def lembar_pemda_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> AturanLembarPemda | None:
    """The policy in force on a day; None before the first, when sheets were other ones."""
    rows = load_lembar_pemda(roots).values()
    return in_force(rows, day) if any(row.berlaku_sejak <= day for row in rows) else None


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanLembarPemda:
    aturan = build(AturanLembarPemda, {"kunci": kunci, **table}, kunci)
    if not all(0 < row.pembilang <= row.penyebut for row in aturan.batas):
        raise RegulasiError(f"{kunci}: bagian unit pada batas lebih dari 0 sampai dengan 1.")
    shares = [row.bagian for row in aturan.batas]
    if shares != sorted(shares, reverse=True):
        raise RegulasiError(f"{kunci}: batas diurutkan dari bagian terbesar.")
    return aturan
