"""A year's promise over its quarters: parts add up, levels end where the year ends, nonsense is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.agregasi import Agregasi, sum_target
from sakip.rules.sebaran import (
    bagi_rata,
    can_bagi_rata,
    can_tiru_pola,
    check_sebaran,
    tiru_pola,
)
from sakip.rules.target import TARGET_TIDAK_DINILAI, JenisTarget, Target

TW = (1, 2, 3, 4)
KUM, PERSEN, AKHIR = Agregasi.KUMULATIF, Agregasi.PERSEN_KUMULATIF, Agregasi.POSISI_AKHIR
ukuran = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
positif = st.decimals(min_value=0, max_value=10**9, places=2)


def angka(nilai) -> Target:
    return Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))


def pola(*nilai) -> dict[int, Decimal]:
    return {tw: Decimal(one) for tw, one in enumerate(nilai, 1)}


def values(janji: dict[int, Target]) -> list[str]:
    return [str(one.bawah) for one in janji.values()]


def test_sari_divides_ten_puskesmas_over_four_quarters_and_none_is_lost():
    assert values(bagi_rata(angka(10), TW, 0)) == ["3", "2", "3", "2"]
    assert values(bagi_rata(angka(100), TW, 2)) == ["25.00", "25.00", "25.00", "25.00"]
    assert values(bagi_rata(angka(7), (2, 4), 0)) == ["4", "3"]


@given(target=ukuran, desimal=st.integers(2, 4), tw=st.sampled_from([(4,), (2, 4), TW]))
def test_equal_parts_always_add_up_to_the_promise(target, desimal, tw):
    janji = bagi_rata(angka(target), tw, desimal)
    assert sum_target(janji.values()) == angka(target)
    assert check_sebaran(KUM, janji, tw, angka(target)) == ""


def test_a_range_is_divided_at_both_ends():
    janji = bagi_rata(Target(JenisTarget.RENTANG, Decimal(8), Decimal(12)), TW, 0)
    assert [(one.bawah, one.atas) for one in janji.values()] == [(2, 3)] * 4
    most = bagi_rata(Target(JenisTarget.PALING_BANYAK, None, Decimal(8)), TW, 0)
    assert [(one.bawah, one.atas) for one in most.values()] == [(None, 2)] * 4


@pytest.mark.parametrize("agregasi", sorted(set(Agregasi) - {KUM}))
def test_an_index_or_percentage_is_never_split_by_four(agregasi):
    assert "hanya untuk angka yang dijumlahkan" in can_bagi_rata(agregasi).reason
    assert can_bagi_rata(KUM)


def test_last_years_season_is_followed_by_what_is_added_up_and_by_a_cumulative_percentage():
    season = pola(10, 20, 30, 40)
    assert values(tiru_pola(angka(200), KUM, season, TW, 0)) == ["20", "40", "60", "80"]
    assert values(tiru_pola(angka(50), PERSEN, season, TW, 1)) == ["12.5", "25.0", "37.5", "50"]


@given(target=ukuran, season=st.lists(positif, min_size=4, max_size=4))
def test_whatever_the_season_the_parts_add_up(target, season):
    path = pola(*season)
    if can_tiru_pola(KUM, path, TW):
        janji = tiru_pola(angka(target), KUM, path, TW, 2)
        assert sum_target(janji.values()) == angka(target)
    else:
        assert sum(season) == 0


@pytest.mark.parametrize(
    ("agregasi", "season", "why"),
    [
        (AKHIR, pola(1, 2, 3, 4), "tidak berlaku untuk posisi akhir"),
        (KUM, pola(1, 2, 3), "belum lengkap"),
        (KUM, pola(0, 0, 0, 0), "tidak membentuk pola"),
        (KUM, pola(5, -9, 1, 8), "tidak membentuk pola"),
        (PERSEN, pola(10, 40, 30, 60), "tidak membentuk pola"),
    ],
)
def test_a_season_that_is_none_is_refused_with_its_reason(agregasi, season, why):
    assert why in can_tiru_pola(agregasi, season, TW).reason


@pytest.mark.parametrize(
    ("agregasi", "nilai", "setahun", "why"),
    [
        (KUM, (25, 25, 25, 20), angka(100), "Jumlah triwulan 95, sedangkan target setahun 100."),
        (AKHIR, (1, 2, 3, 4), angka(5), "Triwulan terakhir 4, sedangkan target setahun 5."),
        (AKHIR, (1, 2, 3, 5), angka(5), ""),
        (Agregasi.RATA_RATA, (1, 2, 3, 4), angka(5), ""),
        (KUM, (25, 25), angka(100), ""),
        (KUM, (25, 25, 25, 20), None, ""),
    ],
)
def test_quarters_that_do_not_make_the_year_are_told(agregasi, nilai, setahun, why):
    janji = {tw: angka(one) for tw, one in enumerate(nilai, 1)}
    assert check_sebaran(agregasi, janji, TW, setahun) == why


def test_the_last_predikat_of_the_year_must_be_the_promised_one():
    wtp = Target(JenisTarget.ORDINAL, label="WTP")
    janji = {4: Target(JenisTarget.ORDINAL, label="WDP")}
    assert check_sebaran(AKHIR, janji, (4,), wtp) == (
        "Triwulan terakhir WDP, sedangkan target setahun WTP."
    )
    assert check_sebaran(AKHIR, {4: wtp}, (4,), wtp) == ""
    assert check_sebaran(KUM, dict.fromkeys(TW, TARGET_TIDAK_DINILAI), TW, angka(1)) == ""
