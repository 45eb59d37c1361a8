"""The plan of a unit as an outline."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.lintas import load_tanda
from sakip.perencanaan.models import ImporRencana, Lintas, PeriodeRencana, PermintaanData, Versi
from sakip.perencanaan.outline import count_hasil, load_outline
from sakip.perencanaan.stored import find_dokumen
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def rencana_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The units within reach, each with its plan in force."""
    rows = PerangkatDaerah.objects.visible_to(request.user).filter(punya_renstra=True).for_list()
    documents = PeriodeRencana.objects.visible_to(request.user).pada_tahun(tahun)
    documents = documents.filter(versi_set__status=Versi.Status.BERLAKU)
    # Of two that overlap the newer one stands for the unit.
    by_unit = {row.perangkat_daerah_id: row for row in documents.order_by("tahun_awal", "pk")}
    context = {
        "page": page_of(request, search_rows(request, rows, "kode", "nama", "singkatan")),
        "terbuka": _load_terbuka(by_unit.values()),
        "cari": request.GET.get("cari", ""),
        "dokumen": by_unit,
        "daerah": by_unit.get(None),
        "can_import": permissions.can_import_rencana(request.user, None),
        "lintas_menunggu": Lintas.objects.visible_to(request.user).menunggu().count(),
        "data_menunggu": PermintaanData.objects.visible_to(request.user).menunggu().count(),
        "can_import_anggaran": permissions.can_import_anggaran(request.user),
    }
    part = "tabel" if request.htmx else None
    return render(request, "perencanaan/rencana_list.html", context, part=part)


@require_GET
def rencana_detail(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """The outline: from the agency's tujuan down to the unit's sub kegiatan, with targets."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    years = range(tahun - 1, tahun + 4)
    dokumen = find_dokumen(PeriodeRencana.objects.filter(perangkat_daerah=unit), unit, tahun)
    rows = load_outline(request.user, unit, tahun)
    context = {
        "unit": unit,
        "rows": rows,
        "hasil": count_hasil(rows, request.user.instansi.hari_ini),
        "lintas": load_tanda(row.isi.simpul_id for row in rows),
        "tahun_target": years,
        "kolom_tahun": [(str(year), "angka") for year in years],
        "dokumen": dokumen,
        "terbuka": Versi.objects.filter(periode=dokumen).terbuka().first(),
        "can_import": permissions.can_import_rencana(request.user, unit),
        "menunggu": _load_waiting(unit),
    }
    return render(request, "perencanaan/rencana_detail.html", context)


def _load_terbuka(documents: Iterable[PeriodeRencana]) -> dict[int, Versi]:
    """The open version of each document that has one."""
    rows = Versi.objects.filter(periode__in=documents).terbuka()
    return {row.periode_id: row for row in rows}


def _load_waiting(unit: PerangkatDaerah) -> ImporRencana | None:
    """The newest file that somebody uploaded for this unit and has not yet applied."""
    rows = ImporRencana.objects.filter(perangkat_daerah=unit, status=ImporRencana.Status.DRAF)
    return rows.for_list().first()
