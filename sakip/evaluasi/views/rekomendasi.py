"""Recommendations: written on a page of their own, taken back, closed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sakip.evaluasi import permissions
from sakip.evaluasi.actions import rekomendasi as actions
from sakip.evaluasi.acuan import load_instrumen_of
from sakip.evaluasi.forms.rekomendasi import RekomendasiForm, TindakLanjutForm
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Penilaian, Rekomendasi
from sakip.evaluasi.views.penilaian import address_of, get_penilaian
from sakip.rules.instrumen import Kriteria
from sakip.rules.tanggal import triwulan_of
from sakip.web.forms import read_hidden
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def rekomendasi_create(request: Request, pk: int, sub: str) -> HttpResponse:
    """Recommend something on a sub-component."""
    penilaian = get_penilaian(request, pk)
    form = RekomendasiForm(request.POST or None, kriteria=_kriteria(penilaian, sub))
    if request.method == "POST" and form.is_valid():
        actions.create_rekomendasi(
            penilaian, subkomponen=sub, acting_user=request.user, **form.cleaned_data
        )
        messages.success(request, "Rekomendasi ditambahkan.")
        return redirect(_work_page(request, penilaian, sub))
    return _form_page(request, form, penilaian, sub, None)


@require_http_methods(["GET", "POST"])
def rekomendasi_update(request: Request, pk: int) -> HttpResponse:
    """Change a recommendation, or take it back."""
    row = _get(request, pk)
    initial = {name: getattr(row, name) for name in RekomendasiForm.base_fields}
    form = RekomendasiForm(
        request.POST or None,
        initial=initial,
        revisi=row.revisi,
        kriteria=_kriteria(row.penilaian, row.subkomponen),
    )
    if request.method == "POST" and form.is_valid():
        actions.update_rekomendasi(row, acting_user=request.user, **form.cleaned_data)
        messages.success(request, "Rekomendasi disimpan.")
        return redirect(_work_page(request, row.penilaian, row.subkomponen))
    return _form_page(request, form, row.penilaian, row.subkomponen, row)


@require_POST
def rekomendasi_delete(request: Request, pk: int) -> HttpResponse:
    """Take a recommendation back before the end."""
    row = _get(request, pk)
    revisi = read_hidden(request.POST, "revisi")
    actions.delete_rekomendasi(row, revisi=revisi, acting_user=request.user)
    messages.success(request, "Rekomendasi dihapus.")
    return redirect(_work_page(request, row.penilaian, row.subkomponen))


@require_http_methods(["GET", "POST"])
def rekomendasi_approve(request: Request, pk: int) -> HttpResponse:
    """Close a recommendation with what was done about it."""
    row = _get(request, pk)
    form = TindakLanjutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.approve_rekomendasi(row, acting_user=request.user, **form.cleaned_data)
        messages.success(request, "Rekomendasi ditutup.")
        return redirect(address_of(request, row.penilaian, "lhe"))
    context = {
        "form": form,
        "row": row,
        "penilaian": row.penilaian,
        "kembali": address_of(request, row.penilaian, "lhe"),
        "can_approve": permissions.can_approve_rekomendasi(
            Hubungan(request.user, row.penilaian), row
        ),
    }
    return render(request, "evaluasi/rekomendasi_approve.html", context)


def _form_page(
    request: Request,
    form: RekomendasiForm,
    penilaian: Penilaian,
    sub: str,
    row: Rekomendasi | None,
) -> HttpResponse:
    context = {
        "form": form,
        "penilaian": penilaian,
        "sub": sub,
        "row": row,
        "kembali": _work_page(request, penilaian, sub),
        "can_update": permissions.can_update_rekomendasi(Hubungan(request.user, penilaian)),
    }
    return render(request, "evaluasi/rekomendasi_form.html", context)


def _get(request: Request, pk: int) -> Rekomendasi:
    rows = Rekomendasi.objects.visible_to(request.user)
    joined = rows.select_related("penilaian__perangkat_daerah", "penilaian__instansi")
    return get_object_or_404(joined, pk=pk)


def _kriteria(penilaian: Penilaian, kode: str) -> tuple[Kriteria, ...]:
    """The criteria of a sub-component that apply here; 404 where the sheet has none of this code."""
    instrumen = load_instrumen_of(penilaian)
    for sub in instrumen.subkomponen:
        if sub.kode == kode:
            return instrumen.kriteria(sub, penilaian.jenis_entitas)
    raise Http404


def _work_page(request: Request, penilaian: Penilaian, sub: str) -> str:
    tw = triwulan_of(request.user.instansi.hari_ini)
    kwargs = {"tahun": penilaian.tahun_evaluasi, "tw": tw, "kode": penilaian.kode, "sub": sub}
    return reverse("evaluasi:lke_update", kwargs=kwargs)
