"""From a capaian to its class, by dated scales; the same files hold the cut for means.

The five classes of Permendagri 54/2010 and 86/2017, and others that an agency chooses by key, are
files in `regulasi/pengukuran`. The class says nothing about whether the target is met: 97,24 % is
Sangat Tinggi and still not reached, so `Capaian.tercapai` is shown beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from sakip.rules.angka import bulatkan
from sakip.rules.capaian import Batas
from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, load_folder

BAWAAN = "permendagri-86-2017"


@dataclass(frozen=True, slots=True)
class Kelas:
    """One class: `kode` is stored, `nama` is printed; it begins at its lower bound, included."""

    kode: str
    nama: str
    batas_bawah: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AturanPengukuran(Peraturan):
    """The classes of capaian, best first, and the cut of a capaian before it enters a mean."""

    batas_rata_rata: Batas
    kelas: tuple[Kelas, ...]
    catatan: str = ""


def kelas_dari(aturan: AturanPengukuran, capaian: Decimal) -> Kelas:
    """The class of a capaian in percent, which is first rounded half-up to two decimals.

    So the class always fits the figure that is printed: 90,996 is printed as 91,00 and classed as
    such. Classes leave no gap and there is no upper limit.
    """
    bulat = bulatkan(capaian)
    for kelas in aturan.kelas[:-1]:
        if kelas.batas_bawah is not None and bulat >= kelas.batas_bawah:
            return kelas
    return aturan.kelas[-1]


@cache
def load_aturan_pengukuran(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanPengukuran]:
    """Every scale by its key, oldest first; raises RegulasiError for a file that does not hold."""
    return load_folder(_parse, (root / "pengukuran" for root in roots))


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanPengukuran:
    aturan = build(AturanPengukuran, {"kunci": kunci, **table}, kunci)
    if faults := list(_faults(aturan)):
        raise RegulasiError(f"{kunci}: {' '.join(faults)}")
    return aturan


def _faults(aturan: AturanPengukuran) -> Iterable[str]:
    """What breaks the promise of exactly one class for every capaian."""
    batas = [kelas.batas_bawah for kelas in aturan.kelas]
    if not batas or batas[-1] is not None:
        yield "kelas terakhir harus ada, tanpa batas_bawah."
    tertulis = [nilai for nilai in batas[:-1] if nilai is not None]
    if len(tertulis) < len(batas[:-1]) or any(a <= b for a, b in pairwise(tertulis)):
        yield "batas_bawah kelas harus lengkap dan menurun."
    if len({kelas.kode for kelas in aturan.kelas}) < len(aturan.kelas):
        yield "kode kelas berulang."
    bawah, atas = aturan.batas_rata_rata.bawah, aturan.batas_rata_rata.atas
    if bawah is not None and atas is not None and bawah > atas:
        yield "batas_rata_rata terbalik."
