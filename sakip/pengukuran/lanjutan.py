"""What follows a figure that changed: its capaian, and that of every later period of the year."""

from collections import defaultdict

from sakip.pengukuran.compute import Isi, fill_hasil
from sakip.pengukuran.models import Masa, Potret, Realisasi

HITUNGAN = ("capaian", "kelas", "alasan", "tercapai", "langkah")


def recompute(masa: Masa, indikator: set[int]) -> list[Realisasi]:
    """Capaian of these indicators for this and every later period of the year; what changed."""
    potret = Potret.objects.filter(
        instansi=masa.instansi_id,
        masa__tahun=masa.tahun,
        masa__jenis=masa.jenis,
        indikator__in=indikator,
    ).select_related("masa", "realisasi")
    chains: dict[int, list[Potret]] = defaultdict(list)
    for row in potret.order_by("masa__ke"):
        chains[row.indikator_id].append(row)
    changed = []
    for chain in chains.values():
        isi = [Isi(row, getattr(row, "realisasi", None)) for row in chain]
        for n, one in enumerate(isi):
            if one.realisasi is None or one.potret.masa.ke < masa.ke:
                continue
            fill_hasil(isi[: n + 1])
            one.realisasi.save(update_fields=HITUNGAN)
            changed.append(one.realisasi)
    return changed
