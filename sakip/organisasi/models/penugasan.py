"""Who does what, where, from when to when: the one source of every right."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from sakip.organisasi.models.instansi import Instansi
from sakip.organisasi.models.jabatan import Jabatan
from sakip.organisasi.models.pengguna import Pengguna
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerah
from sakip.web.constraints import NoOverlap
from sakip.web.prepared import Slot


class Peran(models.TextChoices):
    """What a person may be in the cycle; a role is always worn through a dated Penugasan."""

    OPERATOR_OPD = "operator_opd", "Operator perangkat daerah"
    KEPALA_OPD = "kepala_opd", "Kepala perangkat daerah"
    BAGOR = "bagor", "Bagian Organisasi"
    BAPPEDA = "bappeda", "Bappeda"
    BPKAD = "bpkad", "BPKAD (keuangan)"
    WALIDATA = "walidata", "Walidata"
    EVALUATOR = "evaluator", "Evaluator (APIP)"
    PENJAMIN_MUTU = "penjamin_mutu", "Penjamin mutu"
    PIMPINAN = "pimpinan", "Kepala daerah"
    SEKDA = "sekda", "Sekretaris Daerah"
    ASISTEN = "asisten", "Asisten"
    PENGAMPU = "pengampu", "Tim pengampu"
    EVALUATOR_EKSTERNAL = "evaluator_eksternal", "Evaluator eksternal"
    PEGAWAI = "pegawai", "Pegawai"
    ADMIN = "admin", "Admin"


# Roles of one unit; all others reach the whole agency (asisten: the units he coordinates).
PERAN_OPD = frozenset({Peran.OPERATOR_OPD, Peran.KEPALA_OPD, Peran.PEGAWAI})


class JenisPenugasan(models.TextChoices):
    """How a position is held; Plt and Plh carry a letter, only Plt signs a PK (practice 2)."""

    DEFINITIF = "definitif", "Definitif"
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."
    PJ = "pj", "Pj."
    ATAS_NAMA = "atas_nama", "a.n."


@dataclass(frozen=True, slots=True)
class Cap:
    """The assignment a person acts under now, read anew at each request."""

    penugasan_id: int
    instansi_id: int
    peran: str
    perangkat_daerah_id: int | None
    jabatan_id: int | None
    jenis: str
    sebutan: str

    @property
    def se_instansi(self) -> bool:
        """Whether this cap reaches every unit of the agency."""
        return self.peran not in PERAN_OPD and self.peran != Peran.ASISTEN


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The agency's assignments for those who reach the whole agency; else one's own and one's units'."""
        rows = self.filter(instansi_id=user.instansi_id)
        if user.cap is not None and user.cap.se_instansi:
            return rows
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        return rows.filter(Q(pengguna=user) | Q(perangkat_daerah_id__in=units))

    def in_force(self, on: date | Slot) -> Self:
        begun = self.filter(mulai__lte=on, dicabut=False)
        return begun.filter(Q(selesai__isnull=True) | Q(selesai__gte=on))

    def heading(self) -> Self:
        """Heads in their own right; who acts on behalf of one is none."""
        rows = self.filter(peran=Peran.KEPALA_OPD)
        return rows.exclude(jenis=JenisPenugasan.ATAS_NAMA)

    def upcoming(self, on: date) -> Self:
        return self.filter(mulai__gt=on, dicabut=False)

    def over(self, on: date) -> Self:
        """Ended before a day, or revoked."""
        return self.filter(Q(selesai__lt=on) | Q(dicabut=True))

    def overlapping(self, mulai: date, selesai: date | None) -> Self:
        """Those that share a day with a period; without `selesai` it goes on."""
        rows = self.filter(Q(selesai__isnull=True) | Q(selesai__gte=mulai))
        return rows if selesai is None else rows.filter(mulai__lte=selesai)

    def for_list(self) -> Self:
        rows = self.select_related("pengguna", "perangkat_daerah", "jabatan")
        return rows.order_by("pengguna__nama", "-mulai", "pk")


