"""Ringkasan: the one page a leader opens, and for each unit where its numbers come from."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from sakip.dasbor.asal import load_asal, write_bahan, write_capaian, write_perubahan, write_serapan
from sakip.dasbor.ringkasan import BELUM, BarisUnit, group_by_liga, load_ringkasan
from sakip.evaluasi.models import NilaiArsip
from sakip.evaluasi.permissions import can_read_evaluasi
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import load_aturan, roots
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.rules.instrumen import load_instrumen
from sakip.rules.tanggal import write_triwulan
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

MASUK = {LembarRealisasi.Status.DIAJUKAN.value, LembarRealisasi.Status.DISETUJUI.value}


@require_GET
def ringkasan(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Every unit within reach in its league, who has not sent, and the agency's own official score."""
    units = PerangkatDaerah.objects.visible_to(request.user).active_on(
        request.user.instansi.hari_ini
    )
    page = page_of(request, units.filter(punya_pk=True).order_by("liga", "kode"), per_page=100)
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    rows = load_ringkasan(list(page.object_list), masa, tahun, tw)
    context = {
        "page": page,
        "judul": masa or write_triwulan(tw, tahun),
        "masa": masa,
        "liga": group_by_liga(rows),
        "kalimat": _sentences(rows),
        "belum": [row for row in rows if row.ukur.diminta and row.status not in MASUK],
        "arsip": _archive(request, tahun),
        "can_read_evaluasi": can_read_evaluasi(request.user),
        "peraturan": {kunci: row.peraturan for kunci, row in load_instrumen(roots()).items()},
    }
    return render(request, "dasbor/ringkasan.html", context)


@require_GET
def asal(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """One unit's line with every step of its arithmetic."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    [row] = load_ringkasan([unit], masa, tahun, tw)
    rows = load_asal(unit, masa)
    context = {
        "row": row,
        "rows": rows,
        "judul": masa or write_triwulan(tw, tahun),
        "batas": str(load_aturan().batas_rata_rata),
        "capaian": write_capaian(rows, row.ukur.rata_rata),
        "serapan": write_serapan(row),
        "bahan": write_bahan(row),
        "perubahan": write_perubahan(row),
    }
    return render(request, "dasbor/asal.html", context)


def _sentences(rows: list[BarisUnit]) -> list[str]:
    """What there is to say, in whole sentences, from the lines below and nothing else."""
    asked = [row for row in rows if row.ukur.diminta]
    if not asked:
        return ["Pengukuran triwulan ini belum dibuka."]
    sent = sum(row.status in MASUK for row in asked)
    empty = sum(row.status == BELUM for row in asked)
    reached = sum(row.ukur.tercapai for row in asked)
    total = sum(row.ukur.diminta - row.ukur.tanpa_capaian for row in asked)
    without = sum(row.ukur.tanpa_capaian for row in asked)
    sentences = [f"{sent} dari {len(asked)} perangkat daerah sudah mengajukan realisasi."]
    if empty:
        sentences.append(f"{empty} belum mulai mengisi.")
    sentences.append(f"{reached} dari {total} indikator yang terukur mencapai target.")
    if without:
        sentences.append(f"{without} indikator belum punya capaian dan tidak ikut dihitung.")
    return sentences


def _archive(request: Request, tahun: int) -> list[NilaiArsip]:
    """The agency's official scores of up to eight years, newest first."""
    rows = NilaiArsip.objects.visible_to(request.user).filter(
        perangkat_daerah__isnull=True, tahun__lte=tahun
    )
    return list(rows.order_by("-tahun")[:8])
