"""Budget lines of the demo's units: the DPA of January, and for some the changed one of October."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sakip.demo.anggaran import make_anggaran
from sakip.perencanaan.actions.pagu import BarisPagu
from sakip.rules.pagu import MURNI, PERUBAHAN

# Units whose budget changed with the APBD-P of 30 September, and a unit that pays for a road programme
# which its plan does not name.
BERUBAH = range(4, 26)
LEPAS = "06"
APBD_P = (9, 30)
SERIBU, NAIK = Decimal(1000), Decimal("1.03")


def make_murni(tahun: int) -> Iterator[BarisPagu]:
    """The lines of every unit as the year begins; their sum is the unit's pagu."""
    for n, money in enumerate(make_anggaran(tahun, 1)):
        yield from _lines(money.unit, tahun, MURNI, n, money.pagu)


def make_perubahan(today: date) -> Iterator[BarisPagu]:
    """The lines of the units whose budget changed, once the APBD-P is agreed."""
    if (today.month, today.day) <= APBD_P:
        return
    for n, money in enumerate(make_anggaran(today.year, 1)):
        if n in BERUBAH:
            pagu = (money.pagu * NAIK).quantize(Decimal(1))
            yield from _lines(money.unit, today.year, PERUBAHAN, n, pagu)


def _lines(unit: str, tahun: int, tahap: int, n: int, pagu: Decimal) -> Iterator[BarisPagu]:
    bidang = f"{1 + n // 30}.{1 + n % 30:02}"
    penunjang = (pagu / 5).quantize(SERIBU)
    lepas = (pagu / 50).quantize(SERIBU) if unit == LEPAS else Decimal(0)
    dak = (pagu / 10).quantize(SERIBU) if n % 4 == 0 else Decimal(0)
    mutu = f"{bidang}.02.2.01.0001", "Peningkatan mutu layanan"
    rows = (
        (f"{bidang}.01.2.01.0001", "Penyusunan dokumen perencanaan", "APBD", penunjang),
        (*mutu, "APBD", pagu - penunjang - lepas - dak),
        (*mutu, "DAK nonfisik", dak),
        (f"{bidang}.10.2.01.0001", "Pemeliharaan jalan lingkungan", "APBD", lepas),
    )
    for kode, nama, sumber, jumlah in rows:
        if jumlah:
            yield BarisPagu(unit, tahun, tahap, kode, nama, sumber, jumlah)
