"""Nodes and indicators may be spoken about, by whoever sees their document."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from sakip.organisasi.models import Pengguna
from sakip.percakapan.registry import Jenis, Objek, register
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    Versi,
)


def _simpul(user: Pengguna) -> QuerySet[Simpul]:
    newest = IsiSimpul.objects.filter(simpul=OuterRef("pk")).order_by("-sejak_versi")
    versi = Versi.objects.filter(periode=OuterRef("periode")).exclude(status="dibatalkan")
    rows = Simpul.objects.filter(periode__in=PeriodeRencana.objects.visible_to(user))
    return rows.select_related("periode").annotate(
        pernyataan=Subquery(newest.values("pernyataan")[:1]),
        versi=Subquery(versi.order_by("-nomor").values("pk")[:1]),
    )


def _indikator(user: Pengguna) -> QuerySet[Indikator]:
    newest = IsiIndikator.objects.filter(indikator=OuterRef("pk")).order_by("-sejak_versi")
    rows = Indikator.objects.filter(periode__in=PeriodeRencana.objects.visible_to(user))
    named = rows.select_related("periode")
    return named.annotate(nama_kini=Subquery(newest.values("nama")[:1]))


def _tell_simpul(row: Any) -> Objek:
    page = reverse("perencanaan:versi_detail", args=(row.versi,))
    return Objek(
        "simpul", row.pk, f"{row.kode} {row.pernyataan or ''}".strip(),
        row.periode.perangkat_daerah_id, f"{page}?simpul={row.pk}#simpul-{row.pk}",
    )  # fmt: skip


def _tell_indikator(row: Any) -> Objek:
    return Objek(
        "indikator", row.pk, f"{row.kode} {row.nama_kini or ''}".strip(),
        row.periode.perangkat_daerah_id, reverse("perencanaan:indikator_detail", args=(row.pk,)),
    )  # fmt: skip


register(Jenis("simpul", "Simpul", _simpul, _tell_simpul))
register(Jenis("indikator", "Indikator", _indikator, _tell_indikator))
