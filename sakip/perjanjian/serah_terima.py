"""What an official hands over: what was reached of each promise by then."""

from typing import Any

from sakip.perencanaan.kait import load_ukur
from sakip.perjanjian.models import PerjanjianKinerja


def make_serah_terima(row: PerjanjianKinerja) -> dict[str, Any]:
    """What was reached of each promise by now: every period of the year, as it is printed."""
    lines = {line.indikator_id: line for line in row.baris_set.all()}
    periods = [one for one in load_ukur(list(lines), row.tahun) if one.tahun == row.tahun]
    return {
        "baris": [
            {
                "indikator": one.indikator, "masa": one.masa, "target": one.target,
                "realisasi": one.realisasi, "capaian": one.capaian,
            }
            for one in sorted(periods, key=lambda one: (one.indikator, one.ke))
        ]
    }  # fmt: skip
