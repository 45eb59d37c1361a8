"""That a part of an approved sheet was checked by who answers for it."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.pengukuran.models.lembar import LembarRealisasi


class VerifikasiQuerySet(models.QuerySet["Verifikasi"]):
    def visible_to(self, user: Pengguna) -> Self:
        units = PerangkatDaerah.objects.visible_to(user)
        return self.filter(lembar__perangkat_daerah__in=units)


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

    objects = VerifikasiQuerySet.as_manager()

    class Meta:
        verbose_name = "verifikasi"
        constraints = [
            models.UniqueConstraint(fields=["lembar", "objek"], name="verifikasi_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.get_objek_display()} lembar {self.lembar_id}"
