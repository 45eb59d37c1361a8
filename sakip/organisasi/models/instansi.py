"""The agency that owns all data, and the years it has opened."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from sakip.rules.tanggal import ZONA
from sakip.web.clock import today

if TYPE_CHECKING:
    from sakip.organisasi.models.pengguna import Pengguna


class InstansiQuerySet(models.QuerySet["Instansi"]):
    def visible_to(self, user: "Pengguna") -> Self:
        return self.filter(pk=user.instansi_id)


class Instansi(models.Model):
    """A regional government whose SAKIP is kept here (Perpres 29/2014 pasal 1). Root of all data.

    What people and units are called differs by region, so those words are data (`sebutan_*`).
    """

    class Jenis(models.TextChoices):
        KABUPATEN = "kabupaten", "Kabupaten"
        KOTA = "kota", "Kota"
        PROVINSI = "provinsi", "Provinsi"

    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    kode_wilayah = models.CharField("kode wilayah", max_length=13, unique=True)
    nama = models.CharField("nama", max_length=120)
    zona_waktu = models.CharField(
        "zona waktu", max_length=20, choices=list(ZONA.items()), default="Asia/Jakarta"
    )
    sebutan_kepala_daerah = models.CharField(
        "sebutan kepala daerah", max_length=40, default="Bupati"
    )
    sebutan_perangkat_daerah = models.CharField(
        "sebutan perangkat daerah", max_length=40, default="Perangkat Daerah"
    )
    sebutan_bappeda = models.CharField("sebutan Bappeda", max_length=60, default="Bappeda")
    sebutan_inspektorat = models.CharField(
        "sebutan Inspektorat", max_length=60, default="Inspektorat"
    )
    sebutan_bagian_organisasi = models.CharField(
        "sebutan Bagian Organisasi", max_length=60, default="Bagian Organisasi"
    )
    revisi = models.PositiveIntegerField(default=0)

    objects = InstansiQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"

    def __str__(self) -> str:
        return self.nama

    @property
    def hari_ini(self) -> date:
        """Today in this agency's zone."""
        return today(self.zona_waktu)

    @property
    def zona(self) -> str:
        """WIB, WITA or WIT."""
        return ZONA[self.zona_waktu]


class TahunKerjaQuerySet(models.QuerySet["TahunKerja"]):
    def visible_to(self, user: "Pengguna") -> Self:
        return self.filter(instansi_id=user.instansi_id)


class TahunKerja(models.Model):
    """A year the agency has opened for work: plans, quarters and evaluations hang on it."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="tahun_set")
    tahun = models.PositiveSmallIntegerField("tahun")
    dibuka_pada = models.DateField("dibuka pada")
    revisi = models.PositiveIntegerField(default=0)

    objects = TahunKerjaQuerySet.as_manager()

    class Meta:
        verbose_name = "tahun kerja"
        ordering = ["-tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                name="tahun_kerja_unik",
                violation_error_code="tahun",
                violation_error_message="Tahun ini sudah dibuka.",
            ),
            models.CheckConstraint(
                condition=models.Q(tahun__gte=2000, tahun__lte=2100), name="tahun_kerja_wajar"
            ),
        ]

    def __str__(self) -> str:
        return str(self.tahun)
