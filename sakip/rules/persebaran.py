"""How scores of many objects lie: ends, mean, median, classes, and the gaps between two who scored.

A mean of units is never the score of the agency: no regulation makes it one (PermenPANRB 88/2021).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from sakip.rules.angka import bulatkan, write_angka
from sakip.rules.predikat import SkemaPredikat, classify


@dataclass(frozen=True, slots=True)
class Persebaran:
    """The spread of `banyak` totals; mean and median are rounded, `kelas` counts by predikat, best first."""

    banyak: int
    terendah: Decimal
    tertinggi: Decimal
    rata_rata: Decimal
    median: Decimal
    kelas: Mapping[str, int]

    @property
    def jarak(self) -> Decimal:
        return self.tertinggi - self.terendah


@dataclass(frozen=True, slots=True)
class Celah:
    """The mean difference of two scores of the same thing, in points, over `banyak` of them."""

    rata_rata: Decimal
    banyak: int


def compute_persebaran(totals: Sequence[Decimal], skema: SkemaPredikat) -> Persebaran | None:
    """The spread of these totals; None of none.

    Raises PredikatError for a total outside the scheme.
    """
    if not totals:
        return None
    count = Counter(classify(skema, one).kode for one in totals)
    return Persebaran(
        banyak=len(totals),
        terendah=min(totals),
        tertinggi=max(totals),
        rata_rata=bulatkan(sum(totals, Decimal(0)) / len(totals)),
        median=bulatkan(median(totals)),
        kelas={row.kode: count[row.kode] for row in skema.predikat if count[row.kode]},
    )


def compute_celah(pasangan: Iterable[tuple[Decimal, Decimal]]) -> Celah | None:
    """The first less the second, on the mean; None without a pair."""
    gaps = [one - other for one, other in pasangan]
    return Celah(bulatkan(sum(gaps, Decimal(0)) / len(gaps)), len(gaps)) if gaps else None


def write_persebaran(sebar: Persebaran, skema: SkemaPredikat) -> str:
    """The finding as a title: which class most objects have, and both ends."""
    low, high = (classify(skema, one).kode for one in (sebar.terendah, sebar.tertinggi))
    if sebar.banyak == 1:
        return f"Baru satu objek selesai dinilai: {write_angka(sebar.terendah)} ({low})"
    most = max(sebar.kelas, key=lambda kode: sebar.kelas[kode])
    return (
        f"{sebar.kelas[most]} dari {sebar.banyak} objek berpredikat {most}; "
        f"terendah {write_angka(sebar.terendah)} ({low}), "
        f"tertinggi {write_angka(sebar.tertinggi)} ({high})"
    )
