"""Ordinal scales (opini BPK, kabupaten layak anak, predikat AKIP): dated data, a rank per label."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, load_folder


@dataclass(frozen=True, slots=True)
class Tingkat:
    """One step: the label that documents print, and its name in full."""

    label: str
    nama: str


@dataclass(frozen=True, slots=True)
class SkalaOrdinal(Peraturan):
    """Steps from the lowest to the highest; the rank of the lowest is 1."""

    tingkat: tuple[Tingkat, ...]

    def find_label(self, teks: str) -> str | None:
        """The label meant by a typed label or full name, whatever its case; None when unknown."""
        dicari = " ".join(teks.split()).casefold()
        cocok = (t for t in self.tingkat if dicari in (t.label.casefold(), t.nama.casefold()))
        return next((t.label for t in cocok), None)

    def compute_rank(self, label: str) -> int | None:
        """1 for the lowest step; None for a label that this version of the scale does not have."""
        return next((n for n, t in enumerate(self.tingkat, 1) if t.label == label), None)


@cache
def load_skala_ordinal(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, SkalaOrdinal]:
    """Every ordinal scale by its key, oldest first; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "pengukuran" / "ordinal" for root in roots))


def _parse(kunci: str, table: Mapping[str, Any]) -> SkalaOrdinal:
    skala = build(SkalaOrdinal, {"kunci": kunci, **table}, kunci)
    nama = [teks.casefold() for t in skala.tingkat for teks in {t.label, t.nama}]
    if len(skala.tingkat) < 2 or len(set(nama)) < len(nama):
        raise RegulasiError(f"{kunci}: perlu paling sedikit dua tingkat yang berbeda nama.")
    return skala
