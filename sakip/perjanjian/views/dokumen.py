"""Completeness of documents: units by documents, and noting what people know of one."""

from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.perjanjian import permissions
from sakip.perjanjian.actions.dokumen import update_catatan_dokumen
from sakip.perjanjian.forms.dokumen import CatatanDokumenForm
from sakip.perjanjian.kelengkapan import Sel, count_tak_bertuan, find_sel, load_kelengkapan
from sakip.rules.dokumen_wajib import DaftarDokumen, daftar_dokumen_on
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

KOLOM = ("dibuat", "formal", "terbit", "nomor", "tautan", "pemilik")


@require_GET
def dokumen_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The units within reach against the documents of the year."""
    daftar = _daftar(tahun)
    units = PerangkatDaerah.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, units, "kode", "nama", "singkatan"))
    rows = load_kelengkapan(list(page), daftar.dokumen, tahun)
    context = {
        "page": page,
        "rows": rows,
        "judul": [one.nama_tahun(tahun) for one in daftar.dokumen],
        "tak_bertuan": count_tak_bertuan(rows),
        "cari": request.GET.get("cari", ""),
    }
    template = "perjanjian/dokumen_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_http_methods(["GET", "POST"])
def dokumen_update(request: Request, tahun: int, tw: int, kode: str, jenis: str) -> HttpResponse:
    """What is known of one document of a unit; a POST notes it."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    sel = _find(unit, tahun, jenis)
    can = permissions.can_update_perjanjian(request.user, unit)
    form = _form(request, unit, sel)
    if request.method == "POST":
        require(can)
        if form.is_valid() and form.attempt(_act(request, unit, tahun, jenis, form)):
            messages.success(request, f"Catatan {sel.dokumen.nama} tersimpan.")
            return redirect("perjanjian:dokumen_list", tahun, tw)
    context = {"unit": unit, "sel": sel, "form": form, "can": can}
    return render(request, "perjanjian/dokumen_form.html", context)


def _form(request: Request, unit: PerangkatDaerah, sel: Sel) -> CatatanDokumenForm:
    note = sel.catatan
    initial: dict[str, Any] = {k: getattr(note, k) for k in KOLOM} if note else {}
    revisi = note.revisi if note else None
    return CatatanDokumenForm(
        request.POST or None,
        unit=unit,
        bertanggal=sel.dokumen.bertanggal,
        initial=initial,
        revisi=revisi,
    )


def _act(
    request: Request, unit: PerangkatDaerah, tahun: int, jenis: str, form: CatatanDokumenForm
) -> partial[None]:
    data = {k: form.cleaned_data[k] for k in KOLOM if k in form.fields}
    revisi = form.cleaned_data.get("revisi")
    return partial(
        update_catatan_dokumen, unit, tahun, jenis,
        revisi=revisi, acting_user=request.user, **data,
    )  # fmt: skip


def _daftar(tahun: int) -> DaftarDokumen:
    return daftar_dokumen_on(date(tahun, 12, 31), tuple(settings.REGULASI_DIRS))


def _find(unit: PerangkatDaerah, tahun: int, jenis: str) -> Sel:
    [row] = load_kelengkapan([unit], _daftar(tahun).dokumen, tahun)
    sel = find_sel(row, jenis)
    if sel is None:
        raise Http404
    return sel
