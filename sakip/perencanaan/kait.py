"""What perencanaan asks of the apps above it: they register an answer in their module `rencana_kait`.

So a higher app pulls, and nothing here knows of it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sakip.perencanaan.perbedaan import Perbedaan


@dataclass(frozen=True, slots=True)
class BarisDampak:
    """Something that a draft touches: what, how much of it, and what may be decided about it.

    `kunci` names the row for ever; its part before the colon is the kind, called `jenis`, and all of a
    kind have the same `pilihan`: (key, words).
    """

    kunci: str
    jenis: str
    judul: str
    rincian: str
    pilihan: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BarisUkur:
    """What was promised and reached in one period: `ke` is 0 for a year kept as a whole.

    `nilai` is the period's own figure; `target`, `realisasi` and `capaian` are as printed, `oleh` who
    sent it and who decided on it, with the days.
    """

    indikator: int
    tahun: int
    ke: int
    masa: str
    target: str
    realisasi: str
    capaian: str
    langkah: str
    tercapai: bool | None
    nilai: Decimal | None
    oleh: str = ""


Dampak = Callable[[Perbedaan], Iterable[BarisDampak]]
# Indicators and years -> the value reached by the end of the year, for those that have one.
Realisasi = Callable[[Collection[int], Collection[int]], Mapping[tuple[int, int], Decimal]]
# Indicators and a first year -> every period under contract since, the newest first.
Ukur = Callable[[Collection[int], int], Iterable[BarisUkur]]

# An indicator and a year -> the months whose period was opened.
Bulan = Callable[[int, int], Iterable[int]]

DAMPAK: list[Dampak] = []
REALISASI: list[Realisasi] = []
UKUR: list[Ukur] = []
BULAN: list[Bulan] = []


def dampak(fungsi: Dampak) -> Dampak:
    """Register what an app has hanging on a plan."""
    DAMPAK.append(fungsi)
    return fungsi


def realisasi(fungsi: Realisasi) -> Realisasi:
    """Register where the value of a year is found, by indicator and year."""
    REALISASI.append(fungsi)
    return fungsi


def ukur(fungsi: Ukur) -> Ukur:
    """Register where the periods of an indicator are found."""
    UKUR.append(fungsi)
    return fungsi


def bulan(fungsi: Bulan) -> Bulan:
    """Register where opened months of an indicator are found."""
    BULAN.append(fungsi)
    return fungsi


def load_bulan(indikator: int, tahun: int) -> set[int]:
    """The months of a year whose contract with this indicator is made."""
    return {ke for ask in BULAN for ke in ask(indikator, tahun)}


def load_realisasi(
    indikator: Collection[int], tahun: Collection[int]
) -> dict[tuple[int, int], Decimal]:
    """The value reached by the end of each of these years, by indicator and year."""
    return {key: value for ask in REALISASI for key, value in ask(indikator, tahun).items()}


def load_ukur(indikator: Collection[int], sejak: int) -> list[BarisUkur]:
    """Every period of these indicators under contract since that year, the newest first."""
    return [row for ask in UKUR for row in ask(indikator, sejak)]
