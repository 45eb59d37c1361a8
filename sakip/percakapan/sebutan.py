"""Who may be named beside a thing, and who was."""

from collections.abc import Iterable

from django.db.models import Q

from sakip.organisasi.models import Pengguna, Penugasan, Peran, PerangkatDaerah
from sakip.organisasi.models.penugasan import PERAN_OPD
from sakip.percakapan.registry import Objek
from sakip.rules.sebutan import find_sebutan

# More names than this are not offered; whoever is named in full is found all the same.
DITAWARKAN = 300


def load_pembaca(user: Pengguna, objek: Objek) -> list[Pengguna]:
    """The active people whose assignment in force reaches the thing, by name; two queries.

    The same people whom `PerangkatDaerah.visible_to` gives the unit; for what is the agency's own, all
    of them.
    """
    rows = Penugasan.objects.in_force(user.instansi.hari_ini)
    if objek.unit is not None:
        rows = rows.filter(_reaching(objek.unit))
    people = Pengguna.objects.visible_to(user).filter(is_active=True)
    return list(people.filter(pk__in=rows.values("pengguna")).for_list()[:DITAWARKAN])


def choose_disebut(teks: str, people: Iterable[Pengguna]) -> list[Pengguna]:
    """Those of these people whom a text names."""
    rows = list(people)
    found = find_sebutan(teks, {row.pk: row.nama for row in rows})
    return [row for row in rows if row.pk in found]


def _reaching(unit: int) -> Q:
    """Assignments that reach a unit: of the whole agency, of the unit or one above, or coordinating it."""
    row = PerangkatDaerah.objects.filter(pk=unit)
    above = list(row.values_list("pk", "induk", "induk__induk"))
    agency = ~Q(peran__in=[*PERAN_OPD, Peran.ASISTEN])
    within = Q(peran__in=PERAN_OPD, perangkat_daerah__in=[one for one in above[0] if one])
    coordinated = Q(peran=Peran.ASISTEN, jabatan__koordinasi_set__perangkat_daerah=unit)
    return agency | within | coordinated
