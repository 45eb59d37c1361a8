"""The evidence of a row of a sheet, and of a part of a step beside it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sakip.berkas.halaman_bukti import Tempat, bukti_page, gone
from sakip.pengukuran import permissions
from sakip.pengukuran.actions import bukti as actions
from sakip.pengukuran.aksi import load_langkah
from sakip.pengukuran.alamat import address_of, address_of_aksi
from sakip.pengukuran.models import BuktiAksi, BuktiRealisasi, LembarRealisasi, Masa, Potret
from sakip.rules.tanggal import triwulan_of_bulan
from sakip.web.http import Request


@require_http_methods(["GET", "POST"])
def bukti_realisasi(request: Request, pk: int, potret: int) -> HttpResponse:
    """What proves the figure of one row."""
    lembar = _lembar(request, pk)
    rows = Potret.objects.filter(masa=lembar.masa_id, perangkat_daerah=lembar.perangkat_daerah_id)
    row = get_object_or_404(rows.select_related("indikator"), pk=potret)
    tempat = _tempat(
        lembar,
        judul=f"{row.indikator.kode} {row.nama}",
        sel=f"bukti-{row.pk}",
        kembali=f"{address_of(lembar)}#baris-{row.pk}",
        bukti=BuktiRealisasi.objects.filter(potret=row),
        hapus="pengukuran:bukti_realisasi_delete",
        can=permissions.can_update_bukti(request.user, lembar),
    )
    act, user = actions.create_bukti_realisasi, request.user
    return bukti_page(
        request, tempat, lambda t: act(lembar, potret=row, tunjukan=t, acting_user=user)
    )


@require_POST
def bukti_realisasi_delete(request: Request, pk: int) -> HttpResponse:
    """Take a pointer of a row away."""
    rows = BuktiRealisasi.objects.visible_to(request.user).select_related("potret", "berkas")
    row = get_object_or_404(rows, pk=pk)
    lembar = _lembar_of(row.potret.perangkat_daerah_id, row.potret.masa_id)
    actions.delete_bukti_realisasi(lembar, bukti=row, acting_user=request.user)
    address = reverse("pengukuran:bukti_realisasi", args=[lembar.pk, row.potret_id])
    return gone(request, row.berkas.nama, address)


@require_http_methods(["GET", "POST"])
def bukti_aksi(request: Request, pk: int, aksi: int, bulan: int) -> HttpResponse:
    """What proves that a part of a step was done."""
    lembar = _lembar(request, pk)
    found = [row for row in load_langkah(lembar) if (row.aksi.pk, row.bulan) == (aksi, bulan)]
    if not found:
        raise Http404
    tempat = _tempat(
        lembar,
        judul=f"{found[0].aksi.langkah}, {found[0].waktu}",
        sel=f"bukti-{found[0].kunci}",
        kembali=f"{address_of_aksi(lembar)}#bukti-{found[0].kunci}",
        bukti=BuktiAksi.objects.filter(aksi=aksi, bulan=bulan),
        hapus="pengukuran:bukti_aksi_delete",
        can=permissions.can_update_bukti_aksi(request.user, lembar),
    )
    act, user = actions.create_bukti_aksi, request.user
    return bukti_page(
        request, tempat, lambda t: act(lembar, langkah=found[0], tunjukan=t, acting_user=user)
    )


@require_POST
def bukti_aksi_delete(request: Request, pk: int) -> HttpResponse:
    """Take a pointer of a step away; of the sheet in whose period the part falls due."""
    rows = BuktiAksi.objects.visible_to(request.user).select_related("aksi", "berkas")
    row = get_object_or_404(rows, pk=pk)
    masa = Masa.objects.visible_to(request.user).pada(row.aksi.tahun, triwulan_of_bulan(row.bulan))
    lembar = _lembar_of(row.aksi.perangkat_daerah_id, masa)
    actions.delete_bukti_aksi(lembar, bukti=row, acting_user=request.user)
    address = reverse("pengukuran:bukti_aksi", args=[lembar.pk, row.aksi_id, row.bulan])
    return gone(request, row.berkas.nama, address)


def _lembar(request: Request, pk: int) -> LembarRealisasi:
    rows = LembarRealisasi.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("masa__instansi", "perangkat_daerah"), pk=pk)


def _lembar_of(unit: int, masa: Masa | int | None) -> LembarRealisasi:
    """The sheet of a pointer; who sees the one sees the other."""
    rows = LembarRealisasi.objects.filter(perangkat_daerah=unit, masa=masa)
    return get_object_or_404(rows.select_related("masa__instansi", "perangkat_daerah"))


def _tempat(lembar: LembarRealisasi, judul: str, kembali: str, **lain: Any) -> Tempat:
    masa, unit = lembar.masa, lembar.perangkat_daerah
    jejak = (
        ("Realisasi", reverse("pengukuran:lembar_list", args=[masa.tahun, masa.tw])),
        (unit.singkatan, kembali),
        ("Bukti", ""),
    )
    return Tempat(judul=judul, jejak=jejak, kembali=kembali, unit=unit, **lain)
