"""Pekerjaan latar: one's own jobs, how far they are, their results."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.audit.actions import require
from sakip.latar import actions, permissions
from sakip.latar.context import HASIL
from sakip.latar.models import Pekerjaan
from sakip.web.downloads import download
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render
from sakip.web.store import load_store


@require_GET
def pekerjaan_list(request: Request) -> HttpResponse:
    """One's own jobs, newest first; the page asks anew only while one of them is not done."""
    rows = Pekerjaan.objects.visible_to(request.user).order_by("-dibuat_pada", "-pk")
    page = page_of(request, rows)
    context = {
        "page": page,
        "berjalan": any(row.is_active for row in page),
        "boleh": {row.pk: _answers(request, row) for row in page},
    }
    template = "latar/pekerjaan_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_POST
def pekerjaan_revoke(request: Request, pk: int) -> HttpResponse:
    """Cancel."""
    actions.revoke_pekerjaan(_get(request, pk), acting_user=request.user)
    return redirect("latar:pekerjaan_list")


@require_POST
def pekerjaan_submit(request: Request, pk: int) -> HttpResponse:
    """Start again what failed or was cancelled."""
    actions.submit_pekerjaan(_get(request, pk), acting_user=request.user)
    return redirect("latar:pekerjaan_list")


@require_GET
def pekerjaan_hasil(request: Request, pk: int) -> FileResponse:
    """Download the result."""
    row = _get(request, pk)
    require(permissions.can_read_hasil(request.user, row))
    content = load_store(HASIL).open(row.hasil)
    return download(content, row.hasil_nama, "application/octet-stream")


def _get(request: Request, pk: int) -> Pekerjaan:
    return get_object_or_404(Pekerjaan.objects.visible_to(request.user), pk=pk)


def _answers(request: Request, row: Pekerjaan) -> dict[str, bool]:
    """Which of its buttons a row has."""
    user = request.user
    return {
        "batal": bool(permissions.can_revoke_pekerjaan(user, row)),
        "ulang": bool(permissions.can_submit_pekerjaan(user, row)),
        "hasil": bool(permissions.can_read_hasil(user, row)),
    }
