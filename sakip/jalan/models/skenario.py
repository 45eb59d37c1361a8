"""A what-if that somebody wants to keep."""

from typing import Self
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah


class SkenarioQuerySet(models.QuerySet["Skenario"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Of the units within reach; of the agency for those who reach all of it."""
        rows = self.filter(instansi_id=user.instansi_id)
        within = Q(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user).values("pk"))
        if user.cap is not None and user.cap.se_instansi:
            within |= Q(perangkat_daerah__isnull=True)
        return rows.filter(within)

    def for_list(self) -> Self:
        return self.select_related("instansi", "perangkat_daerah", "dibuat_oleh").order_by("-pk")


class Skenario(models.Model):
    """What was asked of the way to a predikat: the entity, the year looked at, and every control.

    `isian` holds the controls as pairs (`andai.Andai.pairs`); the answer is computed anew each time, so a
    scenario never shows what no longer follows.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="skenario_set"
    )
    tahun = models.PositiveSmallIntegerField("tahun dasar")
    nama = models.CharField("nama skenario", max_length=80)
    isian = models.JSONField("isian", default=list, blank=True)
    dibuat_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    revisi = models.PositiveIntegerField(default=0)

    objects = SkenarioQuerySet.as_manager()

    class Meta:
        verbose_name = "skenario jalan"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "nama"],
                name="skenario_unik",
                violation_error_message="Nama skenario ini sudah dipakai. Pilih nama lain.",
                violation_error_code="nama",
            ),
            models.UniqueConstraint(
                fields=["instansi", "nama"],
                condition=Q(perangkat_daerah__isnull=True),
                name="skenario_pemda_unik",
                violation_error_message="Nama skenario ini sudah dipakai. Pilih nama lain.",
                violation_error_code="nama",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def objek(self) -> str:
        """Whose way it is."""
        return str(self.perangkat_daerah or self.instansi)

    @property
    def query(self) -> str:
        """The controls as the end of an address."""
        return urlencode([(nama, nilai) for nama, nilai in self.isian])
