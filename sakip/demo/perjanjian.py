"""Positions and the year's agreements of the demo: most signed in January, two anew after the mutasi."""

from dataclasses import dataclass
from datetime import date

from sakip.berkas.storage import Isi, berkas_store
from sakip.cetak.dokumen import Dokumen, Paragraf
from sakip.cetak.pdf import JENIS_PDF, write_pdf
from sakip.demo.mutasi import load_tanggal_mutasi
from sakip.demo.organisasi import PANGKAT, Pemeran
from sakip.organisasi.actions.jabatan import create_jabatan
from sakip.organisasi.actions.pengguna import create_pengguna
from sakip.organisasi.actions.penugasan import create_penugasan
from sakip.organisasi.models import Jabatan, Pengguna, Peran, PerangkatDaerah
from sakip.perencanaan.models import Simpul
from sakip.perjanjian.actions.ampuan import update_ampuan
from sakip.perjanjian.actions.bentuk import update_bentuk_pk
from sakip.perjanjian.actions.iku import create_penetapan_iku
from sakip.perjanjian.actions.perjanjian import close_pk, sign_pk, submit_pk
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.perjanjian.susun import Pengajuan
from sakip.rules.perjanjian import Bentuk
from sakip.rules.tanggal import write_tanggal

# Waiting for signatures, and not sent at all.
MENUNGGU = {"09", "K07"}
BELUM = {"35", "K12"}
# Units whose new head already has a PK of his own.
SUDAH_BERGANTI = ("06", "11")
DINKES = "05"
JULUKAN = {
    "01": "Sekretaris Daerah", "02": "Sekretaris DPRD", "03": "Inspektur", "08": "Kepala Satpol PP",
    "34": "Kepala Pelaksana BPBD", "37": "Direktur RSUD Tipe B", "38": "Direktur RSUD Tipe D",
}  # fmt: skip


@dataclass(slots=True)
class _Meja:
    """Who writes, on which day, for which year."""

    pemeran: Pemeran
    tanggal: date

    def sign(self, jabatan: Jabatan, tanggal: date, pengajuan: Pengajuan) -> None:
        """Send, and file a paper that says it was signed."""
        operator = self._operator(jabatan)
        row = submit_pk(jabatan, tanggal.year, pengajuan, acting_user=operator)
        sign_pk(row, _scan(row), tanggal=tanggal, acting_user=operator)

    def submit(self, jabatan: Jabatan) -> None:
        """Send, and leave it waiting."""
        operator = self._operator(jabatan)
        submit_pk(jabatan, self.tanggal.year, self.murni, acting_user=operator)

    @property
    def murni(self) -> Pengajuan:
        """The first PK of a year."""
        return Pengajuan(self.tanggal, "Contoh")

    def _operator(self, jabatan: Jabatan) -> Pengguna:
        if jabatan.jenjang == Jabatan.Jenjang.KEPALA_DAERAH:
            return self.pemeran.bagor
        return self.pemeran.operator[jabatan.perangkat_daerah.kode]


def seed_perjanjian(pemeran: Pemeran) -> None:
    """Positions for every unit, the form the region chose, and the PK of the running year."""
    today = pemeran.instansi.hari_ini
    meja = _Meja(pemeran, min(today, date(today.year, 1, 28)))
    heads = _seed_jabatan(pemeran)
    bentuk = Bentuk(True, False, True, {"administrator": "administrator"})
    update_bentuk_pk(today.year, bentuk, revisi=None, acting_user=pemeran.bagor)
    for kode, jabatan in heads.items():
        if kode in MENUNGGU:
            meja.submit(jabatan)
        elif kode not in BELUM:
            meja.sign(jabatan, meja.tanggal, meja.murni)
    _seed_bawahan(pemeran, heads[DINKES])
    _seed_iku(pemeran, meja.tanggal)
    mutasi = load_tanggal_mutasi(today)
    if mutasi.year == today.year:
        for kode in SUDAH_BERGANTI:
            _replace(meja, heads[kode], mutasi)


