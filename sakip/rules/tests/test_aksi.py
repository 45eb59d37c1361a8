"""Parts of a year's target: they add up, two views show the same, and what is over is noticed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.aksi import check_jumlah, is_monthly, past_changes, quarters_of, write_bagian

BAGIAN = st.dictionaries(
    st.integers(1, 12), st.decimals(0, 999, places=2, allow_nan=False), max_size=12
)


def satuan(**bulan):
    return {int(k[1:]): Decimal(v) for k, v in bulan.items()}


def test_parts_that_do_not_add_up_are_named_with_both_sums():
    assert check_jumlah(Decimal(100), satuan(b3=40, b12=60)) == ""
    assert check_jumlah(Decimal(100), satuan(b3=40, b12="50,5".replace(",", "."))) == (
        "Jumlah bagiannya 90,5, target setahun 100. Samakan keduanya."
    )
    assert "Jumlah bagiannya 0" in check_jumlah(Decimal(1), {})


@given(BAGIAN)
def test_by_quarter_and_by_month_the_year_is_the_same(bagian):
    assert sum(quarters_of(bagian).values()) == sum(bagian.values())
    assert set(quarters_of(bagian)) <= {1, 2, 3, 4}


def test_a_part_in_the_middle_of_a_quarter_makes_it_monthly():
    assert not is_monthly(satuan(b3=1, b12=1))
    assert is_monthly(satuan(b3=1, b4=1))
    assert write_bagian(satuan(b3=1, b12=5)) == "TW I 1; TW IV 5"
    assert write_bagian(satuan(b1=2, b12=5)) == "Januari 2; Desember 5"


@pytest.mark.parametrize(
    ("hari_ini", "found"),
    [
        ((2025, 12), []),
        ((2026, 3), []),
        ((2026, 4), [3]),
        ((2026, 6), [3]),
        ((2026, 7), [3, 6]),
        ((2027, 1), [3, 6, 12]),
    ],
)
def test_only_what_is_over_counts_as_late(hari_ini, found):
    before, after = satuan(b3=4, b6=3, b9=1), satuan(b3=5, b9=1, b12=2)
    assert past_changes(before, after, 2026, hari_ini) == found


@given(BAGIAN, BAGIAN)
def test_no_change_is_never_late_and_at_the_years_end_every_change_is(lama, baru):
    assert past_changes(lama, lama, 2026, (2030, 1)) == []
    late = past_changes(lama, baru, 2026, (2027, 1))
    differing = {m for m in range(1, 13) if lama.get(m, 0) != baru.get(m, 0)}
    assert set(late) == differing
