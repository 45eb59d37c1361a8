"""The letter under which a team evaluates, for one object or for many."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sakip.organisasi.models import Instansi, Pengguna, Peran


class SuratTugasQuerySet(models.QuerySet["SuratTugas"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Letters are open to everybody with a task in the cycle of their agency."""
        if user.cap is None or user.cap.peran == Peran.PEGAWAI:
            return self.none()
        return self.filter(instansi_id=user.instansi_id)


class SuratTugas(models.Model):
    """Surat Tugas: number, date, PKPT number and period; its team is written to each of its objects."""

    class Jenis(models.TextChoices):
        INSPEKTORAT = "inspektorat", "Surat tugas Inspektorat"
        AD_HOC = "ad_hoc", "SK tim ad hoc"
        TETANGGA = "tetangga", "Surat tugas Inspektorat tetangga"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun evaluasi")
    jenis = models.CharField("jenis", max_length=12, choices=Jenis, default=Jenis.INSPEKTORAT)
    nomor = models.CharField("nomor", max_length=80)
    tanggal = models.DateField("tanggal")
    nomor_pkpt = models.CharField("nomor PKPT", max_length=80, blank=True)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    revisi = models.PositiveIntegerField(default=0)

    objects = SuratTugasQuerySet.as_manager()

    class Meta:
        verbose_name = "surat tugas"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "nomor"],
                name="surat_tugas_unik",
                violation_error_message="Surat tugas dengan nomor ini sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")),
                name="surat_tugas_masa",
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor
