"""Geometry of the dot plot: leagues below each other on one scale, near values stacked; no query."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from sakip.rules.predikat import SkemaPredikat

LEBAR, TEPI, ATAS = 720, 20, 34
JARI = 5
# Between lanes: the lane's name above its dots, the names of both ends below them.
JUDUL, KAKI = 34, 24
# Ends this near to each other (px) would print over one another.
DEKAT = 190
SEPULUH = Decimal(10)


@dataclass(frozen=True, slots=True)
class Titik:
    """A value with its full name and its short one."""

    nilai: Decimal
    nama: str
    singkat: str


@dataclass(frozen=True, slots=True)
class Lajur:
    """What one lane shows: its title, its values, and the two ticks."""

    judul: str
    titik: Sequence[Titik]
    rata_rata: Decimal
    median: Decimal


@dataclass(frozen=True, slots=True)
class Bulatan:
    """A dot at its place."""

    x: int
    y: int
    nama: str


@dataclass(frozen=True, slots=True)
class LajurJadi:
    """A lane at its place: `y` of the title and of the ground line, dots, ticks, names of the ends."""

    judul: str
    y_judul: int
    y_dasar: int
    y_puncak: int
    bulatan: Sequence[Bulatan]
    x_rata: int
    x_median: int
    ujung: Sequence[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Pita:
    """A band of the scale with its letter; `genap` bands are shaded."""

    x: int
    lebar: int
    huruf: str
    genap: bool


@dataclass(frozen=True, slots=True)
class Grafik:
    """Everything the picture needs; `angka` are the figures of the scale with their place."""

    lebar: int
    tinggi: int
    pita: Sequence[Pita]
    lajur: Sequence[LajurJadi]
    angka: Sequence[tuple[int, str]]


def draw_titik(lajur: Sequence[Lajur], skema: SkemaPredikat) -> Grafik:
    """The plot of lanes that each have a value at least, on the tens that hold them all."""
    every = [one.nilai for row in lajur for one in row.titik]
    low = (min(every) / SEPULUH).to_integral_value(ROUND_FLOOR) * SEPULUH
    high = max((max(every) / SEPULUH).to_integral_value(ROUND_CEILING) * SEPULUH, low + SEPULUH)
    y, drawn = ATAS, []
    for row in lajur:
        one = _draw_lajur(row, low, high, y)
        drawn.append(one)
        y = one.y_dasar + KAKI
    tens = range(int(low), int(high) + 1, 10)
    return Grafik(
        lebar=LEBAR,
        tinggi=y + 20,
        pita=_draw_pita(skema, low, high),
        lajur=drawn,
        angka=[(_x(Decimal(n), low, high), str(n)) for n in tens],
    )


def _x(nilai: Decimal, low: Decimal, high: Decimal) -> int:
    return round(TEPI + (nilai - low) / (high - low) * (LEBAR - 2 * TEPI))


def _draw_lajur(row: Lajur, low: Decimal, high: Decimal, y: int) -> LajurJadi:
    stacks: dict[int, list[Titik]] = defaultdict(list)
    for one in sorted(row.titik, key=lambda one: one.nilai):
        stacks[_x(one.nilai, low, high) // (2 * JARI)].append(one)
    tall = max(len(stack) for stack in stacks.values())
    puncak = y + JUDUL
    dasar = puncak + 2 * JARI * tall + JARI
    dots = [
        Bulatan(place * 2 * JARI + JARI, dasar - JARI - 2 * JARI * n, one.nama)
        for place, stack in stacks.items()
        for n, one in enumerate(stack)
    ]
    ends = min(row.titik, key=lambda one: one.nilai), max(row.titik, key=lambda one: one.nilai)
    left, right = (_x(one.nilai, low, high) for one in ends)
    ujung = [(left, "start", ends[0].singkat), (right, "end", ends[1].singkat)]
    return LajurJadi(
        judul=row.judul,
        y_judul=y + 16,
        y_dasar=dasar,
        y_puncak=puncak - 4,
        bulatan=dots,
        x_rata=_x(row.rata_rata, low, high),
        x_median=_x(row.median, low, high),
        ujung=ujung if right - left >= DEKAT else [],
    )


def _draw_pita(skema: SkemaPredikat, low: Decimal, high: Decimal) -> list[Pita]:
    bands = []
    for n, row in enumerate(skema.predikat):
        begin, end = max(row.bawah, low), min(row.atas, high)
        if begin < end:
            x = _x(begin, low, high)
            bands.append(Pita(x, _x(end, low, high) - x, row.kode, n % 2 == 0))
    return bands
