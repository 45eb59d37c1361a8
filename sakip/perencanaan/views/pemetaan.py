"""From one planning period to the next: what became of each indicator, and the tree copied to begin with."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sakip.audit.actions import require
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import kelanjutan as actions
from sakip.perencanaan.forms.pemetaan import KelanjutanForm, SalinForm, SerupaForm
from sakip.perencanaan.kelanjutan import load_pemetaan, load_pendahulu
from sakip.perencanaan.suntingan_salin import SalinPeriode
from sakip.perencanaan.views.dokumen import get_periode
from sakip.perencanaan.views.simpul import open_draf, try_step
from sakip.rules.kelanjutan import Kelanjutan
from sakip.web.http import Request
from sakip.web.listing import PER_HALAMAN
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def pemetaan_list(request: Request, pk: int) -> HttpResponse:
    """Every indicator of the period before with its fate; a POST accepts the pairs that are ticked."""
    periode = get_periode(request, pk)
    pemetaan = load_pemetaan(periode)
    form = SerupaForm(request.POST or None, pemetaan=pemetaan)
    if form.is_valid():
        n = actions.update_kelanjutan_serupa(periode, form.terpilih, acting_user=request.user)
        messages.success(request, f"{n} indikator dipasangkan.")
        return redirect("perencanaan:pemetaan_list", periode.pk)
    context = {
        "periode": periode,
        "pendahulu": pemetaan.pendahulu,
        "page": Paginator(pemetaan.pasangan, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "baru": pemetaan.tersisa[:PER_HALAMAN],
        "banyak_baru": len(pemetaan.tersisa),
        "hitung": [(one.nama, pemetaan.count(one)) for one in Kelanjutan],
        "form": form,
        "can_update": permissions.can_create_draf(request.user, periode),
    }
    return render(request, "perencanaan/pemetaan_list.html", context)


@require_http_methods(["GET", "POST"])
def pemetaan_update(request: Request, pk: int, lama: int) -> HttpResponse:
    """One indicator of the period before: what goes on from it, or why nothing does."""
    periode = get_periode(request, pk)
    require(permissions.can_create_draf(request.user, periode))
    pemetaan = load_pemetaan(periode)
    pasangan = pemetaan.find(lama)
    if pasangan is None:
        raise Http404
    form = KelanjutanForm(request.POST or None, pasangan=pasangan, pemetaan=pemetaan)
    if form.is_valid():
        data = form.cleaned_data
        act = partial(actions.update_kelanjutan, periode, lama, **data, acting_user=request.user)
        if form.attempt(act):
            messages.success(request, "Pemetaan tersimpan.")
            return redirect("perencanaan:pemetaan_list", periode.pk)
    context = {"periode": periode, "pasangan": pasangan, "form": form}
    return render(request, "perencanaan/pemetaan_form.html", context)


@require_http_methods(["GET", "POST"])
def versi_copy(request: Request, pk: int) -> HttpResponse:
    """Begin a draft with the tree of the period before."""
    ruang = open_draf(request, pk)
    before = load_pendahulu(ruang.periode)
    jenjang = [(one.kunci, one.nama) for one in ruang.penjenjangan.jenjang]
    form = SalinForm(request.POST or None, pendahulu=before, jenjang=jenjang)
    if form.is_valid():
        lama = form.cleaned_data["lama"].versi_set.berlaku().get()
        step = SalinPeriode(lama, form.cleaned_data["sampai"])
        if done := try_step(request, ruang, step, form):
            messages.success(request, f"{len(done)} baris disalin. Tekan Urungkan bila keliru.")
            return redirect("perencanaan:versi_detail", ruang.versi.pk)
    context = {"row": ruang.versi, "pendahulu": before, "form": form}
    return render(request, "perencanaan/versi_copy.html", context)
