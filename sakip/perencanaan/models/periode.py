"""One planning document, and its versions."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from sakip.audit.models import Jejak
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah

M = TypeVar("M", bound=models.Model)
# The columns that say in which versions a row of content stands.
MASA_BERLAKU = frozenset({"sejak_versi", "sampai_versi"})
TERBUKA = 2_147_483_647  # `sampai_versi` of a row that no version has ended


def _pemilik(column: Any) -> Coalesce:
    """Whose a document is: the unit, or 0 for the agency, so that the two can be compared."""
    return Coalesce(column, 0)


class PeriodeRencanaQuerySet(models.QuerySet["PeriodeRencana"]):
    def visible_to(self, user: Pengguna) -> Self:
        """The agency's own documents for everyone in it; a unit's for those whose cap reaches it."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        rows = self.filter(instansi_id=user.instansi_id)
        return rows.filter(Q(perangkat_daerah__isnull=True) | Q(perangkat_daerah_id__in=units))

    def pada_tahun(self, tahun: int) -> Self:
        """Documents whose years a year is one of."""
        return self.filter(tahun_awal__lte=tahun, tahun_akhir__gte=tahun)

    def utama(self, tahun: int) -> Self:
        """The document of each owner that holds in a year: of several in force the one that began last.

        An RPD and the RPJMD after it may both cover a year; nobody answers to two plans at once.
        """
        begun = PeriodeRencana.objects.pada_tahun(tahun).filter(
            versi_set__status=Versi.Status.BERLAKU
        )
        newer = begun.alias(pemilik=_pemilik("perangkat_daerah_id")).filter(
            instansi=models.OuterRef("instansi"),
            pemilik=_pemilik(models.OuterRef("perangkat_daerah_id")),
            tahun_awal__gt=models.OuterRef("tahun_awal"),
        )
        rows = self.pada_tahun(tahun).filter(versi_set__status=Versi.Status.BERLAKU)
        return rows.exclude(models.Exists(newer))

    def for_list(self) -> Self:
        """The newest first, each with its versions that count now (`versi_kini`)."""
        now = Versi.objects.filter(status__in=("draf", "diajukan", "berlaku")).order_by("-nomor")
        rows = self.prefetch_related(models.Prefetch("versi_set", now, to_attr="versi_kini"))
        return rows.order_by("-tahun_awal", "jenis", "-pk")


