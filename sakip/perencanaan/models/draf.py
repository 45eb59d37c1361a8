"""What a person did in a draft, step by step, so that it can be undone exactly."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.perencanaan.models.periode import Versi


class LangkahDrafQuerySet(models.QuerySet["LangkahDraf"]):
    def of(self, user: Pengguna) -> Self:
        """One person's steps, the last first."""
        return self.filter(pengguna=user).order_by("-urutan")


class LangkahDraf(models.Model):
    """One step of one person in a draft; gone when it is undone, or the draft handed over or dropped.

    `isi` lists the rows it changed, each with `tabel`, `kunci`, `sebelum` and `sesudah` (see
    `perencanaan.ubahan`).
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    versi = models.ForeignKey(Versi, models.CASCADE, related_name="langkah_set")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    urutan = models.PositiveIntegerField("urutan")
    judul = models.CharField("judul", max_length=200)
    isi = models.JSONField("isi")

    objects = LangkahDrafQuerySet.as_manager()

    class Meta:
        verbose_name = "langkah draf"
        constraints = [
            models.UniqueConstraint(
                fields=["versi", "pengguna", "urutan"], name="langkah_draf_unik"
            )
        ]

    def __str__(self) -> str:
        return self.judul
