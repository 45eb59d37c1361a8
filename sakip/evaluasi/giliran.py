"""Whose turn it is, as a question to the database: the sheets at a stage of a person's place in the team."""

from collections.abc import Iterator

from django.db.models import Q

from sakip.evaluasi.models import Penilaian, TimPenilai
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.compute import roots
from sakip.rules.tahapan import Pelaku, Tahap, Tahapan, load_tahapan


def turn_of(user: Pengguna) -> Q:
    """Sheets that lie at a stage where he works in their team."""
    tim = TimPenilai.objects.filter(pengguna=user)
    mine = Q()
    for tahapan, tahap in _stages():
        mine |= _at(tahapan, tahap, "penilaian__") & Q(peran__in=_places(user, tahap.oleh))
    found = tim.filter(mine).values("penilaian")
    return Q(status=Penilaian.Status.DINILAI, pk__in=found)


def graded_by(user: Pengguna) -> Q:
    """Sheets whose grades are set at a stage where he works in their team."""
    tim = TimPenilai.objects.filter(pengguna=user)
    mine = Q()
    for tahapan, tahap in _stages():
        if tahap.kunci == tahapan.hasil:
            places = _places(user, tahap.oleh)
            mine |= Q(penilaian__tahapan=tahapan.kunci, peran__in=places)
    return Q(pk__in=tim.filter(mine).values("penilaian"))


def releasing(user: Pengguna) -> Q:
    """Sheets whose result he may release: by his place in their team, or by his role alone."""
    tim = TimPenilai.objects.filter(pengguna=user)
    peran = user.cap.peran if user.cap else ""
    mine, by_role = Q(), []
    for tahapan, tahap in _stages():
        mine |= Q(penilaian__tahapan=tahapan.kunci, peran__in=_places(user, tahap.rilis))
        if any(one.cap == peran and not one.peran for one in tahap.rilis):
            by_role.append(tahapan.kunci)
    return Q(pk__in=tim.filter(mine).values("penilaian")) | Q(tahapan__in=by_role)


def objecting() -> Q:
    """Sheets whose unit is asked to object."""
    found = Q()
    for tahapan, tahap in _stages():
        if tahap.menanggapi:
            found |= _at(tahapan, tahap, "")
    return Q(status=Penilaian.Status.DINILAI) & found


def _stages() -> Iterator[tuple[Tahapan, Tahap]]:
    for tahapan in load_tahapan(roots()).values():
        for tahap in tahapan.tahap[1:]:
            yield tahapan, tahap


def _at(tahapan: Tahapan, tahap: Tahap, path: str) -> Q:
    """Lying at this stage; from before stages were data a sheet says it by its state alone."""
    here = Q(**{f"{path}tahap": tahap.kunci})
    if tahap.kunci == tahapan.hasil:
        here |= Q(**{f"{path}tahap": ""})
    return Q(**{f"{path}tahapan": tahapan.kunci}) & here


def _places(user: Pengguna, pelaku: tuple[Pelaku, ...]) -> list[str]:
    peran = user.cap.peran if user.cap else ""
    return [one.peran for one in pelaku if one.cap == peran and one.peran]
