"""How much a total usually rises in a year, as dated data with its source, to be printed beside a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sakip.rules.angka import write_angka
from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder


@dataclass(frozen=True, slots=True)
class Lazim:
    """One published or quoted gain in points: from `bawah` to `atas` in a year."""

    bawah: Decimal
    atas: Decimal
    kata: str
    tahun: int
    sumber: str

    @property
    def teks(self) -> str:
        """The gain as it is read: "+2,00 sampai +4,00"."""
        sampai = "" if self.bawah == self.atas else f" sampai {write_naik(self.atas)}"
        return f"{write_naik(self.bawah)}{sampai}"


@dataclass(frozen=True, slots=True)
class Kenaikan(Peraturan):
    """The usual gains that a file holds."""

    lazim: tuple[Lazim, ...]


def write_naik(nilai: Decimal) -> str:
    """A difference in points with its sign.

    >>> write_naik(Decimal("-2.08"))
    '−2,08'
    """
    tanda = "−" if nilai < 0 else "+"
    return f"{tanda}{write_angka(abs(nilai))}"


@cache
def load_kenaikan(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Kenaikan]:
    """Every file by its key, oldest first; raises RegulasiError for a broken one."""
    return load_folder(_parse, (root / "kenaikan_lazim" for root in roots))


def kenaikan_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> Kenaikan | None:
    """The gains in force on a day; None when nothing was known yet."""
    try:
        return in_force(load_kenaikan(roots).values(), day)
    except LookupError:
        return None


def _parse(kunci: str, table: Mapping[str, Any]) -> Kenaikan:
    kenaikan = build(Kenaikan, {**table, "kunci": kunci}, kunci)
    if any(row.bawah > row.atas for row in kenaikan.lazim):
        raise RegulasiError(f"{kunci}: bawah lebih besar daripada atas; tukar angkanya.")
    return kenaikan
