"""What was spent of each budget line of a unit, quarter by quarter."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.rules.tanggal import write_triwulan
from sakip.web.fields import UangField


class SerapanQuerySet(models.QuerySet["Serapan"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The money of the units within reach of the cap."""
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user))


class Serapan(models.Model):
    """What was spent on a budget line from the beginning of the year to the end of a quarter.

    It belongs to the line of the same unit, year, code and fund at whatever stage (`Pagu`).
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="serapan_set", verbose_name="perangkat daerah"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    kode = models.CharField("kode sub kegiatan", max_length=20)
    sumber_dana = models.CharField("sumber dana", max_length=100)
    realisasi = UangField("realisasi sampai dengan triwulan ini")
    revisi = models.PositiveIntegerField(default=0)

    objects = SerapanQuerySet.as_manager()

    class Meta:
        verbose_name = "serapan"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "triwulan", "kode", "sumber_dana"],
                name="serapan_unik",
            ),
            models.CheckConstraint(
                condition=models.Q(triwulan__gte=1, triwulan__lte=4), name="serapan_triwulan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.sumber_dana} {write_triwulan(self.triwulan, self.tahun)}"
