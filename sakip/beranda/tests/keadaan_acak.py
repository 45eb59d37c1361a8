"""Random states of everything the work list reads: two offices, an agency of its own beside them."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from sakip.berkas.models import Berkas, Blob
from sakip.conftest import wearing
from sakip.evaluasi.models import Penilaian, Rekomendasi, TimPenilai
from sakip.organisasi.models import Peran
from sakip.pengukuran.models import (
    Addendum,
    BuktiRealisasi,
    BuktiVerifikasi,
    LembarRealisasi,
    Masa,
    Pembukaan,
    Potret,
    Realisasi,
    RealisasiAksi,
    Verifikasi,
)
from sakip.percakapan.models import Komentar, Sebutan
from sakip.perencanaan.models import Anggaran, Lintas, PeriodeRencana, PermintaanData, Versi
from sakip.perjanjian.models import PerjanjianKinerja, RencanaAksi
from sakip.tests.builders import (
    make_instansi,
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
    nomor,
)
from sakip.tests.rencana import make_indikator, make_periode, make_simpul
from sakip.web.clock import now

SE_INSTANSI = (
    Peran.BAGOR, Peran.ADMIN, Peran.BAPPEDA, Peran.BPKAD, Peran.WALIDATA, Peran.EVALUATOR,
    Peran.PENJAMIN_MUTU, Peran.SEKDA, Peran.PIMPINAN,
)  # fmt: skip


class Dunia:
    """An agency with two offices, each with an operator and a head, one indicator-bearing plan each."""

    def __init__(self) -> None:
        self.instansi = make_instansi()
        self.unit = [make_perangkat_daerah(self.instansi) for _ in range(2)]
        self.orang = [make_pengguna(self.instansi, peran) for peran in SE_INSTANSI]
        for unit in self.unit:
            for peran in (Peran.OPERATOR_OPD, Peran.KEPALA_OPD):
                self.orang.append(make_pengguna(self.instansi, peran, unit))
        self.indikator = {u.pk: [make_indikator(u) for _ in range(3)] for u in self.unit}
        self.simpul = {
            u.pk: [make_simpul(self.indikator[u.pk][0].periode) for _ in range(3)]
            for u in self.unit
        }
        self.rpjmd = make_periode(self.instansi)
        for orang in self.orang:
            wearing(orang)


def make_keadaan(acak: Random, dunia: Dunia) -> None:
    """Rows in every state, in this agency."""
    keadaan = _Keadaan(acak, dunia)
    for masa in keadaan.masa():
        for unit in dunia.unit:
            if acak.random() < 0.8:
                keadaan.lembar(masa, unit)
    for unit in dunia.unit:
        keadaan.aksi(unit)
        keadaan.pk(unit)
        keadaan.versi(dunia.indikator[unit.pk][0].periode)
        keadaan.penilaian(unit)
        keadaan.lintas(unit)
        keadaan.permintaan(unit)
    keadaan.versi(dunia.rpjmd)
    keadaan.penilaian(None)
    keadaan.komentar()


class _Keadaan:
    def __init__(self, acak: Random, dunia: Dunia) -> None:
        self.acak, self.dunia, self.saat = acak, dunia, now()
        self.hari_ini = dunia.instansi.hari_ini
        self.sama = {"instansi": dunia.instansi}

    def kira(self, peluang: float) -> bool:
        return self.acak.random() < peluang

    def hari(self, *jarak: int):
        return self.hari_ini + timedelta(days=self.acak.choice(jarak))

    def saat_lain(self, *jarak: int):
        return self.saat + timedelta(days=self.acak.choice(jarak))

    def siapa(self, unit=None):
        return self.acak.choice(
            [o for o in self.dunia.orang if unit is None or o.cap.perangkat_daerah_id == unit.pk]
        )

    def masa(self):
        for jenis, ke in self.acak.sample(
            [("triwulan", 1), ("triwulan", 2), ("triwulan", 4), ("bulan", 5), ("tahun", 1)], 3
        ):
            buka = self.saat_lain(-90, -30, 3)
            tutup = buka + timedelta(days=self.acak.choice((10, 29, 40, 200)))
            yield Masa.objects.create(
                **self.sama, tahun=self.hari_ini.year, jenis=jenis, ke=ke, buka=buka, tutup=tutup,
                kunci=tutup + timedelta(days=self.acak.choice((1, 5))),
            )  # fmt: skip

    def lembar(self, masa, unit):
        status = self.acak.choice(LembarRealisasi.Status.values)
        lembar = LembarRealisasi.objects.create(
            **self.sama, masa=masa, perangkat_daerah=unit, status=status, alasan="Belum jelas.",
            diajukan_oleh=self.siapa(unit) if status in ("diajukan", "disetujui") else None,
            diputus_oleh=self.siapa() if status == "disetujui" else None,
            diisi_oleh=[self.siapa().pk for _ in range(self.acak.choice((0, 0, 1, 2)))],
        )  # fmt: skip
        for indikator in self.acak.sample(self.dunia.indikator[unit.pk], self.acak.randint(0, 3)):
            self.potret(masa, unit, indikator)
        if status == "disetujui" and self.kira(0.4):
            verifikasi = Verifikasi.objects.create(
                **self.sama, lembar=lembar, objek=self.acak.choice(Verifikasi.Objek.values),
                oleh=self.siapa(), pada=self.saat,
            )  # fmt: skip
            if self.kira(0.5):
                BuktiVerifikasi.objects.create(
                    **self.sama, verifikasi=verifikasi, berkas=self.berkas(unit), sha256="lain"
                )
        if masa.jenis == "triwulan" and self.kira(0.3):
            self.pembukaan(lembar, unit)
        if masa.jenis == "triwulan" and self.kira(0.4):
            Anggaran.objects.create(
                **self.sama, perangkat_daerah=unit, tahun=masa.tahun, triwulan=masa.ke,
                pagu=100, realisasi=50,
            )  # fmt: skip

    def potret(self, masa, unit, indikator):
        potret = Potret.objects.create(
            **self.sama, masa=masa, indikator=indikator, perangkat_daerah=unit, versi=1,
            nama=f"Angka {next(nomor)}", satuan="%", rumus="N1", arah="naik", frekuensi="triwulan",
            agregasi=self.acak.choice(("AKH", "RAS")), diukur=self.kira(0.9), target_jenis="angka",
            target_bawah=80, target_atas=80, urutan=self.acak.randint(0, 9),
            rilis_pada=self.acak.choice((None, None, self.hari(-50, -5, -1, 5))),
        )  # fmt: skip
        if self.kira(0.6):
            capaian = self.acak.choice((None, "40", "65.9", "65.994", "65.995", "66", "90"))
            alasan = "" if capaian else self.acak.choice(("realisasi_kosong", "menunggu_data"))
            keadaan = "menunggu_data" if alasan == "menunggu_data" else "terisi"
            Realisasi.objects.create(
                **self.sama, potret=potret, alasan=alasan, keadaan=keadaan,
                capaian=Decimal(capaian) if capaian else None,
                sebab=self.acak.choice(("", "Ada.")), tindak_lanjut=self.acak.choice(("", "Ada.")),
            )  # fmt: skip
        if self.kira(0.5):
            BuktiRealisasi.objects.create(
                **self.sama, potret=potret, berkas=self.berkas(unit), oleh=self.siapa(),
                pada=self.saat,
            )  # fmt: skip
        for _ in range(self.acak.choice((0, 0, 1, 2))):
            status = self.acak.choice(("disetujui", "dikembalikan"))
            self.addendum(potret, unit, status)
        if self.kira(0.2):
            self.addendum(potret, unit, "diajukan")
        return potret

    def berkas(self, unit):
        blob = Blob.objects.create(sha256=f"bukti {next(nomor)}", ukuran=1, jenis_isi="x/y")
        return Berkas.objects.create(
            **self.sama, perangkat_daerah=unit, blob=blob, nama="Bukti.pdf", pengunggah=self.siapa(),
            tanggal_dokumen=self.hari_ini, diunggah_pada=self.saat,
        )  # fmt: skip

    def addendum(self, potret, unit, status):
        Addendum.objects.create(
            **self.sama, potret=potret, status=status, nilai=1, sifat="tetap", tahun_data=2026,
            sumber="BPS", diajukan_oleh=self.siapa(unit), diajukan_pada=self.saat,
        )  # fmt: skip

    def pembukaan(self, lembar, unit):
        status = self.acak.choice(Pembukaan.Status.values)
        Pembukaan.objects.create(
            **self.sama, lembar=lembar, status=status, alasan="Server padam.", jawaban="Tidak.",
            diminta_oleh=self.siapa(unit), diminta_pada=self.saat,
            disetujui_oleh=self.siapa() if status == "diajukan" else None,
            sampai=self.saat_lain(-1, 2, 9) if status == "dibuka" else None,
        )  # fmt: skip

    def aksi(self, unit):
        for _ in range(self.acak.randint(0, 2)):
            months = self.acak.sample(range(1, 13), self.acak.randint(1, 4))
            aksi = RencanaAksi.objects.create(
                **self.sama, perangkat_daerah=unit, indikator=self.dunia.indikator[unit.pk][0],
                tahun=self.hari_ini.year, langkah="Latih kader", pic="Bidang", satuan="orang",
                target=10, bagian={str(m): "1" for m in months}, dibatalkan=self.kira(0.2),
            )  # fmt: skip
            for bulan in self.acak.sample(months, self.acak.randint(0, len(months))):
                RealisasiAksi.objects.create(
                    **self.sama, aksi=aksi, bulan=bulan, diubah_oleh=self.siapa(),
                    keadaan=self.acak.choice(("", "selesai", "belum")), diubah_pada=self.saat,
                )  # fmt: skip

    def pk(self, unit):
        for _ in range(self.acak.randint(0, 2)):
            jabatan = make_jabatan(unit)
            if self.kira(0.3):
                continue
            orang = self.siapa(unit)
            penugasan = make_penugasan(orang, orang.cap.peran, unit)
            blob = Blob.objects.create(sha256=f"{next(nomor):064d}", ukuran=1, jenis_isi="x")
            PerjanjianKinerja.objects.create(
                **self.sama, jabatan=jabatan, pihak_pertama=penugasan, dokumen=blob, hash="x",
                tahun=self.hari_ini.year - self.acak.choice((0, 0, 0, 1)), tanggal=self.hari_ini,
                status=self.acak.choice(PerjanjianKinerja.Status.values), potret={},
            )  # fmt: skip

    def versi(self, periode: PeriodeRencana):
        if self.kira(0.7):
            Versi.objects.create(
                **self.sama, periode=periode, nomor=2, alasan="Penyesuaian",
                status=self.acak.choice(("draf", "diajukan", "dibatalkan")),
                catatan=self.acak.choice(("", "Belum terukur.")), diajukan_oleh=self.siapa(),
            )  # fmt: skip

    def penilaian(self, unit):
        for tahun in range(self.hari_ini.year - 1, self.hari_ini.year + 1):
            if self.kira(0.4):
                continue
            status = self.acak.choice(Penilaian.Status.values)
            done = status == "selesai"
            row = Penilaian.objects.create(
                **self.sama, perangkat_daerah=unit, tahun_evaluasi=tahun, peraturan="x",
                jenis_entitas="x", status=status, selesai_oleh=self.siapa() if done else None,
                selesai_pada=self.saat if done else None,
            )  # fmt: skip
            for orang in self.acak.sample(self.dunia.orang, 3):
                TimPenilai.objects.create(**self.sama, penilaian=row, pengguna=orang)
            for _ in range(self.acak.randint(0, 2)):
                closed = self.kira(0.3)
                Rekomendasi.objects.create(
                    **self.sama, penilaian=row, subkomponen="1.b", uraian="Lengkapi.",
                    tenggat=self.hari(-9, 0, 4, 30), pembuat=self.siapa(),
                    status="ditutup" if closed else "terbuka", tindak_lanjut="Ada." * closed,
                )  # fmt: skip

    def lintas(self, unit):
        (other,) = [u for u in self.dunia.unit if u != unit]
        for simpul in self.acak.sample(self.dunia.simpul[unit.pk], self.acak.randint(0, 3)):
            status = self.acak.choice(
                ("diusulkan", "diusulkan", "disepakati", "ditolak", "dicabut")
            )
            Lintas.objects.create(
                **self.sama, simpul=simpul, pengusul=unit, perangkat_daerah=other, status=status,
                sumbangan="Air bersih", tenggat=self.hari(30), diusulkan_oleh=self.siapa(),
                diusulkan_pada=self.hari(0, -13, -14, -15, -16), alasan="Tidak.",
                dijawab_pada=None if status == "diusulkan" else self.hari_ini,
            )  # fmt: skip

    def permintaan(self, unit):
        (other,) = [u for u in self.dunia.unit if u != unit]
        for indikator in self.acak.sample(self.dunia.indikator[unit.pk], self.acak.randint(0, 3)):
            PermintaanData.objects.create(
                **self.sama, indikator=indikator, tahun=self.hari_ini.year, jawaban="1",
                ke=self.acak.choice((0, 1, 2, 4)), pengusul=unit, perangkat_daerah=other,
                diminta="Panjang jalan", tenggat=self.hari(-3, 2, 6), diminta_oleh=self.siapa(),
                status=self.acak.choice(("diminta", "dijawab", "dijawab", "ditolak", "dicabut")),
                diminta_pada=self.hari_ini, catatan="Tidak.",
            )  # fmt: skip

    def komentar(self):
        potret = list(Potret.objects.filter(instansi=self.dunia.instansi))
        things = [("sel", row.pk) for row in potret]
        things += [("simpul", row.pk) for rows in self.dunia.simpul.values() for row in rows]
        things += [("indikator", row.pk) for rows in self.dunia.indikator.values() for row in rows]
        for jenis, pk in self.acak.sample(things, min(4, len(things))):
            gone = self.kira(0.2)
            row = Komentar.objects.create(
                **self.sama, jenis=jenis, objek=pk, penulis=self.siapa(), waktu=self.saat,
                teks="" if gone else "Mohon dicek.", dihapus_pada=self.saat if gone else None,
            )  # fmt: skip
            for orang in self.acak.sample(self.dunia.orang, 4):
                read = self.saat if self.kira(0.3) else None
                Sebutan.objects.create(**self.sama, komentar=row, pengguna=orang, dibaca_pada=read)
