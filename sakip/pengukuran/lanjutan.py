"""What follows a figure that changed: its capaian, that of every later period, and the year's."""

from sakip.pengukuran.compute import HITUNGAN, fill_hasil
from sakip.pengukuran.models import Masa, Realisasi
from sakip.pengukuran.tahun import follow_tahun, load_chains


def recompute(masa: Masa, indikator: set[int]) -> list[Realisasi]:
    """Capaian of these indicators for this and every later period of the year; what changed."""
    chains = load_chains(masa, indikator)
    changed = []
    for isi in chains.values():
        for n, one in enumerate(isi):
            if one.realisasi is None or one.potret.masa.ke < masa.ke:
                continue
            fill_hasil(isi[: n + 1])
            one.realisasi.save(update_fields=HITUNGAN)
            changed.append(one.realisasi)
    follow_tahun(masa, chains)
    return changed
