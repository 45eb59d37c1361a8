"""Objections of the unit, and what the team answers: one page per sheet."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.evaluasi import permissions
from sakip.evaluasi.actions import jawaban as jawaban_actions
from sakip.evaluasi.actions import tahap as actions
from sakip.evaluasi.forms.tanggapan import JawabanForm, TanggapanForm
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Penilaian, Tanggapan
from sakip.evaluasi.sudut import Sudut, load_sudut
from sakip.evaluasi.views.penilaian import address_of, get_penilaian
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def tanggapan_list(request: Request, pk: int) -> HttpResponse:
    """What the unit objected to and what was answered; both sides read it."""
    sudut = load_sudut(request.user, get_penilaian(request, pk))
    require(sudut.melihat_evaluator)
    return _page(request, sudut, TanggapanForm(lembar=sudut.lembar))


@require_http_methods(["POST"])
def tanggapan_create(request: Request, pk: int) -> HttpResponse:
    """Object to a sub-component or a criterion."""
    sudut = load_sudut(request.user, get_penilaian(request, pk))
    require(permissions.can_create_tanggapan(sudut.orang))
    form = TanggapanForm(request.POST, lembar=sudut.lembar)
    if form.is_valid():
        actions.create_tanggapan(
            sudut.lembar.penilaian, acting_user=request.user, **form.cleaned_data
        )
        messages.success(
            request, "Tanggapan diajukan. Ketua tim menjawabnya sebelum hasil dirilis."
        )
        return redirect("evaluasi:tanggapan_list", pk)
    return _page(request, sudut, form)


@require_http_methods(["GET", "POST"])
def tanggapan_approve(request: Request, pk: int) -> HttpResponse:
    """Answer an objection: another grade with the reason, or a refusal with the reason."""
    rows = Tanggapan.objects.visible_to(request.user).select_related(
        "penilaian__perangkat_daerah", "penilaian__instansi", "penilaian__surat_tugas"
    )
    row = get_object_or_404(rows, pk=pk)
    sudut = load_sudut(request.user, row.penilaian)
    require(sudut.melihat_evaluator)
    form = JawabanForm(request.POST or None, lembar=sudut.lembar, tanggapan=row)
    if request.method == "POST" and form.is_valid() and _answer(request, form, row):
        messages.success(request, "Jawaban tim dicatat.")
        return redirect("evaluasi:tanggapan_list", row.penilaian_id)
    context = {
        "row": row,
        "form": form,
        "can_approve": permissions.can_approve_tanggapan(sudut.orang, row),
        "penilaian": row.penilaian,
    }
    return render(request, "evaluasi/tanggapan_approve.html", context)


def _answer(request: Request, form: JawabanForm, row: Tanggapan) -> bool:
    nilai, kata = form.cleaned_data["huruf"], form.cleaned_data["kata"]
    if nilai:
        act = partial(jawaban_actions.approve_tanggapan, row, nilai=nilai, jawaban=kata)
    else:
        act = partial(actions.return_tanggapan, row, jawaban=kata)
    return form.attempt(partial(act, acting_user=request.user))


def _page(request: Request, sudut: Sudut, form: Form) -> HttpResponse:
    penilaian: Penilaian = sudut.lembar.penilaian
    orang: Hubungan = sudut.orang
    page = page_of(request, penilaian.tanggapan_set.for_list())
    context = {
        "penilaian": penilaian,
        "per_kriteria": sudut.lembar.per_kriteria,
        "page": page,
        "form": form,
        "can_create": permissions.can_create_tanggapan(orang),
        "dapat_dijawab": {row.pk: permissions.can_approve_tanggapan(orang, row) for row in page},
        "kembali": address_of(request, penilaian),
    }
    return render(request, "evaluasi/tanggapan_list.html", context)
