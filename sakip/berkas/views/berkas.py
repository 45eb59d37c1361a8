"""One file: seen at its page, downloaded, described, put away, brought back."""

from functools import partial
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.berkas import actions, permissions
from sakip.berkas.daftar import load_catatan
from sakip.berkas.forms import BerbagiForm, KeteranganForm
from sakip.berkas.models import Berkas
from sakip.berkas.pratinjau import JENIS, PDF, load_halaman
from sakip.berkas.storage import open_isi
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.angka import read_nomor
from sakip.rules.tanggal import triwulan_of
from sakip.web.downloads import KEPALA, download
from sakip.web.http import Request
from sakip.web.render import render

# Behind it a page number is a mistake in an address, not a page of a document.
HALAMAN_MAKS = 100_000


@require_GET
def berkas_detail(request: Request, pk: int) -> HttpResponse:
    """A file at one of its pages, with what is known of it and where it is used."""
    row = get_berkas(request, pk)
    ke = read_nomor(request.GET.get("hal", "")) or 1
    last = max(row.telaah.halaman if hasattr(row, "telaah") else 0, 0)
    context = {
        "row": row,
        "ke": max(1, min(ke, last or HALAMAN_MAKS)),
        "akhir": last,
        "bergambar": row.blob.jenis_isi in JENIS,
        "catatan": load_catatan(request.user, row.perangkat_daerah, [row])[row.pk],
        "periode": _periode(request),
        "lemari_terlihat": _sees_lemari(request, row),
        "berbagi": row.berbagi_set.for_list(),
        "form_berbagi": BerbagiForm(berkas=row),
        "can": _rights(request, row),
    }
    return render(request, "berkas/berkas_detail.html", context)


@require_GET
def berkas_page(request: Request, pk: int, ke: int) -> HttpResponse:
    """One page of a file as a picture made here."""
    row = get_berkas(request, pk)
    picture = load_halaman(row, ke) if row.blob.jenis_isi in JENIS and ke in _halaman(row) else None
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type=JENIS[row.blob.jenis_isi], headers=KEPALA)


@require_GET
def berkas_read(request: Request, pk: int) -> FileResponse:
    """Download a file."""
    row = get_berkas(request, pk)
    return download(open_isi(row), row.nama, row.blob.jenis_isi)


@require_http_methods(["GET", "POST"])
def keterangan_update(request: Request, pk: int) -> HttpResponse:
    """Say what a file is, until when it holds, and when and where something was seen."""
    row = get_berkas(request, pk)
    require(permissions.can_update_keterangan(request.user, row))
    form = KeteranganForm(
        request.POST or None,
        initial=_said(row),
        revisi=row.revisi,
        hari_ini=request.user.instansi.hari_ini,
        zona=request.user.instansi.zona_waktu,
    )
    if form.is_valid():
        revisi = form.cleaned_data.pop("revisi")
        update = partial(actions.update_keterangan, row, form.cleaned_data, revisi=revisi)
        if form.attempt(partial(update, acting_user=request.user)):
            messages.success(request, "Keterangan berkas tersimpan.")
            return redirect("berkas:berkas_detail", row.pk)
    return render(request, "berkas/keterangan_form.html", {"row": row, "form": form})


@require_POST
def berkas_delete(request: Request, pk: int) -> HttpResponse:
    """Put a file into the bin."""
    row = get_berkas(request, pk)
    actions.delete_berkas(row, revisi=row.revisi, acting_user=request.user)
    messages.success(request, f"{row.nama} dihapus. Selama 30 hari dapat dipulihkan.")
    return redirect("berkas:berkas_detail", row.pk)


@require_POST
def penghapusan_revoke(request: Request, pk: int) -> HttpResponse:
    """Bring a file back from the bin."""
    row = get_berkas(request, pk)
    actions.revoke_penghapusan(row, revisi=row.revisi, acting_user=request.user)
    messages.success(request, f"{row.nama} ada lagi di lemari.")
    return redirect("berkas:berkas_detail", row.pk)


def get_berkas(request: Request, pk: int) -> Berkas:
    """A file the person may read; others: 404."""
    rows = Berkas.objects.visible_to(request.user)
    loaded = rows.select_related(
        "blob", "perangkat_daerah", "instansi", "telaah", "pengunggah", "pengganti", "menggantikan"
    )
    return get_object_or_404(loaded, pk=pk)


def _halaman(row: Berkas) -> range:
    """The pages there may be: each one asked for is drawn and kept."""
    if row.blob.jenis_isi != PDF:
        return range(1, 2)
    telaah = getattr(row, "telaah", None)
    return range(1, 1 + (max(1, telaah.halaman) if telaah else HALAMAN_MAKS))


def _said(row: Berkas) -> dict[str, object]:
    """What the form begins with; what a photo says of itself is offered where nothing was typed."""
    said = {nama: getattr(row, nama) for nama in actions.KETERANGAN}
    zona = ZoneInfo(row.instansi.zona_waktu)
    telaah = getattr(row, "telaah", None)
    if row.diambil_pada:
        said["diambil_pada"] = row.diambil_pada.astimezone(zona).replace(tzinfo=None)
    elif telaah and telaah.foto_waktu:
        said["diambil_pada"] = telaah.foto_waktu[:16]
    return said | {"tempat": row.tempat or (telaah.foto_tempat if telaah else "")}


def _rights(request: Request, row: Berkas) -> dict[str, object]:
    user = request.user
    return {
        "keterangan": permissions.can_update_keterangan(user, row),
        "ganti": permissions.can_update_berkas(user, row),
        "hapus": permissions.can_delete_berkas(user, row),
        "pulihkan": permissions.can_revoke_penghapusan(user, row),
        "bagikan": permissions.can_create_berbagi(user, row),
    }


def _periode(request: Request) -> tuple[int, int]:
    today = request.user.instansi.hari_ini
    return today.year, triwulan_of(today)


def _sees_lemari(request: Request, row: Berkas) -> bool:
    units = PerangkatDaerah.objects.visible_to(request.user)
    return units.filter(pk=row.perangkat_daerah_id or 0).exists()
