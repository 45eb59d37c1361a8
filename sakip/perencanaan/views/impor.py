"""Pages of imports: template, upload, preview, apply or drop, the faulty rows to correct."""

import hashlib
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import impor as actions
from sakip.perencanaan.actions.kolom import update_kolom_berkas
from sakip.perencanaan.forms import BerkasForm, DokumenForm, PemisahForm
from sakip.perencanaan.forms.kolom import KolomBerkasForm
from sakip.perencanaan.imports import (
    PEMBACA_UANG,
    AnggaranReader,
    Berkas,
    PaguReader,
    RencanaReader,
    SerapanReader,
    make_reader,
    read_book,
)
from sakip.perencanaan.imports.templat import (
    write_galat,
    write_petunjuk,
    write_rencana,
    write_templat_anggaran,
    write_templat_pagu,
    write_templat_serapan,
)
from sakip.perencanaan.models import ImporRencana, PeriodeRencana
from sakip.perencanaan.models.impor import UANG
from sakip.perencanaan.rencana import Rencana
from sakip.perencanaan.stored import find_dokumen
from sakip.perencanaan.uang import find_kolom
from sakip.web.downloads import write_answer
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.listing import PER_HALAMAN, page_of
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def impor_daerah(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Upload a workbook of the agency's RPJMD or RPD."""
    return _impor_rencana(request, tahun, None)


@require_http_methods(["GET", "POST"])
def impor_unit(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Upload a workbook of a unit's Renstra."""
    return _impor_rencana(request, tahun, _get_unit(request, kode))


@require_http_methods(["GET", "POST"])
def impor_anggaran(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Upload a workbook of pagu and realisasi by quarter."""
    return _impor_uang(request, ImporRencana.Jenis.ANGGARAN)


@require_http_methods(["GET", "POST"])
def impor_pagu(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Upload a workbook of budget lines by stage."""
    return _impor_uang(request, ImporRencana.Jenis.PAGU, tahun)


@require_http_methods(["GET", "POST"])
def impor_serapan(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Upload a workbook of what was spent of budget lines."""
    return _impor_uang(request, ImporRencana.Jenis.SERAPAN, tahun)


@require_http_methods(["GET", "POST"])
def kolom_update(request: Request, tahun: int, tw: int, jenis: str) -> HttpResponse:
    """How the agency's other system names the columns of its exports of money."""
    require(permissions.can_import_anggaran(request.user))
    if jenis not in PEMBACA_UANG:
        raise Http404
    row = find_kolom(request.user, jenis)
    [kolom] = PEMBACA_UANG[jenis](request.user).lembar.values()
    revisi = row.revisi if row else None
    form = KolomBerkasForm(request.POST or None, kolom=kolom, tersimpan=row, revisi=revisi)
    if form.is_valid() and form.attempt(partial(_keep_kolom, request, jenis, form)):
        messages.success(request, "Nama kolom diingat untuk berkas berikutnya.")
        return redirect(f"perencanaan:impor_{jenis}", tahun, tw)
    return render(request, "perencanaan/kolom_form.html", {"form": form, "jenis": jenis})


@require_GET
def templat_daerah(request: Request, tahun: int, tw: int) -> HttpResponse:
    """An empty workbook, or with `?isi=ya` the agency's document in force in that year."""
    return _templat_rencana(request, tahun, None)


@require_GET
def templat_unit(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """An empty workbook, or with `?isi=ya` the unit's Renstra in force in that year."""
    return _templat_rencana(request, tahun, _get_unit(request, kode))


@require_GET
def templat_anggaran(request: Request, tahun: int, tw: int) -> HttpResponse:
    """An empty workbook, or with `?isi=ya` the money of that year within reach."""
    filled = request.GET.get("isi") == "ya"
    content = write_templat_anggaran(AnggaranReader(request.user), tahun, filled=filled)
    return write_answer(content, f"anggaran-{tahun}.xlsx" if filled else "templat-anggaran.xlsx")


@require_GET
def templat_pagu(request: Request, tahun: int, tw: int) -> HttpResponse:
    """An empty workbook, or with `?isi=ya` the newest stage of that year within reach."""
    filled = request.GET.get("isi") == "ya"
    content = write_templat_pagu(PaguReader(request.user), tahun, filled=filled)
    return write_answer(content, f"pagu-{tahun}.xlsx" if filled else "templat-pagu.xlsx")


@require_GET
def templat_serapan(request: Request, tahun: int, tw: int) -> HttpResponse:
    """An empty workbook, or with `?isi=ya` what was spent in that year within reach."""
    filled = request.GET.get("isi") == "ya"
    content = write_templat_serapan(SerapanReader(request.user), tahun, filled=filled)
    return write_answer(content, f"serapan-{tahun}.xlsx" if filled else "templat-serapan.xlsx")


@require_GET
def impor_detail(request: Request, pk: int) -> HttpResponse:
    """What each row would do, or did."""
    row = _get(request, pk)
    keadaan = request.GET.get("keadaan", "")
    rows = [one for one in row.baris if keadaan in ("", one["keadaan"])]
    context: dict[str, Any] = {
        "row": row,
        "terbuka": row.load_terbuka(),
        "page": Paginator(rows, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "keadaan": keadaan,
        "hitung": [(name, getattr(row, name)) for name in actions.KEADAAN],
        "form": PemisahForm(revisi=row.revisi),
        "can_import": permissions.can_import_impor(request.user, row),
        "can_update": permissions.can_update_impor(request.user, row),
        "can_revoke": permissions.can_revoke_penerapan(request.user, row),
    }
    template = "perencanaan/impor_detail.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_POST
def impor_update(request: Request, pk: int) -> HttpResponse:
    """Say what figures like 1.234 mean in this file."""
    row = _get(request, pk)
    form = PemisahForm(request.POST, revisi=row.revisi)
    if "pemisah_ribuan" in form.errors:
        messages.warning(request, "Pilih dahulu arti angka seperti 1.234.")
        return redirect("perencanaan:impor_detail", row.pk)
    pemisah = form.cleaned_data["pemisah_ribuan"]
    reader = make_reader(row, request.user, pemisah_ribuan=pemisah)
    actions.update_impor(
        row,
        pemisah_ribuan=pemisah,
        read=lambda: reader.read(row.baris),
        revisi=_seen(form),
        acting_user=request.user,
    )
    return redirect("perencanaan:impor_detail", row.pk)


@require_POST
def impor_import(request: Request, pk: int) -> HttpResponse:
    """Write the good rows."""
    row = _get(request, pk)
    reader = make_reader(row, request.user)
    written = actions.import_impor(
        row,
        read=lambda: reader.read(row.baris),
        revisi=_seen(Form(request.POST, revisi=row.revisi)),
        acting_user=request.user,
    )
    if not written:
        text = "Belum diterapkan: data berubah sejak pratinjau dibuat. Periksa pratinjau yang baru."
        messages.warning(request, text)
    return redirect("perencanaan:impor_detail", row.pk)


@require_POST
def impor_revoke(request: Request, pk: int) -> HttpResponse:
    """Drop a workbook that waits."""
    row = _get(request, pk)
    actions.revoke_impor(row, acting_user=request.user)
    messages.success(request, f"{row.nama_berkas} dibuang; tidak ada yang ditulis.")
    return redirect("perencanaan:impor_detail", row.pk)


@require_POST
def penerapan_revoke(request: Request, pk: int) -> HttpResponse:
    """Undo an applied file of money as one."""
    row = _get(request, pk)
    actions.revoke_penerapan(row, acting_user=request.user)
    messages.success(request, f"{row.nama_berkas} dimundurkan: isinya kembali seperti semula.")
    return redirect("perencanaan:impor_detail", row.pk)


@require_GET
def impor_galat(request: Request, pk: int) -> HttpResponse:
    """The faulty rows as a workbook with the reason beside each, to correct and upload again."""
    row = _get(request, pk)
    faulty = [one for one in row.baris if one["keadaan"] == "galat"]
    reader = make_reader(row, request.user)
    return write_answer(write_galat(reader, faulty), f"galat-{row.jenis}-{row.pk}.xlsx")


def _impor_uang(
    request: Request, jenis: ImporRencana.Jenis, tahun: int | None = None
) -> HttpResponse:
    require(permissions.can_import_anggaran(request.user))
    form = BerkasForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        staged = _stage(request, form, ImporRencana(jenis=jenis, tahun_awal=tahun))
        if staged is not None:
            return redirect("perencanaan:impor_detail", staged.pk)
    rows = ImporRencana.objects.visible_to(request.user)
    page = page_of(request, rows.filter(jenis=jenis).for_list())
    petunjuk = write_petunjuk(PEMBACA_UANG[jenis](request.user).lembar)
    context = {"form": form, "unit": None, "uang": jenis, "page": page, "petunjuk": petunjuk}
    return render(request, "perencanaan/impor_create.html", context)


def _impor_rencana(request: Request, tahun: int, unit: PerangkatDaerah | None) -> HttpResponse:
    require(permissions.can_import_rencana(request.user, unit))
    dokumen = _dokumen(request, unit, tahun)
    form = _dokumen_form(request, unit, dokumen)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        names = ("jenis", "tahun_awal", "tahun_akhir")
        row = ImporRencana(perangkat_daerah=unit, **{name: data[name] for name in names})
        if (staged := _stage(request, form, row)) is not None:
            return redirect("perencanaan:impor_detail", staged.pk)
    rows = ImporRencana.objects.visible_to(request.user).filter(perangkat_daerah=unit)
    page = page_of(request, rows.exclude(jenis__in=UANG).for_list())
    petunjuk = write_petunjuk(RencanaReader(dokumen, unit, request.user).lembar)
    return render(
        request,
        "perencanaan/impor_create.html",
        {"form": form, "unit": unit, "uang": "", "page": page, "petunjuk": petunjuk},
    )


def _dokumen_form(request: Request, unit: PerangkatDaerah | None, dokumen: Rencana) -> DokumenForm:
    documents = PeriodeRencana.objects.visible_to(request.user).filter(perangkat_daerah=unit)
    known = {(row.jenis, row.tahun_awal): row.tahun_akhir for row in documents}
    initial = {name: getattr(dokumen, name) for name in ("jenis", "tahun_awal", "tahun_akhir")}
    return DokumenForm(
        request.POST or None,
        request.FILES or None,
        has_unit=unit is not None,
        tersimpan=known,
        initial=initial,
    )


def _stage(request: Request, form: BerkasForm, row: ImporRencana) -> ImporRencana | None:
    """The file as read, waiting to be applied; None when it cannot be read, which the form then says."""
    upload = form.cleaned_data["berkas"]
    row.nama_berkas = str(upload.name)[:200]
    row.pemisah_ribuan = form.cleaned_data["pemisah_ribuan"]
    berkas = Berkas(str(upload.name), upload.read())
    row.sha256 = hashlib.sha256(berkas.data).hexdigest()
    reader = make_reader(row, request.user)
    try:
        sebutan = find_kolom(request.user, row.jenis) if row.is_uang else None
        rows, unknown = read_book(reader, berkas, sebutan)
    except ValidationError as error:
        form.add_error("berkas", error.messages)
        return None
    return actions.create_impor(
        row, diabaikan=unknown, read=lambda: reader.read(rows), acting_user=request.user
    )


def _templat_rencana(request: Request, tahun: int, unit: PerangkatDaerah | None) -> HttpResponse:
    filled = request.GET.get("isi") == "ya"
    dokumen = _dokumen(request, unit, tahun)
    content = write_rencana(RencanaReader(dokumen, unit, request.user), tahun, filled=filled)
    name = f"{dokumen.jenis}-{dokumen.tahun_awal}" if filled else f"templat-{dokumen.jenis}"
    return write_answer(content, f"{name}{f'-{unit.kode}' if unit else ''}.xlsx")


def _dokumen(request: Request, unit: PerangkatDaerah | None, tahun: int) -> Rencana:
    """The document in force in a year, without its rows; five years from then where there is none."""
    rows = PeriodeRencana.objects.visible_to(request.user)
    found = find_dokumen(rows, unit, tahun)
    kode = unit.kode if unit else ""
    if found is not None:
        return Rencana(found.jenis, found.tahun_awal, found.tahun_akhir, kode)
    return Rencana("renstra" if unit else "rpjmd", tahun, tahun + 4, kode)


def _keep_kolom(request: Request, jenis: str, form: KolomBerkasForm) -> None:
    update_kolom_berkas(
        jenis,
        judul=form.filled("judul"),
        bawaan=form.filled("bawaan"),
        revisi=form.cleaned_data.get("revisi"),
        acting_user=request.user,
    )


def _seen(form: Form) -> int:
    """The revision of the preview that the person saw."""
    if not form.is_valid():
        raise BadRequest
    return int(form.cleaned_data["revisi"])


def _get_unit(request: Request, kode: str) -> PerangkatDaerah:
    return get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)


def _get(request: Request, pk: int) -> ImporRencana:
    rows = ImporRencana.objects.visible_to(request.user).select_related("perangkat_daerah")
    row = get_object_or_404(rows, pk=pk)
    require(permissions.can_read_impor(request.user, row))
    return row
