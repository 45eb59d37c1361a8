"""What was uploaded and read, before and after it is applied: nothing is ever half-written."""

from typing import Any, Self

from django.db import models

from sakip.organisasi.models.instansi import Instansi
from sakip.organisasi.models.pengguna import Pengguna


class ImporBerkasQuerySet(models.QuerySet["ImporBerkas"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The agency's imports; that only its managers open them is asked of `permissions`."""
        return self.filter(instansi_id=user.instansi_id)

    def for_list(self) -> Self:
        """Without the rows themselves, the newest first."""
        return self.select_related("pembuat").defer("isi").order_by("-dibuat_pada", "-pk")


class ImporBerkas(models.Model):
    """One workbook as it was read: its rows with what each would do, until somebody applies or drops it.

    `isi` holds `diabaikan` (headers nobody knows) and `baris`: nomor, isi by column, salah (cells that
    could not be read), keadaan, perubahan (column, before, after) and pesan (column, sentence). A
    dropped import keeps no rows.
    """

    JEJAK_PRIBADI = ("isi",)

    class Jenis(models.TextChoices):
        PERANGKAT_DAERAH = "perangkat-daerah", "Perangkat daerah"
        JABATAN = "jabatan", "Jabatan"
        PENGGUNA = "pengguna", "Pengguna dan penugasan"

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DITERAPKAN = "diterapkan", "Diterapkan"
        DIBUANG = "dibuang", "Dibuang"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField("jenis", max_length=20, choices=Jenis)
    pembuat = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField("diunggah pada")
    nama_berkas = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField("SHA-256 berkas", max_length=64)
    isi = models.JSONField("isi")
    baru = models.PositiveIntegerField("baris baru", default=0)
    berubah = models.PositiveIntegerField("baris berubah", default=0)
    sama = models.PositiveIntegerField("baris sama", default=0)
    galat = models.PositiveIntegerField("baris galat", default=0)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DRAF)
    revisi = models.PositiveIntegerField(default=0)

    objects = ImporBerkasQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        indexes = [models.Index(fields=["instansi", "-dibuat_pada"], name="impor_terbaru")]

    def __str__(self) -> str:
        return f"Impor {self.get_jenis_display()}: {self.nama_berkas}"

    @property
    def baik(self) -> int:
        """How many rows would change something."""
        return self.baru + self.berubah

    @property
    def baris(self) -> list[dict[str, Any]]:
        """The rows, in the order of the sheet."""
        rows: list[dict[str, Any]] = self.isi["baris"]
        return rows
