"""Units of an agency, from dinas to kelurahan, and how they replace each other."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce

from sakip.organisasi.models.instansi import Instansi
from sakip.rules.silsilah import reach

if TYPE_CHECKING:
    from sakip.organisasi.models.pengguna import Pengguna


class PerangkatDaerahQuerySet(models.QuerySet["PerangkatDaerah"]):
    def visible_to(self, user: "Pengguna") -> Self:
        """The units this cap reaches: all of the agency, those coordinated, or one's own and below."""
        cap = user.cap
        if cap is None:
            return self.none()
        rows = self.filter(instansi_id=cap.instansi_id)
        if cap.se_instansi:
            return rows
        if cap.peran == "asisten":
            # Without a position he coordinates nothing; "= None" would be every unit without an asisten.
            return rows.filter(koordinasi_set__jabatan_id__in=[cap.jabatan_id])
        own = cap.perangkat_daerah_id
        return rows.filter(Q(pk=own) | Q(induk_id=own) | Q(induk__induk_id=own))

    def active_on(self, on: date) -> Self:
        started = self.filter(aktif_sejak__lte=on)
        return started.filter(Q(aktif_sampai__isnull=True) | Q(aktif_sampai__gte=on))

    def ended_before(self, on: date) -> Self:
        return self.filter(aktif_sampai__lt=on)

    def outliving(self, last: date) -> Self:
        """The units that go on after a day."""
        return self.filter(Q(aktif_sampai__isnull=True) | Q(aktif_sampai__gt=last))

    def for_list(self) -> Self:
        """Each unit under the one above it, with its level (`tingkat` 1 to 3)."""
        second = Case(When(induk__induk__isnull=False, then="induk__kode"), default="kode")
        rows = self.select_related("induk").annotate(
            tingkat=Case(
                When(induk__isnull=True, then=1), When(induk__induk__isnull=True, then=2), default=3
            )
        )
        return rows.order_by(
            Coalesce("induk__induk__kode", "induk__kode", "kode"),
            Case(When(tingkat=1, then=Value("")), default=second),
            Case(When(tingkat=3, then="kode"), default=Value("")),
        )


class PerangkatDaerah(models.Model):
    """A unit of the agency (UU 23/2014 pasal 209), or a unit below one: bagian, UPTD, RSUD, kelurahan.

    The flags say which duties of the cycle the unit has; a unit that ended keeps its history.
    """

    class Jenis(models.TextChoices):
        SEKRETARIAT = "sekretariat", "Sekretariat"
        INSPEKTORAT = "inspektorat", "Inspektorat"
        DINAS = "dinas", "Dinas"
        BADAN = "badan", "Badan"
        RSUD = "rsud", "RSUD (UOBK)"
        KECAMATAN = "kecamatan", "Kecamatan"
        BAGIAN = "bagian", "Bagian"
        UPTD = "uptd", "UPTD"
        PUSKESMAS = "puskesmas", "Puskesmas"
        KELURAHAN = "kelurahan", "Kelurahan"

    class Liga(models.TextChoices):
        URUSAN = "urusan", "Perangkat daerah urusan"
        PENUNJANG = "penunjang", "Perangkat daerah penunjang"
        KECAMATAN = "kecamatan", "Kecamatan"
        UOBK = "uobk", "UOBK dan puskesmas"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="perangkat_daerah_set")
    kode = models.CharField("kode", max_length=30)
    nama = models.CharField("nama", max_length=200)
    singkatan = models.CharField("singkatan", max_length=40)
    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    induk = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="anak_set", verbose_name="induk"
    )
    liga = models.CharField("liga", max_length=10, choices=Liga, blank=True)
    punya_renstra = models.BooleanField("punya Renstra", default=True)
    punya_dpa = models.BooleanField("punya DPA", default=True)
    punya_pk = models.BooleanField("punya PK", default=True)
    punya_lkjip = models.BooleanField("menyusun LKjIP", default=True)
    dinilai_lke = models.BooleanField("dinilai dengan LKE", default=True)
    aktif_sejak = models.DateField("aktif sejak")
    aktif_sampai = models.DateField("aktif sampai", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = PerangkatDaerahQuerySet.as_manager()

    class Meta:
        verbose_name = "perangkat daerah"
        ordering = ["kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "kode"],
                name="perangkat_daerah_kode_unik",
                violation_error_code="kode",
                violation_error_message="Kode ini sudah dipakai perangkat daerah lain.",
            ),
            models.CheckConstraint(
                condition=Q(aktif_sampai__isnull=True)
                | Q(aktif_sampai__gte=models.F("aktif_sejak")),
                name="perangkat_daerah_masa_aktif",
                violation_error_code="aktif_sampai",
                violation_error_message="Tanggal akhir mendahului tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def pilihan(self) -> str:
        """Its code and name, as it stands among choices."""
        return f"{self.kode} {self.nama}"

    @property
    def kewajiban(self) -> list[str]:
        """Its duties in the cycle, in the words of the form."""
        flags = ("punya_renstra", "punya_dpa", "punya_pk", "punya_lkjip", "dinilai_lke")
        fields = [self._meta.get_field(flag) for flag in flags if getattr(self, flag)]
        return [str(getattr(field, "verbose_name", field.name)) for field in fields]

    def chain(self) -> PerangkatDaerahQuerySet:
        """The unit, all it came from and all it became, oldest first: what a view of history follows.

        Who may see the unit may see its chain.
        """
        rows = Pergantian.objects.filter(instansi_id=self.instansi_id)
        pairs = list(rows.values_list("asal", "menjadi"))
        met = reach(pairs, self.pk) | reach([(later, first) for first, later in pairs], self.pk)
        return PerangkatDaerah.objects.filter(pk__in=met).order_by("aktif_sejak", "kode")

    def keadaan_on(self, on: date) -> str:
        """Mendatang, aktif or berakhir on a day."""
        if self.aktif_sejak > on:
            return "mendatang"
        ended = self.aktif_sampai is not None and self.aktif_sampai < on
        return "berakhir" if ended else "aktif"


class PergantianQuerySet(models.QuerySet["Pergantian"]):
    def visible_to(self, user: "Pengguna") -> Self:
        return self.filter(instansi_id=user.instansi_id)

    def for_list(self) -> Self:
        """The newest first; the rows of one change (same day, kind and law) stand together."""
        rows = self.select_related("asal", "menjadi")
        return rows.order_by("-tanggal", "jenis", "dasar", "asal__kode", "menjadi__kode")


class Pergantian(models.Model):
    """One unit became another: merged, split or renamed on a day. History stays with the old one."""

    class Jenis(models.TextChoices):
        GABUNG = "gabung", "Digabung"
        PECAH = "pecah", "Dipecah"
        GANTI_NAMA = "ganti_nama", "Berganti nama"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    asal = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="menjadi_set")
    menjadi = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="berasal_set")
    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    tanggal = models.DateField("berlaku sejak")
    dasar = models.CharField("dasar hukum", max_length=200)
    revisi = models.PositiveIntegerField(default=0)

    objects = PergantianQuerySet.as_manager()

    class Meta:
        verbose_name = "pergantian perangkat daerah"
        constraints = [
            models.UniqueConstraint(fields=["asal", "menjadi"], name="pergantian_unik"),
            models.CheckConstraint(
                condition=~Q(asal=models.F("menjadi")), name="pergantian_bukan_diri_sendiri"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} sejak {self.tanggal:%d-%m-%Y}"
