"""The report of an evaluation (LHE): its page, and the same as PDF and DOCX with the working paper (KKE)."""

from collections.abc import Callable
from io import BytesIO

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from sakip.audit.actions import require
from sakip.cetak.docx import JENIS_DOCX, write_docx
from sakip.cetak.dokumen import Dokumen, write_nama_berkas
from sakip.cetak.pdf import JENIS_PDF, write_pdf
from sakip.evaluasi import permissions
from sakip.evaluasi.terbitan import Terbitan
from sakip.evaluasi.views.lke import find_penilaian
from sakip.web.downloads import download
from sakip.web.http import Request
from sakip.web.render import render

JENIS_ISI: dict[str, tuple[Callable[[Dokumen], bytes], str]] = {
    "pdf": (write_pdf, JENIS_PDF),
    "docx": (write_docx, JENIS_DOCX),
}


@require_GET
def lhe(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """The report on a page; before the end a preview for those who may see the grades."""
    terbitan = _find(request, tahun, kode)
    penilaian, orang = terbitan.penilaian, terbitan.orang
    melihat = permissions.can_read_evaluator(orang)
    kurang = terbitan.belum_dinilai()
    context = {
        "penilaian": penilaian,
        "periode": (tahun, tw),
        "melihat_evaluator": melihat,
        "kurang": kurang,
        "dokumen": terbitan.dokumen if melihat and not kurang else None,
        "riwayat": terbitan.riwayat,
        "dipilih": terbitan.dipilih,
        "rekomendasi": [
            (row, permissions.can_approve_rekomendasi(orang, row))
            for row in penilaian.rekomendasi_set.for_list()
        ],
    }
    return render(request, "evaluasi/lhe.html", context)


@require_GET
def lhe_berkas(request: Request, tahun: int, tw: int, kode: str, akhiran: str) -> HttpResponseBase:
    """The report with the working paper as its annex, as PDF or DOCX."""
    terbitan = _find(request, tahun, kode)
    require(permissions.can_read_evaluator(terbitan.orang))
    return _download(terbitan, "LHE", terbitan.write_laporan(), akhiran)


@require_GET
def kke_berkas(request: Request, tahun: int, tw: int, kode: str, akhiran: str) -> HttpResponseBase:
    """The working paper alone, as PDF or DOCX, also while it is still filled in."""
    terbitan = _find(request, tahun, kode)
    require(permissions.can_read_evaluator(terbitan.orang))
    return _download(terbitan, "KKE", terbitan.write_kertas(), akhiran)


def _find(request: Request, tahun: int, kode: str) -> Terbitan:
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        raise Http404
    return Terbitan(request.user, penilaian, request.GET.get("versi", ""))


def _download(terbitan: Terbitan, jenis: str, dokumen: Dokumen, akhiran: str) -> HttpResponseBase:
    penilaian, dipilih = terbitan.penilaian, terbitan.dipilih
    write, jenis_isi = JENIS_ISI[akhiran]
    nama = write_nama_berkas(
        penilaian.tahun_evaluasi,
        jenis,
        penilaian.singkatan,
        f"v{dipilih.nomor}" if dipilih else "draf",
        dokumen.dicetak,
        akhiran=akhiran,
    )
    return download(BytesIO(write(dokumen)), nama, jenis_isi)
