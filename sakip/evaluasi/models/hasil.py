"""Results that follow from the grades, and official values of earlier years."""

from typing import Self

from django.db import models
from django.db.models import Q

from sakip.evaluasi.models.penilaian import Penilaian, Tahap
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.web.fields import UkuranField


class HasilQuerySet(models.QuerySet["Hasil"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Of the evaluations within reach; what evaluators set only when it is final."""
        final = Q(tahap=Tahap.MANDIRI) | Q(penilaian__status=Penilaian.Status.SELESAI)
        return self.filter(final, penilaian__in=Penilaian.objects.visible_to(user))


class Hasil(models.Model):
    """The score of one stage: derived from its grades, never typed, and kept once all are there.

    `rincian` is the working; when the evaluation ends it also holds everything the LHE says, and
    `hash` is the SHA-256 of its canonical text. From then on nothing recomputes it.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="hasil_set")
    tahap = models.CharField("tahap", max_length=10, choices=Tahap)
    total = UkuranField("total")
    predikat = models.CharField("predikat", max_length=4)
    rincian = models.JSONField("rincian", default=dict)
    hash = models.CharField("hash", max_length=64)
    revisi = models.PositiveIntegerField(default=0)

    objects = HasilQuerySet.as_manager()

    class Meta:
        verbose_name = "hasil penilaian"
        constraints = [models.UniqueConstraint(fields=["penilaian", "tahap"], name="hasil_unik")]

    def __str__(self) -> str:
        return f"{self.total} ({self.predikat})"


class NilaiArsipQuerySet(models.QuerySet["NilaiArsip"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The agency's own official values, and those of the units within reach."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        rows = self.filter(instansi_id=user.instansi_id)
        return rows.filter(Q(perangkat_daerah__isnull=True) | Q(perangkat_daerah_id__in=units))


class NilaiArsip(models.Model):
    """An official value of an earlier year as it was published: component values, not grades.

    `perangkat_daerah` is empty for the agency's own value from the ministry. `komponen` holds the
    points as texts by component code, and may be empty where only the total is known.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="nilai_arsip_set"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    peraturan = models.CharField("kunci peraturan", max_length=60)
    komponen = models.JSONField("nilai komponen", default=dict, blank=True)
    total = UkuranField("total")
    predikat = models.CharField("predikat", max_length=4)
    sumber = models.CharField("sumber", max_length=200)
    revisi = models.PositiveIntegerField(default=0)

    objects = NilaiArsipQuerySet.as_manager()

    class Meta:
        verbose_name = "nilai arsip"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun"],
                name="nilai_arsip_unik",
                violation_error_message="Nilai arsip tahun ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                condition=Q(perangkat_daerah__isnull=True),
                name="nilai_arsip_pemda_unik",
                violation_error_message="Nilai arsip pemda tahun ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.total} ({self.predikat})"
