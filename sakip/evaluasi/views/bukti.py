"""The evidence of a criterion."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.berkas.halaman_bukti import Tempat, bukti_page, gone
from sakip.evaluasi import permissions, permissions_bukti
from sakip.evaluasi.actions import bukti as actions
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.lembar import blank_lembar
from sakip.evaluasi.models import BuktiKriteria, Penilaian, PermintaanBukti
from sakip.evaluasi.views.penilaian import address_of, get_penilaian
from sakip.rules.instrumen import Kriteria, Subkomponen
from sakip.rules.tanggal import triwulan_of
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def bukti_kriteria(request: Request, pk: int, kriteria: str) -> HttpResponse:
    """What proves one criterion."""
    require(permissions.can_read_evaluasi(request.user))
    penilaian = get_penilaian(request, pk)
    tempat = _tempat(request, penilaian, kriteria)
    act, user = actions.create_bukti_kriteria, request.user
    return bukti_page(
        request, tempat, lambda t: act(penilaian, kriteria=kriteria, tunjukan=t, acting_user=user)
    )


@require_POST
def bukti_kriteria_delete(request: Request, pk: int) -> HttpResponse:
    """Take a pointer away."""
    rows = BuktiKriteria.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("penilaian__perangkat_daerah", "berkas"), pk=pk)
    actions.delete_bukti_kriteria(row, acting_user=request.user)
    address = reverse("evaluasi:bukti_kriteria", args=[row.penilaian_id, row.kriteria])
    return gone(request, row.berkas.nama, address)


@require_POST
def permintaan_bukti_create(request: Request, pk: int, kriteria: str) -> HttpResponse:
    """Ask the evaluated for evidence of one criterion."""
    require(permissions.can_read_evaluasi(request.user))
    penilaian = get_penilaian(request, pk)
    row = actions.create_permintaan_bukti(
        penilaian,
        kriteria=kriteria,
        diminta=request.POST.get("diminta", ""),
        acting_user=request.user,
    )
    return _answer(request, penilaian, kriteria, row)


@require_POST
def permintaan_bukti_revoke(request: Request, pk: int) -> HttpResponse:
    """Take a request back."""
    rows = PermintaanBukti.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("penilaian__perangkat_daerah"), pk=pk)
    actions.revoke_permintaan_bukti(row, acting_user=request.user)
    return _answer(request, row.penilaian, row.kriteria, None)


def _answer(
    request: Request, penilaian: Penilaian, kriteria: str, row: PermintaanBukti | None
) -> HttpResponse:
    """The part of the criterion's row, or the whole sheet at that row."""
    if request.htmx:
        context = {"penilaian": penilaian, "kriteria": kriteria, "row": row}
        return render(request, "evaluasi/permintaan_bukti.html", context)
    return redirect(f"{address_of(request, penilaian, 'kke')}#baris-{kriteria}")


def _tempat(request: Request, penilaian: Penilaian, kriteria: str) -> Tempat:
    sub, row = _find(penilaian, kriteria)
    tw = triwulan_of(request.user.instansi.hari_ini)
    where = {"tahun": penilaian.tahun_evaluasi, "tw": tw, "kode": penilaian.kode, "sub": sub.kode}
    kembali = reverse("evaluasi:lke_update", kwargs=where)
    lke = f"LKE {penilaian.singkatan}", address_of(request, penilaian)
    return Tempat(
        judul=f"{row.kode} {row.uraian}",
        sel=sel_of(row.kode),
        jejak=(lke, (sub.kode, kembali), ("Bukti", "")),
        kembali=kembali,
        unit=penilaian.perangkat_daerah,
        bukti=BuktiKriteria.objects.filter(penilaian=penilaian, kriteria=kriteria),
        hapus="evaluasi:bukti_kriteria_delete",
        can=permissions_bukti.can_create_bukti(Hubungan(request.user, penilaian), kriteria),
        pesan=_asked(penilaian, kriteria),
    )


def _asked(penilaian: Penilaian, kriteria: str) -> str:
    """What is asked for and waits."""
    rows = penilaian.permintaan_bukti_set.menunggu().filter(kriteria=kriteria)
    return rows.values_list("diminta", flat=True).first() or ""


def _find(penilaian: Penilaian, kriteria: str) -> tuple[Subkomponen, Kriteria]:
    """The criterion of this code, when the sheet answers it itself. Raises Http404."""
    lembar = blank_lembar(penilaian)
    for sub in lembar.instrumen.subkomponen:
        for row in lembar.kriteria_sendiri(sub):
            if row.kode == kriteria:
                return sub, row
    raise Http404


def sel_of(kriteria: str) -> str:
    """The id of a criterion's place on its page."""
    return f"bukti-{kriteria.replace('.', '-')}"
