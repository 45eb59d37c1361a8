"""Keeping the year so far true: begun when a period opens, worked out anew when a figure changes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sakip.pengukuran.compute import HITUNGAN, Isi, fill_tahun
from sakip.pengukuran.models import CapaianTahun, Masa, Potret
from sakip.pengukuran.ringkas import create_ringkasan_tahun

KOLOM = ("potret", *HITUNGAN)


def load_chains(masa: Masa, indikator: Collection[int]) -> dict[int, list[Isi]]:
    """The year of these indicators: their periods of the kind of `masa`, in order; one query."""
    rows = Potret.objects.filter(
        instansi=masa.instansi_id,
        masa__tahun=masa.tahun,
        masa__jenis=masa.jenis,
        indikator__in=indikator,
    ).select_related("masa", "realisasi")
    chains: dict[int, list[Isi]] = defaultdict(list)
    for row in rows.order_by("masa__ke"):
        chains[row.indikator_id].append(Isi(row, getattr(row, "realisasi", None)))
    return chains


def open_tahun(masa: Masa, indikator: Collection[int]) -> None:
    """Let the year follow the contracts of a period that opens, and its sums with it.

    Months are another count of the same; a year kept as a whole speaks only where no quarter does.
    """
    if masa.jenis == Masa.Jenis.BULAN:
        return
    kept = _load(masa, indikator)
    chains = load_chains(masa, indikator)
    if masa.jenis == Masa.Jenis.TAHUN:
        chains = {key: chain for key, chain in chains.items() if key not in kept}
    rows = [
        kept.get(key)
        or CapaianTahun(instansi_id=masa.instansi_id, tahun=masa.tahun, indikator_id=key)
        for key in chains
    ]
    for row, chain in zip(rows, chains.values(), strict=True):
        fill_tahun(row, chain)
    CapaianTahun.objects.bulk_create(row for row in rows if row.pk is None)
    CapaianTahun.objects.bulk_update([row for row in rows if row.pk], KOLOM, batch_size=500)
    create_ringkasan_tahun(masa.instansi_id, masa.tahun)


def follow_tahun(masa: Masa, chains: Mapping[int, Sequence[Isi]]) -> None:
    """Work out the year of these indicators, whose figures of this period changed."""
    rows = _load(masa, chains.keys()).values()
    mine = [row for row in rows if row.potret.masa.jenis == masa.jenis]
    for row in mine:
        fill_tahun(row, chains[row.indikator_id])
    CapaianTahun.objects.bulk_update(mine, KOLOM)


def _load(masa: Masa, indikator: Collection[int]) -> dict[int, CapaianTahun]:
    rows = CapaianTahun.objects.filter(
        instansi=masa.instansi_id, tahun=masa.tahun, indikator__in=indikator
    )
    return {row.indikator_id: row for row in rows.select_related("potret__masa")}
