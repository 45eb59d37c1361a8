"""Evidence of a criterion, as the unit shows it in its own assessment."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sakip.berkas.bukti import Bukti
from sakip.evaluasi.models.penilaian import Penilaian
from sakip.organisasi.models import Instansi, Pengguna

TERBANYAK = 100


class BuktiKriteriaQuerySet(models.QuerySet["BuktiKriteria"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(penilaian__in=Penilaian.objects.visible_to(user).values("pk"))

    def count_by_kriteria(self) -> dict[str, int]:
        """How much evidence each criterion has; one query."""
        rows = self.order_by().values_list("kriteria")
        return dict(rows.annotate(n=models.Count("pk")))

    def for_sheet(self, penilaian: Penilaian, diwariskan: Collection[str]) -> Self:
        """What a sheet shows: its own evidence, and the agency's for what is inherited; with the files."""
        own = models.Q(penilaian=penilaian)
        rows = self.filter(own | _of_pemda(penilaian, diwariskan))
        return rows.select_related("berkas").order_by("kriteria", "pk")

    def of_pemda(
        self, penilaian: Penilaian, kriteria: Collection[str]
    ) -> dict[str, list["BuktiKriteria"]]:
        """What the agency's own sheet of the same file shows for inherited criteria; no query for none."""
        found: dict[str, list[BuktiKriteria]] = {}
        if not kriteria:
            return found
        rows = self.filter(_of_pemda(penilaian, kriteria))
        for row in rows.select_related("berkas").order_by("kriteria", "pk")[:TERBANYAK]:
            found.setdefault(row.kriteria, []).append(row)
        return found


def _of_pemda(penilaian: Penilaian, kriteria: Collection[str]) -> models.Q:
    """Of the agency's own sheet of the same file."""
    return models.Q(penilaian__in=Penilaian.objects.pemda_of(penilaian), kriteria__in=kriteria)


class BuktiKriteria(Bukti):
    """Evidence the unit names for one criterion of an evaluation; it stands when its answers are sent."""

    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="bukti_set")
    kriteria = models.CharField("kriteria", max_length=20)

    objects = BuktiKriteriaQuerySet.as_manager()

    class Meta(Bukti.Meta):
        verbose_name = "bukti kriteria"
        constraints = [
            *Bukti.Meta.constraints,
            models.UniqueConstraint(
                fields=["penilaian", "kriteria", "berkas", "halaman_dari", "halaman_sampai"],
                name="bukti_kriteria_unik",
            ),
        ]

    def __str__(self) -> str:
        return f"Berkas {self.berkas_id} untuk kriteria {self.kriteria}"


class PermintaanBuktiQuerySet(models.QuerySet["PermintaanBukti"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(penilaian__in=Penilaian.objects.visible_to(user).values("pk"))

    def berlaku(self) -> Self:
        """What was not taken back, of sheets that lie where it was asked: a hand-over ends it.

        With `dipenuhi`: whether evidence was pointed to since.
        """
        here = Q(penilaian__tahap=F("tahap")) | Q(penilaian__tahap="")
        since = BuktiKriteria.objects.filter(
            penilaian=OuterRef("penilaian"),
            kriteria=OuterRef("kriteria"),
            pada__gte=OuterRef("diminta_pada"),
        )
        rows = self.filter(here, penilaian__status=Penilaian.Status.DINILAI)
        rows = rows.exclude(status=PermintaanBukti.Status.DICABUT)
        return rows.annotate(dipenuhi=Exists(since))

    def menunggu(self) -> Self:
        """What waits for evidence."""
        return self.berlaku().filter(dipenuhi=False)

    def for_list(self) -> Self:
        return self.select_related("diminta_oleh").order_by("pk")


class PermintaanBukti(models.Model):
    """That a stage of the team asks the evaluated for evidence of one criterion.

    It is answered by pointing to a file, which the evaluated may do for this criterion although their
    own answers are closed.
    """

    class Status(models.TextChoices):
        DIMINTA = "diminta", "Diminta"
        DICABUT = "dicabut", "Dicabut"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    penilaian = models.ForeignKey(Penilaian, models.CASCADE, related_name="permintaan_bukti_set")
    tahap = models.CharField("tahap", max_length=20)
    kriteria = models.CharField("kriteria", max_length=20)
    diminta = models.CharField("yang diminta", max_length=300)
    status = models.CharField("status", max_length=8, choices=Status, default=Status.DIMINTA)
    diminta_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diminta_pada = models.DateTimeField("diminta pada")
    revisi = models.PositiveIntegerField(default=0)
    dipenuhi = False  # what `berlaku` found

    objects = PermintaanBuktiQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan bukti"

    def __str__(self) -> str:
        return f"{self.kriteria}: {self.diminta[:60]}"
