"""Writing one sheet again after its lock or approval: asked with a reason, agreed to by two levels."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from sakip.organisasi.models import Instansi, Pengguna, Penugasan, PerangkatDaerah
from sakip.pengukuran.models.lembar import LembarRealisasi


class PembukaanQuerySet(models.QuerySet["Pembukaan"]):
    def visible_to(self, user: Pengguna) -> Self:
        units = PerangkatDaerah.objects.visible_to(user)
        return self.filter(lembar__perangkat_daerah__in=units)

    def open_at(self, moment: datetime) -> Self:
        """Those under which people may write at this moment; each ends by itself."""
        return self.filter(status=Pembukaan.Status.DIBUKA, sampai__gt=moment)

    def for_list(self) -> Self:
        """What waits first, then the newest."""
        waits = models.Case(models.When(status__in=Pembukaan.MENUNGGU, then=0), default=1)
        rows = self.select_related("lembar__masa__instansi", "lembar__perangkat_daerah")
        return rows.order_by(waits, "-diminta_pada", "-pk")


class Pembukaan(models.Model):
    """A request to write one sheet again; the head of the unit agrees, then those who run the cycle.

    `sampai` is the moment at which it closes by itself, in UTC. What is typed under it is late, for
    `alasan`. `jawaban` says why it was refused.
    """

    class Status(models.TextChoices):
        MENUNGGU_KEPALA = "menunggu_kepala", "Menunggu kepala"
        DIAJUKAN = "diajukan", "Diajukan"
        DIBUKA = "dibuka", "Dibuka"
        DITOLAK = "ditolak", "Ditolak"
        DICABUT = "dicabut", "Dicabut"

    MENUNGGU = (Status.MENUNGGU_KEPALA, Status.DIAJUKAN)

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarRealisasi, models.PROTECT, related_name="pembukaan_set")
    status = models.CharField("status", max_length=16, choices=Status)
    alasan = models.CharField("alasan", max_length=400)
    diminta_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diminta_pada = models.DateTimeField("diminta pada")
    disetujui_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    disetujui_pada = models.DateTimeField("disetujui kepala pada", null=True, blank=True)
    disetujui_sebagai = models.ForeignKey(
        Penugasan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    sampai = models.DateTimeField("dibuka sampai", null=True, blank=True)
    jawaban = models.CharField("alasan ditolak", max_length=400, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = PembukaanQuerySet.as_manager()

    JEJAK_BARU: ClassVar[dict[str, Any]] = {"disetujui_sebagai_id": None}

    class Meta:
        verbose_name = "pembukaan kembali"
        constraints = [
            models.UniqueConstraint(
                fields=["lembar"],
                condition=Q(status__in=["menunggu_kepala", "diajukan"]),
                name="pembukaan_satu_menunggu",
                violation_error_message="Permintaan untuk realisasi ini sudah ada dan masih menunggu.",
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="pembukaan_beralasan"),
            models.CheckConstraint(
                condition=Q(status="dibuka") ^ Q(sampai__isnull=True), name="pembukaan_sampai"
            ),
            models.CheckConstraint(
                condition=~Q(status="ditolak") | ~Q(jawaban=""), name="pembukaan_alasan_tolak"
            ),
        ]

    def __str__(self) -> str:
        return f"Pembukaan {self.lembar.masa}: {self.lembar.perangkat_daerah.singkatan}"
