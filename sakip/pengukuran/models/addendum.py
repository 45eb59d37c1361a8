"""A figure that came after the lock: a record of its own, with its source and who agreed to it."""

from typing import Any, ClassVar, Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, Penugasan, PerangkatDaerah
from sakip.pengukuran.models.masa import Potret
from sakip.pengukuran.models.realisasi import Realisasi
from sakip.web.fields import UkuranField


class AddendumQuerySet(models.QuerySet["Addendum"]):
    def visible_to(self, user: Pengguna) -> Self:
        units = PerangkatDaerah.objects.visible_to(user)
        return self.filter(potret__perangkat_daerah__in=units)

    def for_list(self) -> Self:
        rows = self.select_related(
            "diajukan_oleh", "diputus_oleh", "diputus_sebagai", "potret__masa__instansi"
        )
        return rows.order_by("pk")


class Addendum(models.Model):
    """What an outside source published late, or the final figure after a provisional one (practice 2).

    The columns of the figure are those of Realisasi, where it goes when the head agrees; `sebelum` is
    what stood there until then, as printed. No late mark comes with it.
    """

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "Diajukan"
        DISETUJUI = "disetujui", "Disetujui"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    potret = models.ForeignKey(Potret, models.PROTECT, related_name="addendum_set")
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DIAJUKAN)
    nilai = UkuranField("realisasi", null=True, blank=True)
    label = models.CharField("predikat", max_length=40, blank=True)
    pembilang = UkuranField("pembilang", null=True, blank=True)
    penyebut = UkuranField("penyebut", null=True, blank=True)
    bobot = UkuranField("banyak responden", null=True, blank=True)
    sifat = models.CharField("sifat angka", max_length=10, choices=Realisasi.Sifat)
    tahun_data = models.PositiveSmallIntegerField("tahun data")
    sumber = models.CharField("sumber dan alasan", max_length=500)
    sebelum = models.CharField("angka sebelumnya", max_length=80, blank=True)
    diajukan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField("diajukan pada")
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    diputus_sebagai = models.ForeignKey(
        Penugasan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan = models.CharField("alasan dikembalikan", max_length=500, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = AddendumQuerySet.as_manager()

    JEJAK_BARU: ClassVar[dict[str, Any]] = {"diputus_sebagai_id": None}

    class Meta:
        verbose_name = "addendum"
        constraints = [
            models.UniqueConstraint(
                fields=["potret"],
                condition=models.Q(status="diajukan"),
                name="addendum_satu_menunggu",
                violation_error_message="Addendum untuk angka ini sudah menunggu keputusan kepala.",
            ),
        ]

    def __str__(self) -> str:
        return f"Addendum {self.potret_id}"
