"""What records point to: their photos, signatures and papers, read by whoever may read the record."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from sakip.berkas.pemakai import Pemakaian, register
from sakip.lapangan.models import CatatanLapangan, LampiranLapangan
from sakip.organisasi.models import Pengguna

TETAP = "Berkas ini lampiran catatan lapangan yang tidak diubah lagi, jadi tetap di lemari."


class PemakaiLapangan:
    """Files of records; a record is never changed, so they stay where they are."""

    nama = "lapangan"
    label = "Catatan lapangan"

    def pointed(self) -> QuerySet[Any, Any]:
        return LampiranLapangan.objects.values("berkas")

    def readable_to(self, user: Pengguna) -> QuerySet[Any, Any]:
        return _seen(user).values("berkas")

    def load_pemakaian(self, user: Pengguna, berkas: Collection[int]) -> Iterator[Pemakaian]:
        seen = set(_seen(user).filter(berkas__in=berkas).values_list("pk", flat=True))
        rows = LampiranLapangan.objects.filter(berkas__in=berkas).select_related("catatan")
        for row in rows.order_by("catatan", "pk"):
            alamat = reverse("lapangan:catatan_detail", args=[row.catatan_id])
            label = f"catatan lapangan {row.catatan.tempat}"
            yield Pemakaian(row.berkas_id, label, "", alamat, row.pk in seen, TETAP)


def _seen(user: Pengguna) -> QuerySet[LampiranLapangan]:
    rows = CatatanLapangan.objects.visible_to(user)
    return LampiranLapangan.objects.filter(catatan__in=rows.values("pk"))


register(PemakaiLapangan())
