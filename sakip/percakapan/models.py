"""Comments on a thing of a higher app, who was named in them, and reminders of what one waits for."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sakip.organisasi.models import Instansi, Pengguna
from sakip.percakapan.registry import JENIS


class KomentarQuerySet(models.QuerySet["Komentar"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Comments on what this person sees, of whatever kind."""
        seen = Q(pk__in=())
        for kode, jenis in JENIS.items():
            seen |= Q(jenis=kode, objek__in=jenis.rows(user).order_by().values("pk"))
        return self.filter(seen, instansi_id=user.instansi_id)

    def of(self, jenis: str, objek: int) -> Self:
        """Those on one thing, the oldest first."""
        return self.filter(jenis=jenis, objek=objek).order_by("waktu", "pk")


class Komentar(models.Model):
    """What somebody wrote about the row `objek` of a kind (see `registry`); a deleted one keeps its place."""

    JEJAK_PRIBADI: ClassVar = ("teks",)

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField("jenis", max_length=20)
    objek = models.BigIntegerField("nomor objek")
    penulis = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    teks = models.CharField("komentar", max_length=2000, blank=True)
    waktu = models.DateTimeField("waktu")
    diubah_pada = models.DateTimeField("diubah pada", null=True, blank=True)
    dihapus_pada = models.DateTimeField("dihapus pada", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = KomentarQuerySet.as_manager()

    class Meta:
        verbose_name = "komentar"
        indexes = [models.Index(fields=["instansi", "jenis", "objek"], name="komentar_objek")]
        constraints = [
            models.CheckConstraint(
                condition=Q(teks="", dihapus_pada__isnull=False)
                | (~Q(teks="") & Q(dihapus_pada__isnull=True)),
                name="komentar_isi_atau_dihapus",
            )
        ]

    def __str__(self) -> str:
        return f"Komentar {self.pk}"


class Sebutan(models.Model):
    """That a person was named in a comment; `dibaca_pada` when he opened it or answered."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    komentar = models.ForeignKey(Komentar, models.CASCADE, related_name="sebutan_set")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="sebutan_set")
    dibaca_pada = models.DateTimeField("dibaca pada", null=True, blank=True)

    class Meta:
        verbose_name = "sebutan"
        constraints = [
            models.UniqueConstraint(fields=["komentar", "pengguna"], name="sebutan_unik")
        ]
        indexes = [
            models.Index(
                fields=["pengguna"], condition=Q(dibaca_pada__isnull=True), name="sebutan_menunggu"
            )
        ]

    def __str__(self) -> str:
        return f"Sebutan {self.pengguna_id}"


class Ingatan(models.Model):
    """That somebody reminded those on whom a matter waits; at most once a day for one matter."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perkara = models.CharField("perkara", max_length=80)
    tanggal = models.DateField("tanggal di instansi")
    pengirim = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    waktu = models.DateTimeField("waktu")
    surat = models.PositiveSmallIntegerField("banyak surat")

    class Meta:
        verbose_name = "ingatan"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "perkara", "tanggal"], name="ingatan_sehari_sekali"
            )
        ]

    def __str__(self) -> str:
        return f"Ingatan {self.perkara}"
