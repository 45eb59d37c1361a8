"""The queue, the clock of periodic work, and the letters going out.

`instansi_id` is a plain integer: latar lies below organisasi. These tables leave no Jejak row: they
say how the system works, not what an agency decided, change several times a second while a job runs,
and are cleared after 30 days. What a job does to the agency's data is an action like any other and
leaves its row.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from sakip.organisasi.models import Pengguna


class PekerjaanQuerySet(models.QuerySet["Pekerjaan"]):
    def visible_to(self, user: "Pengguna") -> Self:
        """One's own jobs: a result may hold what only its owner may see."""
        return self.filter(instansi_id=user.instansi_id, pemilik=user)

    def active(self) -> Self:
        return self.filter(status__in=AKTIF)

    def ready(self, moment: datetime) -> Self:
        """What a worker may take: waiting, or left behind by a worker whose lease has run out."""
        rows = self.active().filter(ambil_sejak__lte=moment)
        return rows.order_by("prioritas", "giliran", "giliran_instansi", "pk")

    def held(self, pekerjaan: "Pekerjaan") -> Self:
        """The row, as long as this very attempt still holds it; a later attempt shuts the earlier out."""
        return self.filter(
            pk=pekerjaan.pk, status=Pekerjaan.Status.BERJALAN, percobaan=pekerjaan.percobaan
        )


class Pekerjaan(models.Model):
    """A piece of work a person started and may leave: waiting, running, and how it ended."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        BERJALAN = "berjalan", "Berjalan"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    instansi_id = models.BigIntegerField("instansi")
    pemilik = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="pemilik"
    )
    penugasan_id = models.BigIntegerField("penugasan yang dipakai")
    nama = models.CharField("nama pekerjaan", max_length=60)
    judul = models.CharField("judul", max_length=200)
    parameter = models.TextField("parameter kanonik")
    sidik = models.CharField("sidik nama dan parameter", max_length=64)
    prioritas = models.PositiveSmallIntegerField("prioritas")
    # How many of the owner's jobs were before it: people take turns, nobody waits behind one's ten.
    giliran = models.PositiveSmallIntegerField("giliran")
    # And how many of its agency's had the same turn: within a turn agencies take turns.
    giliran_instansi = models.PositiveSmallIntegerField("giliran instansi", default=0)
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.MENUNGGU)
    # Waiting: not before this moment. Running: the end of the lease its worker keeps renewing.
    ambil_sejak = models.DateTimeField("dapat diambil sejak")
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    batal_diminta = models.BooleanField("pembatalan diminta", default=False)
    kemajuan = models.PositiveSmallIntegerField("kemajuan (persen)", default=0)
    kata = models.CharField("kata kemajuan", max_length=200, blank=True)
    galat = models.CharField("galat", max_length=500, blank=True)
    hasil = models.CharField("sidik isi hasil", max_length=64, blank=True)
    hasil_nama = models.CharField("nama berkas hasil", max_length=200, blank=True)
    hasil_ukuran = models.BigIntegerField("ukuran hasil (bita)", default=0)
    dibuat_pada = models.DateTimeField("dibuat pada")
    mulai_pada = models.DateTimeField("mulai pada", null=True, blank=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan latar"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi_id", "pemilik", "sidik"],
                condition=Q(status__in=["menunggu", "berjalan"]),
                name="pekerjaan_sama_sekali_jalan",
            ),
            models.CheckConstraint(condition=Q(kemajuan__lte=100), name="pekerjaan_kemajuan"),
        ]
        indexes = [
            models.Index(fields=["status", "ambil_sejak"], name="pekerjaan_antrean"),
            models.Index(fields=["pemilik", "-dibuat_pada"], name="pekerjaan_pemilik"),
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def is_active(self) -> bool:
        """Waiting or running."""
        return self.status in AKTIF


AKTIF = (Pekerjaan.Status.MENUNGGU, Pekerjaan.Status.BERJALAN)


class Detak(models.Model):
    """When a periodic function may run next; whoever moves the moment on is the one who runs it."""

    nama = models.CharField("nama", max_length=60, unique=True)
    berikutnya = models.DateTimeField("berikutnya")

    class Meta:
        verbose_name = "detak"

    def __str__(self) -> str:
        return self.nama


class Surat(models.Model):
    """A letter by e-mail, written in the transaction of the act that caused it, sent by the tick."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        TERKIRIM = "terkirim", "Terkirim"
        GAGAL = "gagal", "Gagal"

    instansi_id = models.BigIntegerField("instansi")
    kunci = models.CharField("kunci", max_length=120)
    kepada = models.EmailField("kepada")
    judul = models.CharField("judul", max_length=200)
    isi = models.TextField("isi")
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.MENUNGGU)
    kirim_sejak = models.DateTimeField("dikirim sejak")
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    galat = models.CharField("galat", max_length=200, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada")
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    class Meta:
        verbose_name = "surat"
        constraints = [
            models.UniqueConstraint(fields=["instansi_id", "kunci"], name="surat_kunci_unik"),
        ]
        indexes = [models.Index(fields=["status", "kirim_sejak"], name="surat_antrean")]

    def __str__(self) -> str:
        return self.judul
