"""The agency's own catalogue of actions."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.jalan import permissions
from sakip.jalan.actions import katalog as actions
from sakip.jalan.forms.katalog import TindakanForm, initial_of
from sakip.jalan.katalog import find_katalog_awal, load_katalog_of, load_lembar_katalog
from sakip.jalan.models import BarisKatalog
from sakip.rules.instrumen import Instrumen
from sakip.rules.jalan_soal import is_bertangga
from sakip.web.forms import read_hidden
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def katalog_list(request: Request) -> HttpResponse:
    """The actions this agency considers: its own, or the default ones until it begins its own."""
    require(permissions.can_read_jalan(request.user))
    instrumen = _instrumen(request)
    katalog, sendiri = load_katalog_of(request.user.instansi, instrumen)
    awal = find_katalog_awal(instrumen)
    rows = BarisKatalog.objects.visible_to(request.user).filter(peraturan=instrumen.kunci)
    context = {
        "katalog": katalog,
        "sendiri": sendiri,
        "instrumen": instrumen,
        "bertangga": is_bertangga(instrumen),
        "awal": awal,
        "lembar": [(row.kunci, row.judul) for row in load_lembar_katalog(request.user.instansi)],
        "kunci": {row.kode: row.pk for row in rows},
        "can": permissions.can_update_katalog(request.user),
    }
    return render(request, "jalan/katalog_list.html", context)


@require_POST
def katalog_import(request: Request) -> HttpResponse:
    """Begin with the default catalogue."""
    lembar = _instrumen(request).kunci
    rows = actions.import_katalog(peraturan=lembar, acting_user=request.user)
    messages.success(request, f"Katalog daerah dimulai dengan {len(rows)} tindakan bawaan.")
    return redirect(_address(lembar))


@require_http_methods(["GET", "POST"])
def tindakan_create(request: Request) -> HttpResponse:
    """Add an action of one's own."""
    require(permissions.can_update_katalog(request.user))
    form, lembar = TindakanForm(request.POST or None), _instrumen(request)
    if request.method == "POST" and form.is_valid():
        act = partial(actions.create_tindakan, peraturan=lembar.kunci, acting_user=request.user)
        if form.attempt(lambda: act(**form.cleaned_data)):
            messages.success(request, "Tindakan ditambahkan.")
            return redirect(_address(lembar.kunci))
    context = {"form": form, "row": None, "kembali": _address(lembar.kunci)}
    return render(request, "jalan/tindakan_form.html", context)


@require_http_methods(["GET", "POST"])
def tindakan_update(request: Request, pk: int) -> HttpResponse:
    """Change an action."""
    row = _get(request, pk)
    require(permissions.can_update_katalog(request.user))
    form = TindakanForm(request.POST or None, initial=initial_of(row), revisi=row.revisi)
    if request.method == "POST" and form.is_valid():
        act = partial(actions.update_tindakan, row, acting_user=request.user)
        if form.attempt(lambda: act(**form.cleaned_data)):
            messages.success(request, "Tindakan disimpan.")
            return redirect(_address(row.peraturan))
    context = {"form": form, "row": row, "kembali": _address(row.peraturan)}
    return render(request, "jalan/tindakan_form.html", context)


@require_POST
def tindakan_delete(request: Request, pk: int) -> HttpResponse:
    """Take an action out of the catalogue."""
    row = _get(request, pk)
    revisi = read_hidden(request.POST, "revisi")
    actions.delete_tindakan(row, revisi=revisi, acting_user=request.user)
    messages.success(request, f"{row.kode} dihapus dari katalog.")
    return redirect(_address(row.peraturan))


def _get(request: Request, pk: int) -> BarisKatalog:
    return get_object_or_404(BarisKatalog.objects.visible_to(request.user), pk=pk)


def _instrumen(request: Request) -> Instrumen:
    """The sheet whose catalogue is meant: the one asked for, else that of this year."""
    lembar = load_lembar_katalog(request.user.instansi)
    asked = request.GET.get("lembar", "")
    for row in lembar:
        if asked in ("", row.kunci):
            return row
    raise Http404


def _address(lembar: str) -> str:
    return f"{reverse('jalan:katalog_list')}?{urlencode({'lembar': lembar})}"
