"""From the mean capaian of a unit to its predikat kinerja organisasi, with the sentence why.

PermenPANRB 6/2022 names the five and leaves to the leader which one a unit gets; the bounds are a
file in `regulasi/predikat` with the sebutan `organisasi`, which a region replaces by its own.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sakip.rules.angka import write_persen
from sakip.rules.capaian import RataRata
from sakip.rules.predikat import Predikat, SkemaPredikat, classify, load_predikat
from sakip.rules.regulasi import FOLDER, in_force

SEBUTAN = "organisasi"


@dataclass(frozen=True, slots=True)
class PredikatOrganisasi:
    """The predikat a unit's figures lead to (None while they lead to none), and why.

    `tingkat` is its place in the scale, the best being 1; `sementara` while the figures may change.
    """

    predikat: Predikat | None
    alasan: str
    tingkat: int = 0
    sementara: bool = False


def skema_on(tahun: int, roots: tuple[Path, ...] = (FOLDER,)) -> SkemaPredikat | None:
    """The scheme for a working year: the newest that has begun by its end; None before the first."""
    rows = [row for row in load_predikat(roots).values() if row.sebutan == SEBUTAN]
    end = date(tahun, 12, 31)
    return in_force(rows, end) if any(row.berlaku_sejak <= end for row in rows) else None


def compute_predikat_organisasi(
    skema: SkemaPredikat | None, rata_rata: RataRata | None, *, kosong: int, disetujui: bool
) -> PredikatOrganisasi:
    """The class of the mean capaian in percent; none as long as a figure is missing.

    `kosong` counts the indicators that still want a figure; `disetujui` says whether the head agreed
    to the sheet. A mean beyond the ends of the scheme counts as its end.
    """
    if skema is None:
        return PredikatOrganisasi(None, "Tahun ini belum mengenal predikat organisasi.")
    if rata_rata is None or rata_rata.nilai is None:
        return PredikatOrganisasi(None, "Belum ada indikator yang punya capaian.")
    if kosong:
        return PredikatOrganisasi(None, f"{kosong} indikator belum diisi.")
    nilai = max(skema.terkecil, min(skema.terbesar, rata_rata.nilai))
    predikat = classify(skema, nilai)
    alasan = (
        f"Rata-rata capaian {rata_rata.dihitung} indikator {write_persen(rata_rata.nilai)}, "
        f"yaitu {predikat.rentang}."
    )
    if not disetujui:
        alasan += " Sementara: lembarnya belum disetujui kepala."
    tingkat = skema.predikat.index(predikat) + 1
    return PredikatOrganisasi(predikat, alasan, tingkat, sementara=not disetujui)
