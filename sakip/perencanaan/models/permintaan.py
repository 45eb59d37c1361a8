"""What one unit asks another to count for an indicator, by when, and what was answered."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models.indikator import Indikator
from sakip.rules.tanggal import write_triwulan


class PermintaanDataQuerySet(models.QuerySet["PermintaanData"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Requests on either side of which stands a unit within reach."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        return self.filter(Q(pengusul__in=units) | Q(perangkat_daerah__in=units))

    def menunggu(self) -> Self:
        """What waits for an answer."""
        return self.filter(status=PermintaanData.Status.DIMINTA)

    def for_list(self) -> Self:
        """What waits first, the nearest deadline on top; then the newest."""
        rows = self.select_related("indikator", "pengusul", "perangkat_daerah")
        waits = Q(status=PermintaanData.Status.DIMINTA)
        return rows.order_by(
            models.Case(models.When(waits, 0), default=1),
            models.Case(models.When(waits, F("tenggat"))),
            "-diminta_pada",
            "-pk",
        )


class PermintaanData(models.Model):
    """A request of `pengusul`, who answers for the indicator, to the unit that keeps the data.

    `ke` is the quarter, 0 for the year; `jawaban` a figure, or numerator/denominator, or words, as it
    was written. Days are days of the agency (PermenPANRB 88/2021: the mechanism of collecting data).
    """

    class Status(models.TextChoices):
        DIMINTA = "diminta", "Diminta"
        DIJAWAB = "dijawab", "Dijawab"
        DITOLAK = "ditolak", "Ditolak"
        DICABUT = "dicabut", "Dicabut"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="permintaan_set")
    tahun = models.PositiveSmallIntegerField("tahun")
    ke = models.PositiveSmallIntegerField("triwulan", default=0)
    pengusul = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    diminta = models.CharField("data yang diminta", max_length=300)
    tenggat = models.DateField("tenggat")
    status = models.CharField("status", max_length=8, choices=Status, default=Status.DIMINTA)
    diminta_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diminta_pada = models.DateField("diminta pada")
    jawaban = models.CharField("jawaban", max_length=60, blank=True)
    catatan = models.CharField("catatan", max_length=300, blank=True)
    dijawab_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dijawab_pada = models.DateField("dijawab pada", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = PermintaanDataQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan data"
        indexes = [
            models.Index(fields=["perangkat_daerah", "status"], name="permintaan_menunggu"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(pengusul=F("perangkat_daerah")),
                name="permintaan_bukan_sendiri",
                violation_error_message="Pilih perangkat daerah lain.",
            ),
            models.CheckConstraint(condition=Q(ke__lte=4), name="permintaan_triwulan"),
            models.UniqueConstraint(
                fields=["indikator", "tahun", "ke", "perangkat_daerah"],
                condition=Q(status="diminta"),
                name="permintaan_satu_menunggu",
                violation_error_message="Permintaan ini sudah ada dan masih menunggu jawaban.",
            ),
            models.CheckConstraint(
                condition=~Q(status="dijawab") | ~Q(jawaban=""), name="permintaan_terjawab"
            ),
            models.CheckConstraint(
                condition=~Q(status="ditolak") | ~Q(catatan=""), name="permintaan_alasan_tolak"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengusul.singkatan} → {self.perangkat_daerah.singkatan}"

    @property
    def masa(self) -> str:
        """The period it is about."""
        return write_triwulan(self.ke, self.tahun) if self.ke else f"Tahun {self.tahun}"

    def jam(self, on: date) -> str:
        """How long it has waited, and how long until or since its deadline."""
        waited, left = (on - self.diminta_pada).days, (self.tenggat - on).days
        since = f"{waited} hari" if waited else "sejak hari ini"
        if left < 0:
            return f"{since}, lewat tenggat {-left} hari"
        return f"{since}, tenggat {'hari ini' if left == 0 else f'{left} hari lagi'}"
