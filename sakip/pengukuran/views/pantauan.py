"""Who is late with a quarter, and reminding them: the page of Bagian Organisasi."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.pengukuran import permissions
from sakip.pengukuran.actions.pengingat import create_pengingat
from sakip.pengukuran.kartu import load_cara
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.pengukuran.pantauan import (
    SARING,
    BarisPantauan,
    add_pemegang,
    aturan_of,
    load_baris,
    load_ringkas,
)
from sakip.pengukuran.pengingat import load_terkirim
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_triwulan
from sakip.web.clock import now
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def pantauan(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Every unit within reach: how full and fresh its sheet is, and who holds it; the worst first."""
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    if masa is None:
        nothing = {"masa": None, "judul": write_triwulan(tw, tahun)}
        return render(request, "pengukuran/pantauan.html", nothing)
    lembar = LembarRealisasi.objects.visible_to(request.user).filter(masa=masa)
    rows = load_baris(lembar.select_related("perangkat_daerah", "diputus_sebagai"), masa)
    cari, saring = request.GET.get("cari", ""), request.GET.get("saring", "")
    page = page_of(request, [row for row in rows if row.matches(cari, saring)])
    context = {
        "judul": masa,
        "jumlah": len(rows),
        "ringkas": load_ringkas(rows),
        "cari": cari,
        "saring": saring,
        "pilihan": SARING,
        **_of_page(request, masa, page),
    }
    part = "tabel" if request.htmx else None
    return render(request, "pengukuran/pantauan.html", context, part=part)


def _of_page(request: Request, masa: Masa, page: Page[BarisPantauan]) -> dict[str, Any]:
    """What the rows of one page are read with: who holds them, and what was sent to whom."""
    today, shown, aturan = masa.instansi.hari_ini, list(page), aturan_of(masa)
    add_pemegang(shown, today)
    return {
        "masa": masa,
        "page": page,
        "aturan": aturan,
        "mulai_akhir": aturan.begins_akhir(masa.tutup),
        "sudah_akhir": now() >= aturan.begins_akhir(masa.tutup),
        "hari_ini": today,
        "cara": load_cara([row.lembar.perangkat_daerah_id for row in shown], masa.tahun),
        "terkirim": load_terkirim([row.lembar.pk for row in shown]),
        "can_remind": permissions.can_create_pengingat(request.user, masa),
    }


@require_POST
def pengingat_create(request: Request, pk: int) -> HttpResponse:
    """Remind one unit."""
    rows = LembarRealisasi.objects.visible_to(request.user)
    lembar = get_object_or_404(rows.select_related("masa__instansi", "perangkat_daerah"), pk=pk)
    return _remind(request, lembar.masa, [lembar])


@require_POST
def pengingat_semua(request: Request, pk: int) -> HttpResponse:
    """Remind every unit of a period that has empty rows."""
    masa = get_object_or_404(
        Masa.objects.visible_to(request.user).select_related("instansi"), pk=pk
    )
    rows = masa.lembar_set.select_related("perangkat_daerah")
    waiting = [row.lembar for row in load_baris(rows, masa) if row.perlu_diingatkan]
    return _remind(request, masa, waiting)


def _remind(request: Request, masa: Masa, lembar: list[LembarRealisasi]) -> HttpResponse:
    try:
        hasil = create_pengingat(masa, lembar, acting_user=request.user)
    except RuleError as error:
        messages.error(request, str(error))
    else:
        units = len(hasil.terkirim)
        messages.success(
            request, f"{units} perangkat daerah diingatkan dengan {hasil.surat} surat."
        )
        if hasil.dilewati:
            messages.warning(request, f"Dilewati: {hasil.dilewati}.")
    return redirect("pengukuran:pantauan", masa.tahun, masa.tw)
