"""Sharing out a unit's nodes to its positions, on one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.perjanjian import permissions
from sakip.perjanjian.actions.ampuan import update_ampuan
from sakip.perjanjian.ampuan import load_ampuan, load_jabatan_bawahan, load_simpul_unit
from sakip.perjanjian.forms import AmpuanForm
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def ampuan_update(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Who carries which programme, activity and sub-activity of the unit."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    can = permissions.can_update_perjanjian(request.user, unit)
    nodes = load_simpul_unit(unit, tahun)
    positions = load_jabatan_bawahan(unit)
    stored = load_ampuan([node.simpul_id for node in nodes])
    form = AmpuanForm(request.POST or None, simpul=nodes, jabatan=positions, tersimpan=stored)
    if request.method == "POST":
        require(can)
        if form.is_valid():
            changed = update_ampuan(
                unit, tahun, form.pilihan, lihat=form.lihat, acting_user=request.user
            )
            messages.success(request, f"{changed} simpul berganti pengampu.")
            return redirect("perjanjian:ampuan_update", tahun, tw, kode)
    context: dict[str, Any] = {"unit": unit, "form": form, "can": can, "jabatan": positions}
    return render(request, "perjanjian/ampuan_form.html", context)
