"""What the door keeps: open sessions and recent tries. Machinery of no agency, outside the trail."""

from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from sakip.organisasi.models.pengguna import Pengguna


class SesiManager(BaseSessionManager["Sesi"]):
    """The person and his agency come along: every request begins with the three."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet["Sesi"]:
        return super().get_queryset().select_related("pengguna__instansi")


class Sesi(AbstractBaseSession):
    """An open session and whose it is, so that a person sees and ends his own (ASVS 5.0: 7.5.2)."""

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, null=True, related_name="sesi_set")

    objects: ClassVar[SesiManager] = SesiManager()

    class Meta:
        verbose_name = "sesi"

    def __str__(self) -> str:
        return f"Sesi {self.pengguna_id or 'tanpa pengguna'}"


class Percobaan(models.Model):
    """How far the tries on one key have run ahead of time. A row in the past says nothing.

    `kunci` is a keyed hash: neither a name mistyped at the login nor an address is stored.
    """

    kunci = models.CharField("kunci", max_length=64, primary_key=True)
    sampai = models.BigIntegerField("sampai (milidetik sejak 1970)", db_index=True)

    class Meta:
        verbose_name = "percobaan"

    def __str__(self) -> str:
        return self.kunci
