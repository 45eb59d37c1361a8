"""Periods of a year: what is open, what is due, and the page on which one is opened or moved."""

from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.pengukuran import permissions
from sakip.pengukuran.actions import masa as actions
from sakip.pengukuran.alamat import check_bulan
from sakip.pengukuran.calendar import compute_moments, compute_moments_bulan, load_kalender_of
from sakip.pengukuran.forms import MasaForm
from sakip.pengukuran.models import Masa
from sakip.perencanaan.models import IsiIndikator
from sakip.rules.periode import Frekuensi
from sakip.rules.tanggal import BULAN, bulan_of_triwulan
from sakip.web.clock import database_now
from sakip.web.http import Request
from sakip.web.render import render

WAKTU = ("buka", "tutup", "kunci")


@require_GET
def kalender(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The working year: everything that is due, its four quarters, and the months of this one."""
    user = request.user
    today = user.instansi.hari_ini
    opened = Masa.objects.visible_to(user).filter(tahun=tahun).exclude(jenis=Masa.Jenis.TAHUN)
    state = _state({(masa.jenis, masa.ke): masa for masa in opened})
    has_bulan = IsiIndikator.objects.visible_to(user).berlaku().filter(frekuensi=Frekuensi.BULANAN)
    bulan = bulan_of_triwulan(tw) if has_bulan.exists() else ()
    rows = load_kalender_of(tahun).in_order(tahun)
    context = {
        "rows": [(day, butir, (day - today).days) for day, butir in rows],
        "triwulan": [(ke, *state(Masa.Jenis.TRIWULAN, ke)) for ke in range(1, 5)],
        "bulan": [(ke, BULAN[ke - 1], *state(Masa.Jenis.BULAN, ke)) for ke in bulan],
        "can_open": permissions.can_open_masa(request.user),
    }
    return render(request, "pengukuran/kalender.html", context)


@require_http_methods(["GET", "POST"])
def masa_create(request: Request, tahun: int, tw: int, bulan: int = 0) -> HttpResponse:
    """Open a quarter or a month; its moments come from the calendar and may be changed first."""
    require(permissions.can_open_masa(request.user))
    masa = _new(request, tahun, tw, bulan)
    zona = request.user.instansi.zona_waktu
    initial = _local({name: getattr(masa, name) for name in WAKTU}, zona)
    form = MasaForm(request.POST or None, initial=initial, zona=zona)
    if form.is_valid():
        act = partial(actions.create_masa, tahun=tahun, jenis=masa.jenis, ke=masa.ke)
        if form.attempt(lambda: act(acting_user=request.user, **form.cleaned_data)):
            messages.success(request, f"{masa} dibuka.")
            return redirect("pengukuran:kalender", tahun, tw)
    context = {"form": form, "masa": masa, "tahun": tahun, "tw": tw}
    return render(request, "pengukuran/masa_form.html", context)


@require_http_methods(["GET", "POST"])
def masa_update(request: Request, pk: int) -> HttpResponse:
    """Move the deadline or the lock of a period."""
    masa = get_object_or_404(Masa.objects.visible_to(request.user), pk=pk)
    require(permissions.can_open_masa(request.user))
    zona = request.user.instansi.zona_waktu
    initial = _local({name: getattr(masa, name) for name in WAKTU}, zona)
    form = MasaForm(request.POST or None, initial=initial, zona=zona, revisi=masa.revisi)
    if form.is_valid():
        act = partial(actions.update_masa, masa, acting_user=request.user)
        if form.attempt(lambda: act(**form.cleaned_data)):
            messages.success(request, f"{masa} disimpan.")
            return redirect("pengukuran:kalender", masa.tahun, masa.tw)
    context = {"form": form, "masa": masa, "tahun": masa.tahun, "tw": masa.tw}
    return render(request, "pengukuran/masa_form.html", context)


def _new(request: Request, tahun: int, tw: int, bulan: int) -> Masa:
    """A quarter or month that is not yet opened, with the moments of the calendar; unsaved."""
    instansi = request.user.instansi
    if bulan:
        ke = check_bulan(tw, bulan)
        moments = compute_moments_bulan(instansi, tahun, ke)
        return Masa(instansi=instansi, tahun=tahun, jenis=Masa.Jenis.BULAN, ke=ke, **moments)
    return Masa(instansi=instansi, tahun=tahun, ke=tw, **compute_moments(instansi, tahun, tw))


def _state(opened: dict[tuple[str, int], Masa]) -> Callable[[str, int], tuple[Masa | None, bool]]:
    """The period of a kind and number, None when it was not opened, and whether it is open now."""
    moment = database_now()

    def find(jenis: str, ke: int) -> tuple[Masa | None, bool]:
        masa = opened.get((jenis, ke))
        return masa, masa is not None and masa.is_open(moment)

    return find


def _local(moments: dict[str, Any], zona: str) -> dict[str, Any]:
    """Moments as the wall clock of the agency shows them."""
    return {k: v.astimezone(ZoneInfo(zona)).replace(tzinfo=None) for k, v in moments.items()}
