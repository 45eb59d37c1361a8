"""That a part of an approved sheet was checked by who answers for it."""

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.pengukuran.models.lembar import LembarRealisasi


class Verifikasi(models.Model):
    """One part of one sheet, found right; it ends when the sheet is given back."""

    class Objek(models.TextChoices):
        KINERJA = "kinerja", "Capaian kinerja"
        STATISTIK = "statistik", "Angka dari sumber luar"
        ANGGARAN = "anggaran", "Realisasi anggaran"
        AKSI = "aksi", "Rencana aksi"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarRealisasi, models.PROTECT, related_name="verifikasi_set")
    objek = models.CharField("objek", max_length=10, choices=Objek)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "verifikasi"
        constraints = [
            models.UniqueConstraint(fields=["lembar", "objek"], name="verifikasi_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.get_objek_display()} lembar {self.lembar_id}"
