"""The national list of programs, activities and sub-activities: the same for every agency."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.rules import nomenklatur as rules

# The longest texts of the list; the import refuses a longer one.
PANJANG = {"nama": 600, "kinerja": 1000, "indikator": 1000, "satuan": 100}


class NomenklaturQuerySet(models.QuerySet["Nomenklatur"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The list of provinces, or that of kabupaten and kota: as the agency is."""
        is_province = user.instansi.jenis == Instansi.Jenis.PROVINSI
        return self.filter(jenis_pemda="provinsi" if is_province else "kabkota")

    def newest_edisi(self) -> str:
        """The edition that was loaded last; empty before the first."""
        return self.order_by("-pk").values_list("edisi", flat=True).first() or ""


class Nomenklatur(models.Model):
    """A code of an edition of the list (Permendagri 90/2019 and its updates); belongs to no agency."""

    class JenisPemda(models.TextChoices):
        PROVINSI = "provinsi", "Provinsi"
        KABKOTA = "kabkota", "Kabupaten dan kota"

    class Jenjang(models.TextChoices):
        BIDANG = rules.BIDANG, "Bidang urusan"
        PROGRAM = rules.PROGRAM, "Program"
        KEGIATAN = rules.KEGIATAN, "Kegiatan"
        SUBKEGIATAN = rules.SUBKEGIATAN, "Sub kegiatan"

    jenis_pemda = models.CharField("jenis pemda", max_length=8, choices=JenisPemda)
    edisi = models.CharField("edisi", max_length=60)
    kode = models.CharField("kode", max_length=20)
    jenjang = models.CharField("jenjang", max_length=12, choices=Jenjang)
    nama = models.CharField("nama", max_length=PANJANG["nama"])
    induk_kode = models.CharField("kode induk", max_length=20, blank=True)
    kinerja = models.CharField("kinerja", max_length=PANJANG["kinerja"], blank=True)
    indikator = models.CharField("indikator", max_length=PANJANG["indikator"], blank=True)
    satuan = models.CharField("satuan", max_length=PANJANG["satuan"], blank=True)

    objects = NomenklaturQuerySet.as_manager()

    class Meta:
        verbose_name = "nomenklatur"
        constraints = [
            models.UniqueConstraint(
                fields=["jenis_pemda", "edisi", "kode"], name="nomenklatur_kode_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"

    def to_rule(self) -> rules.Nomenklatur:
        """This row as the list says it."""
        return rules.Nomenklatur(
            self.jenis_pemda,
            self.kode,
            self.jenjang,
            self.nama,
            self.induk_kode,
            self.kinerja,
            self.indikator,
            self.satuan,
        )
