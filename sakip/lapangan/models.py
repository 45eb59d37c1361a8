"""Records of what was seen in the field, and the files that hang on them."""

from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from sakip.berkas.models import Berkas
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.models import Instansi, Pengguna, Peran, PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.rules.tahapan import load_tahapan
from sakip.web.fields import UkuranField

# Who of an office goes and looks for it, and who is asked to object for it.
PEMERIKSA_UNIT = frozenset({Peran.OPERATOR_OPD, Peran.KEPALA_OPD})


class CatatanLapanganQuerySet(models.QuerySet["CatatanLapangan"]):
    def visible_to(self, user: Pengguna) -> Self:
        """What an office recorded: who reaches its cabinet. What evaluators recorded: as their notes.

        That is the team and the quality guards, the office once it is asked to object, and who may see
        the evaluation once it is final.
        """
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        own = Q(penilaian__isnull=True, perangkat_daerah__in=units)
        return self.filter(own | Q(penilaian__in=_open_to(user).values("pk")))

    def for_list(self) -> Self:
        """Newest first, with who, where and under which evaluation."""
        rows = self.select_related("pemeriksa", "perangkat_daerah", "penilaian")
        return rows.order_by("-dilihat_pada", "-pk")


class CatatanLapangan(models.Model):
    """What one person saw at one place, as he wrote it there; it is never changed afterwards.

    `dilihat_pada` is what his device said, `diterima_pada` when the server had it. With `penilaian` an
    evaluator wrote it for that evaluation, without one the office for itself. `kunci` is made where
    it is written: the same record sent twice is one.
    """

    class Kondisi(models.TextChoices):
        BAIK = "baik", "Baik"
        RUSAK_RINGAN = "rusak_ringan", "Rusak ringan"
        RUSAK_BERAT = "rusak_berat", "Rusak berat"
        TIDAK_ADA = "tidak_ada", "Tidak ditemukan"
        LAIN = "lain", "Tidak dinilai kondisinya"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="+", verbose_name="perangkat daerah"
    )
    penilaian = models.ForeignKey(Penilaian, models.PROTECT, null=True, related_name="+")
    pemeriksa = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    kunci = models.CharField("kunci", max_length=32)
    dilihat_pada = models.DateTimeField("dilihat pada menurut perangkat")
    diterima_pada = models.DateTimeField("diterima server pada")
    tempat = models.CharField("tempat", max_length=150)
    koordinat = models.CharField("koordinat", max_length=40, blank=True)
    terlihat = models.TextField("yang terlihat", max_length=2000)
    jumlah = UkuranField("jumlah", null=True)
    satuan = models.CharField("satuan", max_length=40, blank=True)
    kondisi = models.CharField("kondisi", max_length=12, choices=Kondisi)
    pendamping = models.CharField("nama pendamping", max_length=100, blank=True)
    jabatan_pendamping = models.CharField("jabatan pendamping", max_length=100, blank=True)
    pernyataan = models.CharField("pernyataan pendamping", max_length=300, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = CatatanLapanganQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan lapangan"
        constraints = [
            models.UniqueConstraint(fields=["pemeriksa", "kunci"], name="catatan_lapangan_unik"),
        ]
        indexes = [
            models.Index(
                fields=["perangkat_daerah", "-dilihat_pada"], name="catatan_lapangan_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"Catatan lapangan di {self.tempat}"

    def hari(self, zona: str) -> date:
        """The day on the wall of the agency when it was seen."""
        return self.dilihat_pada.astimezone(ZoneInfo(zona)).date()


class LampiranLapangan(models.Model):
    """A file of a record: a photo, the signature drawn at the place, or the record on paper."""

    class Jenis(models.TextChoices):
        FOTO = "foto", "Foto"
        TANDA_TANGAN = "tanda_tangan", "Tanda tangan"
        NASKAH = "naskah", "Naskah"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    catatan = models.ForeignKey(
        CatatanLapangan, models.CASCADE, related_name="lampiran_set", verbose_name="catatan"
    )
    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+", verbose_name="berkas")
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "lampiran catatan lapangan"
        constraints = [
            models.UniqueConstraint(fields=["catatan", "berkas"], name="lampiran_lapangan_unik"),
            models.UniqueConstraint(
                fields=["catatan"],
                condition=Q(jenis="naskah"),
                name="lampiran_lapangan_satu_naskah",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} catatan {self.catatan_id}"


def _open_to(user: Pengguna) -> models.QuerySet[Penilaian]:
    """The evaluations whose evaluators' records a person may read (`can_read_evaluator`, as a query)."""
    rows = Penilaian.objects.visible_to(user)
    peran = user.cap.peran if user.cap else ""
    if peran == Peran.PENJAMIN_MUTU:
        return rows
    may = Q(status=Penilaian.Status.SELESAI)
    if peran == Peran.EVALUATOR:
        may |= Q(tim_set__pengguna=user)
    if user.cap and peran in PEMERIKSA_UNIT:
        may |= Q(perangkat_daerah=user.cap.perangkat_daerah_id) & _asked()
    return rows.filter(may)


def _asked() -> Q:
    """At or past the stage in which the office is asked to object, by the stages of each sheet."""
    found = Q(pk__in=[])
    for kunci, tahapan in load_tahapan(roots()).items():
        stages = list(tahapan.tahap)
        first = next((n for n, one in enumerate(stages) if one.menanggapi), len(stages))
        later = [one.kunci for one in stages[first:]]
        found |= Q(tahapan=kunci, tahap__in=later)
    return found
