"""The agency's own catalogue of actions."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.jalan import permissions
from sakip.jalan.actions import katalog as actions
from sakip.jalan.andai import load_katalog_of
from sakip.jalan.forms.katalog import TindakanForm, initial_of
from sakip.jalan.models import BarisKatalog
from sakip.pengukuran.compute import roots
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.regulasi import in_force
from sakip.rules.tindakan import load_katalog
from sakip.web.forms import read_hidden
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def katalog_list(request: Request) -> HttpResponse:
    """The actions this agency considers: its own, or the default ones until it begins its own."""
    require(permissions.can_read_jalan(request.user))
    instrumen = _instrumen(request)
    katalog, sendiri = load_katalog_of(request.user.instansi, instrumen)
    rows = BarisKatalog.objects.visible_to(request.user).filter(peraturan=instrumen.kunci)
    context = {
        "katalog": katalog,
        "sendiri": sendiri,
        "instrumen": instrumen,
        "kunci": {row.kode: row.pk for row in rows},
        "can": permissions.can_update_katalog(request.user),
    }
    return render(request, "jalan/katalog_list.html", context)


@require_POST
def katalog_import(request: Request) -> HttpResponse:
    """Begin with the default catalogue."""
    rows = actions.import_katalog(peraturan=_instrumen(request).kunci, acting_user=request.user)
    messages.success(request, f"Katalog daerah dimulai dengan {len(rows)} tindakan bawaan.")
    return redirect("jalan:katalog_list")


@require_http_methods(["GET", "POST"])
def tindakan_create(request: Request) -> HttpResponse:
    """Add an action of one's own."""
    require(permissions.can_update_katalog(request.user))
    form = TindakanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = partial(
            actions.create_tindakan, peraturan=_instrumen(request).kunci, acting_user=request.user
        )
        if form.attempt(lambda: act(**form.cleaned_data)):
            messages.success(request, "Tindakan ditambahkan.")
            return redirect("jalan:katalog_list")
    return render(request, "jalan/tindakan_form.html", {"form": form, "row": None})


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
            return redirect("jalan:katalog_list")
    return render(request, "jalan/tindakan_form.html", {"form": form, "row": row})


@require_POST
def tindakan_delete(request: Request, pk: int) -> HttpResponse:
    """Take an action out of the catalogue."""
    row = _get(request, pk)
    revisi = read_hidden(request.POST, "revisi")
    actions.delete_tindakan(row, revisi=revisi, acting_user=request.user)
    messages.success(request, f"{row.kode} dihapus dari katalog.")
    return redirect("jalan:katalog_list")


def _get(request: Request, pk: int) -> BarisKatalog:
    return get_object_or_404(BarisKatalog.objects.visible_to(request.user), pk=pk)


def _instrumen(request: Request) -> Instrumen:
    """The newest instrument in force that a catalogue exists for."""
    known = {row.instrumen for row in load_katalog(roots()).values()}
    rows = (row for kunci, row in load_instrumen(roots()).items() if kunci in known)
    try:
        return in_force(rows, request.user.instansi.hari_ini)
    except LookupError:
        raise Http404 from None
