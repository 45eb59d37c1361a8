"""The list of a checker: approved sheets of a quarter, each found right or given back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.pengukuran.actions import verifikasi as actions
from sakip.pengukuran.batas import check_masa_open
from sakip.pengukuran.models import LembarRealisasi, Masa, Verifikasi
from sakip.pengukuran.verifikasi import aturan_of, choose_objek, filter_objek, load_baris_verifikasi
from sakip.rules.tanggal import write_triwulan
from sakip.web.clock import database_now
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

KAITAN = ("perangkat_daerah", "diputus_oleh", "diputus_sebagai")
HALAMAN = "pengukuran/verifikasi_list.html"


@require_GET
def verifikasi_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Sheets that their heads approved, for one part of them; the part one checks comes first."""
    user = request.user
    masa = Masa.objects.visible_to(user).pada(tahun, tw)
    if masa is None:
        nothing = {"judul": write_triwulan(tw, tahun), "routes": (), "baris": []}
        return render(request, HALAMAN, nothing)
    chosen, boleh = choose_objek(user, masa, request.GET.get("objek", ""))
    rows = filter_objek(LembarRealisasi.objects.visible_to(user), masa, chosen.kunci)
    page = page_of(request, rows.select_related(*KAITAN))
    context = {
        "judul": masa,
        "page": page,
        "routes": aturan_of(masa).objek,
        "chosen": chosen,
        "baris": load_baris_verifikasi(list(page), masa, chosen.kunci),
        "boleh": boleh,
        "masih_buka": bool(check_masa_open(masa, database_now())),
    }
    return render(request, HALAMAN, context)


@require_POST
def verifikasi_approve(request: Request, pk: int, objek: str) -> HttpResponse:
    """This part is right."""
    lembar = _get(request, pk, objek)
    actions.approve_verifikasi(lembar, objek, acting_user=request.user)
    messages.success(request, f"{_nama(objek)} {lembar.perangkat_daerah.nama} terverifikasi.")
    return _back(lembar, objek)


@require_POST
def verifikasi_return(request: Request, pk: int, objek: str) -> HttpResponse:
    """This part is wrong; the sheet goes back."""
    lembar = _get(request, pk, objek)
    alasan = request.POST.get("alasan", "")
    actions.return_verifikasi(lembar, objek, alasan=alasan, acting_user=request.user)
    messages.success(request, f"Realisasi {lembar.perangkat_daerah.nama} dikembalikan.")
    return _back(lembar, objek)


def _get(request: Request, pk: int, objek: str) -> LembarRealisasi:
    if objek not in Verifikasi.Objek.values:
        raise Http404
    rows = LembarRealisasi.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("masa__instansi", "perangkat_daerah"), pk=pk)


def _nama(objek: str) -> str:
    return str(Verifikasi.Objek(objek).label)


def _back(lembar: LembarRealisasi, objek: str) -> HttpResponse:
    answer = redirect("pengukuran:verifikasi_list", lembar.masa.tahun, lembar.masa.tw)
    answer["Location"] += f"?objek={objek}"
    return answer
