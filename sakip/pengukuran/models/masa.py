"""Periods of measurement, and the contract copied when one opens."""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models import Indikator
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.tanggal import BULAN, triwulan_of_bulan, write_triwulan
from sakip.rules.target import JenisTarget, Target
from sakip.web.fields import UkuranField


class MasaQuerySet(models.QuerySet["Masa"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(instansi_id=user.instansi_id)

    def pada(self, tahun: int, tw: int) -> "Masa | None":
        """What is read at a quarter: the first of `at`."""
        return self.at(tahun, tw).select_related("instansi").first()

    def at(self, tahun: int, tw: int) -> Self:
        """The quarter itself, then with TW IV the year kept as a whole."""
        here = models.Q(jenis=Masa.Jenis.TRIWULAN, ke=tw)
        if tw == 4:
            here |= models.Q(jenis=Masa.Jenis.TAHUN)
        return self.filter(here, tahun=tahun).order_by("-jenis")  # triwulan before tahun

    def of_tahun(self, tahun: int) -> "list[Masa]":
        """The quarters of a year in order; where none was opened, the year kept as a whole."""
        rows = self.filter(tahun=tahun).select_related("instansi").order_by("ke")
        quarters = [row for row in rows if row.jenis == Masa.Jenis.TRIWULAN]
        return quarters or [row for row in rows if row.jenis == Masa.Jenis.TAHUN]

    def bulan(self, tahun: int, bulan: int) -> Self:
        """A month (1 to 12)."""
        return self.filter(tahun=tahun, jenis=Masa.Jenis.BULAN, ke=bulan)


class Masa(models.Model):
    """A period that is measured: a quarter, a month, or the year as a whole. Moments are UTC.

    People may type from `buka` until `kunci`; after `tutup` an entry counts as late.
    """

    class Jenis(models.TextChoices):
        TRIWULAN = "triwulan", "Triwulan"
        BULAN = "bulan", "Bulan"
        TAHUN = "tahun", "Tahun"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="masa_set")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis", max_length=8, choices=Jenis, default=Jenis.TRIWULAN)
    ke = models.PositiveSmallIntegerField("ke")
    buka = models.DateTimeField("dibuka")
    tutup = models.DateTimeField("tenggat")
    kunci = models.DateTimeField("dikunci")
    revisi = models.PositiveIntegerField(default=0)

    objects = MasaQuerySet.as_manager()

    class Meta:
        verbose_name = "masa pengukuran"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun", "jenis", "ke"],
                name="masa_unik",
                violation_error_message="Masa ini sudah dibuka.",
            ),
            models.CheckConstraint(
                condition=models.Q(buka__lt=models.F("tutup"), tutup__lte=models.F("kunci")),
                name="masa_urut",
                violation_error_message="Urutannya: dibuka, tenggat, lalu dikunci.",
            ),
            models.CheckConstraint(
                condition=models.Q(ke__gte=1, ke__lte=4)
                | models.Q(jenis="bulan", ke__range=(1, 12)),
                name="masa_ke",
            ),
        ]

    def __str__(self) -> str:
        if self.jenis == self.Jenis.TAHUN:
            return f"Tahun {self.tahun}"
        if self.jenis == self.Jenis.BULAN:
            return f"{BULAN[self.ke - 1]} {self.tahun}"
        return write_triwulan(self.ke, self.tahun)

    @property
    def tw(self) -> int:
        """The quarter whose address shows this period: a month its own, a year stands with TW IV."""
        if self.jenis == self.Jenis.BULAN:
            return triwulan_of_bulan(self.ke)
        return 4 if self.jenis == self.Jenis.TAHUN else self.ke

    def is_open(self, at: datetime) -> bool:
        """Whether people may type at this moment."""
        return self.buka <= at < self.kunci


class Potret(models.Model):
    """The contract of an indicator for a period, copied when it opens; a later revision leaves it alone.

    `diukur` is false where the indicator's calendar has no figure in this period: n/a by itself,
    outside every denominator. `jalur` is the way from the indicator's node up to the root as the tree
    stood then: keys of Simpul, the nearest first. `tahun_*` is the promise of the whole year as the plan
    had it then, empty where it had none.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    masa = models.ForeignKey(Masa, models.PROTECT, related_name="potret_set")
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="potret_set")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="potret_set")
    versi = models.PositiveIntegerField("versi dokumen")
    nama = models.CharField("nama", max_length=300)
    satuan = models.CharField("satuan", max_length=40)
    rumus = models.CharField("rumus", max_length=4)
    arah = models.CharField("arah", max_length=6, blank=True)
    agregasi = models.CharField("agregasi", max_length=20)
    frekuensi = models.CharField("frekuensi", max_length=12)
    faktor = models.PositiveIntegerField("faktor", default=1)
    skala = models.CharField("skala ordinal", max_length=60, blank=True)
    desimal = models.PositiveSmallIntegerField("angka di belakang koma", default=2)
    baseline = UkuranField("baseline", null=True, blank=True)
    iku = models.BooleanField("indikator kinerja utama", default=False)
    diukur = models.BooleanField("diukur pada masa ini", default=True)
    rilis_pada = models.DateField("dirilis sumber pada", null=True, blank=True)
    target_jenis = models.CharField("jenis target", max_length=16)
    target_bawah = UkuranField("batas bawah", null=True, blank=True)
    target_atas = UkuranField("batas atas", null=True, blank=True)
    target_label = models.CharField("predikat", max_length=40, blank=True)
    tahun_jenis = models.CharField("jenis target tahun", max_length=16, blank=True)
    tahun_bawah = UkuranField("batas bawah tahun", null=True, blank=True)
    tahun_atas = UkuranField("batas atas tahun", null=True, blank=True)
    tahun_label = models.CharField("predikat tahun", max_length=40, blank=True)
    urutan = models.PositiveIntegerField("urutan", default=0)
    jalur = models.JSONField("jalur simpul", default=list, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    JEJAK_BARU: ClassVar[dict[str, Any]] = {
        "jalur": [],
        "tahun_jenis": "",
        "tahun_bawah": None,
        "tahun_atas": None,
        "tahun_label": "",
    }

    class Meta:
        verbose_name = "potret indikator"
        constraints = [models.UniqueConstraint(fields=["masa", "indikator"], name="potret_unik")]
        indexes = [models.Index(fields=["perangkat_daerah", "masa"], name="potret_unit_masa")]

    def __str__(self) -> str:
        return self.nama

    def is_released(self, on: date) -> bool:
        """Whether the source has published by this day; true where there is no outside source."""
        return self.rilis_pada is None or self.rilis_pada <= on

    @property
    def target(self) -> Target:
        """The target of this period as the engine reads it."""
        return Target(
            JenisTarget(self.target_jenis), self.target_bawah, self.target_atas, self.target_label
        )

    @property
    def target_tahun(self) -> Target | None:
        """The promise of the whole year; None where the plan had none."""
        if not self.tahun_jenis:
            return None
        jenis = JenisTarget(self.tahun_jenis)
        return Target(jenis, self.tahun_bawah, self.tahun_atas, self.tahun_label)

    @property
    def rumus_rule(self) -> Rumus:
        return member(Rumus, self.rumus)

    @property
    def arah_rule(self) -> Arah | None:
        return Arah(self.arah) if self.arah else None

    @property
    def agregasi_rule(self) -> Agregasi:
        return member(Agregasi, self.agregasi)

    @property
    def frekuensi_rule(self) -> Frekuensi:
        return member(Frekuensi, self.frekuensi)
