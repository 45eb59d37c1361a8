"""One quarter of one unit on one page: type, save, see what follows; send, approve, return."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran import permissions
from sakip.pengukuran.actions import realisasi as actions
from sakip.pengukuran.addendum import load_addendum
from sakip.pengukuran.aksi import load_samping
from sakip.pengukuran.alamat import address_of
from sakip.pengukuran.isian import Isian
from sakip.pengukuran.kartu import aturan_of
from sakip.pengukuran.kurang import find_kurang
from sakip.pengukuran.lembaran import CATATAN, find_lembar, read_catatan, read_rows, see_keadaan
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.pengukuran.pembukaan import load_izin
from sakip.pengukuran.rows import Baris, load_baris, take_jawaban, take_typed
from sakip.pengukuran.segel import make_segel
from sakip.pengukuran.verifikasi import load_keadaan_verifikasi
from sakip.rules.decision import Konflik
from sakip.rules.tanggal import write_triwulan
from sakip.web.clock import now
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

# A page on which nothing went wrong.
TENANG = {"konflik": None, "ambigu": False, "ditolak": False}


@require_GET
def lembar_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Every unit's sheet of a quarter within reach: its state and how much of it is filled."""
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    rows = LembarRealisasi.objects.visible_to(request.user).filter(masa=masa)
    rows = rows.select_related("perangkat_daerah").with_counts(request.user.instansi.hari_ini)
    page = page_of(request, rows.order_by("perangkat_daerah__kode"))
    context = {"page": page, "judul": masa or write_triwulan(tw, tahun)}
    return render(request, "pengukuran/lembar_list.html", context)


@require_http_methods(["GET", "POST"])
def realisasi_update(
    request: Request, tahun: int, tw: int, kode: str, bulan: int = 0
) -> HttpResponse:
    """The sheet of a unit for a quarter or a month; a POST saves it, and sends it when the button says so."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    lembar = find_lembar(request.user, tahun, tw, unit, bulan)
    if lembar is None:
        return _not_opened(request, tahun, tw, unit)
    rows = load_baris(lembar, request.user.instansi.hari_ini)
    if request.method == "POST":
        return _take(request, lembar, rows)
    if take_jawaban(rows, request.GET.get("pakai", "")):
        messages.info(request, "Angkanya sudah diisikan dan belum tersimpan. Periksa, lalu simpan.")
    return _page(request, lembar, rows)


def _take(request: Request, lembar: LembarRealisasi, rows: list[Baris]) -> HttpResponse:
    """Keep what was typed, or show it again with what is wrong."""
    require(permissions.can_update_realisasi(request.user, lembar))
    isian = read_rows(rows, request.POST)
    if any(one.galat for one in isian):
        take_typed(rows, isian)
        return _page(request, lembar, rows, ambigu=any(one.ambigu for one in isian))
    try:
        changed = _save(request, lembar, isian)
    except Konflik as konflik:
        if not konflik.beda:
            raise
        take_typed(rows, isian)
        return _page(request, lembar, rows, konflik=konflik)
    if "ajukan" not in request.POST:
        text = f"{changed} realisasi tersimpan." if changed else "Tidak ada yang berubah."
        messages.success(request, text)
        return redirect(address_of(lembar))
    return _submit(request, lembar)


@transaction.atomic
def _save(request: Request, lembar: LembarRealisasi, isian: list[Isian]) -> int:
    """The rows and the note of the sheet, together or not at all."""
    user, data = request.user, request.POST
    if CATATAN in data:
        actions.update_lembar(lembar, **read_catatan(data), acting_user=user)
    return actions.update_realisasi(lembar, isian, acting_user=user).berubah


def _submit(request: Request, lembar: LembarRealisasi) -> HttpResponse:
    """Send it, or say on the sheet what is missing."""
    lembar.refresh_from_db()
    rows = load_baris(lembar, request.user.instansi.hari_ini)
    if find_kurang(lembar, rows, now()):
        return _page(request, lembar, rows, ditolak=True)
    actions.submit_lembar(lembar, acting_user=request.user)
    messages.success(request, f"Realisasi {lembar.masa} diajukan ke kepala.")
    return redirect(address_of(lembar))


def _page(
    request: Request, lembar: LembarRealisasi, rows: list[Baris], **lain: Any
) -> HttpResponse:
    """The sheet with its rows; `lain`: a conflict, a number of two meanings, a refused sending."""
    user = request.user
    context = load_izin(user, lembar) | {
        "lembar": lembar,
        "unit": lembar.perangkat_daerah,
        "rows": rows,
        "hari_ini": user.instansi.hari_ini,
        "samping": load_samping(lembar),
        "verifikasi": load_keadaan_verifikasi(lembar),
        "bergalat": [row for row in rows if row.galat],
        "catatan": request.POST.get(CATATAN, lembar.catatan),
    }
    status = 409 if "konflik" in lain else 200
    measured = [row.potret for row in rows if row.potret.diukur]
    context |= {"segel": make_segel(lembar, measured), "aturan": aturan_of(user)}
    context |= TENANG | see_keadaan(lembar, rows) | load_addendum(user, lembar, rows) | lain
    return render(request, "pengukuran/realisasi_update.html", context, status=status)


def _not_opened(request: Request, tahun: int, tw: int, unit: PerangkatDaerah) -> HttpResponse:
    return render(
        request, "pengukuran/realisasi_belum.html", {"unit": unit, "tahun": tahun, "tw": tw}
    )
