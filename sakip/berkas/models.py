"""Contents, the files of units that point to them, what is on its way in, and what units share."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Sum

from sakip.berkas.names import write_ukuran
from sakip.berkas.pemakai import all_pemakai
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah

LAMA_TERHAPUS = timedelta(days=30)


class Blob(models.Model):
    """Immutable content, kept once for all who have it; whether it exists is answered to nobody.

    Quota, duplicates and rights are asked of `Berkas`, inside one agency only.
    """

    sha256 = models.CharField("sidik isi", max_length=64, unique=True)
    ukuran = models.BigIntegerField("ukuran (bita)")
    jenis_isi = models.CharField("jenis isi", max_length=100)

    class Meta:
        verbose_name = "isi berkas"

    def __str__(self) -> str:
        return self.sha256

    @property
    def ukuran_teks(self) -> str:
        """The size as people read it: 3,4 MB."""
        return write_ukuran(self.ukuran)


class BerkasQuerySet(models.QuerySet["Berkas"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Files in cabinets within reach of the cap, those shared with one of them, and those some
        page the person may see points to. What was destroyed after its days in the bin is seen by nobody.
        """
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        readable = Q(perangkat_daerah_id__in=units) | Q(
            pk__in=Berbagi.objects.accepted().filter(ke_unit_id__in=units).values("berkas")
        )
        for pemakai in all_pemakai() if user.cap else ():
            readable |= Q(pk__in=pemakai.readable_to(user))
        return self.filter(readable, instansi_id=user.instansi_id).kept()

    def for_unit(self, unit: PerangkatDaerah) -> Self:
        """Files a unit may point to as its evidence: its own, and what it accepted from others."""
        shared = Berbagi.objects.accepted().filter(ke_unit=unit).values("berkas")
        return self.current().filter(Q(perangkat_daerah=unit) | Q(pk__in=shared))

    def current(self) -> Self:
        """Files in their cabinet that no newer one has replaced."""
        kept = self.filter(perangkat_daerah__isnull=False, dihapus_pada__isnull=True)
        return kept.filter(pengganti__isnull=True)

    def kept(self) -> Self:
        """Files whose content is still there: in the cabinet or in the bin."""
        return self.filter(musnah_pada__isnull=True)

    def in_bin(self) -> Self:
        return self.kept().filter(dihapus_pada__isnull=False)

    def used_by(self, nama: str) -> Self:
        """Files one registered table points to, whoever sees it; none for a name nobody has."""
        found = [pemakai for pemakai in all_pemakai() if pemakai.nama == nama]
        return self.filter(pk__in=found[0].pointed()) if found else self.none()

    def unused(self) -> Self:
        """Files nothing points to."""
        rows = self
        for pemakai in all_pemakai():
            rows = rows.exclude(pk__in=pemakai.pointed())
        return rows

    def expired(self, on: date) -> Self:
        """Files whose validity ended before a day."""
        return self.filter(berlaku_sampai__lt=on)

    def for_list(self) -> Self:
        rows = self.select_related("blob", "pengunggah", "menggantikan", "pengganti", "telaah")
        return rows.order_by("-diunggah_pada", "-pk")

    def total_size(self) -> int:
        """Bytes of these files, each counted in full, whoever else keeps the same content."""
        return self.kept().aggregate(jumlah=Sum("blob__ukuran"))["jumlah"] or 0


