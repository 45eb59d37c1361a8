"""Evidence of what was reached, and of what was done of the action plan."""

from typing import Self

from django.db import models

from sakip.berkas.bukti import Bukti
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.pengukuran.models.masa import Potret
from sakip.perjanjian.models import RencanaAksi


class BuktiRealisasiQuerySet(models.QuerySet["BuktiRealisasi"]):
    def visible_to(self, user: Pengguna) -> Self:
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        return self.filter(potret__perangkat_daerah__in=units)


class BuktiRealisasi(Bukti):
    """Evidence of a realisasi; of its contract, so that evidence may come before the figure."""

    potret = models.ForeignKey(Potret, models.PROTECT, related_name="bukti_set")

    objects = BuktiRealisasiQuerySet.as_manager()

    class Meta(Bukti.Meta):
        verbose_name = "bukti realisasi"
        constraints = [
            *Bukti.Meta.constraints,
            models.UniqueConstraint(
                fields=["potret", "berkas", "halaman_dari", "halaman_sampai"],
                name="bukti_realisasi_unik",
            ),
        ]

    def __str__(self) -> str:
        return f"Berkas {self.berkas_id} untuk potret {self.potret_id}"


class BuktiAksiQuerySet(models.QuerySet["BuktiAksi"]):
    def visible_to(self, user: Pengguna) -> Self:
        units = PerangkatDaerah.objects.visible_to(user).values("pk")
        return self.filter(aksi__perangkat_daerah__in=units)


class BuktiAksi(Bukti):
    """Evidence of a part of a step, which falls due in the month `bulan`, typed yet or not."""

    aksi = models.ForeignKey(RencanaAksi, models.PROTECT, related_name="bukti_set")
    bulan = models.PositiveSmallIntegerField("bulan")

    objects = BuktiAksiQuerySet.as_manager()

    class Meta(Bukti.Meta):
        verbose_name = "bukti rencana aksi"
        constraints = [
            *Bukti.Meta.constraints,
            models.UniqueConstraint(
                fields=["aksi", "bulan", "berkas", "halaman_dari", "halaman_sampai"],
                name="bukti_aksi_unik",
            ),
            models.CheckConstraint(
                condition=models.Q(bulan__gte=1, bulan__lte=12), name="bukti_aksi_bulan"
            ),
        ]

    def __str__(self) -> str:
        return f"Berkas {self.berkas_id} untuk langkah {self.aksi_id} bulan {self.bulan}"
