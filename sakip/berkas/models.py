"""Contents, and the files of units that point to them."""

from typing import Self

from django.db import models
from django.db.models import Q, Sum

from sakip.berkas.names import write_ukuran
from sakip.berkas.pemakai import all_pemakai
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah


class Blob(models.Model):
    """Immutable content, kept once for all who have it; whether it exists is answered to nobody.

    Quota, duplicates and rights are asked of `Berkas`, inside one agency only.
    """

    sha256 = models.CharField("sidik isi", max_length=64, unique=True)
    ukuran = models.BigIntegerField("ukuran (bita)")
    jenis_isi = models.CharField("jenis isi", max_length=100)

    class Meta:
        verbose_name = "isi berkas"

    def __str__(self) -> str:
        return self.sha256

    @property
    def ukuran_teks(self) -> str:
        """The size as people read it: 3,4 MB."""
        return write_ukuran(self.ukuran)


class BerkasQuerySet(models.QuerySet["Berkas"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Files in cabinets within reach of the cap, and those some page the person may see points to."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        readable = Q(perangkat_daerah_id__in=units)
        for pemakai in all_pemakai() if user.cap else ():
            readable |= Q(pk__in=pemakai.readable_to(user))
        return self.filter(readable, instansi_id=user.instansi_id)

    def for_unit(self, unit: PerangkatDaerah) -> Self:
        """Files a unit may point to as its evidence."""
        return self.current().filter(perangkat_daerah=unit)

    def current(self) -> Self:
        """Files that no newer one has replaced."""
        return self.filter(pengganti__isnull=True)

    def for_list(self) -> Self:
        rows = self.select_related("blob", "pengunggah", "menggantikan", "pengganti")
        return rows.order_by("-diunggah_pada", "-pk")

    def total_size(self) -> int:
        """Bytes of these files, each counted in full, whoever else keeps the same content."""
        return self.aggregate(jumlah=Sum("blob__ukuran"))["jumlah"] or 0


class Berkas(models.Model):
    """A file of a unit, as evidence; a newer file replaces it and leaves it as it was (T06)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        models.PROTECT,
        related_name="berkas_set",
        verbose_name="perangkat daerah",
    )
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="berkas_set", verbose_name="isi")
    nama = models.CharField("nama berkas", max_length=150)
    tanggal_dokumen = models.DateField("tanggal dokumen")
    menggantikan = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pengganti",
        verbose_name="menggantikan",
    )
    pengunggah = models.ForeignKey(
        Pengguna, models.PROTECT, related_name="+", verbose_name="pengunggah"
    )
    diunggah_pada = models.DateTimeField("diunggah pada")
    revisi = models.PositiveIntegerField(default=0)

    objects = BerkasQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas"
        indexes = [
            models.Index(fields=["perangkat_daerah", "-diunggah_pada"], name="berkas_unit"),
        ]

    def __str__(self) -> str:
        return self.nama
