"""Pekerjaan Anda: what waits for you now, and where to look when nothing does."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.beranda.tugas import load_tenggat, load_tugas
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def beranda(request: Request) -> HttpResponse:
    """The first page after the login: acts first, then the next days of the calendar."""
    tugas = load_tugas(request.user)
    context = {
        "pertama": tugas[0] if tugas else None,
        "lainnya": tugas[1:],
        "tenggat": load_tenggat(request.user),
    }
    return render(request, "beranda/beranda.html", context)
