"""Figures that units of the demo ask of each other: one answered, one that waits for the health office."""

from datetime import timedelta

from sakip.demo.organisasi import Pemeran
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.permintaan import create_permintaan, submit_permintaan
from sakip.perencanaan.models import IsiIndikator, PermintaanData
from sakip.rules.tanggal import triwulan_of

# The indicator, who is asked, for what.
TERJAWAB = ("IK02", "15", "Kematian ibu dan kelahiran hidup menurut akta")
TUNGGU = ("IK11", "05", "Penduduk miskin ekstrem yang menerima layanan kesehatan gratis")


def seed_permintaan(pemeran: Pemeran) -> None:
    """Two requests for the quarter that is open."""
    done = _ask(pemeran, *TERJAWAB)
    submit_permintaan(
        done, jawaban="2/2760", catatan="Akta yang terbit sampai hari ini.",
        acting_user=pemeran.operator["15"],
    )  # fmt: skip
    _ask(pemeran, *TUNGGU)


def _ask(pemeran: Pemeran, kode: str, kepada: str, diminta: str) -> PermintaanData:
    today = pemeran.instansi.hari_ini
    sheets = IsiIndikator.objects.filter(instansi=pemeran.instansi).berlaku()
    isi = sheets.select_related("indikator", "perangkat_daerah").get(indikator__kode=kode)
    row = PermintaanData(
        indikator=isi.indikator,
        tahun=today.year,
        ke=triwulan_of(today),
        pengusul=isi.perangkat_daerah,
        perangkat_daerah=PerangkatDaerah.objects.get(instansi=pemeran.instansi, kode=kepada),
        diminta=diminta,
        tenggat=today + timedelta(days=7),
    )
    return create_permintaan(row, acting_user=pemeran.operator[isi.perangkat_daerah.kode])
