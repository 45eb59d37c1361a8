"""From a total to its predikat, by dated schemes with open and closed boundaries.

PermenPANRB 88/2021 and 12/2015 (AKIP), 26/2020 and 9/2023 (reformasi birokrasi). The schemes are
files in `regulasi/predikat`; each has a short `sebutan` for the command line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from sakip.rules.angka import bulatkan, write_angka
from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, load_folder


class PredikatError(ValueError):
    """A value that has no predikat in the scheme; the text is shown to the user."""


@dataclass(frozen=True, slots=True)
class Predikat:
    """One class of a scheme; `target_baik` is the condition that parts two classes of one band."""

    kode: str
    kata: str
    bawah: Decimal
    bawah_termasuk: bool
    atas: Decimal
    atas_termasuk: bool
    tafsir: str = ""
    target_baik: bool | None = None

    def covers(self, nilai: Decimal) -> bool:
        """Whether a value that was rounded to two decimals lies within the boundaries."""
        above = nilai > self.bawah or (self.bawah_termasuk and nilai == self.bawah)
        below = nilai < self.atas or (self.atas_termasuk and nilai == self.atas)
        return above and below

    @property
    def rentang(self) -> str:
        """The boundaries in words: "lebih dari 70 sampai dengan 80"."""
        bawah, atas = write_angka(self.bawah, None), write_angka(self.atas, None)
        mulai = f"{bawah}" if self.bawah_termasuk else f"lebih dari {bawah}"
        return f"{mulai} sampai {'dengan' if self.atas_termasuk else 'sebelum'} {atas}"


@dataclass(frozen=True, slots=True)
class SkemaPredikat(Peraturan):
    """The classes of one regulation, best first, without a gap between them."""

    sebutan: str
    predikat: tuple[Predikat, ...]
    catatan: str = ""

    @property
    def terkecil(self) -> Decimal:
        return self.predikat[-1].bawah

    @property
    def terbesar(self) -> Decimal:
        return self.predikat[0].atas

    @property
    def uses_target_baik(self) -> bool:
        """Whether the condition can ever decide between two classes."""
        return any(row.target_baik is not None for row in self.predikat)


def classify(skema: SkemaPredikat, nilai: Decimal, *, target_baik: bool | None = None) -> Predikat:
    """The predikat of a value, which is first rounded half-up to two decimals.

    `target_baik` says whether every indicator reached its "target baik" (PermenPANRB 9/2023); it
    is needed only where two classes share a band. Raises PredikatError for a value outside the
    scheme, and when that answer is needed and missing.
    """
    if not nilai.is_finite() or not skema.terkecil <= nilai <= skema.terbesar:
        terkecil, terbesar = write_angka(skema.terkecil, None), write_angka(skema.terbesar, None)
        raise PredikatError(f"Nilai harus {terkecil} sampai dengan {terbesar}.")
    calon = [row for row in skema.predikat if row.covers(bulatkan(nilai))]
    if len(calon) > 1 and target_baik is None:
        pilihan = " atau ".join(row.kode for row in calon)
        raise PredikatError(
            f"Nilai ini {pilihan}: sebutkan apakah semua indikator mencapai target baiknya."
        )
    return next(row for row in calon if row.target_baik in (None, target_baik))


@cache
def load_predikat(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, SkemaPredikat]:
    """Every scheme by its key, oldest first; raises RegulasiError for a file that does not hold."""
    return load_folder(_parse, (root / "predikat" for root in roots))


def _parse(kunci: str, table: Mapping[str, Any]) -> SkemaPredikat:
    skema = build(SkemaPredikat, {"kunci": kunci, **table}, kunci)
    if faults := list(_faults(skema)):
        raise RegulasiError(f"{kunci}: {' '.join(faults)}")
    return skema


def _faults(skema: SkemaPredikat) -> Iterable[str]:
    """What breaks the promise of exactly one class for every value of the scheme."""
    if not skema.predikat:
        yield "predikat masih kosong."
    kode = [row.kode for row in skema.predikat]
    if len(set(kode)) < len(kode):
        yield "kode predikat berulang."
    for row in skema.predikat:
        if row.bawah >= row.atas:
            yield f"batas predikat {row.kode} terbalik."
    for upper, lower in pairwise(skema.predikat):
        if not (_is_split(upper, lower) or _is_joined(upper, lower)):
            yield f"predikat {upper.kode} dan {lower.kode} bertumpuk atau berjarak."


def _is_split(one: Predikat, other: Predikat) -> bool:
    """One band parted by the condition alone."""
    return _band(one) == _band(other) and {one.target_baik, other.target_baik} == {True, False}


def _is_joined(upper: Predikat, lower: Predikat) -> bool:
    """Two bands that meet in one value, which belongs to exactly one of them."""
    return upper.bawah == lower.atas and upper.bawah_termasuk != lower.atas_termasuk


def _band(row: Predikat) -> tuple[Decimal, bool, Decimal, bool]:
    return row.bawah, row.bawah_termasuk, row.atas, row.atas_termasuk
