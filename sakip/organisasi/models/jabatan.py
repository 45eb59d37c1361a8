"""Positions: PK and cascading hang on them, not on persons."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from sakip.organisasi.models.instansi import Instansi
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerah

if TYPE_CHECKING:
    from sakip.organisasi.models.pengguna import Pengguna


class JabatanQuerySet(models.QuerySet["Jabatan"]):
    def visible_to(self, user: "Pengguna") -> Self:
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        return self.filter(perangkat_daerah_id__in=units)

    def active_on(self, on: date) -> Self:
        """Positions of units that work on a day."""
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.active_on(on))

    def for_list(self) -> Self:
        rows = self.select_related("perangkat_daerah", "atasan")
        return rows.order_by("perangkat_daerah__kode", "jenjang", "nama", "pk")


class Jabatan(models.Model):
    """A position of a unit with its superior (UU 20/2023 on ASN; levels as local practice names them)."""

    class Jenjang(models.TextChoices):
        KEPALA_DAERAH = "0_kepala_daerah", "Kepala daerah"
        JPT_MADYA = "1_jpt_madya", "JPT madya"
        JPT_PRATAMA = "2_jpt_pratama", "JPT pratama"
        ADMINISTRATOR = "3_administrator", "Administrator"
        PENGAWAS = "4_pengawas", "Pengawas, ketua tim"
        FUNGSIONAL = "5_fungsional", "Fungsional"
        PELAKSANA = "6_pelaksana", "Pelaksana"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="jabatan_set", verbose_name="perangkat daerah"
    )
    nama = models.CharField("nama jabatan", max_length=200)
    jenjang = models.CharField("jenjang", max_length=16, choices=Jenjang)
    atasan = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bawahan_set",
        verbose_name="atasan",
    )
    revisi = models.PositiveIntegerField(default=0)

    objects = JabatanQuerySet.as_manager()

    class Meta:
        verbose_name = "jabatan"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "perangkat_daerah", "nama"],
                name="jabatan_nama_unik",
                violation_error_code="nama",
                violation_error_message="Jabatan dengan nama ini sudah ada di perangkat daerah itu.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def pilihan(self) -> str:
        """Its name and unit, as it stands among choices."""
        return f"{self.nama} ({self.perangkat_daerah.singkatan})"
