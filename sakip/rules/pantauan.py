"""Who is late: when people are reminded before a deadline, and how much may come at the last moment.

Dates and shares are a region's policy, kept as dated data in `regulasi/pantauan`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder


@dataclass(frozen=True, slots=True)
class Pantauan(Peraturan):
    """The policy that a file holds.

    `hari_pengingat`: days before the deadline, the farthest first; `jam_pengingat`: the hour of the day
    before which no letter is written; `batas_akhir`: percent of the entries that may come in the last
    `hari_akhir` days.
    """

    hari_pengingat: tuple[int, ...]
    jam_pengingat: int
    hari_akhir: int
    batas_akhir: Decimal

    def find_tahap(self, tenggat: datetime, saat: datetime) -> int | None:
        """The reminder whose turn it is, by its days before the deadline; None when it is nobody's.

        Both moments carry the agency's own zone. A day on which nothing ran is made up for: on H-6 it is
        still the turn of H-7.
        """
        if saat >= tenggat or saat.hour < self.jam_pengingat:
            return None
        left = (tenggat.date() - saat.date()).days
        return min((hari for hari in self.hari_pengingat if left <= hari), default=None)

    def begins_akhir(self, tenggat: datetime) -> datetime:
        """The moment from which an entry counts as one of the last days."""
        return tenggat - timedelta(days=self.hari_akhir)


def compute_bagian_akhir(akhir: int, semua: int) -> Decimal | None:
    """The share (percent) of the entries up to a deadline that came in its last days; None without any.

    >>> compute_bagian_akhir(3, 8)
    Decimal('37.5')
    """
    return Decimal(100) * akhir / semua if semua else None


@cache
def load_pantauan(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Pantauan]:
    """Every policy by its key; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "pantauan" for root in roots))


def pantauan_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> Pantauan:
    """The policy in force on a day."""
    return in_force(load_pantauan(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> Pantauan:
    pantauan = build(Pantauan, {"kunci": kunci, **table}, kunci)
    if any(later >= first for first, later in pairwise(pantauan.hari_pengingat)):
        raise RegulasiError(f"{kunci}: hari_pengingat harus menurun, misalnya 7, 3, 1.")
    if not 0 <= pantauan.jam_pengingat <= 23:
        raise RegulasiError(f"{kunci}: jam_pengingat antara 0 dan 23.")
    return pantauan
