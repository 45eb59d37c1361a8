"""Pages of imports: template, upload, preview, apply or drop, the faulty rows to correct."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import impor as actions
from sakip.organisasi.actions.pengguna import load_without_kode
from sakip.organisasi.forms.impor import ImporForm
from sakip.organisasi.imports import JENIS, load_rows, write_rows
from sakip.organisasi.imports.templat import write_galat, write_templat
from sakip.organisasi.models import ImporBerkas
from sakip.web.downloads import write_answer
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.listing import PER_HALAMAN, page_of
from sakip.web.render import render
from sakip.web.xlsx import read_sheet

# What one request can try out without keeping others waiting.
MAX_BARIS = 2_000


@require_GET
def impor_list(request: Request) -> HttpResponse:
    """What can be imported, and what was."""
    require(permissions.can_manage_organisasi(request.user))
    rows = ImporBerkas.objects.visible_to(request.user).for_list()
    context = {"page": page_of(request, rows), "jenis": ImporBerkas.Jenis.choices}
    return render(request, "organisasi/impor_list.html", context)


@require_http_methods(["GET", "POST"])
def impor_create(request: Request, jenis: str) -> HttpResponse:
    """Upload a workbook of one kind; it is read and tried out, nothing is written."""
    nama = _nama(jenis)
    require(permissions.can_manage_organisasi(request.user))
    form = ImporForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            row = _stage(request, jenis, form.cleaned_data["berkas"])
        except ValidationError as error:
            form.add_error("berkas", error.messages)
        else:
            return redirect("organisasi:impor_detail", row.pk)
    context = {"jenis": jenis, "nama": nama, "form": form, "kolom": JENIS[jenis].kolom}
    return render(request, "organisasi/impor_create.html", context)


@require_GET
def impor_templat(request: Request, jenis: str) -> HttpResponse:
    """An empty sheet to fill in, or with `?isi=ya` what is stored now, to correct and send back."""
    _nama(jenis)
    require(permissions.can_manage_organisasi(request.user))
    filled = request.GET.get("isi") == "ya"
    content = write_templat(JENIS[jenis](request.user), filled=filled)
    return write_answer(content, f"{'isi' if filled else 'templat'}-{jenis}.xlsx")


@require_http_methods(["GET"])
def impor_detail(request: Request, pk: int) -> HttpResponse:
    """What each row would do, or did."""
    row = _get(request, pk)
    keadaan = request.GET.get("keadaan", "")
    rows = [one for one in row.baris if keadaan in ("", one["keadaan"])]
    context: dict[str, Any] = {
        "row": row,
        "page": Paginator(rows, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "keadaan": keadaan,
        "hitung": [(name, getattr(row, name)) for name in actions.KEADAAN],
        "kepala": JENIS[row.jenis].kolom[:2],
        "can_import": permissions.can_import(request.user, row),
        "can_revoke": permissions.can_revoke_import(request.user, row),
        "tanpa_kode": _waiting(request, row),
    }
    template = "organisasi/impor_detail.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_POST
def impor_import(request: Request, pk: int) -> HttpResponse:
    """Write the good rows."""
    row = _get(request, pk)
    form = Form(request.POST, revisi=row.revisi)
    if not form.is_valid():
        raise BadRequest
    impor = JENIS[row.jenis](request.user)
    written = actions.import_impor_berkas(
        row,
        tulis=lambda: write_rows(impor, row.baris),
        revisi=form.cleaned_data["revisi"],
        acting_user=request.user,
    )
    if not written:
        messages.warning(
            request,
            "Belum diterapkan: data berubah sejak pratinjau dibuat. Periksa pratinjau yang baru.",
        )
    return redirect("organisasi:impor_detail", row.pk)


@require_POST
def impor_revoke(request: Request, pk: int) -> HttpResponse:
    """Drop a workbook that waits."""
    row = _get(request, pk)
    actions.revoke_impor_berkas(row, acting_user=request.user)
    messages.success(request, f"{row.nama_berkas} dibuang; tidak ada yang ditulis.")
    return redirect("organisasi:impor_list")


@require_GET
def impor_galat(request: Request, pk: int) -> HttpResponse:
    """The faulty rows as a workbook with the reason beside each, to correct and upload again."""
    row = _get(request, pk)
    faulty = [one for one in row.baris if one["keadaan"] == "galat"]
    return write_answer(write_galat(JENIS[row.jenis], faulty), f"galat-{row.jenis}-{row.pk}.xlsx")


def _stage(request: Request, jenis: str, berkas: Any) -> ImporBerkas:
    impor = JENIS[jenis](request.user)
    lembar = read_sheet(berkas, impor.kolom, max_baris=MAX_BARIS)
    rows = load_rows(lembar.baris)
    berkas.seek(0)
    return actions.create_impor_berkas(
        jenis=jenis,
        nama_berkas=str(berkas.name)[:200],
        sha256=hashlib.sha256(berkas.read()).hexdigest(),
        diabaikan=lembar.diabaikan,
        tulis=lambda: write_rows(impor, rows),
        acting_user=request.user,
    )


def _waiting(request: Request, row: ImporBerkas) -> int:
    """How many people cannot sign in yet, once their import is applied."""
    if row.jenis != ImporBerkas.Jenis.PENGGUNA or row.status != ImporBerkas.Status.DITERAPKAN:
        return 0
    return load_without_kode(request.user).count()


def _nama(jenis: str) -> str:
    if jenis not in JENIS:
        raise Http404
    return str(ImporBerkas.Jenis(jenis).label)


def _get(request: Request, pk: int) -> ImporBerkas:
    row = get_object_or_404(ImporBerkas.objects.visible_to(request.user), pk=pk)
    require(permissions.can_manage_organisasi(request.user))
    return row
