"""The working year as dated data: what is due, on what basis, whose it is, and what happens after.

No single regulation holds the year; each entry names its own. A region replaces dates by a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder

Sifat = Literal["kunci", "peringatan"]
"""What follows when the day has passed: entries are locked, or people are warned."""
SABTU = 5


@dataclass(frozen=True, slots=True)
class ButirKalender:
    """One thing that is due; `tahun` shifts it (1: the following year), `toleransi` is in days."""

    kode: str
    nama: str
    dasar: str
    pemilik: str
    bulan: int
    hari: int
    sifat: Sifat
    tahun: int = 0
    toleransi: int = 0

    def due(self, tahun: int) -> date:
        """The day on which it is due for a working year."""
        return date(tahun + self.tahun, self.bulan, self.hari)

    def locked(self, tahun: int) -> date:
        """The last day before entries are locked."""
        return self.due(tahun) + timedelta(days=self.toleransi)


@dataclass(frozen=True, slots=True)
class Bulanan:
    """When the figures of a month are due: on a day of the month after; `toleransi` is in days."""

    dasar: str
    pemilik: str
    hari: int
    toleransi: int

    def due(self, tahun: int, bulan: int) -> date:
        """The day on which the figures of a month (1 to 12) are due."""
        return date(tahun + bulan // 12, bulan % 12 + 1, self.hari)

    def locked(self, tahun: int, bulan: int) -> date:
        """The last day before a month is locked."""
        return self.due(tahun, bulan) + timedelta(days=self.toleransi)


@dataclass(frozen=True, slots=True)
class Kalender(Peraturan):
    """The calendar that a file holds."""

    bulanan: Bulanan
    butir: tuple[ButirKalender, ...]
    libur: tuple[date, ...] = ()

    def workday_after(self, day: date, banyak: int) -> date:
        """The day so many working days after a day: Monday to Friday, without the holidays listed."""
        while banyak > 0:
            day += timedelta(days=1)
            banyak -= day.weekday() < SABTU and day not in self.libur
        return day

    def find(self, kode: str) -> ButirKalender:
        """The entry of this kode. Raises KeyError when the calendar has none."""
        return {butir.kode: butir for butir in self.butir}[kode]

    def in_order(self, tahun: int) -> list[tuple[date, ButirKalender]]:
        """The entries of a working year by their day, with what the year before left for January."""
        rows = [(b.due(tahun - b.tahun), b) for b in self.butir]
        return sorted(rows, key=lambda row: (row[0], row[1].kode))


@cache
def load_kalender(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Kalender]:
    """Every calendar by its key; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "kalender" for root in roots))


def kalender_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> Kalender:
    """The calendar in force on a day."""
    return in_force(load_kalender(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> Kalender:
    kalender = build(Kalender, {"kunci": kunci, **table}, kunci)
    kodes = [butir.kode for butir in kalender.butir]
    if len(set(kodes)) < len(kodes):
        raise RegulasiError(f"{kunci}: ada kode butir yang sama.")
    if not 1 <= kalender.bulanan.hari <= 28:
        raise RegulasiError(f"{kunci}: hari bulanan harus ada di setiap bulan, 1 sampai 28.")
    for butir in kalender.butir:
        try:
            butir.due(2023)
        except ValueError as error:
            raise RegulasiError(f"{kunci}: tanggal butir {butir.kode} tidak ada.") from error
    return kalender
