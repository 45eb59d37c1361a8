"""The sheet of one unit for one period: what is sent up, returned and approved as a whole."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Cast

from sakip.organisasi.models import Instansi, Pengguna, Penugasan, PerangkatDaerah
from sakip.pengukuran.models.masa import Masa
from sakip.rules.alasan import Alasan


class LembarRealisasiQuerySet(models.QuerySet["LembarRealisasi"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user))

    def without_pengisi(self, user: Pengguna) -> Self:
        """Sheets for whose figures this person does not answer: he neither typed in them nor sent them."""
        typed = self.annotate(pengisi_teks=Cast("diisi_oleh", models.TextField()))
        mine = models.Q(pengisi_teks__regex=rf"(^|[^0-9]){user.pk}([^0-9]|$)")
        return typed.exclude(mine).exclude(diajukan_oleh=user)

    def with_counts(self, today: date) -> Self:
        """`diminta`: rows that want a figure by today; `terisi`: those that have one, or say why not."""
        potret = "perangkat_daerah__potret_set"
        own = models.Q(**{f"{potret}__masa": models.F("masa"), f"{potret}__diukur": True})
        emptied = models.Q(**{f"{potret}__realisasi__alasan": Alasan.REALISASI_KOSONG})
        filled = own & models.Q(**{f"{potret}__realisasi__isnull": False}) & ~emptied
        published = models.Q(**{f"{potret}__rilis_pada__isnull": True})
        published |= models.Q(**{f"{potret}__rilis_pada__lte": today})
        return self.annotate(
            diminta=models.Count(potret, filter=filled | (own & published)),
            terisi=models.Count(potret, filter=filled),
        )


class LembarRealisasi(models.Model):
    """State of a unit's measurement in a period; its rows may be typed only while it is open.

    `diisi_oleh`: the people (ids) who typed in it since it was last agreed to and given back;
    `diputus_sebagai`: the assignment under which it was decided.
    """

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DIAJUKAN = "diajukan", "Diajukan"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DISETUJUI = "disetujui", "Disetujui"

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    masa = models.ForeignKey(Masa, models.PROTECT, related_name="lembar_set")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="lembar_set")
    status = models.CharField("status", max_length=12, choices=Status, default=Status.DRAF)
    alasan = models.CharField("alasan dikembalikan", max_length=500, blank=True)
    diajukan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    diputus_sebagai = models.ForeignKey(
        Penugasan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diisi_oleh = models.JSONField("diisi oleh", default=list, blank=True)
    terlambat = models.BooleanField("terlambat", default=False)
    catatan = models.CharField("catatan lembar", max_length=1000, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = LembarRealisasiQuerySet.as_manager()

    JEJAK_BARU: ClassVar[dict[str, Any]] = {"diputus_sebagai_id": None, "diisi_oleh": []}

    class Meta:
        verbose_name = "lembar realisasi"
        constraints = [
            models.UniqueConstraint(fields=["masa", "perangkat_daerah"], name="lembar_unik"),
            models.CheckConstraint(
                condition=~models.Q(status="dikembalikan") | ~models.Q(alasan=""),
                name="lembar_dikembalikan_beralasan",
            ),
        ]

    def __str__(self) -> str:
        return f"Lembar {self.perangkat_daerah_id} masa {self.masa_id}"

    @property
    def pengisi(self) -> frozenset[int]:
        """Who answers for its figures: all who typed, and who sent it."""
        sent = [] if self.diajukan_oleh_id is None else [self.diajukan_oleh_id]
        return frozenset([*self.diisi_oleh, *sent])

    @property
    def atas_nama(self) -> str:
        """On whose behalf it was decided, with the letter; empty in one's own right."""
        cap = self.diputus_sebagai
        return "" if cap is None else cap.write_atas_nama(self.perangkat_daerah)

    @property
    def can_be_typed(self) -> bool:
        """Whether the sheet lies with the operator."""
        return self.status in {self.Status.DRAF, self.Status.DIKEMBALIKAN}
