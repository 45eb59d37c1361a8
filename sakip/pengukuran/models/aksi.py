"""What was done of a step of the action plan, in the quarter or month in which its part falls due."""

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.perjanjian.models import RencanaAksi
from sakip.web.fields import UkuranField


class RealisasiAksi(models.Model):
    """One part of a step as done: typed by people, never derived from a capaian or from money.

    `bulan` is the month in which the part falls due (planned by quarter: its last month), as in
    `RencanaAksi.bagian`. A row without `keadaan` was emptied again.
    """

    class Keadaan(models.TextChoices):
        SELESAI = "selesai", "Selesai"
        BERJALAN = "berjalan", "Berjalan"
        BELUM = "belum", "Belum"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    aksi = models.ForeignKey(RencanaAksi, models.PROTECT, related_name="realisasi_set")
    bulan = models.PositiveSmallIntegerField("bulan")
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan, blank=True)
    nilai = UkuranField("yang terlaksana", null=True, blank=True)
    catatan = models.CharField("catatan", max_length=500, blank=True)
    kendala = models.CharField("kendala", max_length=500, blank=True)
    terlambat = models.BooleanField("terlambat", default=False)
    diubah_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diubah_pada = models.DateTimeField("diubah pada")
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "realisasi rencana aksi"
        constraints = [
            models.UniqueConstraint(fields=["aksi", "bulan"], name="realisasi_aksi_unik"),
            models.CheckConstraint(
                condition=models.Q(bulan__gte=1, bulan__lte=12), name="realisasi_aksi_bulan"
            ),
        ]

    def __str__(self) -> str:
        return f"Realisasi langkah {self.aksi_id} bulan {self.bulan}"
