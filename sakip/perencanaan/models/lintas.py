"""Crosscutting: what one unit asks another for a node of its tree, and what they agreed."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models.indikator import Indikator
from sakip.perencanaan.models.simpul import Simpul

HIDUP = ("diusulkan", "disepakati")


class LintasQuerySet(models.QuerySet["Lintas"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Agreements on either side of which stands a unit within reach."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        return self.filter(Q(pengusul__in=units) | Q(perangkat_daerah__in=units))

    def hidup(self) -> Self:
        """What waits for an answer or holds."""
        return self.filter(status__in=HIDUP)

    def menunggu(self) -> Self:
        """What waits for an answer."""
        return self.filter(status=Lintas.Status.DIUSULKAN)

    def for_list(self) -> Self:
        """What waits first, then the newest."""
        rows = self.select_related("simpul__periode", "pengusul", "perangkat_daerah")
        waits = Q(status=Lintas.Status.DIUSULKAN)
        return rows.order_by(
            models.Case(models.When(waits, 0), default=1), "-diusulkan_pada", "-pk"
        )


class Lintas(models.Model):
    """A request of `pengusul` to `perangkat_daerah`, and its answer (LKE 1.b.9).

    It names the node, not what the node says in a version, so an agreement outlives revisions.
    `simpul_mitra` is the node with which the partner answers; `diusulkan_pada` a day of the agency.
    """

    class Status(models.TextChoices):
        DIUSULKAN = "diusulkan", "Diusulkan"
        DISEPAKATI = "disepakati", "Disepakati"
        DITOLAK = "ditolak", "Ditolak"
        DICABUT = "dicabut", "Dicabut"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    simpul = models.ForeignKey(Simpul, models.PROTECT, related_name="lintas_set")
    pengusul = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    sumbangan = models.CharField("sumbangan yang diminta", max_length=500)
    indikator = models.ForeignKey(
        Indikator, models.PROTECT, null=True, blank=True, related_name="+"
    )
    bagian = models.CharField("bagian dari target", max_length=100, blank=True)
    tenggat = models.DateField("tenggat sumbangan")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DIUSULKAN)
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateField("diusulkan pada")
    simpul_mitra = models.ForeignKey(
        Simpul, models.PROTECT, null=True, blank=True, related_name="lintas_mitra_set"
    )
    dijawab_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dijawab_pada = models.DateField("dijawab pada", null=True, blank=True)
    alasan = models.CharField("alasan atau catatan", max_length=300, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = LintasQuerySet.as_manager()

    class Meta:
        verbose_name = "lintas"
        indexes = [models.Index(fields=["perangkat_daerah", "status"], name="lintas_menunggu")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(pengusul=F("perangkat_daerah")),
                name="lintas_bukan_sendiri",
                violation_error_message="Pilih perangkat daerah lain.",
            ),
            models.UniqueConstraint(
                fields=["simpul", "perangkat_daerah"],
                condition=Q(status__in=HIDUP),
                name="lintas_satu_hidup",
                violation_error_message="Usulan kepada perangkat daerah ini untuk simpul ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(status="diusulkan", dijawab_pada__isnull=True)
                | (~Q(status="diusulkan") & Q(dijawab_pada__isnull=False)),
                name="lintas_dijawab",
            ),
            models.CheckConstraint(
                condition=~Q(status="ditolak") | ~Q(alasan=""), name="lintas_alasan_tolak"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengusul.singkatan} → {self.perangkat_daerah.singkatan}"

    def umur(self, on: date) -> int:
        """How many days ago it was asked."""
        return (on - self.diusulkan_pada).days

    def bappeda_sejak(self, hari: int) -> date:
        """The first day on which Bappeda may answer it: the partner had so many days."""
        return self.diusulkan_pada + timedelta(days=hari + 1)
