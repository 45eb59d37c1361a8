"""What evaluations point to: evidence of criteria, read by whoever may read the evaluation."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from sakip.berkas.pemakai import Pemakaian, register
from sakip.evaluasi.models import BuktiKriteria, Penilaian
from sakip.evaluasi.permissions import can_read_evaluasi
from sakip.organisasi.models import Pengguna

DISAMPAIKAN = "Berkas ini bukti {label} yang sudah disampaikan, jadi tetap di lemari."


class PemakaiKriteria:
    """Evidence of criteria."""

    nama = "kriteria"
    label = "Kriteria LKE"

    def pointed(self) -> QuerySet[Any, Any]:
        return BuktiKriteria.objects.values("berkas")

    def readable_to(self, user: Pengguna) -> QuerySet[Any, Any]:
        return _seen(user).values("berkas")

    def load_pemakaian(self, user: Pengguna, berkas: Collection[int]) -> Iterator[Pemakaian]:
        seen = set(_seen(user).filter(berkas__in=berkas).values_list("pk"))
        rows = BuktiKriteria.objects.filter(berkas__in=berkas)
        for row in rows.select_related("penilaian").order_by("penilaian", "kriteria", "pk"):
            label = f"kriteria {row.kriteria} LKE {row.penilaian.tahun_evaluasi}"
            own = row.penilaian.status == Penilaian.Status.MANDIRI
            yield Pemakaian(
                row.berkas_id,
                label,
                row.halaman,
                reverse("evaluasi:bukti_kriteria", args=[row.penilaian_id, row.kriteria]),
                (row.pk,) in seen,
                "" if own else DISAMPAIKAN.format(label=label),
            )


def _seen(user: Pengguna) -> QuerySet[BuktiKriteria]:
    rows = BuktiKriteria.objects.visible_to(user)
    return rows if can_read_evaluasi(user) else rows.none()


register(PemakaiKriteria())
