"""Decisions that set the chief indicators, with what each named."""

from typing import Self

from django.db import models
from django.db.models import Q

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models import Indikator


class PenetapanIKUQuerySet(models.QuerySet["PenetapanIKU"]):
    def terakhir(self, instansi: Instansi, unit: PerangkatDaerah | None) -> Self:
        """The decisions of an owner (None: the agency), the one in force first."""
        return self.filter(instansi=instansi, perangkat_daerah=unit).order_by("-tanggal", "-pk")


class PenetapanIKU(models.Model):
    """A decision that sets the chief indicators of an owner (PermenPANRB 53/2014 lampiran II G)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="penetapan_iku_set"
    )
    nomor = models.CharField("nomor keputusan", max_length=100)
    tanggal = models.DateField("tanggal keputusan")
    tentang = models.CharField("tentang", max_length=300)
    pencatat = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    revisi = models.PositiveIntegerField(default=0)

    objects = PenetapanIKUQuerySet.as_manager()

    class Meta:
        verbose_name = "penetapan IKU"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "perangkat_daerah", "nomor"],
                name="penetapan_iku_unik",
                violation_error_code="nomor",
                violation_error_message="Keputusan dengan nomor ini sudah dicatat.",
            ),
            # Two rows without a unit are different to the key above.
            models.UniqueConstraint(
                fields=["instansi", "nomor"],
                condition=Q(perangkat_daerah__isnull=True),
                name="penetapan_iku_instansi_unik",
                violation_error_code="nomor",
                violation_error_message="Keputusan dengan nomor ini sudah dicatat.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor


class BarisIKU(models.Model):
    """One chief indicator as the decision names it; what the plan calls it later is another matter."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penetapan = models.ForeignKey(PenetapanIKU, models.CASCADE, related_name="baris_set")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="+")
    nama = models.CharField("nama", max_length=300)
    satuan = models.CharField("satuan", max_length=40)
    urutan = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = "baris IKU"
        constraints = [
            models.UniqueConstraint(fields=["penetapan", "indikator"], name="baris_iku_unik")
        ]

    def __str__(self) -> str:
        return self.nama
