"""The agency's own catalogue of improvement actions."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from sakip.organisasi.models import Instansi, Pengguna
from sakip.rules.tindakan import Tindakan
from sakip.web.fields import UkuranField

BULAN = [MinValueValidator(1), MaxValueValidator(12)]


class BarisKatalogQuerySet(models.QuerySet["BarisKatalog"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(instansi_id=user.instansi_id)

    def for_list(self) -> Self:
        return self.order_by("kode")


class BarisKatalog(models.Model):
    """One action as this agency considers it (`rules.tindakan.Tindakan`), for the instrument `peraturan`.

    `hk_pusat` and `hk_entitas` in working days, the second for each of `entitas` units; `peluang` 0 to 1.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    peraturan = models.CharField("kunci peraturan", max_length=60)
    kode = models.CharField("kode", max_length=10)
    nama = models.CharField("tindakan", max_length=200)
    kriteria = models.JSONField("kriteria", default=list)
    hk_pusat = UkuranField("hari kerja pusat")
    hk_entitas = UkuranField("hari kerja tiap entitas")
    entitas = models.PositiveSmallIntegerField("jumlah entitas", default=1)
    bulan = models.PositiveSmallIntegerField("lama (bulan)", default=1)
    pemilik = models.JSONField("pemilik", default=list, blank=True)
    syarat = models.JSONField("syarat", default=list, blank=True)
    peluang = UkuranField("peluang diterima")
    jendela_dari = models.PositiveSmallIntegerField(
        "bulan pertama", null=True, blank=True, validators=BULAN
    )
    jendela_sampai = models.PositiveSmallIntegerField(
        "bulan terakhir", null=True, blank=True, validators=BULAN
    )
    revisi = models.PositiveIntegerField(default=0)

    objects = BarisKatalogQuerySet.as_manager()

    class Meta:
        verbose_name = "tindakan katalog"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "peraturan", "kode"],
                name="baris_katalog_unik",
                violation_error_message="Kode tindakan ini sudah dipakai. Pilih kode lain.",
                violation_error_code="kode",
            ),
            models.CheckConstraint(
                condition=models.Q(jendela_dari__isnull=True, jendela_sampai__isnull=True)
                | models.Q(jendela_dari__isnull=False, jendela_sampai__isnull=False),
                name="baris_katalog_jendela_utuh",
                violation_error_message="Isi bulan pertama dan bulan terakhir, atau kosongkan keduanya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"

    def to_rule(self) -> Tindakan:
        """The action as the model of the way takes it."""
        dari, sampai = self.jendela_dari, self.jendela_sampai
        return Tindakan(
            kode=self.kode,
            nama=self.nama,
            kriteria=tuple(self.kriteria),
            hk_pusat=self.hk_pusat,
            hk_entitas=self.hk_entitas,
            entitas=self.entitas,
            bulan=self.bulan,
            pemilik=tuple(self.pemilik),
            syarat=tuple(self.syarat),
            peluang=self.peluang,
            jendela=() if dari is None or sampai is None else (dari, sampai),
        )
