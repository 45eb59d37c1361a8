"""The agreement of a position for a year, and what it promises."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from sakip.berkas.models import Berkas, Blob
from sakip.organisasi.models import Instansi, Jabatan, Pengguna, Penugasan, PerangkatDaerah
from sakip.perencanaan.models import Indikator, Simpul
from sakip.rules.target import JenisTarget, Target
from sakip.web.fields import UkuranField


class PerjanjianKinerjaQuerySet(models.QuerySet["PerjanjianKinerja"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The agency's own PK for everyone in it; of units those within reach of the cap."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        rows = self.filter(instansi_id=user.instansi_id)
        agency = Q(jabatan__jenjang=Jabatan.Jenjang.KEPALA_DAERAH)
        return rows.filter(agency | Q(jabatan__perangkat_daerah_id__in=units))

    def hidup(self) -> Self:
        """Sent or signed: at most one of each position and year."""
        return self.filter(status__in=PerjanjianKinerja.HIDUP)

    def for_list(self) -> Self:
        rows = self.select_related(
            "jabatan__perangkat_daerah", "pihak_pertama__pengguna", "pihak_kedua__pengguna", "scan"
        )
        return rows.order_by("-perubahan_ke", "-pk")


class PerjanjianKinerja(models.Model):
    """A PK as it was sent for signature and since (PermenPANRB 53/2014 lampiran I).

    Before that it is computed from the plan and has no row. `potret` is the whole text, `dokumen` the
    PDF made from it once, `scan` the paper with its signatures; `serah_terima` what was reached when
    the official left.
    """

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "Menunggu tanda tangan"
        DITANDATANGANI = "ditandatangani", "Ditandatangani"
        DIGANTI = "diganti", "Diganti perubahan"
        DITUTUP = "ditutup", "Ditutup karena mutasi"
        DITARIK = "ditarik", "Ditarik"

    HIDUP: ClassVar = (Status.DIAJUKAN, Status.DITANDATANGANI)

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="pk_set")
    tahun = models.PositiveSmallIntegerField("tahun")
    perubahan_ke = models.PositiveSmallIntegerField("perubahan ke", default=0)
    status = models.CharField("status", max_length=16, choices=Status, default=Status.DIAJUKAN)
    alasan = models.CharField("alasan perubahan", max_length=40, blank=True)
    uraian_alasan = models.CharField("uraian alasan", max_length=500, blank=True)
    tanggal = models.DateField("tanggal")
    pihak_pertama = models.ForeignKey(Penugasan, models.PROTECT, related_name="+")
    pihak_kedua = models.ForeignKey(
        Penugasan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    potret = models.JSONField("isi")
    hash = models.CharField("hash isi", max_length=64)
    dokumen = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    scan = models.ForeignKey(Berkas, models.PROTECT, null=True, blank=True, related_name="+")
    ditandatangani_pada = models.DateField("tanggal tanda tangan", null=True, blank=True)
    ditutup_pada = models.DateField("ditutup pada", null=True, blank=True)
    serah_terima = models.JSONField("serah terima", default=dict, blank=True)
    catatan = models.CharField("catatan", max_length=500, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = PerjanjianKinerjaQuerySet.as_manager()

    class Meta:
        verbose_name = "perjanjian kinerja"
        constraints = [
            models.UniqueConstraint(
                fields=["jabatan", "tahun"],
                condition=Q(status="diajukan"),
                name="pk_satu_diajukan",
                violation_error_message="PK jabatan ini sudah menunggu tanda tangan.",
            ),
            models.UniqueConstraint(
                fields=["jabatan", "tahun"],
                condition=Q(status="ditandatangani"),
                name="pk_satu_ditandatangani",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "tahun", "status"], name="pk_tahun")]

    def __str__(self) -> str:
        return f"{self.sebutan} {self.tahun}"

    @property
    def sebutan(self) -> str:
        """PK, or PK Perubahan 2."""
        return f"PK Perubahan {self.perubahan_ke}" if self.perubahan_ke else "PK"


class BarisPK(models.Model):
    """One promise of a PK, by identity: so "which PK does this revision touch" is a query."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pk_kinerja = models.ForeignKey(
        PerjanjianKinerja, models.CASCADE, related_name="baris_set", verbose_name="PK"
    )
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="+")
    simpul = models.ForeignKey(Simpul, models.PROTECT, related_name="+")
    urutan = models.PositiveSmallIntegerField("urutan")
    jenis = models.CharField(
        "jenis target", max_length=16, choices=[(j.value, j.value) for j in JenisTarget]
    )
    bawah = UkuranField("batas bawah", null=True, blank=True)
    atas = UkuranField("batas atas", null=True, blank=True)
    label = models.CharField("predikat", max_length=40, blank=True)

    JEJAK_BARU: ClassVar[dict[str, Any]] = {}

    class Meta:
        verbose_name = "baris PK"
        constraints = [
            models.UniqueConstraint(fields=["pk_kinerja", "indikator"], name="baris_pk_unik")
        ]

    def __str__(self) -> str:
        return f"Janji {self.indikator_id}"

    def to_rule(self) -> Target:
        """This promise as the engine reads it."""
        return Target(JenisTarget(self.jenis), self.bawah, self.atas, self.label)
