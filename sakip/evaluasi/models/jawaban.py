"""What each stage says of a criterion, and the grade it sets on a sub-component."""

from typing import ClassVar

from django.db import models

from sakip.evaluasi.models.penilaian import Penilaian
from sakip.organisasi.models import Instansi, Pengguna


class Jawaban(models.Model):
    """One stage's finding on one criterion: met or not, how strong the evidence is, where it lies.

    Only "terpenuhi" counts to the share, unless the instrument says otherwise. Where a sheet is
    answered per criterion, `status` is the answer on the criterion's own scale. `fakta`, `uji` and
    `simpulan` are the evaluators' working paper: what was seen on which sample, against what it was held,
    what follows.
    """

    JEJAK_BARU: ClassVar = {"fakta": "", "uji": "", "simpulan": ""}

    class Status(models.TextChoices):
        TERPENUHI = "terpenuhi", "Terpenuhi"
        SEBAGIAN = "sebagian", "Sebagian"
        BELUM = "belum", "Belum"

    class Kekuatan(models.IntegerChoices):
        """How strong evidence is, as evaluators judge it; invitations and photos count as a file."""

        PENGAKUAN = 0, "Pengakuan saja"
        BERKAS = 1, "Ada berkasnya"
        SAH = 2, "Sah dan terbit pada masanya"
        TERBACA = 3, "Isinya dibaca pada sampel"
        MENGUBAH = 4, "Keputusan berubah karenanya"
        BERHASIL = 5, "Hasilnya bergerak"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="jawaban_set")
    tahap = models.CharField("tahap", max_length=20)
    kriteria = models.CharField("kriteria", max_length=20)
    status = models.CharField("jawaban", max_length=20, choices=Status)
    catatan = models.TextField("catatan", blank=True)
    kekuatan_bukti = models.PositiveSmallIntegerField(
        "kekuatan bukti", choices=Kekuatan, default=Kekuatan.PENGAKUAN
    )
    tautan = models.URLField("tautan bukti", max_length=500, blank=True)
    fakta = models.TextField("fakta", blank=True)
    uji = models.TextField("uji", blank=True)
    simpulan = models.TextField("simpulan", blank=True)
    penilai = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "jawaban kriteria"
        constraints = [
            models.UniqueConstraint(fields=["penilaian", "tahap", "kriteria"], name="jawaban_unik"),
            models.CheckConstraint(
                condition=models.Q(kekuatan_bukti__lte=5), name="jawaban_kekuatan_0_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kriteria}: {self.get_status_display()}"

    @property
    def kata(self) -> str:
        """Every word written here, the note first."""
        return "\n".join(filter(None, (self.catatan, self.fakta, self.uji, self.simpulan)))


class NilaiSub(models.Model):
    """The grade one stage sets on one sub-component after weighing its criteria.

    `saran` is what counting the criteria allows at most; it is computed and shown only after the
    grade was stored. `alasan_beda` says why the grade differs. `setuju_dengan` is the stage whose grade
    was agreed to by its own act; empty for a grade that was typed. What a grade above "all met" asks for
    stands beside it: since which year all was met, or the effort of added value. `jawaban` is empty
    where the sheet is answered per criterion; the note still goes into the LHE.
    """

    class JenisTambah(models.TextChoices):
        """What is told beyond "all met", of rising weight."""

        UPAYA = "upaya", "Upaya bernilai tambah"
        TEROBOSAN = "terobosan", "Terobosan yang pantas ditiru"

    JEJAK_BARU: ClassVar = {"setuju_dengan": ""}

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="nilai_sub_set")
    tahap = models.CharField("tahap", max_length=20)
    subkomponen = models.CharField("subkomponen", max_length=20)
    jawaban = models.CharField("nilai", max_length=20, blank=True)
    saran = models.CharField("saran sistem", max_length=20, blank=True)
    alasan_beda = models.TextField("alasan berbeda dari saran", blank=True)
    catatan = models.TextField("catatan untuk LHE", blank=True)
    sejak = models.PositiveSmallIntegerField("terpenuhi semua sejak", null=True, blank=True)
    bukti_sejak = models.TextField("bukti sejak tahun itu", blank=True)
    jenis_tambah = models.CharField(
        "jenis nilai tambah", max_length=10, choices=JenisTambah, blank=True
    )
    nilai_tambah = models.TextField("uraian nilai tambah", blank=True)
    setuju_dengan = models.CharField("setuju dengan tahap", max_length=20, blank=True)
    penilai = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nilai subkomponen"
        constraints = [
            models.UniqueConstraint(
                fields=["penilaian", "tahap", "subkomponen"], name="nilai_sub_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subkomponen}: {self.jawaban}"

    @property
    def berbeda(self) -> bool:
        """Whether the grade is another one than the criteria suggest."""
        return bool(self.saran) and self.saran != self.jawaban

    @property
    def perlu_alasan(self) -> bool:
        """Whether the reason for the difference is still missing; who agrees shares the other's."""
        return self.berbeda and not self.alasan_beda and not self.setuju_dengan
