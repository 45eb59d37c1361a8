"""The work list once more, the slow and plain way: every row of every table is looked at by itself.

Shares no code with `sakip.beranda`: rows are read whole, and rights are asked of the permissions.
Only the keys come out: what waits for the person, and what he waits for.
"""

from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sakip.evaluasi.models import Penilaian, Rekomendasi, TimPenilai
from sakip.organisasi.models import Jabatan, Peran, PerangkatDaerah
from sakip.pengukuran import permissions
from sakip.pengukuran.models import (
    Addendum,
    BuktiRealisasi,
    BuktiVerifikasi,
    LembarRealisasi,
    Masa,
    Pembukaan,
    Potret,
    RealisasiAksi,
    Verifikasi,
)
from sakip.pengukuran.permissions_addendum import can_approve_addendum
from sakip.pengukuran.permissions_pembukaan import can_return_pembukaan
from sakip.percakapan.models import Sebutan
from sakip.perencanaan.models import Anggaran, Indikator, Lintas, PermintaanData, Simpul, Versi
from sakip.perencanaan.permissions import (
    can_approve_lintas,
    can_return_draf,
    can_submit_permintaan,
    can_update_draf,
)
from sakip.perjanjian.models import PerjanjianKinerja, RencanaAksi
from sakip.web.clock import now

BATAS_SEBAB = Decimal(66)
VERIFIKATOR = {
    "kinerja": Peran.BAPPEDA, "statistik": Peran.WALIDATA, "anggaran": Peran.BPKAD,
    "aksi": Peran.BAGOR,
}  # fmt: skip


class Tabel:
    """Every table read once and whole, all agencies together."""

    def __init__(self) -> None:
        self.lembar = list(
            LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah")
        )
        self.potret = list(Potret.objects.select_related("masa__instansi", "realisasi"))
        self.pembukaan = list(Pembukaan.objects.select_related("lembar"))
        self.addendum = list(Addendum.objects.select_related("potret").order_by("pk"))
        self.verifikasi = list(Verifikasi.objects.all())
        self.bukti = list(BuktiRealisasi.objects.all())
        # Every file that a check has seen was another one, in these states.
        self.lain = list(BuktiVerifikasi.objects.all())
        self.anggaran = list(Anggaran.objects.all())
        self.aksi = list(RencanaAksi.objects.all())
        self.laporan = list(RealisasiAksi.objects.all())
        self.jabatan = list(Jabatan.objects.select_related("perangkat_daerah"))
        self.pk = list(PerjanjianKinerja.objects.select_related("jabatan"))
        self.penilaian = list(Penilaian.objects.all())
        self.tim = list(TimPenilai.objects.all())
        self.rekomendasi = list(Rekomendasi.objects.select_related("penilaian"))
        self.versi = list(Versi.objects.select_related("periode__perangkat_daerah"))
        self.lintas = list(Lintas.objects.select_related("perangkat_daerah"))
        self.permintaan = list(PermintaanData.objects.select_related("perangkat_daerah"))
        self.sebutan = list(Sebutan.objects.select_related("komentar"))
        self.masa = list(Masa.objects.all())
        self.simpul = {row.pk: row for row in Simpul.objects.select_related("periode")}
        self.indikator = {row.pk: row for row in Indikator.objects.select_related("periode")}


