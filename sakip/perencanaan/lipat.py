"""A draft's end: rows that say what stood before are folded, or all of them are dropped."""

from typing import Any

from django.db import models

from sakip.perencanaan.isi import TABEL, isi_of, key_of
from sakip.perencanaan.models import Kontributor, Versi
from sakip.perencanaan.models.periode import TERBUKA
from sakip.perencanaan.tulis import in_parts


def fold(versi: Versi) -> list[models.Model]:
    """Undo every row of the draft that says what the row it ended said; the rows touched."""
    touched: list[models.Model] = []
    for tabel in TABEL:
        ended = {tuple(key_of(row).values()): row for row in _load(tabel, versi, "sampai_versi")}
        same = [
            (row, ended[key])
            for row in _load(tabel, versi, "sejak_versi")
            if (key := tuple(key_of(row).values())) in ended and isi_of(ended[key]) == isi_of(row)
        ]
        touched += _delete(tabel, [row for row, _ in same])
        touched += _reopen(tabel, [row for _, row in same])
    return touched


def drop(versi: Versi) -> list[models.Model]:
    """Delete what starts in the draft, then reopen what ends there; the rows touched."""
    touched: list[models.Model] = []
    for tabel in reversed(tuple(TABEL)):
        touched += _delete(tabel, _load(tabel, versi, "sejak_versi"))
        touched += _reopen(tabel, _load(tabel, versi, "sampai_versi"))
    return touched


def _load(tabel: str, versi: Versi, edge: str) -> list[Any]:
    rows: Any = TABEL[tabel].objects.all()
    rows = rows.filter(**{rows.DOKUMEN: versi.periode_id, edge: versi.nomor})
    return list(rows.prefetch_related("kontributor_set") if tabel == "simpul" else rows)


def _delete(tabel: str, rows: list[Any]) -> list[models.Model]:
    gone: list[models.Model] = []
    for some in in_parts([row.pk for row in rows]):
        if tabel == "simpul":
            parts = Kontributor.objects.filter(isi_simpul__in=some)
            gone += list(parts)
            parts.delete()
        TABEL[tabel].objects.filter(pk__in=some).delete()
    return [*gone, *rows]


def _reopen(tabel: str, rows: list[Any]) -> list[models.Model]:
    for some in in_parts([row.pk for row in rows]):
        TABEL[tabel].objects.filter(pk__in=some).update(sampai_versi=TERBUKA)
    return list(rows)
