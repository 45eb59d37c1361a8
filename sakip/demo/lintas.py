"""What units of the demo ask of each other: agreed, refused, and one that waits for the health office."""

from datetime import timedelta

from sakip.demo.organisasi import Pemeran
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.lintas import approve_lintas, create_lintas, return_lintas
from sakip.perencanaan.models import Lintas, Simpul, Versi

# Who asks, whom, for what.
SEPAKAT = ("05", "06", "Air bersih dan jamban sehat di 40 desa lokus stunting")
TOLAK = ("05", "07", "Lantai rumah layak bagi 200 keluarga penderita TB")
TUNGGU = ("10", "05", "Pemeriksaan kesehatan bagi keluarga miskin yang baru didata")


def seed_lintas(pemeran: Pemeran) -> None:
    """Three requests with what became of them."""
    yes, no, _ = (_ask(pemeran, *row) for row in (SEPAKAT, TOLAK, TUNGGU))
    mitra = Simpul.objects.get(periode__perangkat_daerah=yes.perangkat_daerah, kode="R06.1")
    note = "Masuk rencana kerja tahun depan."
    approve_lintas(yes, simpul_mitra=mitra, catatan=note, acting_user=pemeran.kepala["06"])
    reason = "Datanya belum terpadu; usulkan lagi setelah verifikasi desa."
    return_lintas(no, alasan=reason, acting_user=pemeran.kepala["07"])


def _ask(pemeran: Pemeran, dari: str, kepada: str, sumbangan: str) -> Lintas:
    versi = Versi.objects.berlaku().get(
        instansi=pemeran.instansi, periode__perangkat_daerah__kode=dari
    )
    rows = PerangkatDaerah.objects.filter(instansi=pemeran.instansi, kode__in=(dari, kepada))
    units = {row.kode: row for row in rows}
    row = Lintas(
        simpul=Simpul.objects.get(periode=versi.periode, kode=f"R{dari}"),
        pengusul=units[dari],
        perangkat_daerah=units[kepada],
        sumbangan=sumbangan,
        tenggat=pemeran.instansi.hari_ini + timedelta(days=210),
    )
    return create_lintas(versi, row, acting_user=pemeran.operator[dari])
