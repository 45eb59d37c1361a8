"""Published values of other regions."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.web.fields import UkuranField


class PembandingQuerySet(models.QuerySet["Pembanding"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(instansi_id=user.instansi_id)

    def for_list(self) -> Self:
        return self.order_by("-tahun", "sumber", "daerah")

    def of_same_source(self, row: "Pembanding") -> Self:
        """What the source of a row says of its year, that row included."""
        return self.filter(instansi_id=row.instansi_id, tahun=row.tahun, sumber=row.sumber)


class Pembanding(models.Model):
    """The AKIP value of another region in a year, as its source printed it; only the agency's own list."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    daerah = models.CharField("daerah", max_length=120)
    tahun = models.PositiveSmallIntegerField("tahun")
    total = UkuranField("nilai")
    sumber = models.CharField("sumber", max_length=200)
    revisi = models.PositiveIntegerField(default=0)

    objects = PembandingQuerySet.as_manager()

    class Meta:
        verbose_name = "nilai pembanding"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun", "daerah"],
                name="pembanding_unik",
                violation_error_message="Nilai daerah ini pada tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.daerah} {self.tahun}: {self.total}"
