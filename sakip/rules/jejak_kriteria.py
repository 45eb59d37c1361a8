"""Which recorded acts may help a criterion ("jejak yang mungkin berguna"), as data; never its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, load_folder

JENIS = ("lembar", "putusan", "lintas", "iku", "versi", "renaksi", "rekomendasi", "tahap")
TERKUAT = 2
"""Evidence of strength 3 and more is read or seen by a person; no record of ours is that by itself."""


@dataclass(frozen=True, slots=True)
class AturanJejak(Peraturan):
    """By criterion of these instruments, the kinds of acts; `kekuatan` is the most they are by themselves."""

    instrumen: tuple[str, ...]
    kekuatan: int
    jejak: Mapping[str, tuple[str, ...]]


@cache
def load_aturan_jejak(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanJejak]:
    """Every file by its key; raises RegulasiError for one that does not hold."""
    return load_folder(_parse, (root / "jejak_kriteria" for root in roots))


def find_jejak(instrumen: str, roots: tuple[Path, ...] = (FOLDER,)) -> AturanJejak | None:
    """The newest file that speaks of an instrument; None when none does."""
    rows = [row for row in load_aturan_jejak(roots).values() if instrumen in row.instrumen]
    return rows[-1] if rows else None


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanJejak:
    aturan = build(AturanJejak, {"kunci": kunci, **table}, kunci)
    asing = sorted({jenis for rows in aturan.jejak.values() for jenis in rows}.difference(JENIS))
    if asing:
        raise RegulasiError(f"{kunci}: jenis jejak tidak dikenal: {', '.join(asing)}.")
    if not 0 <= aturan.kekuatan <= TERKUAT:
        raise RegulasiError(f"{kunci}: kekuatan jejak paling tinggi {TERKUAT}.")
    return aturan
