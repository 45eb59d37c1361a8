"""Workbooks of sheets: one to download, many in the background, one that comes back and its difference."""

import hashlib
from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.cetak.dokumen import write_nama_berkas
from sakip.evaluasi import permissions
from sakip.evaluasi.actions import impor as actions
from sakip.evaluasi.buku.baca import read_buku
from sakip.evaluasi.buku.beda import KEADAAN, MAX_KONFLIK, load_beda, read_pilihan
from sakip.evaluasi.buku.susun import write_lembar
from sakip.evaluasi.forms.buku import BukuForm
from sakip.evaluasi.models import ImporLembar
from sakip.evaluasi.pekerjaan import siapkan_buku, terapkan_buku
from sakip.evaluasi.views.lke import find_penilaian
from sakip.latar.actions import enqueue
from sakip.rules.decision import Decision, Konflik, denied
from sakip.rules.tanggal import triwulan_of
from sakip.web.downloads import write_answer
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.listing import PER_HALAMAN, page_of
from sakip.web.render import render

# So many rows are written while the person waits; more go to the background.
LANGSUNG = 200
BERUBAH = (
    "Belum ada yang ditulis: isi sistem berubah setelah halaman ini dibuka. "
    "Periksa bedanya sekali lagi, lalu terapkan."
)


@require_GET
def lke_xlsx(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """One sheet as a workbook, with the cells open that this person may fill in now."""
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        raise Http404
    isi = write_lembar(request.user, [penilaian])
    nama = write_nama_berkas(tahun, "LKE", penilaian.singkatan, akhiran="xlsx")
    return write_answer(isi, nama)


@require_http_methods(["GET", "POST"])
def buku(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Have the workbook of the year made, and send a filled one back: it is read, nothing is written."""
    require(permissions.can_read_evaluasi(request.user))
    can_create = permissions.can_create_impor_lembar(request.user)
    form = BukuForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(can_create)
        if form.is_valid() and (row := _stage(request, form, tahun)):
            return redirect("evaluasi:impor_lembar", row.pk)
    rows = ImporLembar.objects.visible_to(request.user).for_list().filter(tahun=tahun)
    context = {
        "form": form,
        "periode": (tahun, tw),
        "page": page_of(request, rows),
        "can_create": can_create,
    }
    return render(request, "evaluasi/buku.html", context)


@require_POST
def buku_create(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Make the workbook of the year with its recap, in the background."""
    require(permissions.can_read_evaluasi(request.user))
    judul = f"Buku kerja LKE {tahun} dengan rekap"
    enqueue(siapkan_buku, acting_user=request.user, judul=judul, tahun=tahun)
    return redirect("latar:pekerjaan_list")


@require_GET
def impor_lembar(request: Request, pk: int) -> HttpResponse:
    """What each changed row would do, beside what is stored now."""
    row = _get(request, pk)
    beda = load_beda(request.user, row.objek)
    keadaan = request.GET.get("keadaan", "")
    rest = [one for one in beda if one.keadaan != "konflik" and keadaan in ("", one.keadaan)]
    hitung = Counter(one.keadaan for one in beda)
    context: dict[str, Any] = {
        "row": row,
        "periode": (row.tahun, triwulan_of(request.user.instansi.hari_ini)),
        "konflik": [one for one in beda if one.keadaan == "konflik"][:MAX_KONFLIK],
        "page": Paginator(rest, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "keadaan": keadaan,
        "hitung": {name: hitung[name] for name in KEADAAN},
        "luar": row.lembar - len({one.lembar for one in beda}) if row.objek else 0,
        "can_import": _can_import(request, row, hitung["konflik"]),
        "can_revoke": permissions.can_import_lembar(request.user, row),
    }
    return render(request, "evaluasi/impor_lembar.html", context)


@require_POST
def impor_lembar_import(request: Request, pk: int) -> HttpResponse:
    """Write all of it: at once, or in the background where it is much."""
    row = _get(request, pk)
    require(permissions.can_import_lembar(request.user, row))
    form = Form(request.POST, revisi=row.revisi)
    if not form.is_valid():
        raise BadRequest
    if row.baris > LANGSUNG:
        judul = f"Terapkan {row.nama_berkas}: {row.baris} baris"
        enqueue(
            terapkan_buku,
            acting_user=request.user,
            judul=judul,
            impor=row.pk,
            revisi=form.cleaned_data["revisi"],
            pilihan=_chosen(request),
        )
        return redirect("latar:pekerjaan_list")
    return _import(request, row, form.cleaned_data["revisi"])


@require_POST
def impor_lembar_revoke(request: Request, pk: int) -> HttpResponse:
    """Drop a workbook that waits."""
    row = _get(request, pk)
    actions.revoke_impor_lembar(row, acting_user=request.user)
    messages.success(request, f"{row.nama_berkas} dibuang; tidak ada yang ditulis.")
    tw = triwulan_of(request.user.instansi.hari_ini)
    return redirect("evaluasi:buku", row.tahun, tw)


def _stage(request: Request, form: BukuForm, tahun: int) -> ImporLembar | None:
    """What was read, kept; None with the reasons in the form when the workbook is refused."""
    berkas = form.cleaned_data["berkas"]
    try:
        objek = read_buku(berkas, tahun=tahun, user=request.user)
    except ValidationError as error:
        form.add_error("berkas", error.messages)
        return None
    if not objek:
        form.add_error("berkas", "Tidak ada yang berubah pada buku kerja ini sejak dibuat.")
        return None
    berkas.seek(0)
    return actions.create_impor_lembar(
        tahun=tahun,
        nama_berkas=str(berkas.name),
        sha256=hashlib.sha256(berkas.read()).hexdigest(),
        objek=objek,
        acting_user=request.user,
    )


def _import(request: Request, row: ImporLembar, revisi: int) -> HttpResponse:
    pilihan = read_pilihan(_chosen(request))
    try:
        written = actions.import_impor_lembar(
            row, revisi=revisi, pilihan=pilihan, acting_user=request.user
        )
    except Konflik:
        messages.warning(request, BERUBAH)
    else:
        messages.success(request, f"{written} baris ditulis dari buku kerja.")
    return redirect("evaluasi:impor_lembar", row.pk)


def _chosen(request: Request) -> list[str]:
    """What was decided on each conflict, as `read_pilihan` reads it."""
    return sorted(
        f"{name.removeprefix('pilih-')}={value}"
        for name, value in request.POST.items()
        if name.startswith("pilih-")
    )


def _can_import(request: Request, row: ImporLembar, konflik: int) -> Decision:
    """Whether the button is there: also not for more conflicts than one decides by hand."""
    decision = permissions.can_import_lembar(request.user, row)
    if decision and konflik > MAX_KONFLIK:
        return denied(
            f"{konflik} baris berubah juga di sistem, jadi buku kerja ini terlalu lama. "
            "Unduh yang baru, lalu salin isian Anda ke sana."
        )
    return decision


def _get(request: Request, pk: int) -> ImporLembar:
    row = get_object_or_404(ImporLembar.objects.visible_to(request.user), pk=pk)
    require(permissions.can_read_evaluasi(request.user))
    return row