class Polos:
    """What waits for one person (`saya`), and what he waits for (`lain`)."""

    def __init__(self, tabel, user) -> None:
        self.t, self.user, self.peran = tabel, user, user.cap.peran
        self.unit, self.hari_ini, self.saat = (
            user.cap.perangkat_daerah_id,
            user.instansi.hari_ini,
            now(),
        )
        self.saya, self.lain = set(), set()
        self.opd = self.peran in (Peran.OPERATOR_OPD, Peran.KEPALA_OPD)
        self.operator, self.kepala = (
            self.peran == Peran.OPERATOR_OPD, self.peran == Peran.KEPALA_OPD,
        )  # fmt: skip

    def hitung(self):
        for rule in (
            self.lembar, self.pembukaan, self.addendum, self.verifikasi, self.pk, self.penilaian,
            self.versi, self.lintas, self.permintaan, self.sebutan, self.pengelola,
        ):  # fmt: skip
            rule()
        return self.saya, self.lain

    def is_reopened(self, lembar):
        return any(
            p.lembar_id == lembar.pk and p.status == "dibuka" and p.sampai > self.saat
            for p in self.t.pembukaan
        )

    def potret_of(self, lembar):
        same = (lembar.masa_id, lembar.perangkat_daerah_id)
        return [p for p in self.t.potret if (p.masa_id, p.perangkat_daerah_id) == same]

    def is_empty(self, potret):
        row = getattr(potret, "realisasi", None)
        return row is None or row.alasan == "realisasi_kosong"

    def is_silent(self, potret):
        row = getattr(potret, "realisasi", None)
        if row is None or row.capaian is None or (row.sebab and row.tindak_lanjut):
            return False
        return row.capaian.quantize(Decimal("0.01"), ROUND_HALF_UP) < BATAS_SEBAB

    def is_unproven(self, potret):
        row = getattr(potret, "realisasi", None)
        filled = row is not None and row.keadaan == "terisi" and row.alasan != "realisasi_kosong"
        return filled and not any(b.potret_id == potret.pk for b in self.t.bukti)

    def lembar(self):
        for lembar in self.t.lembar:
            masa = lembar.masa
            is_open = masa.buka <= self.saat and (
                self.saat < masa.kunci or self.is_reopened(lembar)
            )
            if not is_open:
                continue
            if permissions.can_approve_lembar(self.user, lembar):
                self.saya.add(f"lembar-putuskan/{lembar.pk}")
            if not self.opd or lembar.perangkat_daerah_id != self.unit:
                continue
            if masa.jenis not in ("triwulan", "bulan"):
                continue
            if self.operator:
                self.lembar_operator(lembar)
                self.aksi(lembar)
            elif lembar.status in ("draf", "dikembalikan"):
                self.lain.add(f"lembar-tunggu-operator/{lembar.pk}")

    def lembar_operator(self, lembar):
        asked = [p for p in self.potret_of(lembar) if p.diukur]
        empty = [p for p in asked if self.is_empty(p)]
        empty = [p for p in empty if p.rilis_pada is None or p.rilis_pada <= self.hari_ini]
        if lembar.status == "diajukan":
            self.lain.add(f"lembar-tunggu-kepala/{lembar.pk}")
        elif permissions.can_update_realisasi(self.user, lembar):
            apa = "ajukan"
            if lembar.status == "dikembalikan":
                apa = "perbaiki"
            elif empty:
                apa = "isi"
            elif any(self.is_silent(p) for p in asked):
                apa = "sebab"
            self.saya.add(f"lembar-{apa}/{lembar.pk}")
            if any(self.is_unproven(p) for p in self.potret_of(lembar)):
                self.saya.add(f"lembar-bukti/{lembar.pk}")

    def aksi(self, lembar):
        if lembar.masa.jenis != "triwulan":
            return
        months = {3 * lembar.masa.ke - 2, 3 * lembar.masa.ke - 1, 3 * lembar.masa.ke}
        for aksi in self.t.aksi:
            if aksi.perangkat_daerah_id != self.unit or aksi.tahun != lembar.masa.tahun:
                continue
            said = {r.bulan for r in self.t.laporan if r.aksi_id == aksi.pk and r.keadaan}
            if not aksi.dibatalkan and ({int(m) for m in aksi.bagian} & months) - said:
                self.saya.add(f"aksi-lapor/{lembar.pk}")

    def pembukaan(self):
        for row in self.t.pembukaan:
            if row.instansi_id != self.user.instansi_id:
                continue
            if can_return_pembukaan(self.user, row) and row.status in Pembukaan.MENUNGGU:
                self.saya.add(f"pembukaan-putuskan/{row.pk}")
            if row.lembar.perangkat_daerah_id == self.unit and self.opd:
                waits = ("diajukan", "menunggu_kepala") if self.operator else ("diajukan",)
                if row.status in waits:
                    self.lain.add(f"pembukaan-tunggu/{row.pk}")

    def addendum(self):
        for row in self.t.addendum:
            if row.potret.perangkat_daerah_id != self.unit or not self.opd:
                continue
            sheet = next((s for s in self.t.lembar if s.masa_id == row.potret.masa_id
                          and s.perangkat_daerah_id == self.unit), None)  # fmt: skip
            if can_approve_addendum(self.user, row, sheet):
                self.saya.add(f"addendum-putuskan/{row.pk}")
            if self.operator and row.status == "diajukan":
                self.lain.add(f"addendum-tunggu/{row.pk}")
            last = [a for a in self.t.addendum if a.potret_id == row.potret_id][-1]
            if self.operator and row.status == "dikembalikan" and last == row:
                self.saya.add(f"addendum-perbaiki/{row.pk}")
        if self.operator:
            self.belum_addendum()

    def belum_addendum(self):
        for lembar in self.t.lembar:
            masa = lembar.masa
            if lembar.perangkat_daerah_id != self.unit or masa.kunci > self.saat:
                continue
            locked = masa.kunci.astimezone(ZoneInfo(masa.instansi.zona_waktu)).date()
            for p in self.potret_of(lembar):
                brought = {a.status for a in self.t.addendum if a.potret_id == p.pk}
                row = getattr(p, "realisasi", None)
                if (
                    p.diukur
                    and p.rilis_pada is not None
                    and locked < p.rilis_pada <= self.hari_ini
                    and (row is None or row.keadaan != "terisi")
                    and not brought & {"diajukan", "dikembalikan"}
                    and not self.is_reopened(lembar)
                ):
                    self.saya.add(f"addendum-tulis/{p.pk}")

    def verifikasi(self):
        for lembar in self.t.lembar:
            masa = lembar.masa
            if masa.jenis != "triwulan" or not masa.buka <= self.saat < masa.kunci:
                continue
            if lembar.instansi_id != self.user.instansi_id:
                continue
            for objek, peran in VERIFIKATOR.items():
                done = any(v.lembar_id == lembar.pk and v.objek == objek
                           and not any(b.verifikasi_id == v.pk for b in self.t.lain)
                           for v in self.t.verifikasi)  # fmt: skip
                may = permissions.can_approve_verifikasi(self.user, lembar, objek)
                if self.peran == peran and may and not done and self.has_part(lembar, objek):
                    self.saya.add(f"verifikasi/{masa.pk}/{objek}")

    def has_part(self, lembar, objek):
        masa, unit = lembar.masa, lembar.perangkat_daerah_id
        if objek == "anggaran":
            return any((a.perangkat_daerah_id, a.tahun, a.triwulan) == (unit, masa.tahun, masa.ke)
                       for a in self.t.anggaran)  # fmt: skip
        if objek == "aksi":
            own = {
                a.pk for a in self.t.aksi if (a.perangkat_daerah_id, a.tahun) == (unit, masa.tahun)
            }
            months = {3 * masa.ke - 2, 3 * masa.ke - 1, 3 * masa.ke}
            return any(r.aksi_id in own and r.bulan in months and r.keadaan for r in self.t.laporan)
        figures = [p for p in self.potret_of(lembar) if hasattr(p, "realisasi")]
        figures = [p for p in figures if p.realisasi.keadaan == "terisi"]
        return any(objek == "kinerja" or p.rilis_pada is not None for p in figures)

    def pk(self):
        if not self.opd:
            return
        tahun = self.hari_ini.year
        own = [j for j in self.t.jabatan if j.perangkat_daerah_id == self.unit]
        for jabatan in own:
            alive = [p for p in self.t.pk if p.jabatan_id == jabatan.pk and p.tahun == tahun
                     and p.status in ("diajukan", "ditandatangani")]  # fmt: skip
            if not alive and jabatan.perangkat_daerah.punya_pk:
                self.saya.add(f"pk-ajukan/{tahun}")
            self.saya |= {f"pk-tanda-tangan/{p.pk}" for p in alive if p.status == "diajukan"}

    def mine(self, penilaian):
        """Whether an evaluation is of one's own office, or of the agency for those who speak for it."""
        if penilaian.instansi_id != self.user.instansi_id:
            return False
        if self.opd:
            return penilaian.perangkat_daerah_id == self.unit
        return penilaian.perangkat_daerah_id is None

    def penilaian(self):
        pemda = (Peran.BAGOR, Peran.BAPPEDA, Peran.SEKDA, Peran.PIMPINAN)
        team = {t.penilaian_id for t in self.t.tim if t.pengguna_id == self.user.pk}
        for row in self.t.penilaian:
            if row.status == "mandiri" and (self.opd or self.peran in pemda) and self.mine(row):
                self.saya.add(f"mandiri/{row.pk}")
            if self.peran == Peran.EVALUATOR and row.status == "dinilai" and row.pk in team:
                self.saya.add(f"nilai/{row.pk}")
        for row in self.t.rekomendasi:
            if row.status != "terbuka" or row.penilaian.status != "selesai":
                continue
            answers = self.opd or self.peran in (Peran.BAGOR, Peran.BAPPEDA)
            if answers and self.mine(row.penilaian):
                self.saya.add(f"rekomendasi/{row.pk}")
            late = row.tenggat < self.hari_ini
            if self.peran == Peran.EVALUATOR and row.penilaian_id in team and late:
                self.saya.add(f"rekomendasi-periksa/{row.pk}")

    def versi(self):
        for row in self.t.versi:
            if row.instansi_id != self.user.instansi_id:
                continue
            bappeda = self.peran == Peran.BAPPEDA
            own = row.periode.perangkat_daerah_id == (None if bappeda else self.unit)
            if can_return_draf(self.user, row):
                self.saya.add(f"versi-putuskan/{row.pk}")
            if not (self.opd or bappeda):
                continue
            if row.status == "diajukan" and own:
                self.lain.add(f"versi-tunggu/{row.pk}")
            if can_update_draf(self.user, row) and row.catatan:
                self.saya.add(f"versi-perbaiki/{row.pk}")
            elif can_update_draf(self.user, row) and own:
                self.saya.add(f"versi-lanjutkan/{row.pk}")

    def lintas(self):
        for row in self.t.lintas:
            if row.instansi_id != self.user.instansi_id:
                continue
            if can_approve_lintas(self.user, row):
                self.saya.add(f"lintas-jawab/{row.pk}")
            if self.opd and row.status == "diusulkan" and row.pengusul_id == self.unit:
                self.lain.add(f"lintas-tunggu/{row.pk}")

    def permintaan(self):
        for row in self.t.permintaan:
            if can_submit_permintaan(self.user, row):
                self.saya.add(f"permintaan-jawab/{row.pk}")
            if not self.opd or row.pengusul_id != self.unit:
                continue
            if row.status == "diminta":
                self.lain.add(f"permintaan-tunggu/{row.pk}")
            if self.operator and row.status == "dijawab" and self.takes(row):
                self.saya.add(f"permintaan-pakai/{row.pk}")

    def takes(self, row):
        """Whether the field beside which an answer lies is empty and may be typed."""
        for lembar in self.t.lembar:
            masa = lembar.masa
            right = (masa.jenis, masa.tahun, masa.ke) == ("triwulan", row.tahun, row.ke)
            is_open = masa.buka <= self.saat < masa.kunci and lembar.can_be_typed
            if lembar.perangkat_daerah_id == self.unit and right and is_open:
                return any(
                    p.indikator_id == row.indikator_id and p.diukur and self.is_empty(p)
                    for p in self.potret_of(lembar)
                )
        return False

    def sebutan(self):
        for row in self.t.sebutan:
            if row.pengguna_id != self.user.pk or row.dibaca_pada or row.komentar.dihapus_pada:
                continue
            if row.komentar.jenis == "sel":
                unit = next(
                    p for p in self.t.potret if p.pk == row.komentar.objek
                ).perangkat_daerah_id
            else:
                rows = self.t.simpul if row.komentar.jenis == "simpul" else self.t.indikator
                unit = rows[row.komentar.objek].periode.perangkat_daerah_id
            if (
                unit is None
                or PerangkatDaerah.objects.visible_to(self.user).filter(pk=unit).exists()
            ):
                self.saya.add(f"sebutan/{row.pk}")

    def pengelola(self):
        if self.peran not in (Peran.BAGOR, Peran.ADMIN):
            return
        tahun, tw = self.hari_ini.year, (self.hari_ini.month - 1) // 3 + 1
        own = [m for m in self.t.masa if m.instansi_id == self.user.instansi_id]
        own = [m for m in own if m.jenis == "triwulan"]
        if not any((m.tahun, m.ke) == (tahun, tw) for m in own):
            self.saya.add(f"masa-buka/{tahun}/{tw}")
        open_now = [m for m in own if m.buka <= self.saat < m.kunci]
        if open_now:
            first = min(open_now, key=lambda m: (m.tutup, m.pk))
            if any(s.masa_id == first.pk and s.can_be_typed for s in self.t.lembar):
                self.lain.add(f"pantau/{first.pk}")
