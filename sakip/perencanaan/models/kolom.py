"""How another system names the columns of its exports: said once, remembered for the next file."""

from typing import Self

from django.db import models

from sakip.organisasi.models import Instansi, Pengguna


class KolomBerkasQuerySet(models.QuerySet["KolomBerkas"]):
    def visible_to(self, user: Pengguna) -> Self:
        return self.filter(instansi_id=user.instansi_id)


class KolomBerkas(models.Model):
    """The headers of an agency's exports of one kind (SIPD and others differ by version).

    `judul`: the header by our column key; `bawaan`: what holds for every row of a file that lacks the
    column, such as the year.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField("jenis", max_length=10)
    judul = models.JSONField("judul kolom", default=dict)
    bawaan = models.JSONField("isi bawaan", default=dict)
    revisi = models.PositiveIntegerField(default=0)

    objects = KolomBerkasQuerySet.as_manager()

    class Meta:
        verbose_name = "kolom berkas"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "jenis"], name="kolom_berkas_unik")
        ]

    def __str__(self) -> str:
        return f"Kolom {self.jenis}"
