"""The sheet of an indicator: read in any version, and written in a draft."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.perencanaan import permissions
from sakip.perencanaan.actions import draf as actions
from sakip.perencanaan.checks import bidang_tahun, years_of
from sakip.perencanaan.forms.indikator import IndikatorBaruForm, LembarForm
from sakip.perencanaan.imports.sel import write_janji
from sakip.perencanaan.isi import Isi, token
from sakip.perencanaan.lembar import find_versi, load_lembar, load_target, pick_year
from sakip.perencanaan.models import Versi
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.permintaan import load_permintaan
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan_indikator import HapusIndikator, TambahIndikator
from sakip.perencanaan.suntingan_lembar import UbahLembar, see_lembar
from sakip.perencanaan.views.simpul import back_to, find_simpul, open_draf, try_step
from sakip.rules.decision import Konflik
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def indikator_detail(request: Request, pk: int) -> HttpResponse:
    """The sheet in `?versi=`, else in the version in force, with the quarters of `?tahun=`."""
    versi = find_versi(request.user, pk, request.GET.get("versi", ""))
    tahun = pick_year(versi, request.GET.get("tahun", ""))
    lembar = load_lembar(versi, pk, tahun, request.user)
    context = {
        "row": versi,
        "lembar": lembar,
        "tahun_target": years_of(versi.periode),
        "can_update": permissions.can_update_draf(request.user, versi),
        "permintaan": load_permintaan(request.user, pk),
        "can_minta": versi.status == Versi.Status.BERLAKU
        and permissions.can_create_permintaan(request.user, lembar.isi.perangkat_daerah),
        "can_target": permissions.can_update_target(request.user, versi.periode),
    }
    return render(request, "perencanaan/indikator_detail.html", context)


@require_http_methods(["GET", "POST"])
def indikator_create(request: Request, pk: int, simpul: int) -> HttpResponse:
    """A new indicator of a node: its name and unit of measure; the rest of its sheet comes next."""
    ruang = open_draf(request, pk)
    node = find_simpul(ruang, simpul)
    form = IndikatorBaruForm(request.POST or None, ruang=ruang, initial=_owner(node))
    if form.is_valid():
        data = form.cleaned_data
        step = TambahIndikator(simpul, data["nama"], data["satuan"], form.isi)
        if made := try_step(request, ruang, step, form):
            new = made[-1].kunci["indikator_id"]
            return redirect("perencanaan:indikator_update", ruang.versi.pk, new)
    context = {"row": ruang.versi, "form": form, "simpul": node, "letak": ruang.letak[simpul]}
    return render(request, "perencanaan/indikator_baru.html", context)


@require_http_methods(["GET", "POST"])
def indikator_update(request: Request, pk: int, indikator: int) -> HttpResponse:
    """The whole sheet; who saved in between is shown with both texts and nothing typed is lost."""
    ruang = open_draf(request, pk)
    isi = _find(ruang, indikator)
    seen = see_lembar(ruang, indikator)
    form = LembarForm(
        request.POST or None, ruang=ruang, lihat=seen, initial=_initial(ruang, indikator, isi)
    )
    konflik = None
    if form.is_valid():
        step = UbahLembar(indikator, form.cleaned_data["lihat"], form.isi, form.janji)
        try:
            if try_step(request, ruang, step, form) is not None:
                messages.success(request, "Lembar indikator tersimpan di draf.")
                return _to_sheet(ruang.versi, indikator)
        except Konflik as error:
            konflik = error
            form.see(seen)
    context = {"row": ruang.versi, "form": form, "isi": isi, "pk": indikator, "konflik": konflik}
    lain = {"lihat": token(isi), "temuan": _load_temuan(ruang.versi, indikator)}
    return render(request, "perencanaan/indikator_form.html", context | lain)


@require_POST
def indikator_delete(request: Request, pk: int, indikator: int) -> HttpResponse:
    """The indicator goes from the draft with its promises."""
    ruang = open_draf(request, pk)
    simpul = _find(ruang, indikator)["simpul_id"]
    step = HapusIndikator(indikator, request.POST.get("lihat", ""))
    actions.update_draf(ruang.versi, step, acting_user=request.user)
    messages.success(request, "Indikator dihapus. Tekan Urungkan bila keliru.")
    return back_to(ruang.versi, simpul)


def _find(ruang: Ruang, indikator: int) -> Isi:
    isi = ruang.read("indikator", indikator_id=indikator)
    if isi is None:
        raise Http404
    return isi


def _owner(node: Isi) -> Isi:
    unit = node["perangkat_daerah_id"]
    return {"perangkat_daerah": unit} if unit else {}


def _initial(ruang: Ruang, indikator: int, isi: Isi) -> Isi:
    """The sheet as its fields show it."""
    target = load_target(ruang.versi, indikator)
    texts = {bidang_tahun(t): write_janji(one, isi["desimal"]) for t, one in target.items()}
    return isi | {"perangkat_daerah": isi["perangkat_daerah_id"]} | texts


def _load_temuan(versi: Versi, indikator: int) -> list[str]:
    """What the lint says of this sheet as it is stored."""
    found = find_temuan(versi)
    mine = [one for one in found if one.temuan.sasaran == "indikator" and one.pk == indikator]
    return [f"{one.temuan.kode} {one.pesan}" for one in mine]


def _to_sheet(versi: Versi, indikator: int) -> HttpResponseRedirect:
    page = reverse("perencanaan:indikator_detail", args=(indikator,))
    return redirect(f"{page}?versi={versi.pk}")
