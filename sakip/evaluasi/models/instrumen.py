"""Which sheet an agency evaluates with in a year, where it is not the national one."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna


class PilihanInstrumenQuerySet(models.QuerySet["PilihanInstrumen"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(instansi_id=user.instansi_id)


class PilihanInstrumen(models.Model):
    """An agency's own sheet of one year (PermenPANRB 88/2021 pasal 6), until the first evaluation is opened.

    `kunci`: the key of the instrument file; empty for the national sheet in force.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun evaluasi")
    kunci = models.CharField("kunci lembar", max_length=60, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = PilihanInstrumenQuerySet.as_manager()

    class Meta:
        verbose_name = "pilihan instrumen"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun"], name="pilihan_instrumen_unik"),
        ]

    def __str__(self) -> str:
        return f"Lembar evaluasi {self.tahun}"
