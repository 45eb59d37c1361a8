"""Nodes of the tree: what a node is for ever, and what it says in a version."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, PerangkatDaerah
from sakip.perencanaan.models.periode import TERBUKA, IsiQuerySet, PeriodeRencana


class Simpul(models.Model):
    """The identity of a node; its kode is given once and never used again."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    periode = models.ForeignKey(PeriodeRencana, models.PROTECT, related_name="simpul_set")
    kode = models.CharField("kode", max_length=40)
    asal = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lanjutan_set"
    )
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "simpul"
        constraints = [models.UniqueConstraint(fields=["periode", "kode"], name="simpul_kode_unik")]

    def __str__(self) -> str:
        return self.kode


class IsiSimpulQuerySet(IsiQuerySet["IsiSimpul"]):
    DOKUMEN = "simpul__periode"

    def for_outline(self) -> Self:
        rows = self.select_related("simpul__periode__perangkat_daerah")
        return rows.order_by("urutan", "simpul__kode")


class IsiSimpul(models.Model):
    """What a node says from one version until another: jenjang, statement, owner, place.

    `perangkat_daerah` is the one accountable unit; `urutan` a rank between neighbours; `tanda` keys of
    `rules.penjenjangan`.
    """

    class Jenjang(models.TextChoices):
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUBKEGIATAN = "subkegiatan", "Sub kegiatan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    simpul = models.ForeignKey(Simpul, models.CASCADE, related_name="isi_set")
    sejak_versi = models.PositiveIntegerField("sejak versi")
    sampai_versi = models.PositiveIntegerField("sampai versi", default=TERBUKA)
    induk = models.ForeignKey(
        Simpul, models.PROTECT, null=True, blank=True, related_name="isi_anak_set"
    )
    jenjang = models.CharField("jenjang", max_length=12, choices=Jenjang)
    pernyataan = models.CharField("pernyataan", max_length=500)
    penerima_manfaat = models.CharField("siapa yang merasakan", max_length=200, blank=True)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="+"
    )
    nomenklatur = models.CharField("kode nomenklatur", max_length=30, blank=True)
    faktor_kunci = models.TextField("faktor kunci keberhasilan", blank=True)
    tanda = models.JSONField("tanda", default=list, blank=True)
    urutan = models.PositiveIntegerField("urutan", default=0)
    revisi = models.PositiveIntegerField(default=0)

    objects = IsiSimpulQuerySet.as_manager()
    JEJAK_BARU = {"faktor_kunci": "", "tanda": []}

    class Meta:
        verbose_name = "isi simpul"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sampai_versi__gt=models.F("sejak_versi")), name="isi_simpul_masa"
            ),
            models.UniqueConstraint(fields=["simpul", "sejak_versi"], name="isi_simpul_sejak"),
            models.UniqueConstraint(fields=["simpul", "sampai_versi"], name="isi_simpul_sampai"),
            models.CheckConstraint(
                condition=~models.Q(induk=models.F("simpul")), name="isi_simpul_bukan_induk_sendiri"
            ),
        ]

    def __str__(self) -> str:
        return self.pernyataan


class Kontributor(models.Model):
    """A unit that contributes to a node beside the accountable one; lives and ends with that content."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    isi_simpul = models.ForeignKey(IsiSimpul, models.CASCADE, related_name="kontributor_set")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kontributor"
        constraints = [
            models.UniqueConstraint(
                fields=["isi_simpul", "perangkat_daerah"], name="kontributor_unik"
            )
        ]

    def __str__(self) -> str:
        return f"Kontributor {self.pk}"
