"""What was reached for one indicator in one period, and what the engine makes of it."""

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.pengukuran.models.masa import Potret
from sakip.web.fields import UkuranField


class Realisasi(models.Model):
    """A figure as typed, with the capaian that follows from its Potret; never typed itself.

    `capaian` is in percent, cut (not rounded) to four places, so that rounding it for show gives
    the same two places as the exact value. Exactly one of `capaian` and `alasan` is set.
    """

    class Keadaan(models.TextChoices):
        TERISI = "terisi", "Terisi"
        TIDAK_DIUKUR = "tidak_diukur", "Tidak diukur"
        MENUNGGU_DATA = "menunggu_data", "Menunggu data"

    class Sifat(models.TextChoices):
        TETAP = "tetap", "Angka tetap"
        SEMENTARA = "sementara", "Angka sementara"
        PROKSI = "proksi", "Proksi"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    potret = models.OneToOneField(Potret, models.PROTECT, related_name="realisasi")
    keadaan = models.CharField("keadaan", max_length=14, choices=Keadaan, default=Keadaan.TERISI)
    nilai = UkuranField("realisasi", null=True, blank=True)
    label = models.CharField("predikat", max_length=40, blank=True)
    pembilang = UkuranField("pembilang", null=True, blank=True)
    penyebut = UkuranField("penyebut", null=True, blank=True)
    bobot = UkuranField("banyak responden", null=True, blank=True)
    tahun_data = models.PositiveSmallIntegerField("tahun data", null=True, blank=True)
    sifat = models.CharField("sifat angka", max_length=10, choices=Sifat, default=Sifat.TETAP)
    capaian = UkuranField("capaian (%)", null=True, blank=True)
    kelas = models.CharField("kelas", max_length=40, blank=True)
    alasan = models.CharField("alasan tanpa capaian", max_length=30, blank=True)
    tercapai = models.BooleanField("tercapai", null=True, blank=True)
    langkah = models.TextField("langkah hitung", blank=True)
    sebab = models.TextField("penyebab", blank=True)
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    penjelasan = models.TextField("penjelasan atas angka yang ganjil", blank=True)
    terlambat = models.BooleanField("diketik setelah tenggat", default=False)
    # Who typed the figure last, and when; what the engine works out later leaves both alone.
    diubah_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diubah_pada = models.DateTimeField("diubah pada", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "realisasi"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capaian__isnull=True) | models.Q(alasan=""),
                name="realisasi_capaian_atau_alasan",
            ),
        ]

    def __str__(self) -> str:
        return f"Realisasi {self.potret_id}"

    @property
    def kosong(self) -> bool:
        """Whether the row holds no figure: what was typed was deleted again."""
        typed = self.label or self.nilai is not None or self.pembilang is not None
        return self.keadaan == self.Keadaan.TERISI and not typed
