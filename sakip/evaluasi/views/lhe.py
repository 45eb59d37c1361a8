"""The report of an evaluation (LHE): its page, and the same as PDF and DOCX."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from sakip.audit.actions import require
from sakip.cetak.docx import JENIS_DOCX, write_docx
from sakip.cetak.dokumen import Dokumen, write_nama_berkas
from sakip.cetak.pdf import JENIS_PDF, write_pdf
from sakip.evaluasi import permissions
from sakip.evaluasi.lhe import load_dokumen
from sakip.evaluasi.models import Penilaian, Tahap
from sakip.evaluasi.sudut import Sudut, load_sudut
from sakip.evaluasi.views.lke import find_penilaian
from sakip.web.downloads import download
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def lhe(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """The report on a page; before the end a preview for those who may see the grades."""
    sudut = _sudut(request, tahun, kode)
    penilaian = sudut.lembar.penilaian
    kurang = sudut.lembar.belum_dinilai(Tahap.EVALUATOR)
    ready = bool(sudut.melihat_evaluator) and not kurang
    context = {
        "penilaian": penilaian,
        "periode": (tahun, tw),
        "melihat_evaluator": sudut.melihat_evaluator,
        "kurang": kurang,
        "dokumen": load_dokumen(sudut.lembar, tanggal=_today(request)) if ready else None,
        "rekomendasi": [
            (row, permissions.can_approve_rekomendasi(sudut.orang, row))
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


def _sudut(request: Request, tahun: int, kode: str) -> Sudut:
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        raise Http404
    return load_sudut(request.user, penilaian)


def _download(
    request: Request,
    tahun: int,
    kode: str,
    write: Callable[[Dokumen], bytes],
    akhiran: str,
    jenis_isi: str,
) -> HttpResponseBase:
    sudut = _sudut(request, tahun, kode)
    require(sudut.melihat_evaluator)
    dokumen = load_dokumen(sudut.lembar, tanggal=_today(request))
    versi, hari = ("draf" if dokumen.draf else "v1"), dokumen.dicetak
    nama = _file_name(sudut.lembar.penilaian, versi, hari, akhiran)
    return download(BytesIO(write(dokumen)), nama, jenis_isi)


def _file_name(penilaian: Penilaian, versi: str, hari: date, akhiran: str) -> str:
    return write_nama_berkas(
        penilaian.tahun_evaluasi, "LHE", penilaian.singkatan, versi, hari, akhiran=akhiran
    )


def _today(request: Request) -> date:
    return request.user.instansi.hari_ini
