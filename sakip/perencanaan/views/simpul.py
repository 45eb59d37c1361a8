"""The outline of a draft, one act at a time: add, word, move, take away, undo."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import draf as actions
from sakip.perencanaan.forms.simpul import PindahForm, SimpulForm
from sakip.perencanaan.isi import KONTRIBUTOR, Isi, token
from sakip.perencanaan.models import Versi
from sakip.perencanaan.ruang import Ruang, Ubahan
from sakip.perencanaan.suntingan import (
    AKHIR,
    HapusSimpul,
    PindahSimpul,
    Suntingan,
    TambahSimpul,
    UbahSimpul,
    count_hapus,
    find_letak,
)
from sakip.perencanaan.suntingan_letak import geser, keluar, load_tujuan, masuk, taruh
from sakip.perencanaan.views.dokumen import get_versi
from sakip.rules.angka import read_nomor
from sakip.rules.decision import Konflik, RuleError
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.render import render

ARAH: dict[str, Callable[[Ruang, int], PindahSimpul]] = {
    "naik": lambda ruang, simpul: geser(ruang, simpul, -1),
    "turun": lambda ruang, simpul: geser(ruang, simpul, 1),
    "masuk": masuk,
    "keluar": keluar,
}
# Where a node is dropped on another one.
TEMPAT = {"sebelum", "dalam"}


@require_http_methods(["GET", "POST"])
def simpul_create(request: Request, pk: int) -> HttpResponse:
    """A new node under `?di=`, behind its child `?setelah=`; without either at the end."""
    ruang = open_draf(request, pk)
    di, setelah = _number(request, "di"), _number(request, "setelah")
    levels = [("", "Sesuai tempatnya"), *_levels(ruang, di)]
    form = SimpulForm(request.POST or None, ruang=ruang, jenjang=levels)
    if form.is_valid():
        isi = {name: value for name, value in form.isi.items() if value}
        step = TambahSimpul(
            di, isi.pop("pernyataan"), setelah or AKHIR, isi.pop("jenjang", ""), isi
        )
        if made := try_step(request, ruang, step, form):
            return back_to(ruang.versi, made[-1].kunci["simpul_id"])
    above = ruang.read("simpul", simpul_id=di) if di in ruang.letak else None
    return _page(request, ruang, form, {"induk": above})


@require_http_methods(["GET", "POST"])
def simpul_update(request: Request, pk: int, simpul: int) -> HttpResponse:
    """The words of a node; who saved in between is shown with both texts and nothing typed is lost."""
    ruang = open_draf(request, pk)
    isi = find_simpul(ruang, simpul)
    row = ruang.letak[simpul]
    form = SimpulForm(
        request.POST or None, ruang=ruang, jenjang=_levels(ruang, row.induk), lihat=token(isi),
        initial=isi | {"perangkat_daerah": isi["perangkat_daerah_id"], KONTRIBUTOR: isi[KONTRIBUTOR]},
    )  # fmt: skip
    konflik = None
    if form.is_valid():
        try:
            step = UbahSimpul(simpul, form.cleaned_data["lihat"], form.isi)
            if try_step(request, ruang, step, form) is not None:
                return back_to(ruang.versi, simpul)
        except Konflik as error:
            konflik = error
            form.see(token(isi))
    lain = {"isi": isi, "letak": row, "konflik": konflik, "banyak": count_hapus(ruang, simpul)}
    return _page(request, ruang, form, lain | {"lihat": token(isi)})


@require_http_methods(["GET", "POST"])
def simpul_move(request: Request, pk: int, simpul: int) -> HttpResponse:
    """With all below it: one place (`arah`), or to another node (`sasaran`, `tempat`), chosen on the page."""
    ruang = open_draf(request, pk)
    row = find_letak(ruang, simpul)
    if "arah" in request.POST or "tempat" in request.POST:
        actions.update_draf(
            ruang.versi, _read_move(request, ruang, simpul), acting_user=request.user
        )
        return back_to(ruang.versi, simpul)
    form = PindahForm(request.POST or None, tujuan=load_tujuan(ruang, simpul), induk=row.induk)
    if form.is_valid():
        step = taruh(ruang, simpul, form.cleaned_data["sasaran"])
        if try_step(request, ruang, step, form) is not None:
            return back_to(ruang.versi, simpul)
    context = {"row": ruang.versi, "letak": row, "isi": find_simpul(ruang, simpul), "form": form}
    return render(request, "perencanaan/simpul_move.html", context)


@require_POST
def simpul_delete(request: Request, pk: int, simpul: int) -> HttpResponse:
    """The node goes with all below it, as many rows as the person was shown."""
    ruang = open_draf(request, pk)
    induk = find_letak(ruang, simpul).induk
    lihat, banyak = request.POST.get("lihat", ""), read_nomor(request.POST.get("banyak", ""))
    step = HapusSimpul(simpul, lihat, banyak or 0)
    actions.update_draf(ruang.versi, step, acting_user=request.user)
    messages.success(request, "Simpul dihapus. Tekan Urungkan bila keliru.")
    return back_to(ruang.versi, induk)


@require_POST
def langkah_revoke(request: Request, pk: int) -> HttpResponse:
    """One's own last step is taken back."""
    ruang = open_draf(request, pk)
    langkah = actions.revoke_langkah(ruang.versi, acting_user=request.user)
    messages.success(request, f"Diurungkan: {langkah.judul}.")
    return back_to(ruang.versi, None)


