"""Capaian and predikat of every unit, and the year of one unit with all its working; both as XLSX."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from sakip.dasbor.capaian import load_hasil
from sakip.dasbor.lembar_kerja import write_daftar, write_unit
from sakip.dasbor.predikat import BarisPredikat, load_predikat_unit
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import load_aturan, roots
from sakip.pengukuran.models import Masa
from sakip.rules.predikat_organisasi import skema_on
from sakip.web.downloads import write_answer
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

PER_HALAMAN = 100


@require_GET
def capaian_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Every unit within reach: its mean in each quarter, and its predikat in the one that is read."""
    units = search_rows(request, _units(request), "kode", "nama", "singkatan")
    page = page_of(request, units, PER_HALAMAN)
    masa, kini = _masa(request, tahun), _kini(request, tahun, tw)
    context = {
        "page": page,
        "cari": request.GET.get("cari", ""),
        "masa": masa,
        "kini": kini,
        "rows": _rows(request, list(page.object_list), masa, kini),
        "skema": skema_on(tahun, roots()),
    }
    part = "tabel" if request.htmx else None
    return render(request, "dasbor/capaian_list.html", context, part=part)


@require_GET
def capaian_unit(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """A unit's year: nodes and indicators in rows, quarters in columns, each with its arithmetic."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    masa, kini = _masa(request, tahun), _kini(request, tahun, tw)
    [row] = load_predikat_unit([unit], masa, kini)
    hasil = load_hasil(unit, tahun, masa)
    context = {
        "unit": unit,
        "row": row,
        "kini": kini,
        "hasil": hasil,
        "page": page_of(request, hasil.rows, PER_HALAMAN),
        "batas": str(load_aturan().batas_rata_rata),
        "skema": skema_on(tahun, roots()),
    }
    return render(request, "dasbor/capaian_unit.html", context)


@require_GET
def capaian_list_xlsx(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The list as a workbook, every unit within reach."""
    masa, kini = _masa(request, tahun), _kini(request, tahun, tw)
    rows = _rows(request, list(_units(request)), masa, kini)
    return write_answer(write_daftar(rows, masa), f"capaian-{tahun}-tw{tw}.xlsx")


@require_GET
def capaian_unit_xlsx(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """A unit's year as a workbook."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    masa, kini = _masa(request, tahun), _kini(request, tahun, tw)
    [row] = load_predikat_unit([unit], masa, kini)
    isi = write_unit(row, load_hasil(unit, tahun, masa))
    return write_answer(isi, f"capaian-{tahun}-tw{tw}-{unit.kode}.xlsx")


def _units(request: Request) -> QuerySet[PerangkatDaerah]:
    """Units that promise something today, in the order of their codes."""
    units = PerangkatDaerah.objects.visible_to(request.user)
    active = units.active_on(request.user.instansi.hari_ini)
    return active.filter(punya_pk=True).order_by("kode")


def _masa(request: Request, tahun: int) -> list[Masa]:
    return Masa.objects.visible_to(request.user).of_tahun(tahun)


def _kini(request: Request, tahun: int, tw: int) -> Masa | None:
    return Masa.objects.visible_to(request.user).pada(tahun, tw)


def _rows(
    request: Request, units: list[PerangkatDaerah], masa: list[Masa], kini: Masa | None
) -> list[BarisPredikat]:
    """The lines of these units; who reaches the whole agency reads its own line first."""
    cap = request.user.cap
    return load_predikat_unit(units, masa, kini, instansi=bool(cap and cap.se_instansi))
