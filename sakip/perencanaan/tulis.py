"""The one writer of versioned content: no version but the one being written ever reads differently."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models
from django.db.models import F

from sakip.perencanaan.isi import KONTRIBUTOR, TABEL, Baris, Isi, Kunci, columns
from sakip.perencanaan.models import IsiSimpul, Kontributor, Versi
from sakip.perencanaan.models.periode import TERBUKA
from sakip.rules.decision import Beda, Konflik

R = TypeVar("R")
# Rows written in one statement; below what either database takes.
SEKALIGUS = 500
# A new row of content: the row as it stands, what it is about, what it shall say (None: no more).
Tulisan = tuple[Baris | None, Kunci, Isi | None]


def hold_draf(versi: Versi) -> None:
    """The first statement of every edit: from here on nobody hands the draft over or writes in it.

    Raises Konflik when it is no draft any more.
    """
    draf = Versi.objects.filter(pk=versi.pk, status=Versi.Status.DRAF)
    if draf.update(revisi=F("revisi") + 1) == 0:
        stored = Versi.objects.get(pk=versi.pk)
        raise Konflik((Beda("draf", "terbuka", stored.get_status_display().lower()),))
    versi.refresh_from_db()


def release_draf(versi: Versi) -> None:
    """Nothing was changed after all: the revision is as it was, and the trail needs no row."""
    Versi.objects.filter(pk=versi.pk).update(revisi=F("revisi") - 1)
    versi.refresh_from_db()


@dataclass(slots=True)
class Penulis:
    """Writes content into one version, whose row the caller holds; `tersentuh` are the rows touched.

    A row that began in this version is changed in place or deleted; any other is ended here and a new
    one begins.
    """

    versi: Versi
    tersentuh: list[models.Model] = field(default_factory=list)

    def write(self, tabel: str, tulisan: Iterable[Tulisan]) -> None:
        """Write rows of one table. Raises Konflik when a row was ended by somebody else."""
        ended: list[Any] = []
        gone: list[Any] = []
        kept: list[tuple[Any, Isi]] = []
        fresh: list[tuple[Any, Isi]] = []
        for old, kunci, isi in tulisan:
            born_here = old is not None and old.sejak_versi == self.versi.nomor
            if born_here and isi is None:
                gone.append(old)
            elif born_here and isi is not None:
                kept.append((old, isi))
            else:
                ended += [] if old is None else [old]
                fresh += [] if isi is None else [(self._make(tabel, kunci, isi), isi)]
        self._end(tabel, ended)
        self._delete(tabel, gone)
        self._write(tabel, kept, fresh)

    def _make(self, tabel: str, kunci: Kunci, isi: Isi) -> Baris:
        values = {name: isi[name] for name in columns(tabel)}
        same = {"instansi_id": self.versi.instansi_id, "sejak_versi": self.versi.nomor}
        return TABEL[tabel](**same, **kunci, **values)

    def _end(self, tabel: str, rows: list[Any]) -> None:
        for some in in_parts(rows):
            open_rows = TABEL[tabel].objects.filter(
                pk__in=[row.pk for row in some], sampai_versi=TERBUKA
            )
            if open_rows.update(sampai_versi=self.versi.nomor) != len(some):
                raise Konflik
        self.tersentuh += rows

    def _delete(self, tabel: str, rows: list[Any]) -> None:
        pks = [row.pk for row in rows]
        self._drop_kontributor(tabel, pks)
        for some in in_parts(pks):
            TABEL[tabel].objects.filter(pk__in=some).delete()
        self.tersentuh += [TABEL[tabel](pk=pk) for pk in pks]

    def _write(self, tabel: str, kept: list[tuple[Any, Isi]], fresh: list[tuple[Any, Isi]]) -> None:
        model: Any = TABEL[tabel]
        for row, isi in kept:
            for name in columns(tabel):
                setattr(row, name, isi[name])
            row.revisi += 1
        names = [*columns(tabel), "revisi"]
        model.objects.bulk_update([row for row, _ in kept], names, batch_size=SEKALIGUS)
        made = model.objects.bulk_create([row for row, _ in fresh], batch_size=SEKALIGUS)
        self.tersentuh += [*(row for row, _ in kept), *made]
        self._drop_kontributor(tabel, [row.pk for row, _ in kept])
        if tabel == "simpul":
            self._add_kontributor([*kept, *fresh])

    def _drop_kontributor(self, tabel: str, pks: list[int]) -> None:
        if tabel != "simpul":
            return
        for some in in_parts(pks):
            rows = Kontributor.objects.filter(isi_simpul__in=some)
            self.tersentuh += list(rows)
            rows.delete()

    def _add_kontributor(self, rows: list[tuple[IsiSimpul, Isi]]) -> None:
        new = [
            Kontributor(
                instansi_id=self.versi.instansi_id, isi_simpul=row, perangkat_daerah_id=unit
            )
            for row, isi in rows
            for unit in isi[KONTRIBUTOR]
        ]
        self.tersentuh += Kontributor.objects.bulk_create(new, batch_size=SEKALIGUS)


def in_parts(rows: list[R]) -> Iterator[list[R]]:
    """A list in portions that one statement takes."""
    for start in range(0, len(rows), SEKALIGUS):
        yield rows[start : start + SEKALIGUS]
