"""That a part of an approved sheet was checked by who answers for it, and what was seen then."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sakip.berkas.models import Berkas
from sakip.organisasi.models import Instansi, Pengguna
from sakip.pengukuran.models.lembar import LembarRealisasi


class VerifikasiQuerySet(models.QuerySet["Verifikasi"]):
    def with_ulang(self) -> Self:
        """`perlu_ulang`: a file that was seen is another one by now, so it is to be seen anew (T06)."""
        seen = BuktiVerifikasi.objects.filter(verifikasi=OuterRef("pk"))
        return self.annotate(perlu_ulang=Exists(seen.changed()))

    def standing(self) -> Self:
        """Those that hold: every file is still what was seen."""
        return self.with_ulang().filter(perlu_ulang=False)


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


class BuktiVerifikasiQuerySet(models.QuerySet["BuktiVerifikasi"]):
    def changed(self) -> Self:
        """Files that are no longer what was seen: replaced by a newer one, or of another content."""
        return self.filter(
            Q(berkas__pengganti__isnull=False) | ~Q(berkas__blob__sha256=F("sha256"))
        )


class BuktiVerifikasi(models.Model):
    """The content of a file as it was when a part of a sheet was found right (T06)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    verifikasi = models.ForeignKey(Verifikasi, models.CASCADE, related_name="bukti_set")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    sha256 = models.CharField("sidik isi", max_length=64)

    objects = BuktiVerifikasiQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti yang diverifikasi"
        constraints = [
            models.UniqueConstraint(fields=["verifikasi", "berkas"], name="bukti_verifikasi_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.berkas_id} pada verifikasi {self.verifikasi_id}"