def open_draf(request: Request, pk: int) -> Ruang:
    """The draft, when this person may write in it."""
    versi = get_versi(request, pk)
    require(permissions.can_update_draf(request.user, versi))
    return Ruang(versi)


def find_simpul(ruang: Ruang, simpul: int) -> Isi:
    """What a node of the draft says."""
    isi = ruang.read("simpul", simpul_id=simpul)
    if isi is None:
        raise Http404
    return isi


def _read_move(request: Request, ruang: Ruang, simpul: int) -> PindahSimpul:
    """What a key or a drag asks for. Raises BadRequest when it is neither."""
    arah, tempat = request.POST.get("arah", ""), request.POST.get("tempat", "")
    sasaran = read_nomor(request.POST.get("sasaran", ""))
    if arah in ARAH:
        return ARAH[arah](ruang, simpul)
    if tempat in TEMPAT and sasaran is not None:
        return taruh(ruang, simpul, sasaran, sebelum=tempat == "sebelum")
    raise BadRequest("Pindahan ini tidak dikenal. Muat ulang halamannya.")


def _number(request: Request, name: str) -> int | None:
    return read_nomor(request.GET.get(name, ""))


def _levels(ruang: Ruang, induk: int | None) -> list[tuple[str, str]]:
    """The levels that may hang there. Raises RuleError when there is none, Konflik when it is gone."""
    fits = [
        (j.kunci, j.nama) for j in ruang.penjenjangan.jenjang if ruang.check_induk(j.kunci, induk)
    ]
    if not fits:
        raise RuleError("Tidak ada jenjang di bawah simpul ini. Tambahkan di tempat lain.")
    return fits


def try_step(request: Request, ruang: Ruang, step: Suntingan, form: Form) -> list[Ubahan] | None:
    """Do it; what changed, None when the form says what is wrong."""
    try:
        return actions.update_draf(ruang.versi, step, acting_user=request.user)
    except Konflik:
        raise
    except RuleError as error:
        form.add_error(None, str(error))
        return None


def back_to(versi: Versi, simpul: int | None) -> HttpResponseRedirect:
    """To the outline, at that node."""
    page = reverse("perencanaan:versi_detail", args=(versi.pk,))
    return redirect(f"{page}?simpul={simpul}#simpul-{simpul}" if simpul else page)


def _page(
    request: Request, ruang: Ruang, form: SimpulForm, lain: dict[str, object]
) -> HttpResponse:
    blank = {"letak": None, "induk": None, "konflik": None}
    context = {"row": ruang.versi, "form": form, **blank, **lain}
    return render(request, "perencanaan/simpul_form.html", context)
