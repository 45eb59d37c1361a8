"""What perencanaan asks of the apps above it: they register an answer in their module `rencana_kait`.

So a higher app pulls, and nothing here knows of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sakip.perencanaan.models import Versi
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


Dampak = Callable[[Perbedaan], Iterable[BarisDampak]]
# Indicators and a year -> the value reached by its end, for those that have one.
Realisasi = Callable[[Versi, int], Mapping[int, Decimal]]

DAMPAK: list[Dampak] = []
REALISASI: list[Realisasi] = []


def dampak(fungsi: Dampak) -> Dampak:
    """Register what an app has hanging on a plan."""
    DAMPAK.append(fungsi)
    return fungsi


def realisasi(fungsi: Realisasi) -> Realisasi:
    """Register where the value of a year is found, by indicator of the version's document."""
    REALISASI.append(fungsi)
    return fungsi
