"""Fills an empty database with the two agencies of the demo, in one transaction."""

from django.db import transaction

from sakip.demo.aksi import seed_aksi
from sakip.demo.anggaran import make_anggaran
from sakip.demo.bukti import seed_bukti
from sakip.demo.evaluasi import seed_evaluasi
from sakip.demo.jalan import seed_jalan
from sakip.demo.lapangan import seed_lapangan
from sakip.demo.lemari import seed_lemari
from sakip.demo.lintas import seed_lintas
from sakip.demo.organisasi import Pemeran, seed_kabupaten, seed_kota
from sakip.demo.pagu import make_murni, make_perubahan, make_serapan
from sakip.demo.pengukuran import seed_pengukuran
from sakip.demo.percakapan import seed_percakapan
from sakip.demo.perjanjian import seed_perjanjian
from sakip.demo.permintaan import seed_permintaan
from sakip.demo.rencana import make_renstra, make_renstra_kota, make_rpjmd
from sakip.demo.revisi import seed_revisi
from sakip.demo.rpd import seed_kelanjutan, seed_rpd
from sakip.perencanaan.actions.anggaran import import_anggaran
from sakip.perencanaan.actions.pagu import import_pagu
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.actions.serapan import import_serapan
from sakip.rules.tanggal import triwulan_of
from sakip.web.scope import SEMUA, instansi_scope


@transaction.atomic
def seed() -> None:
    """Both agencies, with plans, quarters and evaluations; the same every time for the same day."""
    with instansi_scope(SEMUA):
        kabupaten = seed_kabupaten()
        tahun = kabupaten.instansi.hari_ini.year
        seed_rpd(kabupaten, tahun)
        _seed_rencana(kabupaten, tahun)
        seed_kelanjutan(kabupaten)
        seed_aksi(kabupaten)
        seed_pengukuran(kabupaten)
        seed_perjanjian(kabupaten)
        if changed := list(make_perubahan(kabupaten.instansi.hari_ini)):
            import_pagu(changed, acting_user=kabupaten.orang["bappeda"])
        seed_evaluasi(kabupaten)
        seed_jalan(kabupaten)
        seed_lintas(kabupaten)
        seed_permintaan(kabupaten)
        seed_revisi(kabupaten)
        seed_lemari(kabupaten)
        seed_bukti(kabupaten)
        seed_lapangan(kabupaten)
        seed_percakapan(kabupaten)
        _seed_kota(seed_kota())


def _seed_rencana(pemeran: Pemeran, tahun: int) -> None:
    bappeda = pemeran.orang["bappeda"]
    import_rencana(make_rpjmd(tahun), acting_user=bappeda)
    for rencana in make_renstra(tahun):
        import_rencana(rencana, acting_user=bappeda)
    triwulan = triwulan_of(pemeran.instansi.hari_ini)
    import_anggaran(list(make_anggaran(tahun, triwulan)), acting_user=bappeda)
    import_pagu(list(make_murni(tahun)), acting_user=bappeda)
    import_serapan(list(make_serapan(tahun, triwulan)), acting_user=bappeda)


def _seed_kota(pemeran: Pemeran) -> None:
    tahun = pemeran.instansi.hari_ini.year
    rencana = make_renstra_kota("02", "Dinas Kesehatan", tahun)
    import_rencana(rencana, acting_user=pemeran.operator["02"])
    seed_pengukuran(pemeran)
