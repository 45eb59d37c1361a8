"""A person's private address of his calendar; only the hash of its token is kept."""

from django.db import models
from django.db.models import Q

from sakip.organisasi.models.instansi import Instansi
from sakip.organisasi.models.pengguna import Pengguna


class LanggananKalender(models.Model):
    """One address, in force until it is revoked or replaced; its token has 256 random bits (ASVS 11.5.1)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="langganan_set")
    hash = models.CharField("hash token", max_length=64, unique=True)
    dibuat_pada = models.DateTimeField("dibuat pada")
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)

    class Meta:
        verbose_name = "langganan kalender"
        constraints = [
            models.UniqueConstraint(
                fields=["pengguna"], condition=Q(dicabut_pada__isnull=True), name="langganan_satu"
            )
        ]

    def __str__(self) -> str:
        return f"Langganan kalender {self.pengguna_id}"
