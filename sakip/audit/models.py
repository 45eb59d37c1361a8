"""The two tables of the trail. `instansi_id` is a plain integer: audit lies below organisasi."""

from datetime import UTC, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models

EMPTY = "0" * 64
# The moment of the last act of a chain that has none yet.
AWAL = datetime(1970, 1, 1, tzinfo=UTC)


class JejakQuerySet(models.QuerySet["Jejak"]):
    def visible_to(self, user: Any) -> Self:
        """The chain of the person's own agency; who may open it is asked of `permissions`."""
        return self.filter(instansi_id=user.instansi_id)

    def for_list(self) -> Self:
        return self.select_related("pelaku").order_by("-nomor")


class Jejak(models.Model):
    """One act in an agency's chain; rows are only ever added (Perpres 95/2018 pasal 40: keutuhan).

    `isi` is the canonical text that was hashed: what, before, after, why, and the hash of every row
    the act touched. Chain 0 holds what belongs to no agency. The place in the chain is the key, so
    that no column stands outside the hash.
    """

    pk = models.CompositePrimaryKey("instansi_id", "nomor")
    instansi_id = models.BigIntegerField("instansi")
    nomor = models.BigIntegerField("nomor urut")
    waktu = models.DateTimeField("waktu")
    pelaku = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    tindakan = models.CharField("tindakan", max_length=60)
    objek = models.CharField("objek", max_length=60)
    objek_id = models.BigIntegerField("id objek")
    isi = models.TextField("isi kanonik")
    objek_hash = models.CharField("hash baris sesudah tindakan", max_length=64)
    hash_sebelum = models.CharField("hash jejak sebelumnya", max_length=64)
    hash = models.CharField("hash jejak ini", max_length=64)

    objects = JejakQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak"
        indexes = [models.Index(fields=["objek", "objek_id", "-nomor"], name="jejak_objek")]

    def __str__(self) -> str:
        return f"{self.nomor} {self.tindakan} {self.objek}#{self.objek_id}"


class KepalaJejak(models.Model):
    """How far an agency's chain goes, its last hash and moment. Kept apart, so a cut tail shows."""

    instansi_id = models.BigIntegerField("instansi", primary_key=True)
    nomor = models.BigIntegerField("nomor terakhir", default=0)
    hash = models.CharField("hash jejak terakhir", max_length=64, default=EMPTY)
    waktu = models.DateTimeField("waktu jejak terakhir", default=AWAL)
    # The database's own moment when this end was read, where that was asked along.
    dibaca: datetime | None = None

    class Meta:
        verbose_name = "kepala jejak"

    def __str__(self) -> str:
        return f"Rantai {self.instansi_id} sampai nomor {self.nomor}"
