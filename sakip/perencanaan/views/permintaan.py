"""Requests for data: the list, a new one from an indicator, one with its answer."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import permintaan as actions
from sakip.perencanaan.forms.permintaan import JawabanForm, PermintaanForm
from sakip.perencanaan.lintas import load_isi_indikator
from sakip.perencanaan.models import PermintaanData
from sakip.perencanaan.permintaan import find_sheet
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

SARING = (("", "Semua"), *PermintaanData.Status.choices)


@require_GET
def permintaan_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """What units within reach ask of others and are asked, what waits first."""
    saring = request.GET.get("saring", "")
    rows = PermintaanData.objects.visible_to(request.user)
    shown = rows.filter(status=saring) if saring in PermintaanData.Status.values else rows
    context = {
        "page": page_of(request, shown.for_list()),
        "saring": saring,
        "pilihan": SARING,
        "hari_ini": request.user.instansi.hari_ini,
        "ada": rows.exists(),
    }
    return render(request, "perencanaan/permintaan_list.html", context)


@require_http_methods(["GET", "POST"])
def permintaan_create(request: Request, pk: int, tahun: int, tw: int) -> HttpResponse:
    """Ask another unit for the data of an indicator in a year."""
    isi = find_sheet(request.user, pk)
    require(permissions.can_create_permintaan(request.user, isi.perangkat_daerah))
    form = PermintaanForm(request.POST or None, isi=isi, tw=tw)
    if form.is_valid():
        row = PermintaanData(
            indikator=isi.indikator,
            tahun=tahun,
            pengusul=isi.perangkat_daerah,
            **form.cleaned_data,
        )
        create = partial(actions.create_permintaan, row, acting_user=request.user)
        if form.attempt(create, "tenggat"):
            messages.success(request, f"Diminta kepada {row.perangkat_daerah.nama}.")
            return redirect("perencanaan:permintaan_detail", row.pk)
    context = {"isi": isi, "tahun": tahun, "form": form}
    return render(request, "perencanaan/permintaan_form.html", context)


@require_GET
def permintaan_detail(request: Request, pk: int) -> HttpResponse:
    """One request with its answer, or the ways to answer it."""
    return _page(request, _get(request, pk), JawabanForm())


@require_POST
def permintaan_submit(request: Request, pk: int) -> HttpResponse:
    """The data."""
    row, form = _get(request, pk), JawabanForm(request.POST)
    require(permissions.can_submit_permintaan(request.user, row))
    if not form.is_valid():
        return _page(request, row, form)
    actions.submit_permintaan(row, **form.cleaned_data, acting_user=request.user)
    messages.success(request, "Terjawab. Peminta melihatnya di lembar realisasinya.")
    return redirect("perencanaan:permintaan_detail", row.pk)


@require_POST
def permintaan_return(request: Request, pk: int) -> HttpResponse:
    """There is none, and why."""
    row = _get(request, pk)
    alasan = request.POST.get("alasan", "")
    actions.return_permintaan(row, alasan=alasan, acting_user=request.user)
    messages.success(request, "Ditolak. Peminta membaca alasannya.")
    return redirect("perencanaan:permintaan_detail", row.pk)


@require_POST
def permintaan_revoke(request: Request, pk: int) -> HttpResponse:
    """No longer needed."""
    row = _get(request, pk)
    actions.revoke_permintaan(row, acting_user=request.user)
    messages.success(request, "Permintaan dicabut.")
    return redirect("perencanaan:permintaan_detail", row.pk)


def _get(request: Request, pk: int) -> PermintaanData:
    rows = PermintaanData.objects.visible_to(request.user).select_related(
        "indikator__periode", "pengusul", "perangkat_daerah", "diminta_oleh", "dijawab_oleh"
    )
    return get_object_or_404(rows, pk=pk)


def _page(request: Request, row: PermintaanData, form: JawabanForm) -> HttpResponse:
    context = {
        "row": row,
        "isi": load_isi_indikator(row.indikator),
        "jam": row.jam(request.user.instansi.hari_ini),
        "form": form,
        "can_submit": permissions.can_submit_permintaan(request.user, row),
        "can_revoke": permissions.can_revoke_permintaan(request.user, row),
    }
    return render(request, "perencanaan/permintaan_detail.html", context)
