"""Periods of a year: what is open, what is due, and the page on which a quarter is opened or moved."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.pengukuran import permissions
from sakip.pengukuran.actions import masa as actions
from sakip.pengukuran.calendar import compute_moments, load_kalender_of
from sakip.pengukuran.forms import MasaForm
from sakip.pengukuran.models import Masa
from sakip.rules.tanggal import write_triwulan
from sakip.web.clock import database_now
from sakip.web.http import Request
from sakip.web.render import render

WAKTU = ("buka", "tutup", "kunci")


@require_GET
def kalender(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The working year: everything that is due, and the state of its four quarters."""
    today = request.user.instansi.hari_ini
    opened = {
        masa.ke: masa
        for masa in Masa.objects.visible_to(request.user).filter(tahun=tahun, jenis="triwulan")
    }
    moment = database_now()
    quarters = [
        (ke, opened.get(ke), bool(opened.get(ke) and opened[ke].is_open(moment)))
        for ke in range(1, 5)
    ]
    rows = load_kalender_of(tahun).in_order(tahun)
    context = {
        "rows": [(day, butir, (day - today).days) for day, butir in rows],
        "triwulan": quarters,
        "can_open": permissions.can_open_masa(request.user),
    }
    return render(request, "pengukuran/kalender.html", context)


@require_http_methods(["GET", "POST"])
def masa_create(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Open a quarter; its moments come from the calendar and may be changed first."""
    require(permissions.can_open_masa(request.user))
    instansi = request.user.instansi
    initial = _local(compute_moments(instansi, tahun, tw), instansi.zona_waktu)
    form = MasaForm(request.POST or None, initial=initial, zona=instansi.zona_waktu)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_masa(
                tahun=tahun, jenis="triwulan", ke=tw, acting_user=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"{write_triwulan(tw, tahun)} dibuka.")
            return redirect("pengukuran:kalender", tahun, tw)
    context = {"form": form, "masa": None, "tahun": tahun, "tw": tw}
    return render(request, "pengukuran/masa_form.html", context)


@require_http_methods(["GET", "POST"])
def masa_update(request: Request, pk: int) -> HttpResponse:
    """Move the deadline or the lock of a quarter."""
    masa = get_object_or_404(Masa.objects.visible_to(request.user), pk=pk)
    require(permissions.can_open_masa(request.user))
    zona = request.user.instansi.zona_waktu
    initial = _local({name: getattr(masa, name) for name in WAKTU}, zona)
    form = MasaForm(request.POST or None, initial=initial, zona=zona, revisi=masa.revisi)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_masa(masa, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"{masa} disimpan.")
            return redirect("pengukuran:kalender", masa.tahun, masa.ke)
    context = {"form": form, "masa": masa, "tahun": masa.tahun, "tw": masa.ke}
    return render(request, "pengukuran/masa_form.html", context)


def _local(moments: dict[str, Any], zona: str) -> dict[str, Any]:
    """Moments as the wall clock of the agency shows them."""
    return {k: v.astimezone(ZoneInfo(zona)).replace(tzinfo=None) for k, v in moments.items()}