class PeriodeRencana(models.Model):
    """A medium-term plan (Permendagri 86/2017): the agency's when `perangkat_daerah` is empty."""

    class Jenis(models.TextChoices):
        RPJMD = "rpjmd", "RPJMD"
        RPD = "rpd", "RPD"
        RENSTRA = "renstra", "Renstra"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField("jenis", max_length=8, choices=Jenis)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="periode_set"
    )
    tahun_awal = models.PositiveSmallIntegerField("tahun awal")
    tahun_akhir = models.PositiveSmallIntegerField("tahun akhir")
    revisi = models.PositiveIntegerField(default=0)

    objects = PeriodeRencanaQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen rencana"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "jenis", "perangkat_daerah", "tahun_awal"],
                name="periode_rencana_unik",
                violation_error_message="Dokumen untuk periode ini sudah ada.",
            ),
            # Two rows without a unit are different to the key above, on every database.
            models.UniqueConstraint(
                fields=["instansi", "jenis", "tahun_awal"],
                condition=Q(perangkat_daerah__isnull=True),
                name="periode_rencana_instansi_unik",
                violation_error_message="Dokumen untuk periode ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(tahun_akhir__gte=models.F("tahun_awal")), name="periode_rencana_tahun"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tahun_awal}–{self.tahun_akhir}"


class VersiQuerySet(models.QuerySet["Versi"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(periode__in=PeriodeRencana.objects.visible_to(user))

    def berlaku(self) -> Self:
        """The version in force of each document."""
        return self.filter(status=Versi.Status.BERLAKU)

    def next_nomor(self, periode: PeriodeRencana) -> int:
        """A number that no version of the document ever had."""
        return int(self.filter(periode=periode).aggregate(last=Max("nomor"))["last"] or 0) + 1

    def of_dokumen(
        self, instansi_id: int, jenis: str, unit: PerangkatDaerah | None, tahun_awal: int | None
    ) -> Self:
        """The versions of the document that these four name."""
        rows = self.filter(periode__instansi_id=instansi_id, periode__jenis=jenis)
        return rows.filter(periode__perangkat_daerah=unit, periode__tahun_awal=tahun_awal)

    def terbuka(self) -> Self:
        """The draft of each document, or what waits for approval: at most one."""
        return self.filter(status__in=(Versi.Status.DRAF, Versi.Status.DIAJUKAN))


class Versi(models.Model):
    """A state of the document that was or will be approved; numbers are never used again.

    `tanggapan` holds `temuan` (the reason by finding of the lint) and `dampak` (the decision by row of
    the impact list).
    """

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DIAJUKAN = "diajukan", "Diajukan"
        BERLAKU = "berlaku", "Berlaku"
        DIGANTI = "diganti", "Diganti"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    periode = models.ForeignKey(PeriodeRencana, models.PROTECT, related_name="versi_set")
    nomor = models.PositiveIntegerField("nomor")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAF)
    alasan = models.CharField("alasan", max_length=300, blank=True)
    berlaku_sejak = models.DateField("berlaku sejak", null=True, blank=True)
    dibuat_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diajukan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    catatan = models.CharField("catatan pemutus", max_length=500, blank=True)
    tanggapan = models.JSONField("tanggapan", default=dict, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = VersiQuerySet.as_manager()
    JEJAK_BARU: ClassVar[dict[str, Any]] = {
        "dibuat_oleh_id": None, "diajukan_oleh_id": None, "diajukan_pada": None,
        "diputus_oleh_id": None, "diputus_pada": None, "catatan": "", "tanggapan": {},
    }  # fmt: skip

    class Meta:
        verbose_name = "versi dokumen"
        constraints = [
            models.UniqueConstraint(fields=["periode", "nomor"], name="versi_nomor_unik"),
            models.UniqueConstraint(
                fields=["periode"],
                condition=Q(status__in=["draf", "diajukan"]),
                name="versi_satu_terbuka",
                violation_error_message="Dokumen ini sudah punya draf yang terbuka.",
            ),
            models.UniqueConstraint(
                fields=["periode"], condition=Q(status="berlaku"), name="versi_satu_berlaku"
            ),
        ]

    def __str__(self) -> str:
        return f"Versi {self.nomor}"

    def was_written_by(self, user: Pengguna) -> bool:
        """Whether he did any act on it before its approval."""
        acts = Jejak.objects.filter(objek=self._meta.label_lower, objek_id=self.pk, pelaku=user)
        return acts.exclude(tindakan="versi.return").exists()


def pada(versi_path: str = "") -> Q:
    """Rows of content valid in the version in force of their document.

    A row is valid when `sejak_versi` ≤ v < `sampai_versi`. `versi_path` leads from the row to its
    identity's document, for example "simpul__periode__".
    """
    v = f"{versi_path}versi_set"
    return Q(**{f"{v}__status": Versi.Status.BERLAKU}) & Q(
        **{f"{v}__nomor__gte": models.F("sejak_versi"), f"{v}__nomor__lt": models.F("sampai_versi")}
    )


class IsiQuerySet(models.QuerySet[M]):
    """Rows of content: what something says from one version until another."""

    # From the row to its identity's document.
    DOKUMEN = ""

    def berlaku(self) -> Self:
        """What stands in each document's version in force."""
        return self.filter(pada(f"{self.DOKUMEN}__"))

    def di_versi(self, versi: Versi) -> Self:
        """What stands in one version of its document: in force, old, or a draft."""
        rows = self.filter(**{self.DOKUMEN: versi.periode_id})
        return rows.filter(sejak_versi__lte=versi.nomor, sampai_versi__gt=versi.nomor)

    def di_antara(self, lama: Versi, baru: Versi) -> Self:
        """What stands in only one of two versions of a document."""
        rows = self.filter(**{self.DOKUMEN: lama.periode_id})
        awal, akhir = sorted((lama.nomor, baru.nomor))
        ended = Q(sejak_versi__lte=awal, sampai_versi__gt=awal, sampai_versi__lte=akhir)
        begun = Q(sejak_versi__gt=awal, sejak_versi__lte=akhir, sampai_versi__gt=akhir)
        return rows.filter(ended | begun)
