"""Reopening: the list of requests, a new one from a sheet, one request with its next step."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.pengukuran import permissions_pembukaan as permissions
from sakip.pengukuran.actions import pembukaan as actions
from sakip.pengukuran.alamat import address_of
from sakip.pengukuran.forms import AlasanForm, BukaKembaliForm
from sakip.pengukuran.models import LembarRealisasi, Pembukaan
from sakip.web.clock import database_now
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def pembukaan_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """What units within reach asked to have reopened, what waits first."""
    rows = Pembukaan.objects.visible_to(request.user).for_list()
    context = {"page": page_of(request, rows), "saat": database_now()}
    return render(request, "pengukuran/pembukaan_list.html", context)


@require_http_methods(["GET", "POST"])
def pembukaan_create(request: Request, pk: int) -> HttpResponse:
    """Ask to have a sheet reopened."""
    seen = LembarRealisasi.objects.visible_to(request.user)
    lembar = get_object_or_404(seen.select_related("masa__instansi", "perangkat_daerah"), pk=pk)
    require(permissions.can_create_pembukaan(request.user, lembar))
    form = AlasanForm(request.POST or None)
    if form.is_valid():
        act = partial(actions.create_pembukaan, lembar, acting_user=request.user)
        if form.attempt(lambda: act(**form.cleaned_data), "alasan"):
            messages.success(request, "Diminta. Anda melihat jawabannya di halaman ini.")
            return redirect("pengukuran:pembukaan_list", lembar.masa.tahun, lembar.masa.tw)
    context = {"lembar": lembar, "alamat": address_of(lembar), "form": form}
    return render(request, "pengukuran/pembukaan_form.html", context)


@require_GET
def pembukaan_detail(request: Request, pk: int) -> HttpResponse:
    """One request: who, why, and what its reader may do with it."""
    return _page(request, _get(request, pk), _form(request))


@require_POST
def pembukaan_submit(request: Request, pk: int) -> HttpResponse:
    """The head agrees."""
    row = _get(request, pk)
    actions.submit_pembukaan(row, acting_user=request.user)
    messages.success(request, "Diteruskan ke Bagian Organisasi.")
    return redirect("pengukuran:pembukaan_detail", row.pk)


@require_POST
def pembukaan_approve(request: Request, pk: int) -> HttpResponse:
    """Open until a moment."""
    row, form = _get(request, pk), _form(request)
    act = partial(actions.approve_pembukaan, row, acting_user=request.user)
    if form.is_valid() and form.attempt(lambda: act(**form.cleaned_data), "sampai"):
        messages.success(request, f"{row.lembar} dibuka kembali.")
        return redirect("pengukuran:pembukaan_detail", row.pk)
    require(permissions.can_approve_pembukaan(request.user, row))
    return _page(request, row, form)


@require_POST
def pembukaan_return(request: Request, pk: int) -> HttpResponse:
    """Refuse, with a reason."""
    row = _get(request, pk)
    alasan = request.POST.get("alasan", "")
    actions.return_pembukaan(row, alasan=alasan, acting_user=request.user)
    messages.success(request, "Ditolak. Peminta membaca alasannya.")
    return redirect("pengukuran:pembukaan_detail", row.pk)


@require_POST
def pembukaan_revoke(request: Request, pk: int) -> HttpResponse:
    """No longer needed."""
    row = _get(request, pk)
    actions.revoke_pembukaan(row, acting_user=request.user)
    messages.success(request, "Permintaan dicabut.")
    return redirect("pengukuran:pembukaan_detail", row.pk)


def _get(request: Request, pk: int) -> Pembukaan:
    rows = Pembukaan.objects.visible_to(request.user).select_related(
        "lembar__masa__instansi",
        "lembar__perangkat_daerah",
        "diminta_oleh",
        "disetujui_oleh",
        "disetujui_sebagai",
        "diputus_oleh",
    )
    return get_object_or_404(rows, pk=pk)


def _form(request: Request) -> BukaKembaliForm:
    return BukaKembaliForm(request.POST or None, zona=request.user.instansi.zona_waktu)


def _page(request: Request, row: Pembukaan, form: BukaKembaliForm) -> HttpResponse:
    user = request.user
    context = {
        "row": row,
        "alamat": address_of(row.lembar),
        "saat": database_now(),
        "form": form,
        "can_submit": permissions.can_submit_pembukaan(user, row),
        "can_approve": permissions.can_approve_pembukaan(user, row),
        "can_return": permissions.can_return_pembukaan(user, row),
        "can_revoke": permissions.can_revoke_pembukaan(user, row),
    }
    return render(request, "pengukuran/pembukaan_detail.html", context)
