"""The year so far: begun when a period opens. `Lanjutan` works it out anew when a figure changes."""

from collections import defaultdict
from collections.abc import Collection

from sakip.pengukuran.compute import HITUNGAN, Isi, fill_tahun
from sakip.pengukuran.models import CapaianTahun, Masa, Potret
from sakip.pengukuran.ringkas import create_ringkasan_tahun
from sakip.web.together import update_together

KOLOM = ("potret", *HITUNGAN)


def load_chains(masa: Masa, indikator: Collection[int]) -> dict[int, list[Isi]]:
    """The year of these indicators: their periods of the kind of `masa`, in order; one query."""
    rows = Potret.objects.filter(
        indikator__in=indikator, masa__tahun=masa.tahun, masa__jenis=masa.jenis
    ).select_related("masa", "realisasi")
    chains: dict[int, list[Isi]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: one.masa.ke):
        chains[row.indikator_id].append(Isi(row, getattr(row, "realisasi", None)))
    return chains


def open_tahun(masa: Masa, indikator: Collection[int]) -> None:
    """Let the year follow the contracts of a period that opens, and its sums with it.

    Months are another count of the same; a year kept as a whole speaks only where no quarter does.
    """
    if masa.jenis == Masa.Jenis.BULAN:
        return
    kept = load_tahun(masa, indikator)
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
    update_together([row for row in rows if row.pk], KOLOM)
    CapaianTahun.objects.bulk_create(row for row in rows if row.pk is None)
    create_ringkasan_tahun(masa.instansi_id, masa.tahun)


def load_tahun(masa: Masa, indikator: Collection[int]) -> dict[int, CapaianTahun]:
    """The years of these indicators so far, as stored, by indicator."""
    rows = CapaianTahun.objects.filter(tahun=masa.tahun, indikator__in=indikator)
    return {row.indikator_id: row for row in rows}
