"""The ceiling of each budget line of a unit, stage by stage (DPA)."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models.simpul import Simpul
from sakip.rules.pagu import write_tahap
from sakip.web.fields import UangField


class PaguQuerySet(models.QuerySet["Pagu"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The money of the units within reach of the cap."""
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user))

    def terakhir(self, tahun: int) -> Self:
        """The lines of each unit's newest stage of a year: the stage that holds."""
        newest = Pagu.objects.filter(
            perangkat_daerah=models.OuterRef("perangkat_daerah"), tahun=tahun
        ).order_by("-tahap")
        return self.filter(tahun=tahun, tahap=models.Subquery(newest.values("tahap")[:1]))


class Pagu(models.Model):
    """One line of a unit's DPA at a stage: a sub-activity from one source of funds.

    `tahap` is the place of the stage in the year (`rules.pagu`); the unit may be a sub-SKPD.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="pagu_set", verbose_name="perangkat daerah"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    tahap = models.PositiveSmallIntegerField("tahap")
    kode = models.CharField("kode sub kegiatan", max_length=20)
    nama = models.CharField("sub kegiatan", max_length=600)
    sumber_dana = models.CharField("sumber dana", max_length=100)
    jumlah = UangField("pagu")
    revisi = models.PositiveIntegerField(default=0)

    objects = PaguQuerySet.as_manager()

    class Meta:
        verbose_name = "pagu"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "tahap", "kode", "sumber_dana"],
                name="pagu_unik",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.sumber_dana} {self.nama_tahap.lower()} {self.tahun}"

    @property
    def nama_tahap(self) -> str:
        """Murni, Pergeseran 1, Perubahan."""
        return write_tahap(self.tahap)


class IkatanPagu(models.Model):
    """People tied a unit's budget code to a node whose own code says otherwise."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    kode = models.CharField("kode sub kegiatan", max_length=20)
    simpul = models.ForeignKey(Simpul, models.PROTECT, related_name="+")
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "ikatan pagu"
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "kode"], name="ikatan_pagu_unik")
        ]

    def __str__(self) -> str:
        return self.kode
