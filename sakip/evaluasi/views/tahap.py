"""The way of a sheet: declarations, hand-overs, agreements; one POST each, back to the sheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sakip.evaluasi.actions import jawaban as jawaban_actions
from sakip.evaluasi.actions import tahap as actions
from sakip.evaluasi.models import Penilaian
from sakip.evaluasi.views.penilaian import address_of, get_penilaian
from sakip.rules.tanggal import triwulan_of
from sakip.web.http import Request


@require_POST
def pernyataan_create(request: Request, pk: int) -> HttpResponse:
    """Say whether one is free of this object."""
    row = get_penilaian(request, pk)
    said = request.POST.get("benturan") == "ada"
    uraian = request.POST.get("uraian", "")
    actions.create_pernyataan(row, ada_benturan=said, uraian=uraian, acting_user=request.user)
    messages.success(request, "Pernyataan Anda dicatat.")
    return redirect(address_of(request, row))


@require_POST
def tahap_submit(request: Request, pk: int) -> HttpResponse:
    """Hand the sheet to the next stage."""
    row = get_penilaian(request, pk)
    actions.submit_tahap(row, tahap=request.POST.get("langkah", ""), acting_user=request.user)
    messages.success(request, "Lembar diserahkan ke tahap berikutnya.")
    return redirect(address_of(request, row))


@require_POST
def tahap_return(request: Request, pk: int) -> HttpResponse:
    """Give the sheet back one stage."""
    row = get_penilaian(request, pk)
    langkah, alasan = request.POST.get("langkah", ""), request.POST.get("alasan", "")
    actions.return_tahap(row, tahap=langkah, alasan=alasan, acting_user=request.user)
    messages.success(request, "Lembar dikembalikan satu tahap.")
    return redirect(address_of(request, row))


@require_POST
def nilai_approve(request: Request, pk: int, sub: str) -> HttpResponse:
    """Agree with one grade of an earlier stage."""
    row = get_penilaian(request, pk)
    langkah, dengan = request.POST.get("langkah", ""), request.POST.get("dengan", "")
    huruf = request.POST.get("huruf", "")
    jawaban_actions.approve_nilai(row, langkah, dengan, huruf, sub, acting_user=request.user)
    messages.success(request, f"Persetujuan Anda atas {sub} dicatat.")
    return redirect(work_page(request, row, sub))


def work_page(request: Request, row: Penilaian, sub: str) -> str:
    """The work page of a sub-component, in the quarter of today."""
    tw = triwulan_of(request.user.instansi.hari_ini)
    kwargs = {"tahun": row.tahun_evaluasi, "tw": tw, "kode": row.kode, "sub": sub}
    return reverse("evaluasi:lke_update", kwargs=kwargs)
