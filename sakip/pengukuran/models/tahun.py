"""The year of an indicator: what its figures come to so far."""

from django.db import models

from sakip.organisasi.models import Instansi
from sakip.pengukuran.models.masa import Potret
from sakip.perencanaan.models import Indikator
from sakip.web.fields import UkuranField


class CapaianTahun(models.Model):
    """The year so far against the promise of the year, by the rule of the last contract (`potret`).

    It follows from contracts and figures alone; nobody types it.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="+")
    potret = models.ForeignKey(Potret, models.PROTECT, related_name="+")
    capaian = UkuranField("capaian (%)", null=True, blank=True)
    kelas = models.CharField("kelas", max_length=40, blank=True)
    alasan = models.CharField("alasan tanpa capaian", max_length=30, blank=True)
    tercapai = models.BooleanField("tercapai", null=True, blank=True)
    langkah = models.TextField("langkah hitung", blank=True)

    class Meta:
        verbose_name = "capaian tahun"
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun"], name="capaian_tahun_unik")
        ]

    def __str__(self) -> str:
        return f"{self.potret} {self.tahun}"
