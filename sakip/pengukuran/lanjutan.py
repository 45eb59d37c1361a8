"""What follows figures that change: their capaian and that of later periods, the year's, the sums above."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import connection

from sakip.pengukuran.compute import HITUNGAN, fill_hasil, fill_tahun
from sakip.pengukuran.models import Masa, Potret, Realisasi
from sakip.pengukuran.ringkas import (
    Bagian,
    Tempat,
    move_ringkasan,
    row_of_masa,
    row_of_tahun,
    sum_bagian,
)
from sakip.pengukuran.tahun import KOLOM, load_chains, load_tahun
from sakip.perencanaan.models import Indikator
from sakip.web.together import update_together


class Lanjutan:
    """The year of some indicators: held before their figures change, told to `follow` after.

    Two sheets of a year that are saved at the same moment wait for each other here, so that neither
    counts a change twice. Figures change in memory first (`write`); `follow` stores everything.
    """

    def __init__(self, masa: Masa, indikator: Collection[int]) -> None:
        if connection.features.has_select_for_update:  # SQLite holds the whole file
            held = Indikator.objects.select_for_update(no_key=True).filter(pk__in=indikator)
            list(held.order_by("pk").values_list("pk"))
        self._masa = masa
        self._chains = load_chains(masa, indikator)
        self._isi = {isi.potret.pk: isi for chain in self._chains.values() for isi in chain}
        # Months are another count: only the kind that the year speaks by moves it.
        kept = load_tahun(masa, self._chains).values()
        self._tahun = [row for row in kept if row.potret_id in self._isi]
        self._columns = {*HITUNGAN}
        self._written: set[int] = set()
        self._before = self._sum()

    def find(self, potret: Potret) -> Realisasi | None:
        """The figure of a contract as it stands; None when there is none yet."""
        return self._isi[potret.pk].realisasi

    def write(self, potret: Potret, values: Mapping[str, Any]) -> Realisasi:
        """Change these columns of a figure, or begin one: its first `revisi` is 1, 0 means that none was."""
        isi = self._isi[potret.pk]
        row = isi.realisasi or Realisasi(instansi_id=potret.instansi_id, potret=isi.potret)
        for name, value in values.items():
            setattr(row, name, value)
        row.revisi += 1
        isi.realisasi = row
        self._columns |= {*values, "revisi"}
        self._written.add(potret.indikator_id)
        return row

    def follow(self) -> list[Realisasi]:
        """Work out and store what follows; the figures of this and later periods, as they now stand."""
        rows = list(self._fill())
        # In the order in which a decision holds them (`segel`): neither waits for the other.
        stored = sorted((row for row in rows if row.pk), key=lambda row: row.pk)
        update_together(stored, sorted(self._columns))
        Realisasi.objects.bulk_create(row for row in rows if row.pk is None)
        years = [row for row in self._tahun if row.indikator_id in self._written]
        for year in years:
            fill_tahun(year, self._chains[year.indikator_id])
        update_together(years, KOLOM)
        move_ringkasan(self._masa.instansi_id, self._before, self._sum())
        return rows

    def _fill(self) -> Iterator[Realisasi]:
        for key in self._written:
            chain = self._chains[key]
            for n, isi in enumerate(chain, 1):
                if isi.realisasi is not None and isi.potret.masa.ke >= self._masa.ke:
                    fill_hasil(chain[:n])
                    yield isi.realisasi

    def _sum(self) -> dict[Tempat, Bagian]:
        rows = [row_of_masa(isi) for isi in self._isi.values()]
        years = [row_of_tahun(row, self._isi[row.potret_id].potret) for row in self._tahun]
        return sum_bagian([*rows, *years])
