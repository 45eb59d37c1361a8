"""What the figures of a period or of a year come to: counts and sums of the agency, of a unit, of a node."""

from django.db import models

from sakip.organisasi.models import Instansi, PerangkatDaerah
from sakip.pengukuran.models.masa import Masa
from sakip.perencanaan.models import Simpul
from sakip.rules.capaian import RataRata, divide_rata_rata
from sakip.web.fields import UkuranField


class Ringkasan(models.Model):
    """Counts and sums of a period: of one unit, of one node with all below it, else of the agency.

    Without `masa` they are those of the whole year so far (`CapaianTahun`).
    It follows from the contracts and figures alone, never from the day it is read on: how many are
    asked for today is `diukur` less what no source has published (`ringkas.load_keadaan`). `jumlah`
    is the sum of capaian in percent, each first cut as the scale says; `kelas` counts by class. `tempat`
    says the same as the four columns behind it in one word (`Tempat.kunci`): a row is found by it at once.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tempat = models.CharField("tempat", max_length=80)
    tahun = models.PositiveSmallIntegerField("tahun")
    masa = models.ForeignKey(
        Masa, models.PROTECT, null=True, blank=True, related_name="ringkasan_set"
    )
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="+"
    )
    simpul = models.ForeignKey(Simpul, models.PROTECT, null=True, blank=True, related_name="+")
    diukur = models.PositiveIntegerField("indikator yang diukur", default=0)
    terisi = models.PositiveIntegerField("terisi", default=0)
    tidak_diukur = models.PositiveIntegerField("tidak diukur", default=0)
    menunggu_data = models.PositiveIntegerField("menunggu data", default=0)
    tercapai = models.PositiveIntegerField("target tercapai", default=0)
    dihitung = models.PositiveIntegerField("punya capaian", default=0)
    jumlah = UkuranField("jumlah capaian", default=0)
    kelas = models.JSONField("banyak per kelas", default=dict, blank=True)

    class Meta:
        verbose_name = "ringkasan capaian"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tempat"], name="ringkasan_unik"),
            models.CheckConstraint(
                condition=models.Q(perangkat_daerah__isnull=True) | models.Q(simpul__isnull=True),
                name="ringkasan_satu_tempat",
            ),
        ]

    def __str__(self) -> str:
        return f"Ringkasan {self.masa or f'tahun {self.tahun}'}"

    @property
    def rata_rata(self) -> RataRata:
        """The mean of capaian, the same as the engine makes of the single ones."""
        return divide_rata_rata(self.jumlah, self.dihitung, self.diukur - self.dihitung)