class Berkas(models.Model):
    """A file of a unit, as evidence; a newer file replaces it and leaves it as it was (T06).

    `diambil_pada` and `tempat` say when and where something was seen (bukti fisik). A file put away
    stays 30 days in the bin; then its content goes, and the row stays for the trail. Without
    `perangkat_daerah` it lies in no cabinet: who may see a page that points to it reads it, nobody else.
    """

    class Jenis(models.TextChoices):
        LAPORAN = "laporan", "Laporan"
        KEPUTUSAN = "keputusan", "Keputusan"
        SURAT = "surat", "Surat"
        NOTULEN = "notulen", "Notulen dan daftar hadir"
        FOTO = "foto", "Foto"
        DATA = "data", "Data"
        LAIN = "lain", "Lainnya"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="berkas_set",
        verbose_name="perangkat daerah",
    )
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="berkas_set", verbose_name="isi")
    nama = models.CharField("nama berkas", max_length=150)
    tanggal_dokumen = models.DateField("tanggal dokumen")
    jenis = models.CharField("jenis", max_length=10, choices=Jenis, default=Jenis.LAIN)
    berlaku_sejak = models.DateField("berlaku sejak", null=True, blank=True)
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    fisik = models.BooleanField("bukti fisik", default=False)
    diambil_pada = models.DateTimeField("dilihat atau difoto pada", null=True, blank=True)
    tempat = models.CharField("tempat", max_length=150, blank=True)
    menggantikan = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pengganti",
        verbose_name="menggantikan",
    )
    pengunggah = models.ForeignKey(
        Pengguna, models.PROTECT, related_name="+", verbose_name="pengunggah"
    )
    diunggah_pada = models.DateTimeField("diunggah pada")
    dihapus_pada = models.DateTimeField("dihapus pada", null=True, blank=True)
    dihapus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="penghapus"
    )
    musnah_pada = models.DateTimeField("isi dimusnahkan pada", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    # Columns of the second migration, so that older chains still fit.
    JEJAK_BARU: ClassVar = {
        "jenis": "lain", "berlaku_sejak": None, "berlaku_sampai": None, "fisik": False,
        "diambil_pada": None, "tempat": "", "dihapus_pada": None, "dihapus_oleh_id": None,
        "musnah_pada": None,
    }  # fmt: skip

    objects = BerkasQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas"
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True)
                | Q(berlaku_sejak__isnull=True)
                | Q(berlaku_sampai__gte=F("berlaku_sejak")),
                name="berkas_berlaku",
                violation_error_message="Masa berlaku berakhir sebelum dimulai. Periksa tanggalnya.",
                violation_error_code="berlaku_sampai",
            ),
        ]
        indexes = [
            models.Index(fields=["perangkat_daerah", "-diunggah_pada"], name="berkas_unit"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def lemari(self) -> PerangkatDaerah:
        """The unit whose cabinet it lies in. Raises LookupError for a file in none."""
        if self.perangkat_daerah is None:
            raise LookupError(f"Berkas {self.pk} is in no cabinet.")
        return self.perangkat_daerah

    @property
    def letak(self) -> str:
        """Whose cabinet it lies in, as people read it."""
        return self.perangkat_daerah.nama if self.perangkat_daerah else "Di luar lemari"

    @property
    def dimusnahkan_mulai(self) -> datetime | None:
        """From when on the content of a file in the bin may go."""
        return self.dihapus_pada + LAMA_TERHAPUS if self.dihapus_pada else None

    def is_expired(self, on: date) -> bool:
        """Whether its validity ended before a day."""
        return self.berlaku_sampai is not None and self.berlaku_sampai < on


class Telaah(models.Model):
    """What reading a content showed: pages, whether it has text, how sharp it is; can be read again."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    berkas = models.OneToOneField(Berkas, models.CASCADE, related_name="telaah")
    halaman = models.PositiveIntegerField("halaman", default=0)
    # Of the findings that `petunjuk` puts into words.
    temuan = models.JSONField("temuan", default=list)
    # As the camera wrote it into the photo: "2026-09-12T09:14:00" and "-7,25, 112,75".
    foto_waktu = models.CharField("waktu pada foto", max_length=19, blank=True)
    foto_tempat = models.CharField("tempat pada foto", max_length=40, blank=True)
    ditelaah_pada = models.DateTimeField("ditelaah pada")

    class Meta:
        verbose_name = "telaah berkas"

    def __str__(self) -> str:
        return f"{self.berkas_id}: {self.halaman} halaman"


class KirimanQuerySet(models.QuerySet["Kiriman"]):
    def visible_to(self, user: Pengguna) -> Self:
        """One's own uploads, as long as the cabinet is within reach."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        return self.filter(
            instansi_id=user.instansi_id, pengunggah=user, perangkat_daerah_id__in=units
        )

    def unfinished(self) -> Self:
        return self.filter(berkas__isnull=True)

    def total_size(self) -> int:
        """Bytes these uploads will have when they are whole."""
        return self.aggregate(jumlah=Sum("ukuran"))["jumlah"] or 0


class Kiriman(models.Model):
    """A file on its way in, piece by piece; `diterima` bytes of `ukuran` lie on the disk under `kunci`.

    When it is whole it becomes `berkas`, in the place of `menggantikan` if there is one; the row stays a
    day, so that whoever missed the answer asks again.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="+")
    pengunggah = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    kunci = models.CharField("nama di penyimpanan", max_length=64)
    nama = models.CharField("nama berkas", max_length=150)
    tanggal_dokumen = models.DateField("tanggal dokumen")
    ukuran = models.BigIntegerField("ukuran (bita)")
    diterima = models.BigIntegerField("sudah diterima (bita)", default=0)
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, related_name="+")
    menggantikan = models.ForeignKey(Berkas, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField("dibuat pada")
    berubah_pada = models.DateTimeField("berubah pada")

    objects = KirimanQuerySet.as_manager()

    class Meta:
        verbose_name = "kiriman berkas"
        constraints = [
            models.CheckConstraint(
                condition=Q(diterima__lte=F("ukuran")), name="kiriman_tidak_lebih"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class BerbagiQuerySet(models.QuerySet["Berbagi"]):
    def visible_to(self, user: Pengguna) -> Self:
        """Offers from or to a unit within reach of the cap."""
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        side = Q(ke_unit_id__in=units) | Q(berkas__perangkat_daerah_id__in=units)
        return self.filter(side, instansi_id=user.instansi_id)

    def accepted(self) -> Self:
        """Of files that are still in their cabinet."""
        return self.filter(status=Berbagi.Status.DITERIMA, berkas__dihapus_pada__isnull=True)

    def for_list(self) -> Self:
        rows = self.select_related("berkas__blob", "berkas__perangkat_daerah", "ke_unit", "penawar")
        return rows.order_by("-ditawarkan_pada", "-pk")


class Berbagi(models.Model):
    """A file that one unit offers to another; once accepted, that unit reads it and points to it."""

    class Status(models.TextChoices):
        DITAWARKAN = "ditawarkan", "Ditawarkan"
        DITERIMA = "diterima", "Diterima"
        DITOLAK = "ditolak", "Ditolak"
        DITARIK = "ditarik", "Ditarik"

    # At most one of each file and unit.
    HIDUP: ClassVar = (Status.DITAWARKAN, Status.DITERIMA)

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="berbagi_set")
    ke_unit = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="+", verbose_name="perangkat daerah"
    )
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.DITAWARKAN)
    pesan = models.CharField("pesan", max_length=300, blank=True)
    alasan = models.CharField("alasan", max_length=300, blank=True)
    penawar = models.ForeignKey(Pengguna, models.PROTECT, related_name="+", verbose_name="penawar")
    ditawarkan_pada = models.DateTimeField("ditawarkan pada")
    revisi = models.PositiveIntegerField(default=0)

    objects = BerbagiQuerySet.as_manager()

    class Meta:
        verbose_name = "berbagi berkas"
        constraints = [
            models.UniqueConstraint(
                fields=["berkas", "ke_unit"],
                condition=Q(status__in=["ditawarkan", "diterima"]),
                name="berbagi_sekali",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.berkas_id} ke {self.ke_unit_id}"
