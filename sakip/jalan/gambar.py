"""Charts as numbers: where the server draws bars, lines and marks. Nothing here knows a request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from sakip.rules.predikat import Predikat

LEBAR = 360
TEPI = 8
BARIS = 15
# Room of a letter at the size of the words.
HURUF = 5.2


@dataclass(frozen=True, slots=True)
class Pita:
    """A band of one predikat: from x or y, so long."""

    kode: str
    dari: float
    panjang: float


@dataclass(frozen=True, slots=True)
class Tanda:
    """A mark with its words; `jenis` picks its look: resmi, perkiraan, garis."""

    x: float
    y: float
    teks: str
    jenis: str
    rata: str


@dataclass(frozen=True, slots=True)
class Batang:
    """The bar from the lowest total shown to the highest, with marks each on a line of its own."""

    pita: tuple[Pita, ...]
    tanda: tuple[Tanda, ...]
    tinggi: int


@dataclass(frozen=True, slots=True)
class Titik:
    """A year of a line."""

    tahun: int
    x: float
    y: float
    teks: str


@dataclass(frozen=True, slots=True)
class Garis:
    """Lines in pieces of one instrument each, bands behind, and where the instrument changed."""

    pita: tuple[Pita, ...]
    potong: tuple[tuple[Titik, ...], ...]
    patah: tuple[float, ...]
    tinggi: int


def draw_batang(skema: Iterable[Predikat], tanda: Sequence[tuple[Decimal, str, str]]) -> Batang:
    """Marks of (total, words, look) on the bands of a scheme."""
    rendah = min(nilai for nilai, _, _ in tanda) - 5
    bawah = max(rendah - rendah % 10, Decimal(0))
    x = _Skala(bawah, Decimal(100), TEPI, LEBAR - TEPI)
    # Words stand behind their marks; those of the right half before them, when the picture is too narrow.
    narrow = any(x(nilai) + 4 + len(teks) * HURUF > LEBAR for nilai, teks, _ in tanda)
    marks = [
        Tanda(x(nilai), 0, teks, jenis, "end" if narrow and x(nilai) > LEBAR / 2 else "start")
        for nilai, teks, jenis in sorted(tanda)
    ]
    marks = [replace(one, y=56 + BARIS * n) for n, one in enumerate(_stack(marks))]
    return Batang(
        pita=tuple(
            Pita(p.kode, x(max(p.bawah, bawah)), x(p.atas) - x(max(p.bawah, bawah)))
            for p in skema
            if p.atas > bawah
        ),
        tanda=tuple(marks),
        tinggi=56 + BARIS * len(marks),
    )


def draw_garis(
    skema: Iterable[Predikat], potong: Sequence[Sequence[tuple[int, Decimal, str]]]
) -> Garis:
    """Years of (year, total, words) in pieces; a break stands between two pieces."""
    semua = [row for satu in potong for row in satu]
    nilai = [total for _, total, _ in semua]
    bawah = max(min(nilai) - 5, Decimal(0))
    atas = min(max(nilai) + 8, Decimal(100))
    tahun = [year for year, _, _ in semua]
    y = _Skala(bawah, atas, 150, 10)
    x = _Skala(Decimal(min(tahun)), Decimal(max(max(tahun), min(tahun) + 1)), 40, LEBAR - 24)
    pieces = tuple(
        tuple(Titik(year, x(Decimal(year)), y(total), teks) for year, total, teks in satu)
        for satu in potong
    )
    pita = []
    for p in skema:
        if p.atas > bawah and p.bawah < atas:
            dari = y(min(p.atas, atas))
            pita.append(Pita(p.kode, dari, y(max(p.bawah, bawah)) - dari))
    patah = tuple((a[-1].x + b[0].x) / 2 for a, b in pairwise(pieces))
    return Garis(tuple(pita), pieces, patah, 176)


def draw_kecil(jenjang: Sequence[str], tahun: Sequence[int], nilai: dict[int, str]) -> str:
    """The points of a small line: one step for each grade of the scale, best first."""
    if len(tahun) < 2:
        return ""
    x = _Skala(Decimal(tahun[0]), Decimal(tahun[-1]), 4, 96)
    langkah = 28 / max(len(jenjang) - 1, 1)
    points = [
        f"{x(Decimal(year)):.1f},{4 + langkah * jenjang.index(nilai[year]):.1f}"
        for year in tahun
        if year in nilai and nilai[year] in jenjang
    ]
    return " ".join(points)


def _stack(marks: Sequence[Tanda]) -> list[Tanda]:
    """The marks from above to below, so that lines run through as few words as can be."""
    rest, done = list(marks), []
    while rest:
        one = min(rest, key=lambda mark: sum(_crosses(other, mark) for other in rest))
        rest.remove(one)
        done.append(one)
    return done


def _crosses(other: Tanda, mark: Tanda) -> bool:
    """Whether the line of another mark, on its way to words further below, runs through these."""
    away = other.x - mark.x if mark.rata == "start" else mark.x - other.x
    return 0 < away < len(mark.teks) * HURUF


class _Skala:
    """A straight scale from values to places, to a tenth."""

    def __init__(self, bawah: Decimal, atas: Decimal, dari: float, sampai: float) -> None:
        self.bawah, self.rentang = bawah, atas - bawah
        self.dari, self.panjang = dari, sampai - dari

    def __call__(self, nilai: Decimal) -> float:
        return round(self.dari + float((nilai - self.bawah) / self.rentang) * self.panjang, 1)
