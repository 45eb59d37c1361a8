"""A filled-in workbook of evaluation sheets, from its upload until it is applied or dropped."""

from typing import Any, Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna


class ImporLembarQuerySet(models.QuerySet["ImporLembar"]):
    def visible_to(self, user: Pengguna) -> Self:
        """One's own only: it holds findings that nobody else may see before they are stored."""
        return self.filter(instansi_id=user.instansi_id, pembuat=user)

    def for_list(self) -> Self:
        """Without the rows themselves, the newest first."""
        return self.defer("isi").order_by("-dibuat_pada", "-pk")


class ImporLembar(models.Model):
    """One workbook as it was read: the rows a person changed in it, which nothing has stored yet.

    `isi` holds `objek`, each with `penilaian`, `lembar`, `tahap` and `baris` (`sakip.evaluasi.buku`). It is
    emptied when the workbook is applied or dropped.
    """

    JEJAK_PRIBADI = ("isi",)

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DITERAPKAN = "diterapkan", "Diterapkan"
        DIBUANG = "dibuang", "Dibuang"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun evaluasi")
    pembuat = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField("diunggah pada")
    nama_berkas = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField("SHA-256 berkas", max_length=64)
    isi = models.JSONField("isi", default=dict)
    lembar = models.PositiveIntegerField("lembar yang berubah")
    baris = models.PositiveIntegerField("baris yang berubah")
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DRAF)
    revisi = models.PositiveIntegerField(default=0)

    objects = ImporLembarQuerySet.as_manager()

    class Meta:
        verbose_name = "impor lembar"
        indexes = [models.Index(fields=["pembuat", "-dibuat_pada"], name="impor_lembar_terbaru")]

    def __str__(self) -> str:
        return f"Buku kerja {self.nama_berkas}"

    @property
    def objek(self) -> list[dict[str, Any]]:
        """The evaluations it changes, in the order of the workbook."""
        found: list[dict[str, Any]] = self.isi.get("objek", [])
        return found
