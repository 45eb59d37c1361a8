"""A figure after the lock: the form for it, and the two acts of the head."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.pengukuran import permissions_addendum as permissions
from sakip.pengukuran.actions import addendum as actions
from sakip.pengukuran.alamat import address_of
from sakip.pengukuran.lembaran import read_rows
from sakip.pengukuran.models import Addendum, LembarRealisasi, Realisasi
from sakip.pengukuran.rows import Baris, load_baris, take_typed
from sakip.rules.decision import RuleError
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def addendum_create(request: Request, pk: int, potret: int) -> HttpResponse:
    """Bring the figure of one indicator of a locked sheet."""
    rows = LembarRealisasi.objects.visible_to(request.user)
    lembar = get_object_or_404(rows.select_related("masa__instansi", "perangkat_daerah"), pk=pk)
    row = _row_of(lembar, potret)
    require(permissions.can_create_addendum(request.user, lembar, row.potret))
    pesan = _take(request, lembar, row) if request.method == "POST" else ""
    if pesan is None:
        messages.success(request, "Addendum menunggu keputusan kepala.")
        return redirect(address_of(lembar))
    context = {"lembar": lembar, "row": row, "alamat": address_of(lembar), "pesan": pesan,
               "sumber": request.POST.get("sumber-angka", "")}  # fmt: skip
    return render(request, "pengukuran/addendum_form.html", context)


@require_POST
def addendum_approve(request: Request, pk: int) -> HttpResponse:
    """The head agrees."""
    row = get_object_or_404(Addendum.objects.visible_to(request.user).for_list(), pk=pk)
    lembar = _lembar_of(row)
    actions.approve_addendum(row, lembar, acting_user=request.user)
    messages.success(request, f"{row.potret.nama} diperbarui; capaiannya ikut dihitung.")
    return redirect(address_of(lembar))


@require_POST
def addendum_return(request: Request, pk: int) -> HttpResponse:
    """The head sends it back."""
    row = get_object_or_404(Addendum.objects.visible_to(request.user).for_list(), pk=pk)
    lembar = _lembar_of(row)
    alasan = request.POST.get("alasan", "")
    actions.return_addendum(row, lembar, alasan=alasan, acting_user=request.user)
    messages.success(request, "Addendum dikembalikan.")
    return redirect(address_of(lembar))


def _take(request: Request, lembar: LembarRealisasi, row: Baris) -> str | None:
    """Keep the figure; else what is wrong with it, with all that was typed."""
    isian = read_rows([row], request.POST)
    take_typed([row], isian)
    if not isian:
        return "Tulis angkanya."
    if row.galat:
        return "Ada yang perlu diperbaiki di bawah."
    sumber = request.POST.get("sumber-angka", "")
    try:
        actions.create_addendum(lembar, isian[0], sumber=sumber, acting_user=request.user)
    except RuleError as error:
        return str(error)
    return None


def _row_of(lembar: LembarRealisasi, potret: int) -> Baris:
    """The row, asking for a figure; 404 for one of another sheet."""
    rows = load_baris(lembar, lembar.masa.instansi.hari_ini, only=[potret])
    if not rows:
        raise Http404
    rows[0].keterangan = ""
    rows[0].isi["sifat"] = Realisasi.Sifat.TETAP  # what comes now is mostly the last word
    return rows[0]


def _lembar_of(row: Addendum) -> LembarRealisasi:
    """Its sheet; who may see the one may see the other."""
    rows = row.potret.masa.lembar_set.select_related("masa__instansi", "perangkat_daerah")
    return rows.get(perangkat_daerah=row.potret.perangkat_daerah_id)
