"""Results that follow from the grades, and official values of earlier years."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sakip.evaluasi.models.penilaian import Penilaian
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.rules.tahapan import MANDIRI
from sakip.web.fields import UkuranField


class HasilQuerySet(models.QuerySet["Hasil"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Of the evaluations within reach; what evaluators set only when it is final."""
        final = Q(tahap=MANDIRI) | Q(penilaian__status=Penilaian.Status.SELESAI)
        return self.filter(final, penilaian__in=Penilaian.objects.visible_to(user))

    def berlaku(self) -> Self:
        """The released results that count: a corrected one stays readable and counts no more."""
        final = self.filter(penilaian__status=Penilaian.Status.SELESAI, pengganti__isnull=True)
        return final.exclude(tahap=MANDIRI)


class Hasil(models.Model):
    """The score of one stage: derived from its grades, never typed, and kept once all are there.

    Only the unit's own stage and the stage of the result have one. `rincian` is the working; when the
    evaluation ends it also holds everything the LHE says, and `hash` is the SHA-256 of its canonical
    text. From then on nothing recomputes it: a correction is a second row that names this one.
    """

    JEJAK_BARU: ClassVar = {"mengganti_id": None}

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="hasil_set")
    tahap = models.CharField("tahap", max_length=20)
    mengganti = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="pengganti"
    )
    total = UkuranField("total")
    predikat = models.CharField("predikat", max_length=4)
    rincian = models.JSONField("rincian", default=dict)
    hash = models.CharField("hash", max_length=64)
    revisi = models.PositiveIntegerField(default=0)

    objects = HasilQuerySet.as_manager()

    class Meta:
        verbose_name = "hasil penilaian"
        constraints = [
            models.UniqueConstraint(
                fields=["penilaian", "tahap"],
                condition=Q(mengganti__isnull=True),
                name="hasil_unik",
            )
        ]

    def __str__(self) -> str:
        return f"{self.total} ({self.predikat})"


class KertasKerja(models.Model):
    """The working paper (KKE) of a released result as it stood then, as JSON values.

    A table of its own, because what lists results never needs it. The result's `rincian` holds the
    SHA-256 of its canonical text, so the mark of the result covers it.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    hasil = models.OneToOneField(Hasil, models.CASCADE, related_name="kertas")
    isi = models.JSONField("isi", default=dict)

    class Meta:
        verbose_name = "kertas kerja evaluasi"

    def __str__(self) -> str:
        return f"Kertas kerja hasil {self.hasil_id}"


class KoreksiQuerySet(models.QuerySet["Koreksi"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Of the evaluations within reach: what is wrong in a released result is no secret."""
        return self.filter(penilaian__in=Penilaian.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("pengusul", "diputuskan_oleh").order_by("-pk")


class Koreksi(models.Model):
    """A correction of a released result: other grades with the reason, by one person; released by another.

    `nilai` holds the corrected grades by code of the sub-component; `hasil` is the result it corrects.
    """

    class Status(models.TextChoices):
        DIUSULKAN = "diusulkan", "Diusulkan"
        DIRILIS = "dirilis", "Dirilis"
        DITOLAK = "ditolak", "Ditolak"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.PROTECT, related_name="koreksi_set")
    hasil = models.ForeignKey(Hasil, models.PROTECT, related_name="koreksi_set")
    nilai = models.JSONField("nilai yang dikoreksi", default=dict)
    alasan = models.TextField("alasan koreksi")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DIUSULKAN)
    pengusul = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField("diusulkan pada")
    diputuskan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputuskan_pada = models.DateTimeField("diputuskan pada", null=True, blank=True)
    keputusan = models.CharField("alasan keputusan", max_length=500, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = KoreksiQuerySet.as_manager()

    class Meta:
        verbose_name = "koreksi hasil"
        constraints = [
            models.UniqueConstraint(
                fields=["penilaian"],
                condition=Q(status="diusulkan"),
                name="koreksi_satu_berjalan",
                violation_error_message="Masih ada koreksi lembar ini yang menunggu keputusan.",
            ),
            models.CheckConstraint(
                condition=Q(status="diusulkan")
                | Q(diputuskan_oleh__isnull=False) & ~Q(diputuskan_oleh=models.F("pengusul")),
                name="koreksi_dua_orang",
            ),
        ]

    def __str__(self) -> str:
        return self.alasan[:80]


class NilaiArsipQuerySet(models.QuerySet["NilaiArsip"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The agency's own official values, and those of the units within reach."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        rows = self.filter(instansi_id=user.instansi_id)
        return rows.filter(Q(perangkat_daerah__isnull=True) | Q(perangkat_daerah_id__in=units))


class NilaiArsip(models.Model):
    """An official value of an earlier year as it was published: component values, not grades.

    `perangkat_daerah` is empty for the agency's own value from the ministry. `komponen` holds the
    points as texts by component code, and may be empty where only the total is known.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="nilai_arsip_set"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    peraturan = models.CharField("kunci peraturan", max_length=60)
    komponen = models.JSONField("nilai komponen", default=dict, blank=True)
    total = UkuranField("total")
    predikat = models.CharField("predikat", max_length=4)
    sumber = models.CharField("sumber", max_length=200)
    revisi = models.PositiveIntegerField(default=0)

    objects = NilaiArsipQuerySet.as_manager()

    class Meta:
        verbose_name = "nilai arsip"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun"],
                name="nilai_arsip_unik",
                violation_error_message="Nilai arsip tahun ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                condition=Q(perangkat_daerah__isnull=True),
                name="nilai_arsip_pemda_unik",
                violation_error_message="Nilai arsip pemda tahun ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.total} ({self.predikat})"
