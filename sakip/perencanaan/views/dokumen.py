"""The documents of an owner with their versions; a version read as an outline; the way to the top."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import versi as actions
from sakip.perencanaan.checks import years_of
from sakip.perencanaan.forms import AlasanForm, DokumenBaruForm
from sakip.perencanaan.kelanjutan import load_pendahulu
from sakip.perencanaan.lihat import PER_HALAMAN, Tempat, load_bagian, load_jalur, load_urutan
from sakip.perencanaan.lintas import load_tanda
from sakip.perencanaan.matriks import load_matriks
from sakip.perencanaan.models import IsiSimpul, PeriodeRencana, Versi
from sakip.perencanaan.periksa import TemuanDraf, find_temuan
from sakip.perencanaan.ruang import Ruang
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def dokumen_daerah(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The agency's documents; a POST begins another one."""
    return _dokumen_list(request, tahun, None)


@require_http_methods(["GET", "POST"])
def dokumen_unit(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """A unit's documents; a POST begins another one."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    return _dokumen_list(request, tahun, unit)


@require_GET
def dokumen_detail(request: Request, pk: int) -> HttpResponse:
    """Every version of a document, the newest first, and the way to another draft."""
    return _dokumen_page(request, get_periode(request, pk), AlasanForm())


@require_POST
def draf_create(request: Request, pk: int) -> HttpResponse:
    """Open the draft of a document, with a reason."""
    periode = get_periode(request, pk)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return _dokumen_page(request, periode, form)
    alasan = form.cleaned_data["alasan"]
    versi = actions.create_draf(periode, alasan=alasan, acting_user=request.user)
    messages.success(request, f"{versi} dibuka. Yang berlaku tidak berubah sampai draf disetujui.")
    return redirect("perencanaan:versi_detail", versi.pk)


@require_GET
def versi_detail(request: Request, pk: int) -> HttpResponse:
    """A version of any age as an outline; `?simpul=` opens the page on which that node stands."""
    versi = get_versi(request, pk)
    can_update = permissions.can_update_draf(request.user, versi)
    places = load_urutan(versi)
    page = Paginator(places, PER_HALAMAN).get_page(_page_number(request, places))
    context = {
        "row": versi,
        "page": page,
        "rows": load_bagian(versi, list(page)),
        "tahun_target": years_of(versi.periode),
        "nama_tanda": Ruang(versi).nama_tanda,
        "lintas": load_tanda(one.simpul for one in page),
        "can_lintas": permissions.can_create_lintas(request.user, versi),
        "can_update": can_update,
        "pendahulu": load_pendahulu(versi.periode) if can_update else [],
        "temuan": _load_temuan(request, versi),
        "urungkan": versi.langkah_set.of(request.user).first(),
        "can_approve": permissions.can_approve_draf(request.user, versi),
    }
    return render(request, "perencanaan/versi_detail.html", context)


@require_GET
def versi_matriks(request: Request, pk: int) -> HttpResponse:
    """National priorities against the sasaran of a version, with the gaps."""
    versi = get_versi(request, pk)
    can_update = permissions.can_update_draf(request.user, versi)
    context = {"row": versi, "matriks": load_matriks(versi), "can_update": can_update}
    return render(request, "perencanaan/versi_matriks.html", context)


@require_GET
def simpul_jalur(request: Request, pk: int, simpul: int) -> HttpResponse:
    """From a node of a version up to the ultimate outcome, across documents."""
    versi = get_versi(request, pk)
    rows = IsiSimpul.objects.filter(simpul=simpul).di_versi(versi)
    isi = get_object_or_404(rows.select_related("simpul"))
    context = {"row": versi, "isi": isi, "jalur": load_jalur(isi.simpul, versi)}
    return render(request, "perencanaan/simpul_jalur.html", context)


def _load_temuan(request: Request, versi: Versi) -> dict[int, list[TemuanDraf]] | None:
    """With `?periksa=ya` what the lint says of an open version, by node; None when nobody asks."""
    is_open = versi.status in (Versi.Status.DRAF, Versi.Status.DIAJUKAN)
    if not is_open or request.GET.get("periksa") != "ya":
        return None
    found: dict[int, list[TemuanDraf]] = {}
    for one in find_temuan(versi):
        found.setdefault(one.simpul, []).append(one)
    return found


def get_versi(request: Request, pk: int) -> Versi:
    """A version within reach, with its document and people."""
    rows = Versi.objects.visible_to(request.user).select_related(
        "instansi",
        "periode__instansi",
        "periode__perangkat_daerah",
        "dibuat_oleh",
        "diajukan_oleh",
        "diputus_oleh",
    )
    return get_object_or_404(rows, pk=pk)


def _dokumen_list(request: Request, tahun: int, unit: PerangkatDaerah | None) -> HttpResponse:
    form = DokumenBaruForm(
        request.POST or None, has_unit=unit is not None, initial={"tahun_awal": tahun}
    )
    if form.is_bound and form.is_valid():
        periode = PeriodeRencana(**form.cleaned_data)
        try:
            versi = actions.create_dokumen(periode, unit=unit, acting_user=request.user)
        except ValidationError as error:
            form.take_faults(error)
        else:
            return redirect("perencanaan:versi_detail", versi.pk)
    rows = PeriodeRencana.objects.visible_to(request.user).filter(perangkat_daerah=unit)
    context = {
        "unit": unit,
        "page": page_of(request, rows.for_list()),
        "form": form,
        "can_create": permissions.can_import_rencana(request.user, unit),
    }
    return render(request, "perencanaan/dokumen_list.html", context)


def _dokumen_page(request: Request, periode: PeriodeRencana, form: AlasanForm) -> HttpResponse:
    rows = Versi.objects.filter(periode=periode)
    rows = rows.select_related("dibuat_oleh", "diputus_oleh").order_by("-nomor")
    context = {
        "periode": periode,
        "page": page_of(request, rows),
        "terbuka": rows.terbuka().first(),
        "form": form,
        "pendahulu": load_pendahulu(periode),
        "can_create": permissions.can_create_draf(request.user, periode),
    }
    return render(request, "perencanaan/dokumen_detail.html", context)


def get_periode(request: Request, pk: int) -> PeriodeRencana:
    """A document within reach, with its owner."""
    rows = PeriodeRencana.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("instansi", "perangkat_daerah"), pk=pk)


def _page_number(request: Request, places: list[Tempat]) -> str:
    """The page asked for, or that of the node asked for."""
    wanted = request.GET.get("simpul", "")
    at = next((n for n, one in enumerate(places) if str(one.simpul) == wanted), None)
    return request.GET.get("halaman", "1") if at is None else str(at // PER_HALAMAN + 1)
