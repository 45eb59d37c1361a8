"""Indicators: what an indicator is for ever, and what its sheet says in a version."""

from dataclasses import fields
from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.perencanaan.models.periode import TERBUKA, IsiQuerySet, PeriodeRencana
from sakip.perencanaan.models.simpul import Simpul
from sakip.rules.agregasi import Agregasi
from sakip.rules.kelanjutan import CaraUkur
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.web.fields import UkuranField


class Indikator(models.Model):
    """The identity of an indicator; another arah, agregasi or satuan is another one, with `asal`.

    `asal` is what it goes on from in the document before; `alasan_berhenti` says why nothing goes on
    from it.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    periode = models.ForeignKey(PeriodeRencana, models.PROTECT, related_name="indikator_set")
    kode = models.CharField("kode", max_length=40)
    asal = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lanjutan_set"
    )
    alasan_berhenti = models.CharField("alasan berhenti", max_length=300, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    JEJAK_BARU = {"alasan_berhenti": ""}

    class Meta:
        verbose_name = "indikator"
        constraints = [
            models.UniqueConstraint(fields=["periode", "kode"], name="indikator_kode_unik")
        ]

    def __str__(self) -> str:
        return self.kode


class IsiIndikatorQuerySet(IsiQuerySet["IsiIndikator"]):
    DOKUMEN = "indikator__periode"

    def visible_to(self, user: Pengguna) -> Self:
        """Indicators of the units within reach, whichever document they stand in."""
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user))


class IsiIndikator(models.Model):
    """An indicator's sheet from one version until another (PermenPANRB 53/2014 lampiran II huruf H).

    `perangkat_daerah` is the one accountable unit. `faktor` scales pembilang ÷ penyebut; `skala`
    names the ordinal scale; `bulan_rilis` with `rilis_tahun_berikut` is when an outside source
    publishes the year's figure.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="isi_set")
    sejak_versi = models.PositiveIntegerField("sejak versi")
    sampai_versi = models.PositiveIntegerField("sampai versi", default=TERBUKA)
    simpul = models.ForeignKey(Simpul, models.PROTECT, related_name="isi_indikator_set")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="isi_indikator_set"
    )
    nama = models.CharField("nama", max_length=300)
    definisi = models.TextField("definisi operasional", blank=True)
    alasan = models.TextField("mengapa indikator ini penting", blank=True)
    pembilang = models.CharField("pembilang", max_length=200, blank=True)
    penyebut = models.CharField("penyebut", max_length=200, blank=True)
    satuan = models.CharField("satuan", max_length=40)
    rumus = models.CharField("rumus", max_length=4, choices=[(r.value, r.nama) for r in Rumus])
    arah = models.CharField(
        "arah", max_length=6, choices=[(a.value, a.value) for a in Arah], blank=True
    )
    agregasi = models.CharField(
        "agregasi", max_length=20, choices=[(a.value, a.value) for a in Agregasi]
    )
    frekuensi = models.CharField(
        "frekuensi", max_length=12, choices=[(f.value, f.value) for f in Frekuensi]
    )
    bulan_rilis = models.PositiveSmallIntegerField("bulan rilis", null=True, blank=True)
    rilis_tahun_berikut = models.BooleanField("rilis pada tahun berikutnya", default=False)
    sumber = models.CharField("sumber data", max_length=200, blank=True)
    pic = models.CharField("petugas data", max_length=120, blank=True)
    verifikator = models.CharField("verifikator", max_length=120, blank=True)
    bukti_diminta = models.TextField("bukti yang diminta", blank=True)
    faktor = models.PositiveIntegerField("faktor", default=1)
    skala = models.CharField("skala ordinal", max_length=60, blank=True)
    desimal = models.PositiveSmallIntegerField("angka di belakang koma", default=2)
    baseline = UkuranField("baseline", null=True, blank=True)
    iku = models.BooleanField("indikator kinerja utama", default=False)
    urutan = models.PositiveIntegerField("urutan", default=0)
    revisi = models.PositiveIntegerField(default=0)

    objects = IsiIndikatorQuerySet.as_manager()
    JEJAK_BARU = dict.fromkeys(
        ("alasan", "pembilang", "penyebut", "pic", "verifikator", "bukti_diminta"), ""
    )

    class Meta:
        verbose_name = "isi indikator"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sampai_versi__gt=models.F("sejak_versi")),
                name="isi_indikator_masa",
            ),
            models.UniqueConstraint(
                fields=["indikator", "sejak_versi"], name="isi_indikator_sejak"
            ),
            models.UniqueConstraint(
                fields=["indikator", "sampai_versi"], name="isi_indikator_sampai"
            ),
            models.CheckConstraint(
                condition=models.Q(bulan_rilis__isnull=True)
                | models.Q(bulan_rilis__gte=1, bulan_rilis__lte=12),
                name="isi_indikator_bulan_rilis",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def cara_ukur(self) -> CaraUkur:
        """What makes its figures comparable with another's."""
        return CaraUkur(**{one.name: getattr(self, one.name) for one in fields(CaraUkur)})
