"""The door to what an agency sets up."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.setelan import load_hitung, load_kartu, load_langkah
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def setelan(request: Request) -> HttpResponse:
    """What can be set up, how far it is, and the next step of an agency that starts."""
    require(permissions.can_manage_organisasi(request.user))
    hitung = load_hitung(request.user)
    langkah = load_langkah(request.user, hitung)
    context = {
        "langkah": langkah,
        "berikutnya": next((step for step in langkah if not step.selesai), None),
        "kartu": load_kartu(request.user, hitung),
    }
    return render(request, "organisasi/setelan.html", context)
