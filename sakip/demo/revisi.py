"""Two Renstra under revision: one being written, one that waits for Bappeda."""

from decimal import Decimal

from sakip.demo.organisasi import Pemeran
from sakip.organisasi.models import Pengguna
from sakip.perencanaan.actions.draf import update_draf
from sakip.perencanaan.actions.versi import create_draf, submit_draf
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.isi import isi_of, token
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, PeriodeRencana, TargetTahun, Versi
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.suntingan import TambahSimpul, UbahSimpul
from sakip.perencanaan.suntingan_indikator import UbahTarget
from sakip.rules.target import JenisTarget, Target

DITULIS, DIAJUKAN = "05", "06"
ALASAN = "Sudah dibahas dalam rapat penyelarasan Renstra dengan Bappeda."


def seed_revisi(pemeran: Pemeran) -> None:
    """Open both drafts, and hand one of them over."""
    _revise(pemeran, DITULIS)
    versi = _revise(pemeran, DIAJUKAN)
    submit_draf(
        versi,
        alasan={one.kunci: ALASAN for one in find_temuan(versi)},
        keputusan={row.kunci: row.pilihan[0][0] for row in compute_dampak(versi)},
        acting_user=pemeran.operator[DIAJUKAN],
    )


def _revise(pemeran: Pemeran, kode: str) -> Versi:
    """A statement sharpened, a promise raised, a kegiatan added."""
    user = pemeran.operator[kode]
    periode = PeriodeRencana.objects.get(
        instansi=pemeran.instansi, perangkat_daerah__kode=kode, versi_set__status="berlaku"
    )
    versi = create_draf(periode, alasan="Menyesuaikan target dengan capaian.", acting_user=user)
    nodes = {
        row.simpul.kode: row
        for row in IsiSimpul.objects.di_versi(versi).select_related("simpul", "perangkat_daerah")
    }
    sasaran, program = nodes[f"R{kode}"], nodes[f"R{kode}.1"]
    nama = sasaran.perangkat_daerah.nama if sasaran.perangkat_daerah else ""
    words = {"pernyataan": f"Kepuasan pengguna layanan {nama} meningkat"}
    update_draf(
        versi, UbahSimpul(sasaran.simpul_id, token(isi_of(sasaran)), words), acting_user=user
    )
    update_draf(
        versi,
        TambahSimpul(program.simpul_id, "Pelayanan jemput bola ke desa", jenjang="kegiatan"),
        acting_user=user,
    )
    _raise_target(versi, f"R{kode}.b", user)
    return versi


def _raise_target(versi: Versi, kode: str, user: Pengguna) -> None:
    """Next year's promise, one higher."""
    tahun = versi.instansi.hari_ini.year + 1
    sheet = IsiIndikator.objects.di_versi(versi).get(indikator__kode=kode)
    row = TargetTahun.objects.di_versi(versi).get(indikator=sheet.indikator_id, tahun=tahun)
    nilai = (row.bawah or Decimal(0)) + 1
    target = Target(JenisTarget.ANGKA, nilai, nilai)
    seen = {tahun: token(isi_of(row))}
    update_draf(versi, UbahTarget(sheet.indikator_id, seen, {tahun: target}), acting_user=user)
