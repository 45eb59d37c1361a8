"""How a sheet moved through its stages, what its people declared, and what the unit objected to."""

from typing import Self

from django.db import models
from django.db.models import Q

from sakip.evaluasi.models.penilaian import Penilaian
from sakip.organisasi.models import Instansi, Pengguna


class SerahanQuerySet(models.QuerySet["Serahan"]):
    def for_list(self) -> Self:
        return self.select_related("oleh").order_by("pk")


class Serahan(models.Model):
    """One hand-over from stage to stage; with a reason where the sheet was given back."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="serahan_set")
    dari = models.CharField("dari tahap", max_length=20)
    ke = models.CharField("ke tahap", max_length=20)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada")
    kembali = models.BooleanField("dikembalikan", default=False)
    alasan = models.CharField("alasan", max_length=500, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = SerahanQuerySet.as_manager()

    class Meta:
        verbose_name = "serahan tahap"
        constraints = [
            models.CheckConstraint(
                condition=Q(kembali=False) | ~Q(alasan=""), name="serahan_kembali_beralasan"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dari} ke {self.ke}"


class Pernyataan(models.Model):
    """That a person has no conflict of interest with an object, or which one, before his first act."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="pernyataan_set")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    ada_benturan = models.BooleanField("ada benturan kepentingan")
    uraian = models.CharField("uraian", max_length=500, blank=True)
    pada = models.DateTimeField("pada")
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "pernyataan benturan kepentingan"
        constraints = [
            models.UniqueConstraint(fields=["penilaian", "pengguna"], name="pernyataan_unik"),
            models.CheckConstraint(
                condition=Q(ada_benturan=False) | ~Q(uraian=""), name="pernyataan_berkata"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna_id}: {'ada' if self.ada_benturan else 'tidak ada'}"


class TanggapanQuerySet(models.QuerySet["Tanggapan"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Of the evaluations within reach: both sides read what was objected and answered."""
        return self.filter(penilaian__in=Penilaian.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("penulis", "dijawab_oleh").order_by("subkomponen", "pk")


class Tanggapan(models.Model):
    """What the unit objects to on a sub-component, or on one criterion of it, and the team's answer."""

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "Menunggu jawaban"
        DITERIMA = "diterima", "Diterima"
        DITOLAK = "ditolak", "Ditolak"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="tanggapan_set")
    subkomponen = models.CharField("subkomponen", max_length=20)
    kriteria = models.CharField("kriteria", max_length=20, blank=True)
    uraian = models.TextField("tanggapan")
    tautan = models.URLField("tautan bukti", max_length=500, blank=True)
    penulis = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DIAJUKAN)
    jawaban = models.TextField("jawaban tim", blank=True)
    nilai_lama = models.CharField("nilai sebelum tanggapan", max_length=20, blank=True)
    nilai_baru = models.CharField("nilai sesudah tanggapan", max_length=20, blank=True)
    dijawab_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revisi = models.PositiveIntegerField(default=0)

    objects = TanggapanQuerySet.as_manager()

    class Meta:
        verbose_name = "tanggapan"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="diajukan") | Q(dijawab_oleh__isnull=False) & ~Q(jawaban=""),
                name="tanggapan_dijawab_beralasan",
            )
        ]

    def __str__(self) -> str:
        return f"{self.letak}: {self.uraian[:60]}"

    @property
    def letak(self) -> str:
        """The criterion, or else the sub-component, it is about."""
        return self.kriteria or self.subkomponen
