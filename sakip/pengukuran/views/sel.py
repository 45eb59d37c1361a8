"""Cells that the grid saves by itself: JSON in the language of the page's own form."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.pengukuran.actions import realisasi as actions
from sakip.pengukuran.isian import Isian
from sakip.pengukuran.lembaran import CATATAN, find_lembar, read_catatan, read_rows, see_keadaan
from sakip.pengukuran.models import LembarRealisasi
from sakip.pengukuran.rows import Baris, load_baris
from sakip.rules.decision import Beda, Konflik
from sakip.rules.tanggal import write_jam
from sakip.web.clock import now
from sakip.web.http import Request
from sakip.web.render import render_macro

ORANG_LAIN = "Isian ini milik orang lain di komputer yang sama. Ia masuk sendiri untuk mengirimnya."
GRID, LEMBAR = "pengukuran/_grid.html", "pengukuran/_lembar.html"


@require_http_methods(["GET", "POST"])
def sel(request: Request, tahun: int, tw: int, kode: str, bulan: int = 0) -> HttpResponse:
    """GET: whose session this is. POST: save these rows, each for itself, and say what follows."""
    user = request.user
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(user), kode=kode)
    lembar = find_lembar(user, tahun, tw, unit, bulan)
    if lembar is None:
        raise Http404
    if request.method == "GET":
        return JsonResponse({"pengguna": user.pk, "nama": user.nama, "csrf": get_token(request)})
    if request.POST.get("atas-nama", str(user.pk)) != str(user.pk):
        raise PermissionDenied(ORANG_LAIN)
    return JsonResponse(_save(request, lembar))


def _save(request: Request, lembar: LembarRealisasi) -> dict[str, Any]:
    """Good rows are stored; faulty ones and those that somebody else changed come back with the reason."""
    user, today = request.user, request.user.instansi.hari_ini
    isian = read_rows(load_baris(lembar, today), request.POST)
    good = [one for one in isian if not one.galat]
    saved = actions.update_realisasi(lembar, good, acting_user=user, pisahkan=True)
    note = [_save_catatan(request, lembar)] if CATATAN in request.POST else []
    rows = load_baris(lembar, today)
    by_potret = {row.potret.pk: row for row in rows}
    keadaan = see_keadaan(lembar, rows)
    lacking = keadaan["kurang"], False, keadaan["tanpa_bukti"]
    return {
        "baris": note + [_answer(by_potret[one.potret.pk], one, saved, user) for one in isian],
        "terisi": f"{keadaan['terisi']} dari {keadaan['diminta']} terisi",
        "kurang": render_macro(LEMBAR, "daftar_kurang", *lacking),
        "tanya": keadaan["tanya_catatan"],
        "pukul": write_jam(now(), user.instansi.zona_waktu),
    }


def _save_catatan(request: Request, lembar: LembarRealisasi) -> dict[str, Any]:
    """The note of the sheet, answered like a row."""
    konflik = None
    try:
        actions.update_lembar(lembar, **read_catatan(request.POST), acting_user=request.user)
    except Konflik as first:
        konflik = _beda(first.beda[0]) if first.beda else None
    isi = {"catatan": lembar.catatan, "lihat": lembar.catatan}
    return {"potret": "lembar", "isi": isi, "galat": {}, "ambigu": False, "konflik": konflik}


def _beda(beda: Beda) -> dict[str, str]:
    return {"anda": beda.milik_anda, "kini": beda.tersimpan, "oleh": beda.oleh, "pada": beda.pada}


def _answer(row: Baris, isian: Isian, saved: actions.Simpanan, user: Pengguna) -> dict[str, Any]:
    """One row as it is stored now with all that follows; what is wrong with what came; who was first."""
    beda = saved.konflik.get(row.potret.pk)
    return {
        "potret": row.potret.pk,
        "revisi": row.revisi,
        "isi": row.isi,
        "galat": isian.galat,
        "ambigu": isian.ambigu,
        "konflik": _beda(beda) if beda else None,
        "kosong": not row.terisi,
        "bawah": row.realisasi is not None and row.realisasi.tercapai is False,
        "rinci": row.rinci,
        "hasil": render_macro(GRID, "hasil", row),
        "asal": render_macro(GRID, "asal", row, user.instansi.zona_waktu),
    }
