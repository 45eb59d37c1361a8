"""Lemari bukti: the units' cabinets, one cabinet, add, replace, have all read anew."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.berkas import actions, permissions
from sakip.berkas.checks import DITERIMA
from sakip.berkas.checks import JENIS as AKHIRAN
from sakip.berkas.daftar import JENIS, VERSI, load_catatan, load_dipakai, saring_berkas
from sakip.berkas.forms import BerkasForm
from sakip.berkas.models import Berbagi, Berkas
from sakip.berkas.names import write_ukuran
from sakip.berkas.pekerjaan import periksa
from sakip.berkas.storage import store_isi
from sakip.latar.actions import enqueue
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.tanggal import triwulan_of
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

SARING = ("cari", "versi", "jenis", "dipakai")


@require_GET
def unit_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The cabinets within reach of the cap; who has one only goes straight to it."""
    units = PerangkatDaerah.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, units, "kode", "nama", "singkatan"))
    if page.paginator.count == 1 and not request.GET:
        return redirect("berkas:berkas_list", tahun, tw, page[0].kode)
    sizes = Berkas.objects.filter(perangkat_daerah__in=[unit.pk for unit in page]).kept()
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
    """A unit's cabinet, newest first, or its bin."""
    unit = _unit(request, kode)
    rows = Berkas.objects.filter(perangkat_daerah=unit).kept()
    found = saring_berkas(rows, request.GET, request.user.instansi.hari_ini)
    page = page_of(request, search_rows(request, found.for_list(), "nama", "tempat"))
    context = {
        "unit": unit,
        "periode": (tahun, tw),
        "page": page,
        "catatan": load_catatan(request.user, unit, page),
        "saring": {nama: request.GET.get(nama, "") for nama in SARING},
        "pilihan": {"versi": VERSI, "jenis": JENIS, "dipakai": load_dipakai()},
        "ruang": _ruang(rows.total_size()),
        "tawaran": Berbagi.objects.filter(ke_unit=unit, status="ditawarkan").count(),
        "can_create": permissions.can_create_berkas(request.user, unit),
        "can_update": permissions.can_update_lemari(request.user, unit),
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
    return _upload_page(request, lama.lemari, lama, (today.year, triwulan_of(today)))


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
    context = {"form": form, "unit": unit, "lama": lama, "periode": periode, "kiriman": _kiriman()}
    return render(request, "berkas/berkas_form.html", context)


def _kiriman() -> dict[str, str | int]:
    """What the script of the page must know to refuse a file before it is sent."""
    maks = settings.BERKAS_MAKS_KIRIMAN_BITA
    return {
        "maks": maks,
        "maks_teks": write_ukuran(maks),
        "akhiran": ",".join(f".{akhiran}" for akhiran in AKHIRAN),
    }


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


def _ruang(terpakai: int) -> dict[str, str | int]:
    """How much of the unit's room is used: in words and per cent."""
    kuota = settings.BERKAS_KUOTA_BITA
    return {
        "terpakai": write_ukuran(terpakai),
        "kuota": write_ukuran(kuota),
        "persen": min(100, -(-100 * terpakai // kuota)),
    }


def _unit(request: Request, kode: str) -> PerangkatDaerah:
    return get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)


def _get(request: Request, pk: int) -> Berkas:
    rows = Berkas.objects.visible_to(request.user).select_related("blob", "perangkat_daerah")
    return get_object_or_404(rows, pk=pk)
