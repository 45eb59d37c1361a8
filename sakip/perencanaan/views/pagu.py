"""Money beside results: every unit's pagu with what stands alone, and one unit's programmes with theirs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.actions.pagu import update_ikatan
from sakip.perencanaan.forms.kolom import IkatanForm
from sakip.perencanaan.models import Simpul
from sakip.perencanaan.pagu import PaguUnit, load_ikatan, load_pagu_unit, suggest_simpul
from sakip.perencanaan.serapan import SerapanUnit, load_nama, load_serapan_unit
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
    unit = _unit(request, kode)
    return _page(
        request, unit, load_pagu_unit([unit], tahun)[0], load_serapan_unit(unit, tahun, tw)
    )


@require_GET
def serapan_detail(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """One unit: what was spent of each programme, activity and sub-activity to the end of the quarter."""
    unit = _unit(request, kode)
    found = load_serapan_unit(unit, tahun, tw)
    page = page_of(request, found.baris)
    context = {
        "unit": unit,
        "serapan": found,
        "page": page,
        "nama": load_nama(unit, tahun, page, request.user),
        "can_import": permissions.can_import_anggaran(request.user),
    }
    return render(request, "perencanaan/serapan_detail.html", context)


@require_POST
def ikatan_update(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Tie a budget code to a node, or with `simpul` empty let it go."""
    unit = _unit(request, kode)
    [found] = load_pagu_unit([unit], tahun)
    nodes = [one.isi.simpul_id for one in found.simpul]
    form = IkatanForm(request.POST, simpul=Simpul.objects.filter(pk__in=nodes))
    if not form.is_valid():
        return _page(request, unit, found, load_serapan_unit(unit, tahun, tw), form)
    update_ikatan(unit, **form.cleaned_data, acting_user=request.user)
    messages.success(request, "Ikatan tersimpan.")
    return redirect("perencanaan:pagu_detail", tahun, tw, kode)


def _page(
    request: Request,
    unit: PerangkatDaerah,
    found: PaguUnit,
    serapan: SerapanUnit,
    form: IkatanForm | None = None,
) -> HttpResponse:
    page = page_of(request, found.tanpa_hasil)
    context = {
        "unit": unit,
        "found": found,
        "serapan": serapan,
        "page": page,
        "form": form,
        "saran": {row.kode: suggest_simpul(row.nama, found.simpul) for row in page},
        "ikatan": load_ikatan([unit])[unit.pk],
        "can_tie": permissions.can_import_rencana(request.user, unit),
        "can_import": permissions.can_import_anggaran(request.user),
    }
    return render(request, "perencanaan/pagu_detail.html", context)


def _unit(request: Request, kode: str) -> PerangkatDaerah:
    return get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
