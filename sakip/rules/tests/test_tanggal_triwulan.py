"""The day on which a page of a quarter looks."""

from datetime import date

import pytest

from sakip.rules.tanggal import day_in_triwulan


@pytest.mark.parametrize(
    ("tahun", "tw", "expected"),
    [
        (2026, 4, date(2026, 10, 12)),
        (2026, 3, date(2026, 9, 30)),
        (2024, 1, date(2024, 3, 31)),
        (2025, 4, date(2025, 12, 31)),
        (2027, 1, date(2027, 1, 1)),
    ],
)
def test_a_page_of_another_quarter_looks_at_the_end_nearest_to_today(tahun, tw, expected):
    assert day_in_triwulan(tahun, tw, date(2026, 10, 12)) == expected
