"""The signed paper of a PK is a file of its unit: it stays there, and the PK shows it to nobody else."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from sakip.berkas.pemakai import Pemakaian, register
from sakip.organisasi.models import Pengguna
from sakip.perjanjian.models import PerjanjianKinerja

DITANDATANGANI = "Berkas ini pindaian {pk} yang sudah ditandatangani, jadi tetap disimpan."


class PemakaiPK:
    """Scans of signed agreements."""

    nama = "pk"
    label = "Perjanjian kinerja"

    def pointed(self) -> QuerySet[Any, Any]:
        return PerjanjianKinerja.objects.filter(scan__isnull=False).values("scan")

    def readable_to(self, user: Pengguna) -> QuerySet[Any, Any]:
        """None: a region's PK is seen by everybody, its paper by those who see the cabinet."""
        return PerjanjianKinerja.objects.none().values("scan")

    def load_pemakaian(self, user: Pengguna, berkas: Collection[int]) -> Iterator[Pemakaian]:
        seen = set(
            PerjanjianKinerja.objects.visible_to(user).filter(scan__in=berkas).values_list("pk")
        )
        rows = PerjanjianKinerja.objects.filter(scan__in=berkas).select_related("jabatan")
        for row in rows.order_by("tahun", "pk"):
            pk = f"PK {row.tahun} {row.jabatan.nama}"
            alamat = reverse("perjanjian:pk_detail", args=[row.pk])
            kunci = DITANDATANGANI.format(pk=pk)
            yield Pemakaian(row.scan_id or 0, pk, "", alamat, (row.pk,) in seen, kunci)


register(PemakaiPK())
