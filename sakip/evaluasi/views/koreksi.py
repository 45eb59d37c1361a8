"""Corrections of a released result: proposed on one page, decided on another."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from sakip.evaluasi import permissions
from sakip.evaluasi.actions import koreksi as actions
from sakip.evaluasi.forms.koreksi import KoreksiForm
from sakip.evaluasi.models import Koreksi, Penilaian
from sakip.evaluasi.sudut import load_sudut
from sakip.evaluasi.views.penilaian import address_of, get_penilaian
from sakip.web.http import Request
from sakip.web.render import render

DIUSULKAN = "Koreksi diusulkan. Hasil tetap berlaku sampai dirilis orang lain."


@require_http_methods(["GET", "POST"])
def koreksi_create(request: Request, pk: int) -> HttpResponse:
    """The corrections of a result, and the form that proposes another one."""
    penilaian = get_penilaian(request, pk)
    sudut = load_sudut(request.user, penilaian)
    form = KoreksiForm(request.POST or None, lembar=sudut.lembar)
    if request.method == "POST" and form.is_valid() and _propose(request, form, penilaian):
        messages.success(request, DIUSULKAN)
        return redirect("evaluasi:koreksi_create", pk)
    rows = penilaian.koreksi_set.for_list()
    context = {
        "penilaian": penilaian,
        "form": form,
        "rows": [(row, permissions.can_approve_koreksi(sudut.orang, row)) for row in rows],
        "can_create": permissions.can_create_koreksi(sudut.orang),
        "kembali": address_of(request, penilaian, "lhe"),
    }
    return render(request, "evaluasi/koreksi_create.html", context)


@require_POST
def koreksi_approve(request: Request, pk: int) -> HttpResponse:
    """Release a correction as the second result."""
    row = _get(request, pk)
    actions.approve_koreksi(row, acting_user=request.user)
    messages.success(request, "Koreksi dirilis. Hasil yang lama tetap dapat dibaca.")
    return redirect(address_of(request, row.penilaian, "lhe"))


@require_POST
def koreksi_return(request: Request, pk: int) -> HttpResponse:
    """Refuse a correction with the reason."""
    row = _get(request, pk)
    actions.return_koreksi(row, alasan=request.POST.get("alasan", ""), acting_user=request.user)
    messages.success(request, "Koreksi ditolak. Hasil yang dirilis tetap berlaku.")
    return redirect("evaluasi:koreksi_create", row.penilaian_id)


def _propose(request: Request, form: KoreksiForm, penilaian: Penilaian) -> bool:
    alasan = form.cleaned_data["alasan"]
    act = partial(actions.create_koreksi, penilaian, form.nilai, alasan=alasan)
    return form.attempt(partial(act, acting_user=request.user))


def _get(request: Request, pk: int) -> Koreksi:
    rows = Koreksi.objects.visible_to(request.user).select_related(
        "penilaian__perangkat_daerah", "penilaian__instansi", "penilaian__surat_tugas", "hasil"
    )
    return get_object_or_404(rows, pk=pk)
