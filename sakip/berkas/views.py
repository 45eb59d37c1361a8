"""Lemari bukti: the units' cabinets, one cabinet, add, replace, download."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.berkas import actions, permissions
from sakip.berkas.checks import DITERIMA
from sakip.berkas.forms import BerkasForm
from sakip.berkas.models import Berkas
from sakip.berkas.names import write_ukuran
from sakip.berkas.pekerjaan import periksa
from sakip.berkas.storage import open_isi, store_isi
from sakip.latar.actions import enqueue
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.tanggal import triwulan_of
from sakip.web.downloads import download
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

VERSI = (("", "Versi terbaru"), ("semua", "Semua versi"))


@require_GET
def unit_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The cabinets within reach of the cap; who has one only goes straight to it."""
    units = PerangkatDaerah.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, units, "kode", "nama", "singkatan"))
    if page.paginator.count == 1 and not request.GET:
        return redirect("berkas:berkas_list", tahun, tw, page[0].kode)
    sizes = Berkas.objects.filter(perangkat_daerah__in=[unit.pk for unit in page])
    per_unit = sizes.values_list("perangkat_daerah").annotate(Count("pk"), Sum("blob__ukuran"))
    context = {
        "page": page,
        "cari": request.GET.get("cari", ""),
        "periode": (tahun, tw),
        "isi": {pk: (jumlah, write_ukuran(ukuran)) for pk, jumlah, ukuran in per_unit},
        "can_check": permissions.can_check_berkas(request.user),
    }
    template = "berkas/unit_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_GET
def berkas_list(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """A unit's cabinet, newest first."""
    unit = _unit(request, kode)
    rows = Berkas.objects.filter(perangkat_daerah=unit)
    semua = request.GET.get("versi") == "semua"
    shown = rows if semua else rows.current()
    context = {
        "unit": unit,
        "periode": (tahun, tw),
        "page": page_of(request, search_rows(request, shown.for_list(), "nama")),
        "cari": request.GET.get("cari", ""),
        "versi": "semua" if semua else "",
        "versi_pilihan": VERSI,
        "terpakai": write_ukuran(rows.total_size()),
        "kuota": write_ukuran(settings.BERKAS_KUOTA_BITA),
        "can_create": permissions.can_create_berkas(request.user, unit),
    }
    template = "berkas/berkas_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_http_methods(["GET", "POST"])
def berkas_create(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Add a file to a unit's cabinet."""
    unit = _unit(request, kode)
    require(permissions.can_create_berkas(request.user, unit))
    return _upload_page(request, unit, None, (tahun, tw))


@require_http_methods(["GET", "POST"])
def berkas_update(request: Request, pk: int) -> HttpResponse:
    """Put a newer file in the place of one."""
    lama = _get(request, pk)
    require(permissions.can_update_berkas(request.user, lama))
    today = request.user.instansi.hari_ini
    return _upload_page(request, lama.perangkat_daerah, lama, (today.year, triwulan_of(today)))


@require_GET
def berkas_read(request: Request, pk: int) -> FileResponse:
    """Download a file."""
    row = _get(request, pk)
    return download(open_isi(row), row.nama, row.blob.jenis_isi)


@require_POST
def berkas_check(request: Request) -> HttpResponse:
    """Have every content of the agency read anew, in the background."""
    require(permissions.can_check_berkas(request.user))
    enqueue(periksa, acting_user=request.user, judul="Periksa keutuhan berkas")
    return redirect("latar:pekerjaan_list")


def _upload_page(
    request: Request, unit: PerangkatDaerah, lama: Berkas | None, periode: tuple[int, int]
) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    batas = f"{DITERIMA}, paling besar {write_ukuran(settings.BERKAS_MAKS_BITA)}."
    form = BerkasForm(*sent, hari_ini=request.user.instansi.hari_ini, batas=batas)
    if form.is_valid():
        try:
            row = _save(request, form, unit, lama)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"{row.nama} tersimpan.")
            return redirect("berkas:berkas_list", *periode, unit.kode)
    context = {"form": form, "unit": unit, "lama": lama, "periode": periode}
    return render(request, "berkas/berkas_form.html", context)


def _save(request: Request, form: BerkasForm, unit: PerangkatDaerah, lama: Berkas | None) -> Berkas:
    """Ask first, then write the content, then add the row: a refused upload fills no disk."""
    user, unggahan = request.user, form.cleaned_data["berkas"]
    require(permissions.can_create_berkas(user, unit, unggahan.file.size))
    isi = store_isi(unggahan)
    tanggal = form.cleaned_data["tanggal_dokumen"]
    if lama is not None:
        return actions.update_berkas(lama, isi, tanggal_dokumen=tanggal, acting_user=user)
    return actions.create_berkas(
        isi, perangkat_daerah=unit, tanggal_dokumen=tanggal, acting_user=user
    )


def _unit(request: Request, kode: str) -> PerangkatDaerah:
    return get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)


def _get(request: Request, pk: int) -> Berkas:
    rows = Berkas.objects.visible_to(request.user).select_related("blob", "perangkat_daerah")
    return get_object_or_404(rows, pk=pk)
