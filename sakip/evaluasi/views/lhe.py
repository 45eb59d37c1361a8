"""The report of an evaluation (LHE): its page, and the same as PDF and DOCX."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from sakip.audit.actions import require
from sakip.cetak.docx import JENIS_DOCX, write_docx
from sakip.cetak.dokumen import Dokumen, write_nama_berkas
from sakip.cetak.pdf import JENIS_PDF, write_pdf
from sakip.evaluasi import permissions
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.lembar import Lembar, load_lembar
from sakip.evaluasi.lhe import load_beku, load_draf, write_hasil
from sakip.evaluasi.models import Hasil, Penilaian
from sakip.evaluasi.views.lke import find_penilaian
from sakip.web.downloads import download
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def lhe(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """The report on a page; before the end a preview for those who may see the grades."""
    penilaian = _find(request, tahun, kode)
    orang = Hubungan(request.user, penilaian)
    melihat = permissions.can_read_evaluator(orang)
    lembar = _open_sheet(penilaian)
    kurang = lembar.belum_dinilai(lembar.tahapan.hasil) if lembar else []
    context = {
        "penilaian": penilaian,
        "periode": (tahun, tw),
        "melihat_evaluator": melihat,
        "kurang": kurang,
        **_versi(request, penilaian, lembar, ready=bool(melihat) and not kurang),
        "rekomendasi": [
            (row, permissions.can_approve_rekomendasi(orang, row))
            for row in penilaian.rekomendasi_set.for_list()
        ],
    }
    return render(request, "evaluasi/lhe.html", context)


@require_GET
def lhe_pdf(request: Request, tahun: int, tw: int, kode: str) -> HttpResponseBase:
    """The report as PDF."""
    return _download(request, tahun, kode, write_pdf, "pdf", JENIS_PDF)


@require_GET
def lhe_docx(request: Request, tahun: int, tw: int, kode: str) -> HttpResponseBase:
    """The report as DOCX."""
    return _download(request, tahun, kode, write_docx, "docx", JENIS_DOCX)


def _find(request: Request, tahun: int, kode: str) -> Penilaian:
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        raise Http404
    return penilaian


def _open_sheet(penilaian: Penilaian) -> Lembar | None:
    """The sheet while it can still change; what is final is read as it was frozen."""
    final = penilaian.status == Penilaian.Status.SELESAI
    return None if final else load_lembar(penilaian)


def _dokumen(request: Request, penilaian: Penilaian, lembar: Lembar | None) -> Dokumen:
    if lembar is None:
        return load_beku(penilaian)
    return load_draf(lembar, tanggal=_today(request))


def _versi(
    request: Request, penilaian: Penilaian, lembar: Lembar | None, *, ready: bool
) -> dict[str, Any]:
    """The result in force, or the one it corrected where its number is asked for (`versi`)."""
    if not ready:
        return {"dokumen": None, "lama": None, "dikoreksi": False}
    lama = (
        Hasil.objects.filter(penilaian=penilaian, pengganti__isnull=False).order_by("-pk").first()
    )
    if lama is not None and request.GET.get("versi", "") == str(lama.pk):
        return {"dokumen": write_hasil(lama), "lama": lama, "dikoreksi": True}
    return {"dokumen": _dokumen(request, penilaian, lembar), "lama": lama, "dikoreksi": False}


def _download(
    request: Request,
    tahun: int,
    kode: str,
    write: Callable[[Dokumen], bytes],
    akhiran: str,
    jenis_isi: str,
) -> HttpResponseBase:
    penilaian = _find(request, tahun, kode)
    require(permissions.can_read_evaluator(Hubungan(request.user, penilaian)))
    dokumen = _dokumen(request, penilaian, _open_sheet(penilaian))
    versi, hari = ("draf" if dokumen.draf else "v1"), dokumen.dicetak
    nama = _file_name(penilaian, versi, hari, akhiran)
    return download(BytesIO(write(dokumen)), nama, jenis_isi)


def _file_name(penilaian: Penilaian, versi: str, hari: date, akhiran: str) -> str:
    return write_nama_berkas(
        penilaian.tahun_evaluasi, "LHE", penilaian.singkatan, versi, hari, akhiran=akhiran
    )


def _today(request: Request) -> date:
    return request.user.instansi.hari_ini
