"""A year's promise spread over its quarters, where that means something.

Only what is added up can be divided: a percentage or an index split by four is nonsense, and a
cumulative percentage follows the path of another year. No regulation orders either; it follows
from how quarters make the year.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import pairwise

from sakip.rules.agregasi import Agregasi, sum_target
from sakip.rules.angka import EKSAK, bulatkan
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.target import JENIS_BERANGKA, Target, write_target


def can_bagi_rata(agregasi: Agregasi) -> Decision:
    """Whether equal parts of the year's promise are promises."""
    if agregasi is Agregasi.KUMULATIF:
        return ALLOWED
    return denied(f"Bagi rata hanya untuk angka yang dijumlahkan, bukan {agregasi.nama}.")


def can_tiru_pola(agregasi: Agregasi, pola: Mapping[int, Decimal], tw: Sequence[int]) -> Decision:
    """Whether the path of last year's quarters can be followed."""
    if agregasi not in {Agregasi.KUMULATIF, Agregasi.PERSEN_KUMULATIF}:
        return denied(f"Pola tahun lalu tidak berlaku untuk {agregasi.nama}.")
    if any(one not in pola for one in tw):
        return denied("Realisasi tahun lalu belum lengkap.")
    path = _path(agregasi, [pola[one] for one in tw])
    if path[-1] <= 0 or any(later < earlier for earlier, later in pairwise([Decimal(0), *path])):
        return denied("Realisasi tahun lalu tidak membentuk pola yang dapat ditiru.")
    return ALLOWED


def bagi_rata(target: Target, tw: Sequence[int], desimal: int) -> dict[int, Target]:
    """Equal parts that add up exactly; the remainder of rounding goes to later quarters."""
    shares = [Decimal(n) / len(tw) for n in range(1, len(tw) + 1)]
    return dict(zip(tw, _parts(target, shares, desimal), strict=True))


def tiru_pola(
    target: Target, agregasi: Agregasi, pola: Mapping[int, Decimal], tw: Sequence[int], desimal: int
) -> dict[int, Target]:
    """The promise on the path of last year: what is added up in parts, a cumulative percentage as levels.

    `pola` holds last year's figure of each quarter. Raises ZeroDivisionError where `can_tiru_pola`
    says no.
    """
    with localcontext(EKSAK):
        path = _path(agregasi, [pola[one] for one in tw])
        shares = [value / path[-1] for value in path]
    if agregasi is Agregasi.KUMULATIF:
        return dict(zip(tw, _parts(target, shares, desimal), strict=True))
    return dict(zip(tw, _levels(target, shares, desimal), strict=True))


def check_sebaran(
    agregasi: Agregasi, janji: Mapping[int, Target], tw: Sequence[int], setahun: Target | None
) -> str:
    """Why the quarters do not make the year's promise; "" when they do or are not all there yet."""
    if setahun is None or any(one not in janji for one in tw):
        return ""
    if setahun.jenis not in JENIS_BERANGKA:
        made: Target | None = janji[tw[-1]]
    elif agregasi is Agregasi.KUMULATIF:
        made = sum_target(janji[one] for one in tw)
    else:
        made = janji[tw[-1]]
    if made is None or made == setahun or agregasi is Agregasi.RATA_RATA:
        return ""
    what = "Jumlah triwulan" if agregasi is Agregasi.KUMULATIF else "Triwulan terakhir"
    return f"{what} {write_target(made)}, sedangkan target setahun {write_target(setahun)}."


def _path(agregasi: Agregasi, nilai: Sequence[Decimal]) -> list[Decimal]:
    """Where the year stood at the end of each quarter."""
    if agregasi is not Agregasi.KUMULATIF:
        return list(nilai)
    with localcontext(EKSAK):
        return [sum(nilai[: n + 1], Decimal(0)) for n in range(len(nilai))]


def _levels(target: Target, shares: Sequence[Decimal], desimal: int) -> Iterator[Target]:
    """The promise at each share of it; the last one is the promise itself."""
    for share in shares[:-1]:
        yield _times(target, share, desimal)
    yield target


def _parts(target: Target, shares: Sequence[Decimal], desimal: int) -> Iterator[Target]:
    """What each share adds to the one before, so that they add up to the promise."""
    levels = [_times(target, Decimal(0), desimal), *_levels(target, shares, desimal)]
    for before, after in pairwise(levels):
        with localcontext(EKSAK):
            yield replace(
                after,
                bawah=_minus(after.bawah, before.bawah),
                atas=_minus(after.atas, before.atas),
            )


def _minus(after: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if after is None or before is None else after - before


def _times(target: Target, share: Decimal, desimal: int) -> Target:
    with localcontext(EKSAK):
        bounds = [
            b if b is None else bulatkan(b * share, desimal) for b in (target.bawah, target.atas)
        ]
    return replace(target, bawah=bounds[0], atas=bounds[1])
