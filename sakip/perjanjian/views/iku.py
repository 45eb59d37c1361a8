"""Chief indicators: every owner with its decision, one owner's, and noting another decision."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.perjanjian import permissions
from sakip.perjanjian.actions.iku import create_penetapan_iku
from sakip.perjanjian.forms import PenetapanIKUForm
from sakip.perjanjian.iku import load_iku, load_riwayat
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def iku_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The agency and the units within reach: how many chief indicators, set by which decision."""
    units = PerangkatDaerah.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, units, "kode", "nama", "singkatan"))
    context = {
        "page": page,
        "rows": load_iku(request.user.instansi, [None, *page], tahun),
        "cari": request.GET.get("cari", ""),
    }
    template = "perjanjian/iku_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_http_methods(["GET", "POST"])
def iku_daerah(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The agency's; a POST notes a decision."""
    return _page(request, tahun, None)


@require_http_methods(["GET", "POST"])
def iku_unit(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """A unit's; a POST notes a decision."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    return _page(request, tahun, unit)


def _page(request: Request, tahun: int, unit: PerangkatDaerah | None) -> HttpResponse:
    form = PenetapanIKUForm(request.POST or None)
    if request.method == "POST" and _create(request, form, unit):
        messages.success(request, "Penetapan dicatat dengan IKU yang berlaku hari ini.")
        return redirect(request.path)
    [iku] = load_iku(request.user.instansi, [unit], tahun)
    context = {
        "iku": iku,
        "unit": unit,
        "form": form,
        "can": permissions.can_create_iku(request.user, unit),
        "riwayat": load_riwayat(request.user.instansi, unit),
    }
    return render(request, "perjanjian/iku_detail.html", context)


def _create(request: Request, form: PenetapanIKUForm, unit: PerangkatDaerah | None) -> bool:
    require(permissions.can_create_iku(request.user, unit))
    if not form.is_valid():
        return False
    data = form.cleaned_data
    return form.attempt(partial(create_penetapan_iku, unit, **data, acting_user=request.user))
