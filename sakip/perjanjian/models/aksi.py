"""The action plan of a year: steps towards a promise, and every change of a step after its time."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models import Indikator
from sakip.rules.aksi import write_bagian
from sakip.web.fields import UangField, UkuranField


class RencanaAksiQuerySet(models.QuerySet["RencanaAksi"]):
    def berjalan(self) -> Self:
        """Steps that were not dropped."""
        return self.filter(dibatalkan=False)

    def count_by_unit(self, units: Sequence[PerangkatDaerah]) -> dict[int, int]:
        """How many steps each of these units has."""
        rows = self.filter(perangkat_daerah__in=units).values_list("perangkat_daerah")
        return dict(rows.annotate(models.Count("pk")).order_by())

    def for_list(self) -> Self:
        return self.order_by("indikator__kode", "pk")


class RencanaAksi(models.Model):
    """A step of a unit towards an indicator in a year (PermenPANRB 53/2014; 88/2021 kriteria 1.c).

    `bagian`: how much of `target` falls due in which month, as texts by month ("3": "25").
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="aksi_set", verbose_name="perangkat daerah"
    )
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="aksi_set")
    tahun = models.PositiveSmallIntegerField("tahun")
    langkah = models.CharField("langkah", max_length=300)
    pic = models.CharField("penanggung jawab", max_length=120)
    satuan = models.CharField("satuan", max_length=40)
    target = UkuranField("target setahun")
    bagian = models.JSONField("bagian per bulan", default=dict)
    anggaran = UangField("anggaran", null=True, blank=True)
    dibatalkan = models.BooleanField("dibatalkan", default=False)
    revisi = models.PositiveIntegerField(default=0)

    objects = RencanaAksiQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana aksi"
        indexes = [models.Index(fields=["perangkat_daerah", "tahun"], name="aksi_unit")]

    def __str__(self) -> str:
        return self.langkah

    @property
    def per_bulan(self) -> dict[int, Decimal]:
        """The parts by month, as numbers."""
        return {int(bulan): Decimal(nilai) for bulan, nilai in self.bagian.items()}

    @property
    def bagian_teks(self) -> str:
        """The parts as they are read."""
        return write_bagian(self.per_bulan)


class PerubahanAksi(models.Model):
    """A step that was changed or dropped after a quarter it promised was over: kept, with its reason."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    aksi = models.ForeignKey(RencanaAksi, models.PROTECT, related_name="perubahan_set")
    sebelum = models.CharField("sebelum", max_length=1000)
    sesudah = models.CharField("sesudah", max_length=1000)
    alasan = models.CharField("alasan", max_length=300)
    pelaku = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    waktu = models.DateTimeField("waktu")

    class Meta:
        verbose_name = "perubahan rencana aksi"

    def __str__(self) -> str:
        return f"Perubahan {self.aksi_id}"
