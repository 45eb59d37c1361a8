"""Requests to write a sheet again that wait for the head of the unit or for those who run the cycle."""

from collections.abc import Iterator

from django.urls import reverse

from sakip.beranda.hal import Tugas
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.models import Pembukaan
from sakip.pengukuran.permissions_pembukaan import can_return_pembukaan

TERBANYAK = 20


def putuskan_pembukaan(user: Pengguna) -> Iterator[Tugas]:
    """Requests on which this person decides now."""
    rows = Pembukaan.objects.visible_to(user).filter(status__in=Pembukaan.MENUNGGU).for_list()
    for row in rows[:TERBANYAK]:
        if can_return_pembukaan(user, row):
            yield Tugas(
                f"Putuskan permintaan pembukaan {row.lembar.masa}",
                f"{row.lembar.perangkat_daerah.nama}: {row.alasan}",
                reverse("pengukuran:pembukaan_detail", args=(row.pk,)),
                "Lihat dan putuskan",
            )