def _seed_jabatan(pemeran: Pemeran) -> dict[str, Jabatan]:
    """The region's head and the head of every unit; a hospital answers to the health office."""
    admin = pemeran.admin
    units = PerangkatDaerah.objects.filter(instansi=pemeran.instansi).order_by("kode")
    by_kode = {unit.kode: unit for unit in units}
    bupati = create_jabatan(
        acting_user=admin, perangkat_daerah=by_kode["01"], nama="Bupati Contoh",
        jenjang=Jabatan.Jenjang.KEPALA_DAERAH,
    )  # fmt: skip
    heads = {"": bupati}
    for kode, unit in by_kode.items():
        is_camat = kode.startswith("K")
        nama = (
            f"Camat {unit.nama.removeprefix('Kecamatan ')}" if is_camat else f"Kepala {unit.nama}"
        )
        level = Jabatan.Jenjang.ADMINISTRATOR if is_camat else Jabatan.Jenjang.JPT_PRATAMA
        above = heads[DINKES] if kode in ("37", "38") else bupati
        heads[kode] = create_jabatan(
            acting_user=admin, perangkat_daerah=unit, nama=JULUKAN.get(kode, nama), jenjang=level,
            atasan=above,
        )  # fmt: skip
    return heads


def _seed_bawahan(pemeran: Pemeran, kepala: Jabatan) -> None:
    """Two heads of bidang at the health office; one carries its programme."""
    unit, admin = kepala.perangkat_daerah, pemeran.admin
    for username, orang, nama in (
        ("kabid.kesmas", "Lina Marlina", "Kepala Bidang Kesehatan Masyarakat"),
        ("kabid.p2p", "Agus Salim", "Kepala Bidang Pencegahan Penyakit"),
    ):
        jabatan = create_jabatan(
            acting_user=admin, perangkat_daerah=unit, nama=nama, atasan=kepala,
            jenjang=Jabatan.Jenjang.ADMINISTRATOR,
        )  # fmt: skip
        person = create_pengguna(
            acting_user=admin, username=username, nama=orang, pangkat=PANGKAT[Peran.PEGAWAI]
        )
        create_penugasan(
            person, acting_user=admin, peran=Peran.PEGAWAI, perangkat_daerah=unit, jabatan=jabatan,
            mulai=unit.aktif_sejak,
        )  # fmt: skip
    program = Simpul.objects.get(instansi=pemeran.instansi, kode=f"R{DINKES}.1")
    first = Jabatan.objects.get(atasan=kepala, nama__endswith="Masyarakat")
    update_ampuan(
        unit, pemeran.instansi.hari_ini.year, {program.pk: first.pk}, lihat={},
        acting_user=pemeran.operator[DINKES],
    )  # fmt: skip


def _seed_iku(pemeran: Pemeran, tanggal: date) -> None:
    """The decisions that set the chief indicators, of the region and of most units."""
    create_penetapan_iku(
        None, nomor=f"188.45/41/KEP/{tanggal.year}", tanggal=tanggal,
        tentang="IKU Pemerintah Kabupaten Contoh", acting_user=pemeran.orang["bappeda"],
    )  # fmt: skip
    for kode, operator in pemeran.operator.items():
        if kode not in MENUNGGU | BELUM:
            unit = PerangkatDaerah.objects.get(instansi=pemeran.instansi, kode=kode)
            create_penetapan_iku(
                unit, nomor=f"800/{kode}/IKU/{tanggal.year}", tanggal=tanggal,
                tentang=f"IKU {unit.nama}", acting_user=operator,
            )  # fmt: skip


def _replace(meja: _Meja, jabatan: Jabatan, mutasi: date) -> None:
    """Close the PK of the head who left, and sign the one of the head who came."""
    kode = jabatan.perangkat_daerah.kode
    old = PerjanjianKinerja.objects.get(jabatan=jabatan, status="ditandatangani")
    close_pk(old, tanggal=mutasi, acting_user=meja.pemeran.operator[kode])
    uraian = f"Kepala baru bertugas sejak {write_tanggal(mutasi)}"
    meja.sign(jabatan, mutasi, Pengajuan(mutasi, "Contoh", "pejabat", uraian))


def _scan(row: PerjanjianKinerja) -> Isi:
    """A stand-in for the signed paper: the demo has no scanner."""
    paper = Dokumen(
        judul=f"{row} bertanda tangan", kop=(), dicetak=row.tanggal,
        isi=(Paragraf(f"Pindaian contoh {row.jabatan.nama}, tanda keutuhan isi {row.hash}."),),
    )  # fmt: skip
    stored = berkas_store().write([write_pdf(paper)])
    return Isi(stored.sha256, stored.ukuran, JENIS_PDF, f"{row} {row.jabatan.nama}.pdf"[:150])
