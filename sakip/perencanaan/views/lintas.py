"""Crosscutting: the list, one request with its answer, and a new one from a node."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import lintas as actions
from sakip.perencanaan.forms.lintas import JawabForm, LintasForm
from sakip.perencanaan.lintas import (
    find_isi,
    find_pengusul,
    load_indikator_of,
    load_isi_indikator,
    load_isi_simpul,
    load_simpul_of,
)
from sakip.perencanaan.models import Lintas
from sakip.perencanaan.models.lintas import LintasQuerySet
from sakip.perencanaan.views.dokumen import get_versi
from sakip.rules.temuan import lint_on
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

SARING = (
    ("", "Semua"), ("menunggu", "Menunggu jawaban"), ("lewat", "Giliran Bappeda"),
    ("disepakati", "Disepakati"), ("ditolak", "Ditolak"), ("dicabut", "Dicabut"),
)  # fmt: skip


@require_GET
def lintas_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """What units within reach ask of others and are asked, what waits first."""
    saring = request.GET.get("saring", "")
    rows = Lintas.objects.visible_to(request.user)
    today = request.user.instansi.hari_ini
    context = {
        "page": page_of(request, _filter(rows, saring, request).for_list()),
        "saring": saring,
        "pilihan": SARING,
        "hari_ini": today,
        "hari": lint_on(today).hari_tanggapan,
        "ada": rows.exists(),
    }
    return render(request, "perencanaan/lintas_list.html", context)


@require_http_methods(["GET", "POST"])
def lintas_create(request: Request, pk: int, simpul: int) -> HttpResponse:
    """Ask another unit to contribute to a node of this version."""
    versi = get_versi(request, pk)
    require(permissions.can_create_lintas(request.user, versi))
    isi = find_isi(versi, simpul)
    pengusul = find_pengusul(versi.periode, isi.perangkat_daerah)
    indikator = load_indikator_of(versi, simpul)
    form = LintasForm(request.POST or None, pengusul=pengusul, indikator=indikator)
    if form.is_valid():
        row = Lintas(simpul=isi.simpul, pengusul=pengusul, **form.cleaned_data)
        create = partial(actions.create_lintas, versi, row, acting_user=request.user)
        if form.attempt(create, "tenggat"):
            messages.success(request, f"Diusulkan kepada {row.perangkat_daerah.nama}.")
            return redirect("perencanaan:lintas_detail", row.pk)
    context = {"row": versi, "isi": isi, "form": form}
    return render(request, "perencanaan/lintas_form.html", context)


@require_GET
def lintas_detail(request: Request, pk: int) -> HttpResponse:
    """One request with its answer, or the ways to answer it."""
    row = _get(request, pk)
    return _page(request, row, JawabForm(simpul=load_simpul_of(row.perangkat_daerah)))


@require_POST
def lintas_approve(request: Request, pk: int) -> HttpResponse:
    """Agree."""
    row = _get(request, pk)
    require(permissions.can_approve_lintas(request.user, row))
    form = JawabForm(request.POST, simpul=load_simpul_of(row.perangkat_daerah))
    if not form.is_valid():
        return _page(request, row, form)
    actions.approve_lintas(row, **form.cleaned_data, acting_user=request.user)
    messages.success(request, "Disepakati. Pengusul melihatnya di pohonnya.")
    return redirect("perencanaan:lintas_detail", row.pk)


@require_POST
def lintas_return(request: Request, pk: int) -> HttpResponse:
    """Refuse, with a reason."""
    row = _get(request, pk)
    alasan = request.POST.get("alasan", "")
    actions.return_lintas(row, alasan=alasan, acting_user=request.user)
    messages.success(request, "Ditolak. Pengusul membaca alasannya.")
    return redirect("perencanaan:lintas_detail", row.pk)


@require_POST
def lintas_revoke(request: Request, pk: int) -> HttpResponse:
    """Take it back."""
    row = _get(request, pk)
    alasan = request.POST.get("alasan", "")
    actions.revoke_lintas(row, alasan=alasan, acting_user=request.user)
    messages.success(request, "Dicabut.")
    return redirect("perencanaan:lintas_detail", row.pk)


def _filter(rows: LintasQuerySet, saring: str, request: Request) -> LintasQuerySet:
    if saring == "menunggu":
        return rows.menunggu()
    if saring == "lewat":
        today = request.user.instansi.hari_ini
        last = today - timedelta(days=lint_on(today).hari_tanggapan + 1)
        return rows.menunggu().filter(diusulkan_pada__lte=last)
    return rows.filter(status=saring) if saring in Lintas.Status.values else rows


def _get(request: Request, pk: int) -> Lintas:
    rows = Lintas.objects.visible_to(request.user).select_related(
        "simpul__periode__instansi",
        "simpul__periode__perangkat_daerah",
        "simpul_mitra__periode",
        "pengusul",
        "perangkat_daerah",
        "indikator",
        "diusulkan_oleh",
        "dijawab_oleh",
    )
    return get_object_or_404(rows, pk=pk)


def _page(request: Request, row: Lintas, form: JawabForm) -> HttpResponse:
    context = {
        "row": row,
        "isi": load_isi_simpul(row.simpul),
        "mitra": row.simpul_mitra and load_isi_simpul(row.simpul_mitra),
        "indikator": load_isi_indikator(row.indikator),
        "umur": row.umur(request.user.instansi.hari_ini),
        "form": form,
        "can_approve": permissions.can_approve_lintas(request.user, row),
        "can_revoke": permissions.can_revoke_lintas(request.user, row),
    }
    return render(request, "perencanaan/lintas_detail.html", context)
