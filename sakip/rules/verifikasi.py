"""Who checks which part of an approved quarter, as dated data: one object, one checker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder

KINERJA, STATISTIK, ANGGARAN, AKSI = OBJEK = ("kinerja", "statistik", "anggaran", "aksi")


@dataclass(frozen=True, slots=True)
class Objek:
    """A part of a quarter, and the role that checks it."""

    kunci: str
    nama: str
    peran: str


@dataclass(frozen=True, slots=True)
class AturanVerifikasi(Peraturan):
    """The routes of a region; an object without a line is checked by nobody."""

    objek: tuple[Objek, ...]

    def find(self, kunci: str) -> Objek | None:
        """The object of this key, None when nobody checks it."""
        return next((one for one in self.objek if one.kunci == kunci), None)

    def of_peran(self, peran: str) -> tuple[Objek, ...]:
        """What a role checks."""
        return tuple(one for one in self.objek if one.peran == peran)


@cache
def load_aturan_verifikasi(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanVerifikasi]:
    """Every file by its key; raises RegulasiError for one that does not hold."""
    return load_folder(_parse, (root / "verifikasi" for root in roots))


def aturan_verifikasi_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> AturanVerifikasi:
    """The routes in force on a day. Raises LookupError before the first."""
    return in_force(load_aturan_verifikasi(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanVerifikasi:
    aturan = build(AturanVerifikasi, {"kunci": kunci, **table}, kunci)
    keys = [one.kunci for one in aturan.objek]
    if unknown := sorted(set(keys) - set(OBJEK)):
        raise RegulasiError(f"{kunci}: objek {', '.join(unknown)} tidak dikenal.")
    if len(set(keys)) < len(keys):
        raise RegulasiError(f"{kunci}: satu objek hanya diperiksa satu peran.")
    return aturan
