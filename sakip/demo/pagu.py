"""Budget lines of the demo's units, what was spent of them, and for some the changed DPA of October."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from sakip.demo.anggaran import BERUBAH, change, make_anggaran
from sakip.demo.sumber import read_rows
from sakip.perencanaan.actions.pagu import BarisPagu
from sakip.perencanaan.actions.serapan import BarisSerapan
from sakip.rules.pagu import MURNI, PERUBAHAN

# A unit that pays for a road programme which its plan does not name.
LEPAS = "06"
APBD_P = (9, 30)
TERLAMBAT = Decimal(12_500_000)
SERIBU = Decimal(1000)


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
            pagu = change(n, money.pagu)
            yield from _lines(money.unit, today.year, PERUBAHAN, n, pagu)


def make_serapan(tahun: int, sampai_tw: int) -> Iterator[BarisSerapan]:
    """What was spent of each line up to the open quarter; one unit's last line came too late for the file."""
    murni: dict[str, list[BarisPagu]] = defaultdict(list)
    for line in make_murni(tahun):
        murni[line.unit].append(line)
    for money in make_anggaran(tahun, sampai_tw):
        lines, left = murni[money.unit], money.realisasi
        total = sum(line.jumlah for line in lines)
        for line in lines[:-1]:
            part = (line.jumlah * money.realisasi / total).quantize(Decimal(1))
            left -= part
            yield _spent(line, money.triwulan, part)
        late = TERLAMBAT if money.unit == LEPAS and money.triwulan == sampai_tw else 0
        yield _spent(lines[-1], money.triwulan, left - late)


def _spent(line: BarisPagu, triwulan: int, realisasi: Decimal) -> BarisSerapan:
    return BarisSerapan(line.unit, line.tahun, triwulan, line.kode, line.sumber_dana, realisasi)


@cache
def _bidang() -> dict[str, str]:
    """The field of government each unit's budget codes begin with (Permendagri 90/2019)."""
    return {row["kode"]: row["bidang"] for row in read_rows("perangkat_daerah")}


def _lines(unit: str, tahun: int, tahap: int, n: int, pagu: Decimal) -> Iterator[BarisPagu]:
    bidang = _bidang()[unit]
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
