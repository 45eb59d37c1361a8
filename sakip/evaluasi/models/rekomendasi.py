"""What the evaluators ask to be mended, and whether it was."""

from typing import Self

from django.db import models
from django.db.models import Q

from sakip.evaluasi.models.penilaian import Penilaian
from sakip.organisasi.models import Instansi, Pengguna, Peran

PENILAI = frozenset({Peran.EVALUATOR, Peran.PENJAMIN_MUTU})


class RekomendasiQuerySet(models.QuerySet["Rekomendasi"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Of the evaluations within reach; before the result is final only for those who score."""
        rows = self.filter(penilaian__in=Penilaian.objects.visible_to(user))
        if user.cap is not None and user.cap.peran in PENILAI:
            return rows
        return rows.filter(penilaian__status=Penilaian.Status.SELESAI)

    def for_list(self) -> Self:
        return self.order_by("subkomponen", "kriteria", "pk")


class Rekomendasi(models.Model):
    """A recommendation on a sub-component, or on one criterion of it; closed when it was acted upon."""

    class Status(models.TextChoices):
        TERBUKA = "terbuka", "Terbuka"
        DITUTUP = "ditutup", "Ditutup"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.PROTECT, related_name="rekomendasi_set")
    subkomponen = models.CharField("subkomponen", max_length=20)
    kriteria = models.CharField("kriteria", max_length=20, blank=True)
    uraian = models.TextField("rekomendasi")
    tenggat = models.DateField("tenggat")
    pembuat = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    status = models.CharField("status", max_length=8, choices=Status, default=Status.TERBUKA)
    tindak_lanjut = models.TextField("tindak lanjut yang diterima", blank=True)
    ditutup_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditutup_pada = models.DateField("ditutup pada", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = RekomendasiQuerySet.as_manager()

    class Meta:
        verbose_name = "rekomendasi"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="terbuka") | ~Q(tindak_lanjut=""),
                name="rekomendasi_ditutup_beralasan",
            )
        ]

    def __str__(self) -> str:
        return self.uraian[:80]

    @property
    def letak(self) -> str:
        """The criterion, or else the sub-component, it is about."""
        return self.kriteria or self.subkomponen
