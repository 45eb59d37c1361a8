"""The health office with a plan, its head, the region's head, and money."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import Isi, store_isi
from sakip.organisasi.models import Jabatan, Pengguna, Peran, PerangkatDaerah
from sakip.perencanaan.actions.pagu import BarisPagu, import_pagu
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import Indikator
from sakip.perencanaan.rencana import BarisIndikator, BarisSimpul, Rencana
from sakip.perjanjian.actions.perjanjian import sign_pk, submit_pk
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.perjanjian.susun import Pengajuan
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.target import JenisTarget, Target
from sakip.tests.builders import make_jabatan, make_pengguna

HARI = date(2026, 1, 28)


def angka(nilai: int) -> Target:
    return Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))


def indikator(kode: str, simpul: str, nama: str, nilai: int = 80, *, unit: str = "05"):
    return BarisIndikator(
        kode=kode, simpul=simpul, unit=unit, nama=nama, satuan="%", rumus=Rumus.RASIO, arah=Arah.NAIK,
        agregasi=Agregasi.POSISI_AKHIR, frekuensi=Frekuensi.TRIWULANAN, sumber="Register",
        target_tahun={2026: angka(nilai), 2027: angka(nilai + 1)},
        target_triwulan={(2026, tw): angka(nilai) for tw in range(1, 5)},
    )  # fmt: skip


SIMPUL = (
    BarisSimpul("S1", "sasaran", "Ibu selamat saat melahirkan", "", "05", "Ibu hamil"),
    BarisSimpul("P1", "program", "Program upaya kesehatan", "S1", "05", nomenklatur="1.02.02"),
    BarisSimpul("K1", "kegiatan", "Layanan ibu hamil", "P1", "05", nomenklatur="1.02.02.2.02"),
)
RENSTRA = Rencana(
    "renstra", 2025, 2029, "05", SIMPUL,
    (
        indikator("I1", "S1", "Persalinan di fasilitas kesehatan"),
        indikator("I2", "P1", "Layanan sesuai standar"),
    ),
)  # fmt: skip
DPA = [
    BarisPagu("05", 2026, 0, "1.02.02.2.02.0001", "Layanan ibu hamil", "APBD", Decimal(700)),
    BarisPagu("05", 2026, 0, "1.02.02.2.02.0001", "Layanan ibu hamil", "DAK", Decimal(300)),
    BarisPagu("05", 2026, 0, "1.02.09.2.01.0001", "Lain-lain", "APBD", Decimal(50)),
]


@dataclass
class Kantor:
    """What a test speaks of, and the ways to send and sign."""

    dinkes: PerangkatDaerah
    sari: Pengguna
    kepala: Jabatan
    bupati: Jabatan
    pengajuan: Pengajuan = field(default_factory=lambda: Pengajuan(HARI, "Contoh"))

    def submit(self, jabatan=None, **lain) -> PerjanjianKinerja:
        pengajuan = Pengajuan(**{"tanggal": HARI, "tempat": "Contoh"} | lain)
        return submit_pk(jabatan or self.kepala, 2026, pengajuan, acting_user=self.sari)

    def sign(self, jabatan=None, tanggal=HARI, **lain) -> PerjanjianKinerja:
        row = self.submit(jabatan, **{"tanggal": tanggal} | lain)
        sign_pk(row, scan(str(row.pk)), tanggal=tanggal, acting_user=self.sari)
        return row

    def indikator(self, kode: str) -> Indikator:
        return Indikator.objects.get(instansi=self.dinkes.instansi, kode=kode)


def scan(teks: str) -> Isi:
    file = SimpleUploadedFile(f"pk-{teks}.txt", f"PK bertanda tangan {teks}.".encode())
    return store_isi(check_unggahan(file))


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """Papers of a test lie in a folder of its own."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def surya(kabupaten):
    """Surya is the head of the region."""
    return make_pengguna(kabupaten, Peran.PIMPINAN, username="surya", nama="Surya")


@pytest.fixture
def kantor(dinkes, sari, siti, surya, rina) -> Kantor:
    bupati = make_jabatan(dinkes, nama="Bupati Contoh", jenjang=Jabatan.Jenjang.KEPALA_DAERAH)
    kepala = make_jabatan(
        dinkes, nama="Kepala Dinas Kesehatan", jenjang=Jabatan.Jenjang.JPT_PRATAMA, atasan=bupati
    )
    import_rencana(RENSTRA, acting_user=rina)
    import_pagu(DPA, acting_user=rina)
    return Kantor(dinkes, sari, kepala, bupati)
