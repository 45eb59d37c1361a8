"""Money of a unit in a year, as the leaders' page needs it: pagu and realisasi."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.web.fields import UangField


class AnggaranQuerySet(models.QuerySet["Anggaran"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user))


class Anggaran(models.Model):
    """Pagu and realisasi of a unit to the end of a quarter (DPA; serapan = realisasi ÷ pagu)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="anggaran_set"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    pagu = UangField("pagu")
    realisasi = UangField("realisasi sampai dengan triwulan ini")
    revisi = models.PositiveIntegerField(default=0)

    objects = AnggaranQuerySet.as_manager()

    class Meta:
        verbose_name = "anggaran"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "triwulan"], name="anggaran_unik"
            ),
            models.CheckConstraint(
                condition=models.Q(triwulan__gte=1, triwulan__lte=4), name="anggaran_triwulan"
            ),
        ]

    def __str__(self) -> str:
        return f"Anggaran {self.tahun} TW {self.triwulan}"
