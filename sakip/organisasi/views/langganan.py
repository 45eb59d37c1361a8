"""One's own calendar address: shown once when it is made, renewed, ended."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sakip.organisasi.actions.langganan import create_langganan, revoke_langganan
from sakip.organisasi.models import LanggananKalender
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def kalender(request: Request) -> HttpResponse:
    """Whether there is an address; a POST makes a new one and shows it this one time."""
    user, alamat = request.user, ""
    if request.method == "POST":
        token = create_langganan(user, acting_user=user)
        alamat = settings.ALAMAT + reverse("kalender_ics", args=(user.pk, token))
    rows = LanggananKalender.objects.filter(pengguna=user, dicabut_pada__isnull=True)
    context = {"alamat": alamat, "langganan": rows.first(), "zona": user.instansi.zona_waktu}
    return render(request, "organisasi/kalender.html", context)


@require_POST
def kalender_revoke(request: Request) -> HttpResponse:
    """End it."""
    revoke_langganan(request.user, acting_user=request.user)
    messages.success(request, "Langganan kalender diakhiri. Alamatnya tidak berlaku lagi.")
    return redirect("akun:kalender")
