"""The list of units on paper."""

from collections.abc import Iterable
from io import BytesIO

from django.http import FileResponse
from django.views.decorators.http import require_GET

from sakip.cetak.bentuk import BENTUK
from sakip.cetak.dokumen import Dokumen, Fakta, Kolom, Tabel, write_nama_berkas
from sakip.organisasi.models import Instansi, JenisPenugasan, Penugasan, PerangkatDaerah
from sakip.organisasi.models.penugasan import prefetch_kepala
from sakip.rules.tanggal import day_in_triwulan, write_tanggal, write_triwulan
from sakip.web.downloads import download
from sakip.web.http import Request

KOLOM = (
    Kolom("No", angka=True),
    Kolom("Kode", lebar=2),
    Kolom("Nama", lebar=7),
    Kolom("Jenis", lebar=3),
    Kolom("Kepala", lebar=5),
)


@require_GET
def perangkat_daerah_cetak(request: Request, tahun: int, tw: int, akhiran: str) -> FileResponse:
    """The units active in this period, as far as this cap reaches, as PDF or DOCX."""
    instansi = request.user.instansi
    pada = day_in_triwulan(tahun, tw, instansi.hari_ini)
    rows = PerangkatDaerah.objects.visible_to(request.user).active_on(pada).for_list()
    units = rows.prefetch_related(prefetch_kepala(pada))
    dokumen = _compose(units, instansi, f"{write_triwulan(tw, tahun)}, {write_tanggal(pada)}")
    nama = write_nama_berkas(
        tahun, f"TW{tw}", "PerangkatDaerah", instansi.hari_ini, akhiran=akhiran
    )
    bentuk = BENTUK[akhiran]
    return download(BytesIO(bentuk.write(dokumen)), nama, bentuk.jenis_isi)


def _compose(units: Iterable[PerangkatDaerah], instansi: Instansi, keadaan: str) -> Dokumen:
    baris = tuple(
        (str(n), unit.kode, unit.nama, unit.get_jenis_display(), _kepala(unit))
        for n, unit in enumerate(units, start=1)
    )
    return Dokumen(
        judul=f"Daftar {instansi.sebutan_perangkat_daerah}",
        kop=(f"Pemerintah {instansi.nama}",),
        dicetak=instansi.hari_ini,
        isi=(
            Fakta((("Keadaan", keadaan), ("Jumlah", f"{len(baris)} unit"))),
            Tabel(f"{instansi.sebutan_perangkat_daerah} yang aktif", KOLOM, baris),
        ),
    )


def _kepala(unit: PerangkatDaerah) -> str:
    """Who heads the unit, with Plt., Plh. or Pj. where he is not definitif."""
    heads: list[Penugasan] = vars(unit)["kepala"]  # what `prefetch_kepala` put there
    return ", ".join(map(_holder, heads)) or "Belum ada"


def _holder(head: Penugasan) -> str:
    if head.jenis == JenisPenugasan.DEFINITIF:
        return head.pengguna.nama
    return f"{head.get_jenis_display()} {head.pengguna.nama}"
