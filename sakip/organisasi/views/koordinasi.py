"""Pages of coordination: which asisten looks after which units."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import koordinasi as actions
from sakip.organisasi.forms.penugasan import KoordinasiForm
from sakip.organisasi.models import Jabatan, Koordinasi, Peran, PerangkatDaerah
from sakip.organisasi.models.penugasan import prefetch_pemegang
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def koordinasi_list(request: Request) -> HttpResponse:
    """Positions of asisten, with who holds them and how many units they coordinate."""
    require(permissions.can_manage_organisasi(request.user))
    rows = _positions(request).prefetch_related(prefetch_pemegang(request.user.instansi.hari_ini))
    units = PerangkatDaerah.objects.visible_to(request.user)
    without = units.active_on(request.user.instansi.hari_ini).filter(
        induk__isnull=True, koordinasi_set__isnull=True
    )
    context = {"page": page_of(request, rows), "tanpa": without.order_by("kode")[:50]}
    return render(request, "organisasi/koordinasi_list.html", context)


@require_http_methods(["GET", "POST"])
def koordinasi_update(request: Request, pk: int) -> HttpResponse:
    """Tick the units one position coordinates."""
    jabatan = get_object_or_404(Jabatan.objects.visible_to(request.user).for_list(), pk=pk)
    require(permissions.can_manage_organisasi(request.user))
    form = _form(request, jabatan)
    if form.is_bound and form.is_valid():
        try:
            actions.update_koordinasi(jabatan, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"Koordinasi {jabatan.nama} disimpan.")
            return redirect("organisasi:koordinasi_list")
    can = permissions.can_update_jabatan(request.user, jabatan)
    context = {"jabatan": jabatan, "form": form, "lain": _others(jabatan), "can_update": can}
    return render(request, "organisasi/koordinasi_form.html", context)


def _form(request: Request, jabatan: Jabatan) -> KoordinasiForm:
    """Units that work today or will, and those ticked already: an ended one is not let go by accident."""
    units = PerangkatDaerah.objects.visible_to(request.user)
    rows = Koordinasi.objects.filter(jabatan=jabatan).values_list("perangkat_daerah", flat=True)
    ticked, on = list(rows), request.user.instansi.hari_ini
    offered = Q(pk__in=ticked) | Q(pk__in=units.outliving(on).values("pk"))
    return KoordinasiForm(
        request.POST or None,
        initial={"units": ticked},
        units=units.filter(offered).for_list(),
        revisi=jabatan.revisi,
    )


def _positions(request: Request) -> QuerySet[Any]:
    """Positions held by an asisten now or later, and those that coordinate already."""
    today = request.user.instansi.hari_ini
    held = Q(penugasan_set__peran=Peran.ASISTEN, penugasan_set__dicabut=False) & (
        Q(penugasan_set__selesai__isnull=True) | Q(penugasan_set__selesai__gte=today)
    )
    rows = Jabatan.objects.visible_to(request.user).filter(held | Q(koordinasi_set__isnull=False))
    return rows.for_list().annotate(jumlah=Count("koordinasi_set", distinct=True))


def _others(jabatan: Jabatan) -> QuerySet[Koordinasi]:
    """Units that another position coordinates already."""
    rows = Koordinasi.objects.filter(instansi_id=jabatan.instansi_id).exclude(jabatan=jabatan)
    return rows.select_related("jabatan", "perangkat_daerah").order_by("perangkat_daerah__kode")[
        :50
    ]
