"""The page of all that waits for a decision."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.keputusan.kotak import load_kotak
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def kotak(request: Request) -> HttpResponse:
    """Cards to decide here, then lines that lead to their own page."""
    context = {"kotak": load_kotak(request.user), "zona": request.user.instansi.zona_waktu}
    return render(request, "keputusan/kotak.html", context)
