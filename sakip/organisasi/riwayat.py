"""What a unit came from and became, and the newest acts on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from sakip.audit.models import Jejak
from sakip.audit.wording import BarisJejak, load_baris
from sakip.organisasi.models import PerangkatDaerah, Pergantian

TERBARU = 10


@dataclass(slots=True)
class Peristiwa:
    """One merger, split or change of name with all its units, as a page tells it."""

    jenis: str
    kata: str
    tanggal: date
    dasar: str
    asal: list[PerangkatDaerah] = field(default_factory=list)
    menjadi: list[PerangkatDaerah] = field(default_factory=list)


def group_pergantian(rows: Iterable[Pergantian]) -> list[Peristiwa]:
    """The rows of `for_list()` put together: one event for each change, its units in order of code."""
    events: dict[tuple[object, ...], Peristiwa] = {}
    for row in rows:
        # A merger meets in one successor, a split begins in one unit.
        hub = row.menjadi_id if row.jenis == Pergantian.Jenis.GABUNG else row.asal_id
        key = (row.tanggal, row.jenis, row.dasar, hub)
        event = events.setdefault(
            key, Peristiwa(row.jenis, row.get_jenis_display().lower(), row.tanggal, row.dasar)
        )
        event.asal += [] if row.asal in event.asal else [row.asal]
        event.menjadi += [] if row.menjadi in event.menjadi else [row.menjadi]
    return list(events.values())


def named_units(events: Iterable[Peristiwa]) -> set[int]:
    """The keys of all units that these events name."""
    return {unit.pk for event in events for unit in (*event.asal, *event.menjadi)}


def load_peristiwa(chain: Iterable[PerangkatDaerah]) -> list[Peristiwa]:
    """The changes of every unit of a chain, the newest first."""
    units = list(chain)
    rows = Pergantian.objects.filter(Q(asal__in=units) | Q(menjadi__in=units))
    return group_pergantian(rows.for_list())


def load_jejak(row: PerangkatDaerah) -> list[BarisJejak]:
    """The newest acts on a unit, in words."""
    rows = Jejak.objects.filter(
        instansi_id=row.instansi_id, objek=row._meta.label_lower, objek_id=row.pk
    )
    return load_baris(rows.for_list()[:TERBARU], row.instansi.zona_waktu)
