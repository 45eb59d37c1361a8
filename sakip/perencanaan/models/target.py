"""Targets: promised per year with the document, and per quarter or month within a year."""

from django.db import models

from sakip.organisasi.models import Instansi
from sakip.perencanaan.models.indikator import Indikator
from sakip.perencanaan.models.periode import TERBUKA, IsiQuerySet
from sakip.rules.target import JenisTarget, Target
from sakip.web.fields import UkuranField

JENIS = [(j.value, j.value) for j in JenisTarget]


class TargetTahunQuerySet(IsiQuerySet["TargetTahun"]):
    DOKUMEN = "indikator__periode"


class TargetTahun(models.Model):
    """The promise for one year (typed: angka, rentang, pita, ordinal, …), from one version on."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="target_tahun_set")
    tahun = models.PositiveSmallIntegerField("tahun")
    sejak_versi = models.PositiveIntegerField("sejak versi")
    sampai_versi = models.PositiveIntegerField("sampai versi", default=TERBUKA)
    jenis = models.CharField("jenis target", max_length=16, choices=JENIS)
    bawah = UkuranField("batas bawah", null=True, blank=True)
    atas = UkuranField("batas atas", null=True, blank=True)
    label = models.CharField("predikat", max_length=40, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = TargetTahunQuerySet.as_manager()

    class Meta:
        verbose_name = "target tahun"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sampai_versi__gt=models.F("sejak_versi")),
                name="target_tahun_masa",
            ),
            models.UniqueConstraint(
                fields=["indikator", "tahun", "sejak_versi"], name="target_tahun_sejak"
            ),
            models.UniqueConstraint(
                fields=["indikator", "tahun", "sampai_versi"], name="target_tahun_sampai"
            ),
        ]

    def __str__(self) -> str:
        return f"Target {self.tahun}"

    def to_rule(self) -> Target:
        """This row as the engine reads it."""
        return Target(JenisTarget(self.jenis), self.bawah, self.atas, self.label)


class TargetMasa(models.Model):
    """The promise for a quarter or a month of a year; frozen by the PK, copied into the Potret."""

    class Jenis(models.TextChoices):
        TRIWULAN = "triwulan", "Triwulan"
        BULAN = "bulan", "Bulan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="target_masa_set")
    tahun = models.PositiveSmallIntegerField("tahun")
    masa = models.CharField("masa", max_length=8, choices=Jenis, default=Jenis.TRIWULAN)
    ke = models.PositiveSmallIntegerField("ke")
    jenis = models.CharField("jenis target", max_length=16, choices=JENIS)
    bawah = UkuranField("batas bawah", null=True, blank=True)
    atas = UkuranField("batas atas", null=True, blank=True)
    label = models.CharField("predikat", max_length=40, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "target masa"
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun", "masa", "ke"], name="target_masa_unik"
            ),
            models.CheckConstraint(
                condition=models.Q(ke__gte=1, ke__lte=12), name="target_masa_ke_wajar"
            ),
        ]

    def __str__(self) -> str:
        return f"Target {self.get_masa_display()} {self.ke} {self.tahun}"

    def to_rule(self) -> Target:
        """This row as the engine reads it."""
        return Target(JenisTarget(self.jenis), self.bawah, self.atas, self.label)
