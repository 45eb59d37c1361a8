"""From fifty sheets to the agency's own: shares and a soft ceiling, and no mean anywhere."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.instrumen import load_instrumen
from sakip.rules.lembar_pemda import (
    NilaiUnit,
    compute_sebaran_sub,
    find_pilihan,
    lembar_pemda_on,
    load_lembar_pemda,
)
from sakip.rules.regulasi import FOLDER, RegulasiError

ATURAN = lembar_pemda_on(date(2026, 1, 1))
SKALA = load_instrumen()["permenpanrb-88-2021"].skala["AA-E"]


def of(*nilai, pagu=None):
    money = pagu or [None] * len(nilai)
    rows = [NilaiUnit(Decimal(n), p and Decimal(p)) for n, p in zip(nilai, money, strict=True)]
    return compute_sebaran_sub(ATURAN, SKALA, rows)


@pytest.mark.parametrize(
    ("nilai", "batas"),
    [
        ((80, 80, 50), "BB"),  # two of three
        ((80, 70, 50), "B"),
        ((70, 50, 50), "B"),  # one of three
        ((60, 60, 60), ""),
        ((100, 100, 100), "BB"),  # the shares say nothing of more than that
    ],
)
def test_the_ceiling_follows_the_shares_of_the_predikat_texts(nilai, batas):
    assert of(*nilai).batas == batas


def test_one_excellent_unit_lifts_no_ceiling_as_it_would_lift_a_mean():
    assert of(100, 60, 60, 60).batas == ""


def test_the_big_ones_are_counted_by_their_money_too():
    sebar = of(80, 50, 50, pagu=[900, 50, 50])
    best = sebar.bagian[0]
    assert (best.banyak, best.unit, best.pagu) == (1, Fraction(1, 3), Fraction(9, 10))
    assert sebar.batas == "B", "by the number of units, as the text says"
    assert sebar.nilai["BB"] == 1
    assert of(80, 50).bagian[0].pagu is None, "without money nothing is weighted"


def test_without_a_sheet_nothing_is_said():
    assert compute_sebaran_sub(ATURAN, SKALA, []) is None


@given(st.lists(st.sampled_from([100, 90, 80, 70, 60, 50, 30, 0]), min_size=1, max_size=40))
def test_a_better_unit_never_lowers_the_ceiling(nilai):
    order = ["", "B", "BB"]
    before = order.index(of(*nilai).batas)
    assert order.index(of(*[max(n, 80) for n in nilai[:1]], *nilai[1:]).batas) >= before
    assert sum(of(*nilai).nilai.values()) == len(nilai)


def test_points_become_the_grade_they_came_from_and_others_none():
    assert find_pilihan(SKALA, Decimal("7.5"), Decimal("2.25")).kode == "D"
    assert find_pilihan(SKALA, Decimal(9), Decimal("6.30")).kode == "B"
    assert find_pilihan(SKALA, Decimal(9), Decimal("6.50")) is None


@pytest.mark.parametrize(
    ("jenis", "bidang", "nama"),
    [
        ("badan", ["5.01"], "Perencanaan"),
        ("inspektorat", [], "Pengawasan"),
        ("dinas", ["1.04", "1.03"], "Pekerjaan umum dan penataan ruang"),
        ("rsud", ["1.02"], ""),
        ("sekretariat", ["4.02"], ""),
    ],
)
def test_samples_are_known_by_kind_and_field_of_government(jenis, bidang, nama):
    found = [one.nama for one in ATURAN.sampel if one.covers(jenis, bidang)]
    assert found == ([nama] if nama else [])


def test_sheets_from_before_the_regulation_have_no_ceiling():
    assert lembar_pemda_on(date(2020, 12, 31)) is None


@pytest.mark.parametrize(
    ("old", "new", "galat"),
    [
        ("pembilang = 2", "pembilang = 4", "lebih dari 0 sampai dengan 1"),
        ("penyebut = 3\n\n# Jenis", "penyebut = 1\n\n# Jenis", "bagian terbesar"),
    ],
)
def test_a_region_writes_shares_that_make_no_sense_and_is_told(tmp_path, old, new, galat):
    folder = tmp_path / "lembar_pemda"
    folder.mkdir()
    text = (FOLDER / "lembar_pemda" / "pemda.toml").read_text()
    (folder / "daerah.toml").write_text(text.replace(old, new))
    with pytest.raises(RegulasiError, match=galat):
        load_lembar_pemda((tmp_path,))
