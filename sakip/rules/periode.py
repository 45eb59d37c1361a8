"""Which periods an indicator is measured in, and when its figure is out.

A period in which an indicator cannot be measured, and a figure that its source has not yet
published, are reasons by themselves: nobody has to click, and no denominator counts them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sakip.rules.alasan import Alasan
from sakip.rules.tanggal import BULAN_PENDEK


class Frekuensi(StrEnum):
    """How often an indicator is measured; `jarak` is in months."""

    jarak: int

    BULANAN = "bulan", 1
    TRIWULANAN = "triwulan", 3
    SEMESTERAN = "semester", 6
    TAHUNAN = "tahunan", 12

    def __new__(cls, key: str, jarak: int) -> "Frekuensi":
        member = str.__new__(cls, key)
        member._value_ = key
        member.jarak = jarak
        return member


@dataclass(frozen=True, slots=True)
class Rilis:
    """The month in which an outside source publishes the figure of a year.

    `selisih_tahun` is 1 for "Mei N+1". The first day of the month counts: before it the figure
    cannot be there, from it on it may be.
    """

    bulan: int
    selisih_tahun: int = 0

    def mulai(self, tahun: int) -> date:
        """The first day on which the figure of `tahun` may be out."""
        return date(tahun + self.selisih_tahun, self.bulan, 1)


def bulan_diukur(frekuensi: Frekuensi, bulan: int) -> bool:
    """Whether a period that ends with this month (1 to 12) has a figure of its own."""
    return bulan % frekuensi.jarak == 0


def periode_diukur(frekuensi: Frekuensi, tw: int) -> bool:
    """Whether a quarter (1 to 4) has a figure: semester only II and IV, tahunan only IV."""
    return bulan_diukur(frekuensi, 3 * tw)


def find_alasan_masa(
    frekuensi: Frekuensi, tw: int, *, tahun: int, hari_ini: date, rilis: Rilis | None = None
) -> Alasan | None:
    """Why a quarter needs no figure today: not measured, or not yet published; None when it does."""
    if not periode_diukur(frekuensi, tw):
        return Alasan.TIDAK_DIUKUR
    if rilis is not None and hari_ini < rilis.mulai(tahun):
        return Alasan.BELUM_RILIS
    return None


def write_rilis(rilis: Rilis, tahun: int) -> str:
    """rilis Nov 2026."""
    mulai = rilis.mulai(tahun)
    return f"rilis {BULAN_PENDEK[mulai.month - 1]} {mulai.year}"
