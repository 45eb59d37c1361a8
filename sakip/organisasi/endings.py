"""What ends together: the assignments in a unit, and the involvement each of them noted."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F, Model, Q

from sakip.organisasi.models import Keterlibatan, Penugasan, PerangkatDaerah


def load_penugasan_after(units: Iterable[PerangkatDaerah], last: date) -> list[Penugasan]:
    """The assignments in these units, or to a position there, that run past a day."""
    rows = Penugasan.objects.filter(dicabut=False).for_list()
    there = Q(perangkat_daerah__in=units) | Q(jabatan__perangkat_daerah__in=units)
    return list(rows.filter(there).filter(Q(selesai__isnull=True) | Q(selesai__gt=last)))


def end_penugasan(ended: Sequence[Penugasan], last: date) -> list[Model]:
    """End them on a day; what would only begin after it is withdrawn. Returns every row touched.

    Belongs inside the action that ends the unit: it asks who may, and records the rows.
    """
    pks = [row.pk for row in ended]
    rows = Penugasan.objects.filter(pk__in=pks)
    rows.filter(mulai__lte=last).update(selesai=last, revisi=F("revisi") + 1)
    rows.filter(mulai__gt=last).update(dicabut=True, revisi=F("revisi") + 1)
    return [*ended, *end_keterlibatan(ended, last)]


def end_keterlibatan(ended: Iterable[Penugasan], last: date) -> list[Keterlibatan]:
    """End what these assignments noted, at the latest on a day; returns the rows for the trail."""
    going_on = Q(selesai__isnull=True) | Q(selesai__gt=last)
    rows = list(Keterlibatan.objects.filter(going_on, penugasan__in=list(ended)))
    changing = Keterlibatan.objects.filter(pk__in=[row.pk for row in rows])
    changing.update(selesai=last, revisi=F("revisi") + 1)
    return rows
