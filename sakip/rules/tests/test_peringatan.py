"""What a figure is asked about: each line on its two sides, and figures nobody asks about."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.agregasi import Agregasi
from sakip.rules.peringatan import (
    Angka,
    aturan_isian_on,
    butuh_sebab,
    find_peringatan,
    semua_sama,
)
from sakip.rules.target import JenisTarget, Target

ATURAN = aturan_isian_on(date(2026, 12, 31))


def tepat(nilai):
    return Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))


def angka(nilai, target="100", agregasi=Agregasi.POSISI_AKHIR, **lain):
    exact = target if isinstance(target, Target) else tepat(target)
    return Angka(Decimal(nilai), exact, agregasi, **{k: Decimal(v) for k, v in lain.items()})


@pytest.mark.parametrize(
    ("nilai", "asked"),
    [("50", ""), ("49.99", "kurang dari 50"), ("150", ""), ("150.01", "lebih dari 150")],
)
def test_a_figure_far_from_its_target_is_asked_about_on_the_line_exactly(nilai, asked):
    found = find_peringatan(ATURAN, angka(nilai))
    assert [asked in one for one in found] == ([True] if asked else [])


@pytest.mark.parametrize(
    ("nilai", "words"),
    [
        ("104", ()),
        ("104.01", ("Naik 30 % dari masa lalu (80,00).",)),
        ("56", ()),
        ("55.9", ("Turun 30 % dari masa lalu (80,00).",)),
    ],
)
def test_a_jump_against_the_quarter_before_is_asked_about(nilai, words):
    found = find_peringatan(ATURAN, angka(nilai, sebelumnya="80"))
    assert tuple(one.replace("\u00a0", " ").replace("\u202f", " ") for one in found) == words


def test_counts_of_single_quarters_may_jump_as_they_like():
    assert not find_peringatan(ATURAN, angka("90", agregasi=Agregasi.KUMULATIF, sebelumnya="20"))


def test_a_running_percentage_may_not_fall_without_words():
    running = Agregasi.PERSEN_KUMULATIF
    [one] = find_peringatan(ATURAN, angka("70", agregasi=running, sebelumnya="71"))
    assert one == "Persen kumulatif turun dari 71,00 menjadi 70,00."
    assert not find_peringatan(ATURAN, angka("71", agregasi=running, sebelumnya="71"))


def test_a_capaian_over_three_hundred_percent_asks_for_the_target():
    assert not find_peringatan(ATURAN, angka("120", capaian="300"))
    [one] = find_peringatan(ATURAN, angka("120", capaian="300.01"))
    assert "targetnya patut ditinjau" in one


@pytest.mark.parametrize("target", [tepat(-2), tepat(0), Target(JenisTarget.ORDINAL, label="WTP")])
def test_a_target_that_is_no_positive_number_has_no_range(target):
    assert not find_peringatan(ATURAN, angka("9", target))


def test_a_cause_is_due_below_the_line_as_it_is_printed():
    assert butuh_sebab(ATURAN, Decimal("65.994"))
    assert not butuh_sebab(ATURAN, Decimal("65.995"))
    assert not butuh_sebab(ATURAN, None)


def test_a_sheet_whose_every_figure_is_its_target_is_asked_about_as_a_whole():
    same = [
        angka("100"),
        angka("7", Target(JenisTarget.PALING_BANYAK, atas=Decimal(7))),
        angka("5", Target(JenisTarget.PALING_SEDIKIT, bawah=Decimal(5))),
    ]
    assert semua_sama(ATURAN, same)
    assert not semua_sama(ATURAN, same[:2])
    assert not semua_sama(ATURAN, [*same, angka("99.9")])


@given(st.decimals("0.01", 1000, places=2), st.decimals("50", "150", places=1))
def test_inside_every_line_nobody_is_asked_anything(target, share):
    nilai = (target * share / 100).quantize(Decimal("0.0001"))
    inside = target / 2 <= nilai <= target * 3 / 2
    found = find_peringatan(ATURAN, angka(nilai, target))
    assert bool(found) is not inside
