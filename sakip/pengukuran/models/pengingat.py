"""Reminders that were sent for a sheet: when, by whom, about how many rows, in how many letters."""

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.pengukuran.models.lembar import LembarRealisasi


class Pengingat(models.Model):
    """A unit was reminded of its empty rows, or its head of a sheet to decide on.

    At most once a day, and once for each turn (`tahap`).

    `tahap`: days before the deadline (7, 3, 1); None when a person pressed the button.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarRealisasi, models.PROTECT, related_name="pengingat_set")
    tanggal = models.DateField("tanggal di instansi")
    tahap = models.PositiveSmallIntegerField("hari sebelum tenggat", null=True, blank=True)
    waktu = models.DateTimeField("waktu")
    pengirim = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    kosong = models.PositiveIntegerField("realisasi yang belum diisi")
    surat = models.PositiveSmallIntegerField("banyak surat")

    class Meta:
        verbose_name = "pengingat"
        constraints = [
            models.UniqueConstraint(fields=["lembar", "tanggal"], name="pengingat_sehari_sekali"),
            models.UniqueConstraint(fields=["lembar", "tahap"], name="pengingat_tahap_sekali"),
        ]

    def __str__(self) -> str:
        return f"Pengingat {self.lembar_id} {self.tanggal:%d-%m-%Y}"

    @property
    def kunci_surat(self) -> list[str]:
        """By which its letters are known in the outbox."""
        return [f"pengingat/{self.pk}/{n}" for n in range(self.surat)]
