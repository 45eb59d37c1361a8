"""How the scores of many objects lie, and what a mean may not be called."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.persebaran import compute_celah, compute_persebaran, write_persebaran
from sakip.rules.predikat import load_predikat

SKEMA = load_predikat()["akip-88-2021"]
TOTAL = st.decimals(min_value=0, max_value=100, places=2)


def of(*totals):
    return compute_persebaran([Decimal(one) for one in totals], SKEMA)


def test_one_bb_among_c_has_a_mean_that_hides_it_and_a_median_that_does_not():
    sebar = of("45", "46", "47", "48", "76.40")
    assert (sebar.rata_rata, sebar.median, sebar.jarak) == (
        Decimal("52.48"), Decimal("47.00"), Decimal("31.40"),
    )  # fmt: skip
    assert sebar.kelas == {"BB": 1, "C": 4}
    assert write_persebaran(sebar, SKEMA) == (
        "4 dari 5 objek berpredikat C; terendah 45,00 (C), tertinggi 76,40 (BB)"
    )


def test_of_nothing_there_is_no_spread_and_of_one_no_most():
    assert of() is None
    assert write_persebaran(of("70.01"), SKEMA) == "Baru satu objek selesai dinilai: 70,01 (BB)"


@given(st.lists(TOTAL, min_size=1, max_size=30))
def test_mean_and_median_lie_between_the_ends_and_every_object_has_one_class(totals):
    sebar = compute_persebaran(totals, SKEMA)
    assert sebar.terendah <= sebar.median <= sebar.tertinggi
    assert sebar.terendah <= sebar.rata_rata <= sebar.tertinggi
    assert sum(sebar.kelas.values()) == sebar.banyak == len(totals)


def test_the_gap_is_the_mean_of_the_differences():
    pairs = [(Decimal(85), Decimal(64)), (Decimal(70), Decimal(72))]
    celah = compute_celah(pairs)
    assert (celah.rata_rata, celah.banyak) == (Decimal("9.50"), 2)
    assert compute_celah([]) is None
