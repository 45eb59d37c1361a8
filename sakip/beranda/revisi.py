"""What waits of plans under revision: for those who decide on a draft, and for those who got one back."""

from collections.abc import Iterator

from django.urls import reverse

from sakip.beranda.hal import Tugas
from sakip.organisasi.models import Pengguna
from sakip.perencanaan.models import Versi
from sakip.perencanaan.models.periode import VersiQuerySet
from sakip.perencanaan.permissions import can_return_draf, can_update_draf

TERBANYAK = 20


def putuskan_revisi(user: Pengguna) -> Iterator[Tugas]:
    """Drafts handed over on which this person decides, the longest waiting first."""
    rows = Versi.objects.visible_to(user).filter(status=Versi.Status.DIAJUKAN)
    for row in _with_owner(rows.order_by("diajukan_pada")):
        if can_return_draf(user, row):
            oleh = row.diajukan_oleh.nama if row.diajukan_oleh else "Penyusunnya"
            why = f"{oleh} menunggu keputusan Anda. {row.alasan}"
            yield Tugas(
                f"Putuskan revisi {_name(row)}",
                why,
                reverse("perencanaan:versi_approve", args=(row.pk,)),
                "Periksa dan putuskan",
            )


def perbaiki_revisi(user: Pengguna) -> Iterator[Tugas]:
    """Drafts that came back with a reason."""
    rows = Versi.objects.visible_to(user).filter(status=Versi.Status.DRAF).exclude(catatan="")
    for row in _with_owner(rows.order_by("diputus_pada")):
        if can_update_draf(user, row):
            yield Tugas(
                f"Perbaiki revisi {_name(row)}",
                f"Dikembalikan: “{row.catatan}”",
                reverse("perencanaan:versi_detail", args=(row.pk,)),
                "Buka draf",
            )


def _with_owner(rows: VersiQuerySet) -> VersiQuerySet:
    return rows.select_related("periode__perangkat_daerah", "diajukan_oleh")[:TERBANYAK]


def _name(row: Versi) -> str:
    owner = row.periode.perangkat_daerah
    return f"{row.periode} {owner.singkatan}" if owner else str(row.periode)
