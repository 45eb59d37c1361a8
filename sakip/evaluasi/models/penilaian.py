"""One evaluation of one unit, or of the agency itself, in one year."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sakip.evaluasi.models.surat import SuratTugas
from sakip.organisasi.models import Instansi, Pengguna, Peran, PerangkatDaerah
from sakip.web.prepared import Slot

# What evaluations from before stages were data were opened with.
TAHAPAN_LAMA = "mandiri-evaluator"


class PenilaianQuerySet(models.QuerySet["Penilaian"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Evaluations of the units within reach; of the agency itself for those who reach all of it."""
        if user.cap is None or user.cap.peran == Peran.PEGAWAI:
            return self.none()
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        within = Q(perangkat_daerah_id__in=units)
        if user.cap.se_instansi:
            within |= Q(perangkat_daerah__isnull=True)
        return self.filter(instansi_id=user.instansi_id).filter(within)

    def for_list(self) -> Self:
        """With the unit and the agency that its name is made of; the agency's own sheet first."""
        rows = self.select_related("instansi", "perangkat_daerah", "surat_tugas")
        unit_last = models.F("perangkat_daerah__kode").asc(nulls_first=True)
        return rows.order_by("-tahun_evaluasi", unit_last)

    def pemda_of(self, penilaian: "Penilaian") -> Self:
        """The agency's own sheet of the same year and file, from which a unit's sheet inherits."""
        return self.pemda(penilaian.instansi_id, penilaian.tahun_evaluasi, penilaian.peraturan)

    def pemda(self, instansi: int | Slot, tahun: int | Slot, peraturan: str | Slot) -> Self:
        """The agency's own sheet of a year and file."""
        return self.filter(
            instansi_id=instansi,
            perangkat_daerah__isnull=True,
            tahun_evaluasi=tahun,
            peraturan=peraturan,
        )


class Penilaian(models.Model):
    """Evaluation of AKIP (PermenPANRB 88/2021): which sheet, which year, and how far it is.

    `peraturan` is the key of the instrument file and `sidik` the mark of what it asked when this was
    opened (`rules.varian.compute_sidik`); `jenis_entitas` picks the criteria that apply.
    `tahun_bukti` holds, by component, the year whose evidence is judged: plans of N, LKjIP of N−1.
    `tahapan` is the key of its stages; `tahap` the stage it lies at, empty until the first hand-over.
    """

    JEJAK_BARU: ClassVar = {
        "tahapan": TAHAPAN_LAMA, "tahap": "", "tahap_sejak": None, "surat_tugas_id": None,
    }  # fmt: skip

    class Status(models.TextChoices):
        MANDIRI = "mandiri", "Penilaian mandiri"
        DINILAI = "dinilai", "Sedang dinilai"
        SELESAI = "selesai", "Selesai dinilai"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="penilaian_set",
        verbose_name="perangkat daerah",
    )
    tahun_evaluasi = models.PositiveSmallIntegerField("tahun evaluasi")
    tahun_bukti = models.JSONField("tahun bukti menurut komponen", default=dict)
    peraturan = models.CharField("kunci peraturan", max_length=60)
    sidik = models.CharField("sidik lembar", max_length=64, blank=True)
    jenis_entitas = models.CharField("jenis entitas", max_length=30)
    tahapan = models.CharField("kunci tahapan", max_length=60, default=TAHAPAN_LAMA)
    tahap = models.CharField("tahap", max_length=20, blank=True)
    tahap_sejak = models.DateTimeField("di tahap ini sejak", null=True, blank=True)
    surat_tugas = models.ForeignKey(
        SuratTugas, models.PROTECT, null=True, blank=True, related_name="penilaian_set"
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.MANDIRI)
    alasan_ditutup = models.CharField(
        "alasan dinilai tanpa penilaian mandiri", max_length=500, blank=True
    )
    disampaikan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    disampaikan_pada = models.DateTimeField("disampaikan pada", null=True, blank=True)
    selesai_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = PenilaianQuerySet.as_manager()

    class Meta:
        verbose_name = "penilaian"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun_evaluasi"],
                name="penilaian_unik",
                violation_error_message="Penilaian untuk tahun ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["instansi", "tahun_evaluasi"],
                condition=Q(perangkat_daerah__isnull=True),
                name="penilaian_pemda_unik",
                violation_error_message="Lembar pemda tahun ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="selesai", selesai_pada__isnull=False, selesai_oleh__isnull=False
                )
                | ~Q(status="selesai") & Q(selesai_pada__isnull=True, selesai_oleh__isnull=True),
                name="penilaian_selesai_oleh_seseorang",
            ),
        ]

    def __str__(self) -> str:
        return f"Evaluasi AKIP {self.tahun_evaluasi}, {self.nama}"

    @property
    def nama(self) -> str:
        """Who is evaluated: the unit, or the agency itself."""
        return str(self.perangkat_daerah or self.instansi)

    @property
    def singkatan(self) -> str:
        """The same in short, for breadcrumbs and file names."""
        return self.perangkat_daerah.singkatan if self.perangkat_daerah else "Pemda"

    @property
    def kode(self) -> str:
        """The unit's code in addresses; empty for the agency itself."""
        return self.perangkat_daerah.kode if self.perangkat_daerah else ""


class TimPenilai(models.Model):
    """A place in the team that evaluates one object; a small team gives one person several."""

    class Peran(models.TextChoices):
        ANGGOTA = "anggota", "Anggota"
        KETUA = "ketua", "Ketua tim"
        PENGENDALI_TEKNIS = "pengendali_teknis", "Pengendali teknis"
        PENGENDALI_MUTU = "pengendali_mutu", "Pengendali mutu"
        PENANGGUNG_JAWAB = "penanggung_jawab", "Penanggung jawab"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="tim_set")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="tim_penilai_set")
    peran = models.CharField("peran", max_length=20, choices=Peran, default=Peran.ANGGOTA)
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "tim penilai"
        constraints = [
            models.UniqueConstraint(
                fields=["penilaian", "pengguna", "peran"], name="tim_penilai_unik"
            ),
            models.UniqueConstraint(
                fields=["penilaian", "peran"],
                condition=~Q(peran="anggota"),
                name="tim_penilai_satu_tempat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_peran_display()} {self.pengguna_id}"
