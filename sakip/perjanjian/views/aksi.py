"""The action plan of a unit: read with its changes, and typed or pasted on one page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.perjanjian import permissions
from sakip.perjanjian.actions.aksi import update_aksi
from sakip.perjanjian.aksi import count_langkah, load_aksi, load_indikator, load_langkah
from sakip.perjanjian.forms.aksi import AlasanAksiForm, make_formset, paste, periods
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def aksi_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The units within reach, each with how many steps it planned."""
    units = PerangkatDaerah.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, units, "kode", "nama", "singkatan"))
    context = {
        "page": page,
        "jumlah": count_langkah(list(page), tahun),
        "cari": request.GET.get("cari", ""),
    }
    template = "perjanjian/aksi_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_GET
def aksi_detail(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """One unit's plan by indicator, with every change after its time."""
    unit = _unit(request, kode)
    context = {
        "unit": unit,
        "rows": load_aksi(unit, tahun),
        "can": permissions.can_update_perjanjian(request.user, unit),
    }
    return render(request, "perjanjian/aksi_detail.html", context)


@require_http_methods(["GET", "POST"])
def aksi_update(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """All steps of a unit in one table; `masa=bulan` shows months, `tempelkan` reads the pasted table."""
    unit = _unit(request, kode)
    require(permissions.can_update_perjanjian(request.user, unit))
    masa = "bulan" if request.GET.get("masa") == "bulan" else "triwulan"
    isian = _Isian(request, unit, tahun, masa)
    if request.method == "POST" and "tempelkan" not in request.POST and isian.attempt():
        messages.success(request, "Rencana aksi tersimpan.")
        return redirect(reverse("perjanjian:aksi_detail", args=[tahun, tw, kode]))
    context = {"unit": unit, "masa": masa, "kolom": periods(masa), **isian.context()}
    return render(request, "perjanjian/aksi_form.html", context)


class _Isian:
    """What was typed on the page: the table and the reason."""

    def __init__(self, request: Request, unit: PerangkatDaerah, tahun: int, masa: str) -> None:
        self.request, self.unit, self.tahun = request, unit, tahun
        self.indikator = load_indikator(unit, tahun)
        steps = load_langkah(unit, tahun)
        data, self.alasan = request.POST or None, AlasanAksiForm(request.POST or None)
        if data is not None and "tempelkan" in data and self.alasan.is_valid():
            try:
                data = paste(data, self.indikator, masa)
            except ValidationError as error:
                self.alasan.add_error("tempelan", error)
            else:
                self.alasan = AlasanAksiForm(data)
        self.tabel = make_formset(data, indikator=self.indikator, langkah=steps, masa=masa)

    def attempt(self) -> bool:
        """Write what is new or changed; False when the page must say why not."""
        if not (self.tabel.is_valid() and self.alasan.is_valid()):
            return False
        filled = [one for one in self.tabel if one.has_changed() or one.initial]
        rows = [one.to_baris() for one in filled]
        act = partial(
            update_aksi, self.unit, self.tahun, rows,
            alasan=self.alasan.cleaned_data["alasan"], acting_user=self.request.user,
        )  # fmt: skip
        return self.alasan.attempt(act)

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        return {"tabel_isian": self.tabel, "form": self.alasan, "indikator": self.indikator}


def _unit(request: Request, kode: str) -> PerangkatDaerah:
    return get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
