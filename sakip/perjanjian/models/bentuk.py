"""What an agency chose of how its PK looks, from a year on."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.rules.perjanjian import Bentuk


class BentukPKQuerySet(models.QuerySet["BentukPK"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(instansi_id=user.instansi_id)

    def pada_tahun(self, tahun: int) -> Self:
        """The choices made up to a year, the one that holds in it first."""
        return self.filter(tahun__lte=tahun).order_by("-tahun")


class BentukPK(models.Model):
    """An agency's choice beyond PermenPANRB 53/2014, from `tahun` until the next one (huruf C.1.c).

    `formulir`: the key of the own form by level (`rules.perjanjian.TINGKAT`).
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("sejak PK tahun")
    baris_jumlah = models.BooleanField("baris jumlah", default=False)
    tulis_nip = models.BooleanField("tulis NIP", default=False)
    tulis_pangkat = models.BooleanField("tulis pangkat", default=False)
    formulir = models.JSONField("formulir jenjang", default=dict, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = BentukPKQuerySet.as_manager()

    class Meta:
        verbose_name = "bentuk PK"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun"], name="bentuk_pk_unik"),
        ]

    def __str__(self) -> str:
        return f"Bentuk PK sejak {self.tahun}"

    def to_rule(self) -> Bentuk:
        """The choice as the forms take it."""
        return Bentuk(self.baris_jumlah, self.tulis_nip, self.tulis_pangkat, self.formulir)
