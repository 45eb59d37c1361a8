"""How a head decides, as dated data: how long he may undo, how long a delegation lasts, ready phrases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder


@dataclass(frozen=True, slots=True)
class AturanPersetujuan(Peraturan):
    """`urung_menit`: how long an approval may be undone; `pelimpahan_hari`: the longest delegation, in
    days, its first and last counted; `alasan_kembali`: phrases for giving something back.
    """

    urung_menit: int
    pelimpahan_hari: int
    alasan_kembali: tuple[str, ...]

    def ends_urung(self, diputus_pada: datetime) -> datetime:
        """The moment from which an approval stands."""
        return diputus_pada + timedelta(minutes=self.urung_menit)

    def ends_pelimpahan(self, mulai: date) -> date:
        """The last day a delegation that begins on a day may have."""
        return mulai + timedelta(days=self.pelimpahan_hari - 1)


@cache
def load_aturan_persetujuan(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanPersetujuan]:
    """Every file by its key; raises RegulasiError for one that does not hold."""
    return load_folder(_parse, (root / "persetujuan" for root in roots))


def aturan_persetujuan_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> AturanPersetujuan:
    """The policy in force on a day. Raises LookupError before the first."""
    return in_force(load_aturan_persetujuan(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanPersetujuan:
    aturan = build(AturanPersetujuan, {"kunci": kunci, **table}, kunci)
    if aturan.urung_menit < 0 or aturan.pelimpahan_hari < 1:
        raise RegulasiError(f"{kunci}: lama waktu harus positif.")
    if not all(text.strip() for text in aturan.alasan_kembali):
        raise RegulasiError(f"{kunci}: ada kalimat yang kosong.")
    return aturan
