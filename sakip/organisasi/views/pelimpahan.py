"""Decisions on behalf of a head: who may, until when; given and taken back on one page."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import pelimpahan as actions
from sakip.organisasi.forms.penugasan import PelimpahanForm
from sakip.organisasi.models import JenisPenugasan, Pengguna, Penugasan, Peran
from sakip.organisasi.models.penugasan import PenugasanQuerySet
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def pelimpahan_list(request: Request) -> HttpResponse:
    """The delegations of the head's unit, the newest first, and a form for one more."""
    user = request.user
    require(permissions.can_give_pelimpahan(user))
    today = user.instansi.hari_ini
    form = PelimpahanForm(request.POST or None, initial={"mulai": today}, orang=_people(user))
    if form.is_valid():
        act = partial(actions.create_pelimpahan, acting_user=user, **form.cleaned_data)
        if form.attempt(act):
            messages.success(request, "Pelimpahan a.n. berlaku menurut tanggalnya.")
            return redirect("organisasi:pelimpahan_list")
    page = page_of(request, _given(user).for_list().order_by("-mulai", "-pk"))
    context = {
        "form": form,
        "page": page,
        "baris": [(row, row.keadaan_on(today)) for row in page],
        "hari": permissions.aturan_pelimpahan(today).pelimpahan_hari,
    }
    return render(request, "organisasi/pelimpahan_list.html", context)


@require_POST
def pelimpahan_revoke(request: Request, pk: int) -> HttpResponse:
    """Take one back at once."""
    row = get_object_or_404(Penugasan.objects.visible_to(request.user).for_list(), pk=pk)
    actions.revoke_pelimpahan(row, acting_user=request.user)
    messages.success(request, f"Pelimpahan kepada {row.pengguna.nama} dicabut.")
    return redirect("organisasi:pelimpahan_list")


def _given(user: Pengguna) -> PenugasanQuerySet:
    rows = Penugasan.objects.filter(peran=Peran.KEPALA_OPD, jenis=JenisPenugasan.ATAS_NAMA)
    return rows.filter(perangkat_daerah=user.cap.perangkat_daerah_id if user.cap else None)


def _people(user: Pengguna) -> QuerySet[Pengguna]:
    """Who works in the head's unit today, but he himself."""
    works = Penugasan.objects.in_force(user.instansi.hari_ini)
    works = works.filter(perangkat_daerah=user.cap.perangkat_daerah_id if user.cap else None)
    rows: QuerySet[Pengguna] = Pengguna.objects.filter(
        is_active=True, pk__in=works.values("pengguna")
    )
    return rows.exclude(pk=user.pk).order_by("nama")
