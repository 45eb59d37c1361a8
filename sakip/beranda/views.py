"""Pekerjaan Anda: what waits for you now, and where to look when nothing does."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.beranda.kalender import load_kalender
from sakip.beranda.tugas import load_beranda, load_papan, load_tenggat
from sakip.percakapan.actions import Perkara, create_ingatan
from sakip.rules.decision import RuleError
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def beranda(request: Request) -> HttpResponse:
    """The first page after the login: acts by urgency, then the next days of the calendar."""
    home = load_beranda(request.user)
    context = {
        "papan": home.papan,
        "setrip": home.setrip,
        "tenggat": load_tenggat(request.user),
        "hari_ini": home.papan.hari_ini,
    }
    return render(request, "beranda/beranda.html", context)


@require_GET
def lencana(request: Request) -> HttpResponse:
    """How many acts wait, for the menu: a part that each page fetches, never a page of its own."""
    return render(request, "beranda/lencana.html", {"banyak": load_papan(request.user).banyak})


@require_POST
def ingatan_create(request: Request) -> HttpResponse:
    """Remind those on whom something waits; only what stands in one's own list can be."""
    one = load_papan(request.user).find_lain(request.POST.get("perkara", ""))
    pihak = one.pihak if one else None
    if one is None or pihak is None or pihak.peran is None:
        raise Http404
    perkara = Perkara(one.kunci, one.judul, one.alamat, pihak.peran, pihak.unit)
    try:
        row = create_ingatan(perkara, acting_user=request.user)
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{pihak.nama} diingatkan dengan {row.surat} surat.")
    return redirect("beranda")


@login_not_required
@require_GET
def kalender_ics(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """A person's deadlines, to whoever has his private address; no session is needed or looked at."""
    text = load_kalender(pk, token)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
