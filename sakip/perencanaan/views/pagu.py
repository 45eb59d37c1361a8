"""Money beside results: every unit's pagu with what stands alone, and one unit's programmes with theirs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.pagu import load_pagu_unit
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def pagu_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The units within reach: pagu, rupiah without a result, results without rupiah."""
    units = PerangkatDaerah.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, units, "kode", "nama", "singkatan"))
    context = {
        "page": page,
        "rows": load_pagu_unit(list(page), tahun),
        "cari": request.GET.get("cari", ""),
        "can_import": permissions.can_import_anggaran(request.user),
    }
    template = "perencanaan/pagu_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_GET
def pagu_detail(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """One unit: its programmes with their money, and the budget lines that hang on none."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    [found] = load_pagu_unit([unit], tahun)
    context = {
        "unit": unit,
        "found": found,
        "page": page_of(request, found.tanpa_hasil),
        "can_import": permissions.can_import_anggaran(request.user),
    }
    return render(request, "perencanaan/pagu_detail.html", context)
