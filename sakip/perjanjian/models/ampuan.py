"""Who carries which node of the plan below the head of a unit."""

from django.db import models

from sakip.organisasi.models import Instansi, Jabatan
from sakip.perencanaan.models import Simpul


class Ampuan(models.Model):
    """A position below the head of its unit carries a node of the plan; each node has one carrier."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="ampuan_set")
    simpul = models.OneToOneField(Simpul, models.PROTECT, related_name="ampuan")
    revisi = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "ampuan"

    def __str__(self) -> str:
        return f"{self.jabatan_id} mengampu {self.simpul_id}"
