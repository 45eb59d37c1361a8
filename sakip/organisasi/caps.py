"""Which assignments a person has today, and which one he acts under."""

from datetime import date

from django.db.models import DateField

from sakip.organisasi.models import Cap, Pengguna, Penugasan
from sakip.organisasi.models.penugasan import PenugasanQuerySet
from sakip.web.prepared import Prepared, Slot


def _ask_penugasan() -> PenugasanQuerySet:
    own = Penugasan.objects.filter(pengguna=Slot("pengguna"))
    own = own.in_force(Slot("hari", DateField()))
    return own.select_related("perangkat_daerah").order_by("pk")


_PENUGASAN = Prepared(_ask_penugasan)


def load_caps(user: Pengguna, on: date) -> tuple[Cap, ...]:
    """Every assignment in force on a day; the first is the default."""
    return tuple(row.to_cap() for row in _PENUGASAN.load(pengguna=user.pk, hari=on))


def wear_cap(user: Pengguna, on: date, *, chosen: int | None = None) -> None:
    """Give the person his caps for this request; a chosen one that has ended falls back to the first."""
    user.caps = load_caps(user, on) if user.is_active else ()
    wanted = [cap for cap in user.caps if cap.penugasan_id == chosen]
    user.cap = next(iter(wanted or user.caps), None)
