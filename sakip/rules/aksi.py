"""The action plan of a year: parts add up to the promise, and what is over changes only with a reason.

A step promises an amount by the month in which it falls due (1 to 12). Planned by quarter, it is due in
the last month of the quarter; so both views show the same figures.
"""

from collections.abc import Mapping
from decimal import Decimal

from sakip.rules.angka import write_angka
from sakip.rules.tanggal import BULAN, ROMAWI

Bagian = Mapping[int, Decimal]
TRIWULAN = (3, 6, 9, 12)
SETAHUN = tuple(range(1, 13))


def quarters_of(bagian: Bagian) -> dict[int, Decimal]:
    """The amount of each quarter, by its number; quarters without one are left out.

    >>> quarters_of({1: Decimal(2), 3: Decimal(3), 12: Decimal(5)})
    {1: Decimal('5'), 4: Decimal('5')}
    """
    found: dict[int, Decimal] = {}
    for bulan, nilai in sorted(bagian.items()):
        tw = (bulan + 2) // 3
        found[tw] = found.get(tw, Decimal(0)) + nilai
    return found


def is_monthly(bagian: Bagian) -> bool:
    """Whether it is planned by month: some part falls due in the middle of a quarter."""
    return any(bulan not in TRIWULAN for bulan in bagian)


def check_jumlah(target: Decimal, bagian: Bagian) -> str:
    """The sentence when the parts do not add up to the promise of the year; empty when they do."""
    jumlah = sum(bagian.values(), Decimal(0))
    if jumlah == target:
        return ""
    return (
        f"Jumlah bagiannya {write_angka(jumlah, None)}, target setahun {write_angka(target, None)}. "
        "Samakan keduanya."
    )


def past_changes(lama: Bagian, baru: Bagian, tahun: int, hari_ini: tuple[int, int]) -> list[int]:
    """The months of quarters already over whose part differs; `hari_ini` is (year, month)."""
    year, month = hari_ini
    over = 12 if year > tahun else 0 if year < tahun else (month - 1) // 3 * 3
    return [
        bulan
        for bulan in SETAHUN
        if bulan <= over and lama.get(bulan, Decimal(0)) != baru.get(bulan, Decimal(0))
    ]


def write_bagian(bagian: Bagian) -> str:
    """TW I 5; TW IV 5, or by month where it is planned so."""
    if is_monthly(bagian):
        return "; ".join(
            f"{BULAN[b - 1]} {write_angka(n, None)}" for b, n in sorted(bagian.items())
        )
    parts = quarters_of(bagian).items()
    return "; ".join(f"TW {ROMAWI[tw - 1]} {write_angka(n, None)}" for tw, n in parts)
