"""The card on which a sheet is decided, and the acts on it: agree, give back, take back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.pengukuran.actions import realisasi as actions
from sakip.pengukuran.kartu import load_kartu, see_keputusan
from sakip.pengukuran.models import LembarRealisasi
from sakip.rules.decision import Konflik, RuleError
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def keputusan_detail(request: Request, pk: int) -> HttpResponse:
    """One sheet to decide, from a link on a phone."""
    return _page(request, _get(request, pk))


@require_POST
def lembar_approve(request: Request, pk: int) -> HttpResponse:
    """Agree to what was shown; if it changed meanwhile, show how and ask again."""
    lembar, lihat = _get(request, pk), request.POST.get("lihat", "")
    try:
        actions.approve_lembar(lembar, lihat=lihat, acting_user=request.user)
    except Konflik as konflik:
        fresh = _rows(request).get(pk=pk)
        return _page(request, fresh, konflik=konflik, status=409)
    messages.success(request, f"Realisasi {lembar.masa} disetujui.")
    return redirect("pengukuran:keputusan_detail", pk)


@require_POST
def lembar_return(request: Request, pk: int) -> HttpResponse:
    """Send it back with a reason: a ready phrase, own words, or both."""
    lembar = _get(request, pk)
    alasan = " ".join(request.POST.getlist("alasan")).strip()
    try:
        actions.return_lembar(lembar, alasan=alasan, acting_user=request.user)
    except Konflik:
        raise
    except RuleError as error:
        return _page(request, lembar, pesan=str(error), status=422)
    messages.success(request, f"Realisasi {lembar.masa} dikembalikan ke operator.")
    return redirect("pengukuran:keputusan_detail", pk)


@require_POST
def lembar_revoke(request: Request, pk: int) -> HttpResponse:
    """Take the approval back."""
    lembar = _get(request, pk)
    actions.revoke_lembar(lembar, acting_user=request.user)
    messages.success(request, f"Persetujuan {lembar.masa} diurungkan.")
    return redirect("pengukuran:keputusan_detail", pk)


def _page(
    request: Request, lembar: LembarRealisasi, *, status: int = 200, **lain: Any
) -> HttpResponse:
    user = request.user
    context = {"konflik": None, "pesan": "", "kartu": load_kartu(user, lembar)}
    context |= see_keputusan(user, lembar) | lain
    return render(request, "pengukuran/keputusan_detail.html", context, status=status)


def _get(request: Request, pk: int) -> LembarRealisasi:
    return get_object_or_404(_rows(request), pk=pk)


def _rows(request: Request) -> QuerySet[LembarRealisasi]:
    return LembarRealisasi.objects.visible_to(request.user).select_related(
        "masa__instansi", "perangkat_daerah", "diajukan_oleh", "diputus_oleh", "diputus_sebagai"
    )
