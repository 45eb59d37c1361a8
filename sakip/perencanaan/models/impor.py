"""What was uploaded and read, before and after it is applied: nothing is ever half-written."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models.periode import PeriodeRencana, Versi

# Kinds that are about money of any unit, and name no document.
UANG = frozenset({"anggaran", "pagu", "serapan"})


class ImporRencanaQuerySet(models.QuerySet["ImporRencana"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Files about the agency's documents and money; about a unit's plan for those who reach it."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        rows = self.filter(instansi_id=user.instansi_id)
        return rows.filter(Q(perangkat_daerah__isnull=True) | Q(perangkat_daerah_id__in=units))

    def for_list(self) -> Self:
        """Without the rows themselves, the newest first."""
        return self.select_related("pembuat").defer("isi").order_by("-dibuat_pada", "-pk")


class ImporRencana(models.Model):
    """A workbook of a plan or of money as it was read, until somebody applies or drops it.

    `isi` holds `diabaikan` (headers nobody knows), `ambigu` (figures that can be read in two ways) and
    `baris`: lembar, nomor, isi by column, salah (cells that could not be read), keadaan, kode, judul,
    perubahan (column, before, after) and pesan (column, sentence). A dropped file keeps no rows. One of
    money that was applied holds `mundur`: each row written with its columns before (`Perubahan`).
    """

    class Jenis(models.TextChoices):
        RPJMD = PeriodeRencana.Jenis.RPJMD.value, "RPJMD"
        RPD = PeriodeRencana.Jenis.RPD.value, "RPD"
        RENSTRA = PeriodeRencana.Jenis.RENSTRA.value, "Renstra"
        ANGGARAN = "anggaran", "Anggaran"
        PAGU = "pagu", "Pagu"
        SERAPAN = "serapan", "Serapan"

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DITERAPKAN = "diterapkan", "Diterapkan"
        DIBUANG = "dibuang", "Dibuang"
        DIMUNDURKAN = "dimundurkan", "Dimundurkan"

    class Pemisah(models.TextChoices):
        TITIK = ".", "titik"
        KOMA = ",", "koma"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField("jenis", max_length=10, choices=Jenis)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="+"
    )
    tahun_awal = models.PositiveSmallIntegerField("tahun awal", null=True, blank=True)
    tahun_akhir = models.PositiveSmallIntegerField("tahun akhir", null=True, blank=True)
    pemisah_ribuan = models.CharField("pemisah ribuan", max_length=1, choices=Pemisah, blank=True)
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

    objects = ImporRencanaQuerySet.as_manager()

    class Meta:
        verbose_name = "impor rencana"
        indexes = [models.Index(fields=["instansi", "-dibuat_pada"], name="impor_rencana_terbaru")]

    def __str__(self) -> str:
        return f"Impor {self.dokumen}: {self.nama_berkas}"

    @property
    def is_uang(self) -> bool:
        """Whether it is about money and not about a document."""
        return self.jenis in UANG

    def load_terbuka(self) -> Versi | None:
        """The draft that the rows would go into, or what waits for approval and takes none."""
        unit = self.perangkat_daerah
        rows = Versi.objects.of_dokumen(self.instansi_id, self.jenis, unit, self.tahun_awal)
        return rows.terbuka().select_related("periode").first()

    @property
    def dokumen(self) -> str:
        """What the file is about: Renstra 2025–2029, Anggaran, Pagu, or Serapan."""
        years = "" if self.is_uang else f" {self.tahun_awal}–{self.tahun_akhir}"
        return f"{self.get_jenis_display()}{years}"

    @property
    def baik(self) -> int:
        """How many rows would change something."""
        return self.baru + self.berubah

    @property
    def baris(self) -> list[dict[str, Any]]:
        """The rows, in the order of the sheets."""
        rows: list[dict[str, Any]] = self.isi["baris"]
        return rows
