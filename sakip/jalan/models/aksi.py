"""Actions of a plan that somebody decided to do."""

from typing import Self

from django.db import models
from django.db.models import Q

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.rules.tanggal import write_bulan_sampai
from sakip.web.fields import UkuranField


class AksiJalanQuerySet(models.QuerySet["AksiJalan"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Of the units within reach; of the agency for those who reach all of it."""
        rows = self.filter(instansi_id=user.instansi_id)
        within = Q(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user).values("pk"))
        if user.cap is not None and user.cap.se_instansi:
            within |= Q(perangkat_daerah__isnull=True)
        return rows.filter(within)

    def of(self, instansi: Instansi, unit: PerangkatDaerah | None, tahun: int) -> Self:
        """The actions of one entity towards the evaluation of a year."""
        return self.filter(instansi=instansi, perangkat_daerah=unit, tahun=tahun)

    def for_list(self) -> Self:
        rows = self.select_related("instansi", "perangkat_daerah")
        return rows.order_by("-tahun", "mulai", "kode", "pk")


class AksiJalan(models.Model):
    """One action of the way to a predikat, with its owner, months and state.

    A table of its own: a `RencanaAksi` is a step of a unit towards an indicator, and an action of the
    agency has neither. `tahun` is the year of the evaluation it is meant for; `mulai` and `selesai` are
    the first days of its first and last month.
    """

    class Status(models.TextChoices):
        RENCANA = "rencana", "Direncanakan"
        BERJALAN = "berjalan", "Berjalan"
        SELESAI = "selesai", "Selesai"
        BATAL = "batal", "Batal"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="aksi_jalan_set"
    )
    tahun = models.PositiveSmallIntegerField("tahun evaluasi")
    kode = models.CharField("kode", max_length=10)
    nama = models.CharField("tindakan", max_length=200)
    pemilik = models.CharField("pemilik", max_length=120, blank=True)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    hk = UkuranField("hari kerja")
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.RENCANA)
    revisi = models.PositiveIntegerField(default=0)

    objects = AksiJalanQuerySet.as_manager()

    class Meta:
        verbose_name = "aksi menuju predikat"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "kode"], name="aksi_jalan_unik"
            ),
            models.UniqueConstraint(
                fields=["instansi", "tahun", "kode"],
                condition=Q(perangkat_daerah__isnull=True),
                name="aksi_jalan_pemda_unik",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"

    @property
    def objek(self) -> str:
        """Whose way it is."""
        return str(self.perangkat_daerah or self.instansi)

    @property
    def kapan(self) -> str:
        """Its months in words."""
        return write_bulan_sampai(self.mulai, self.selesai)
