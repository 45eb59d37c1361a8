"""What people know of a unit's documents that the system does not: dates, number, link, owner."""

from django.db import models

from sakip.organisasi.models import Instansi, Jabatan, PerangkatDaerah


class CatatanDokumen(models.Model):
    """A document of a unit in a working year: made, formal, published (PermenPANRB 88/2021 kriteria 1.a)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis", max_length=40)
    dibuat = models.DateField("tanggal dibuat", null=True, blank=True)
    formal = models.DateField("tanggal ditetapkan", null=True, blank=True)
    terbit = models.DateField("tanggal dipublikasikan", null=True, blank=True)
    nomor = models.CharField("nomor", max_length=100, blank=True)
    tautan = models.URLField("tautan", max_length=300, blank=True)
    pemilik = models.ForeignKey(
        Jabatan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pemilik"
    )
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "catatan dokumen"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis"], name="catatan_dokumen_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.tahun}"