class Penugasan(models.Model):
    """A role of a person in a unit or the whole agency, with dates and a letter."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(
        Pengguna, models.PROTECT, related_name="penugasan_set", verbose_name="pengguna"
    )
    peran = models.CharField("peran", max_length=20, choices=Peran)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="penugasan_set",
        verbose_name="perangkat daerah",
    )
    jabatan = models.ForeignKey(
        Jabatan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="penugasan_set",
        verbose_name="jabatan",
    )
    jenis = models.CharField(
        "jenis", max_length=10, choices=JenisPenugasan, default=JenisPenugasan.DEFINITIF
    )
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai", null=True, blank=True)
    nomor_surat = models.CharField("nomor surat", max_length=100, blank=True)
    dicabut = models.BooleanField("dicabut", default=False)
    revisi = models.PositiveIntegerField(default=0)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")),
                name="penugasan_masa",
                violation_error_code="selesai",
                violation_error_message="Tanggal selesai mendahului tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=~Q(peran__in=sorted(PERAN_OPD)) | Q(perangkat_daerah__isnull=False),
                name="penugasan_peran_opd_punya_opd",
                violation_error_code="perangkat_daerah",
                violation_error_message="Peran ini harus menyebut perangkat daerahnya.",
            ),
            models.CheckConstraint(
                condition=Q(jenis=JenisPenugasan.DEFINITIF) | ~Q(nomor_surat=""),
                name="penugasan_bukan_definitif_punya_surat",
                violation_error_code="nomor_surat",
                violation_error_message="Isi nomor surat penugasan Plt., Plh., Pj., atau a.n.",
            ),
            NoOverlap(
                name="penugasan_satu_definitif",
                same="jabatan",
                condition=Q(jenis=JenisPenugasan.DEFINITIF, dicabut=False),
                violation_error_code="jabatan",
                violation_error_message="Pada masa itu jabatan ini dipegang orang lain secara definitif. "
                "Akhiri yang lama dahulu, atau pilih Plt. atau Plh.",
            ),
        ]
        indexes = [models.Index(fields=["pengguna", "mulai"], name="penugasan_pengguna")]

    def __str__(self) -> str:
        where = f", {self.perangkat_daerah}" if self.perangkat_daerah_id else ""
        return f"{self.get_peran_display()}{where}"

    def keadaan_on(self, on: date) -> str:
        """`berlaku`, `mendatang`, `berakhir` or `dicabut`."""
        if self.dicabut:
            return "dicabut"
        if self.mulai > on:
            return "mendatang"
        return "berakhir" if self.selesai is not None and self.selesai < on else "berlaku"

    def write_atas_nama(self, unit: PerangkatDaerah) -> str:
        """`a.n. Kepala Dinas Kesehatan, Surat 800/12/2026`; empty for who decides in his own right."""
        if self.jenis != JenisPenugasan.ATAS_NAMA:
            return ""
        return f"a.n. Kepala {unit.nama}, Surat {self.nomor_surat}"

    def to_cap(self) -> Cap:
        """This assignment as the cap a person wears."""
        prefix = "" if self.jenis == JenisPenugasan.DEFINITIF else f"{self.get_jenis_display()} "
        unit = self.perangkat_daerah
        peran = str(self.get_peran_display())
        # Whoever is Bappeda in Bappeda is called so once.
        where = f" {unit.singkatan}" if unit is not None and unit.singkatan != peran else ""
        return Cap(
            penugasan_id=self.pk,
            instansi_id=self.instansi_id,
            peran=self.peran,
            perangkat_daerah_id=self.perangkat_daerah_id,
            jabatan_id=self.jabatan_id,
            jenis=self.jenis,
            sebutan=f"{prefix}{peran}{where}",
        )


def prefetch_pemegang(on: date) -> "models.Prefetch[str, PenugasanQuerySet, str]":
    """Who holds each position of a list on a day, as its attribute `pemegang`."""
    rows = Penugasan.objects.in_force(on).select_related("pengguna").order_by("mulai", "pk")
    return models.Prefetch("penugasan_set", rows, to_attr="pemegang")


def prefetch_kepala(on: date) -> "models.Prefetch[str, PenugasanQuerySet, str]":
    """Who heads each unit of a list on a day, as its attribute `kepala`."""
    rows = Penugasan.objects.in_force(on).heading()
    rows = rows.select_related("pengguna").order_by("mulai", "pk")
    return models.Prefetch("penugasan_set", rows, to_attr="kepala")


class Koordinasi(models.Model):
    """Which units an asisten coordinates, by his position."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="koordinasi_set")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="koordinasi_set"
    )
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "koordinasi asisten"
        constraints = [
            models.UniqueConstraint(fields=["jabatan", "perangkat_daerah"], name="koordinasi_unik")
        ]

    def __str__(self) -> str:
        return f"{self.jabatan_id} mengoordinasikan {self.perangkat_daerah_id}"


class Keterlibatan(models.Model):
    """That a person worked in, coached, scored or drafted for a unit: what the conflict guard reads (T05).

    Written by the app where it happened; `bekerja` by the assignment itself (`penugasan`), and ended
    with it. One that ended before it began never happened.
    """

    class Jenis(models.TextChoices):
        BEKERJA = "bekerja", "Bekerja"
        MELATIH = "melatih", "Melatih"
        MENILAI = "menilai", "Menilai"
        MENYUSUN = "menyusun", "Menyusun dokumen"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="keterlibatan_set")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    penugasan = models.OneToOneField(
        Penugasan, models.PROTECT, null=True, blank=True, related_name="keterlibatan"
    )
    jenis = models.CharField("jenis", max_length=10, choices=Jenis)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "keterlibatan"
        indexes = [models.Index(fields=["pengguna", "perangkat_daerah"], name="keterlibatan_siapa")]

    def __str__(self) -> str:
        return f"{self.pengguna_id} {self.jenis} di {self.perangkat_daerah_id}"
