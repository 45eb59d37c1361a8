"""Which documents every unit must have in a working year, as dated data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder

Asal = Literal["", "renstra", "pagu", "iku", "pk", "aksi"]


@dataclass(frozen=True, slots=True)
class DokumenWajib:
    """One document; `asal` is where its dates are known from, `tahun` shifts the year it is about."""

    kunci: str
    nama: str
    dasar: str
    asal: Asal
    tahun: int = 0

    @property
    def bertanggal(self) -> bool:
        """Whether its own record here bears the days on which it was made and set."""
        return self.asal in ("iku", "pk")

    def nama_tahun(self, tahun: int) -> str:
        """Its name with the year it is about, where that is another one."""
        return f"{self.nama} {tahun + self.tahun}" if self.tahun else self.nama


@dataclass(frozen=True, slots=True)
class DaftarDokumen(Peraturan):
    """The list that a file holds."""

    dokumen: tuple[DokumenWajib, ...]

    def find(self, kunci: str) -> DokumenWajib:
        """The document of this key. Raises KeyError when there is none."""
        return {row.kunci: row for row in self.dokumen}[kunci]


@cache
def load_daftar_dokumen(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, DaftarDokumen]:
    """Every list by its key; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "dokumen_wajib" for root in roots))


def daftar_dokumen_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> DaftarDokumen:
    """The list in force on a day; before there was one, the first."""
    rows = load_daftar_dokumen(roots).values()
    return in_force(rows, max(day, min(row.berlaku_sejak for row in rows)))


def _parse(kunci: str, table: Mapping[str, Any]) -> DaftarDokumen:
    daftar = build(DaftarDokumen, {"kunci": kunci, **table}, kunci)
    keys = [row.kunci for row in daftar.dokumen]
    if len(set(keys)) < len(keys):
        raise RegulasiError(f"{kunci}: ada kunci dokumen yang sama.")
    return daftar
