"""Lines of units: what stands above, how deep it goes, and where a change of units leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.silsilah import depth_below, is_above, line_of, reach

# Dinas (1) with a UPTD (2) that has an office (3); a second dinas (4).
DINAS = {1: None, 2: 1, 3: 2, 4: None}


def test_an_office_is_under_its_uptd_and_its_dinas():
    assert line_of(DINAS, 3) == [3, 2, 1]
    assert is_above(DINAS, 1, 3)
    assert is_above(DINAS, 3, 3)
    assert not is_above(DINAS, 3, 1)
    assert not is_above(DINAS, 4, 3)


def test_a_circle_in_the_data_does_not_hang_the_reader():
    assert line_of({1: 2, 2: 1}, 1) == [1, 2]


@pytest.mark.parametrize(("pk", "levels"), [(1, 2), (2, 1), (3, 0), (4, 0)])
def test_the_levels_below_a_unit_are_counted(pk, levels):
    assert depth_below(DINAS, pk) == levels


def test_a_merger_and_a_later_split_are_followed_onwards_only():
    pairs = [(1, 3), (2, 3), (3, 4), (3, 5), (9, 8)]
    assert reach(pairs, 1) == {1, 3, 4, 5}
    assert reach(pairs, 5) == {5}
    assert reach([(b, a) for a, b in pairs], 5) == {5, 3, 1, 2}


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))), st.integers(0, 8))
def test_what_is_reached_is_closed(pairs, start):
    met = reach(pairs, start)
    assert start in met
    assert all(target in met for source, target in pairs if source in met)
