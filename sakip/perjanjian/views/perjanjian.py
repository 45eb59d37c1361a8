"""Pages of agreements: the list with its progress, one position's PK, send, sign, withdraw, close, print."""

from functools import partial
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.audit.actions import require
from sakip.berkas.models import Berkas
from sakip.berkas.permissions import can_create_berkas
from sakip.berkas.storage import berkas_store, store_isi
from sakip.cetak.bentuk import BENTUK
from sakip.cetak.dokumen import write_nama_berkas
from sakip.organisasi.models import Jabatan
from sakip.perjanjian import permissions
from sakip.perjanjian.actions import perjanjian as actions
from sakip.perjanjian.bentuk import load_aturan
from sakip.perjanjian.daftar import (
    SARING,
    jabatan_ber_pk,
    load_daftar,
    load_riwayat,
    saring_jabatan,
)
from sakip.perjanjian.dokumen import write_pk
from sakip.perjanjian.forms import PengajuanForm, TandaTanganForm, TarikForm, TutupForm
from sakip.perjanjian.isi import Isi, compare_isi, make_isi
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.perjanjian.susun import Pengajuan, Susunan, compute_susunan
from sakip.web.downloads import download
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def pk_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The positions within reach with their PK of a year, how many are signed, and who is missing."""
    today = request.user.instansi.hari_ini
    saring = request.GET.get("saring", "")
    rows = jabatan_ber_pk(request.user, today)
    found = search_rows(
        request, saring_jabatan(rows, tahun, saring), "nama", "perangkat_daerah__nama"
    )
    page = page_of(request, found.order_by("perangkat_daerah__kode", "jenjang", "nama", "pk"))
    context = {
        "page": page,
        "daftar": load_daftar(page, tahun, today),
        "jumlah": rows.count(),
        "selesai": saring_jabatan(rows, tahun, "ditandatangani").count(),
        "saring": {"cari": request.GET.get("cari", ""), "saring": saring},
        "pilihan": SARING,
        "can_bentuk": permissions.can_update_bentuk_pk(request.user),
    }
    template = "perjanjian/pk_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_GET
def pk_jabatan(request: Request, tahun: int, pk: int) -> HttpResponse:
    """The PK of a position: as it was sent or signed, or as the plan has it now."""
    susunan = _susun(request, _get_jabatan(request, pk), tahun)
    return _page(request, susunan, _pengajuan_form(request, susunan))


@require_POST
def pk_submit(request: Request, tahun: int, pk: int) -> HttpResponse:
    """Freeze it and print it for signature."""
    jabatan = _get_jabatan(request, pk)
    require(permissions.can_create_pk(request.user, jabatan))
    susunan = _susun(request, jabatan, tahun)
    form = _pengajuan_form(request, susunan)
    if form.is_valid():
        pengajuan = Pengajuan(**form.cleaned_data)
        submit = partial(actions.submit_pk, jabatan, tahun, pengajuan, acting_user=request.user)
        if form.attempt(submit):
            messages.success(
                request, "PK dibekukan. Unduh, tanda tangani, lalu unggah pindaiannya."
            )
            return redirect("perjanjian:pk_jabatan", tahun, pk)
    return _page(request, susunan, form)


@require_GET
def pk_detail(request: Request, pk: int) -> HttpResponse:
    """One PK as it was frozen, whatever became of it."""
    row = _get(request, pk)
    return _frozen_page(request, row)


@require_POST
def pk_sign(request: Request, pk: int) -> HttpResponse:
    """File the signed paper."""
    row = _get(request, pk)
    require(permissions.can_sign_pk(request.user, row))
    form = TandaTanganForm(request.POST, request.FILES)
    if form.is_valid():
        unggahan = form.cleaned_data["berkas"]
        size = unggahan.file.size
        require(can_create_berkas(request.user, row.jabatan.perangkat_daerah, size))
        scan, tanggal = store_isi(unggahan), form.cleaned_data["tanggal"]
        sign = partial(actions.sign_pk, row, scan, tanggal=tanggal, acting_user=request.user)
        if form.attempt(sign, "berkas"):
            messages.success(request, f"{row} ditandatangani. Pindaiannya ada di lemari bukti.")
            return redirect("perjanjian:pk_detail", row.pk)
    return _frozen_page(request, row, tanda_tangan=form)


@require_POST
def pk_revoke(request: Request, pk: int) -> HttpResponse:
    """Withdraw it before it is signed."""
    row, form = _get(request, pk), TarikForm(request.POST)
    if not form.is_valid():
        return _frozen_page(request, row, tarik=form)
    actions.revoke_pk(row, **form.cleaned_data, acting_user=request.user)
    messages.success(request, "PK ditarik. Perbaiki rencananya, lalu ajukan lagi.")
    return redirect("perjanjian:pk_jabatan", row.tahun, row.jabatan_id)


@require_POST
def pk_close(request: Request, pk: int) -> HttpResponse:
    """Close it because its official leaves."""
    row = _get(request, pk)
    form = TutupForm(request.POST, hari_ini=request.user.instansi.hari_ini)
    if form.is_valid():
        close = partial(actions.close_pk, row, **form.cleaned_data, acting_user=request.user)
        if form.attempt(close, "tanggal"):
            messages.success(
                request, "PK ditutup dengan serah terima. Pejabat baru membuat PK-nya."
            )
            return redirect("perjanjian:pk_detail", row.pk)
    return _frozen_page(request, row, tutup=form)


@require_GET
def pk_preview(request: Request, tahun: int, pk: int, bentuk: str) -> FileResponse:
    """The PK as the plan has it now, as a draft to read; `bentuk` is pdf or docx."""
    jabatan = _get_jabatan(request, pk)
    return _print(make_isi(_susun(request, jabatan, tahun)), jabatan, bentuk)


@require_GET
def pk_document(request: Request, pk: int) -> FileResponse:
    """The PDF as it was printed once, byte for byte."""
    row = _get(request, pk)
    name = _nama(row.potret, row.jabatan, "pdf")
    return download(berkas_store().open(row.dokumen.sha256), name, row.dokumen.jenis_isi)


def _page(request: Request, susunan: Susunan, form: PengajuanForm) -> HttpResponse:
    jabatan = susunan.jabatan
    history, isi = load_riwayat(jabatan, susunan.tahun), make_isi(susunan)
    context = {
        "jabatan": jabatan,
        "tahun": susunan.tahun,
        "susunan": susunan,
        "isi": isi,
        "beda": compare_isi(susunan.lama.potret, isi) if susunan.lama else [],
        "menunggu": history.filter(status="diajukan").first(),
        "riwayat": history,
        "form": form,
        "can_create": permissions.can_create_pk(request.user, jabatan),
    }
    return render(request, "perjanjian/pk_jabatan.html", context)


def _frozen_page(request: Request, row: PerjanjianKinerja, **forms: Form) -> HttpResponse:
    today = request.user.instansi.hari_ini
    context: dict[str, Any] = {
        "row": row,
        "isi": row.potret,
        "nama_indikator": {
            one["pk"]: one["nama"] for baris in row.potret["sasaran"] for one in baris["indikator"]
        },
        "scan": Berkas.objects.visible_to(request.user).filter(pk=row.scan_id or 0).first(),
        "can_sign": permissions.can_sign_pk(request.user, row),
        "can_revoke": permissions.can_revoke_pk(request.user, row),
        "can_close": permissions.can_close_pk(request.user, row),
        "tanda_tangan": TandaTanganForm(),
        "tarik": TarikForm(),
        "tutup": TutupForm(hari_ini=today),
    }
    return render(request, "perjanjian/pk_detail.html", context | forms)


def _pengajuan_form(request: Request, susunan: Susunan) -> PengajuanForm:
    data = request.POST if request.method == "POST" else None
    return PengajuanForm(data, susunan=susunan, initial={"tanggal": susunan.tanggal})


def _susun(request: Request, jabatan: Jabatan, tahun: int) -> Susunan:
    """The PK as the plan has it today."""
    on = request.user.instansi.hari_ini
    return compute_susunan(jabatan, tahun, on, load_aturan(request.user.instansi, tahun, on))


def _print(isi: Isi, jabatan: Jabatan, bentuk: str) -> FileResponse:
    how = BENTUK[bentuk]
    content = BytesIO(how.write(write_pk(isi, draf=True)))
    return download(content, _nama(isi, jabatan, bentuk), how.jenis_isi)


def _nama(isi: Isi, jabatan: Jabatan, bentuk: str) -> str:
    ke = f"Perubahan{isi['perubahan_ke']}" if isi["perubahan_ke"] else ""
    return write_nama_berkas(isi["tahun"], "PK", ke, jabatan.nama, isi["tanggal"], akhiran=bentuk)


def _get_jabatan(request: Request, pk: int) -> Jabatan:
    return get_object_or_404(jabatan_ber_pk(request.user, request.user.instansi.hari_ini), pk=pk)


def _get(request: Request, pk: int) -> PerjanjianKinerja:
    rows = PerjanjianKinerja.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("dokumen", "jabatan__atasan", "instansi"), pk=pk)
