"""Angles of a camera as degrees with a sign."""

from decimal import Decimal

import pytest

from sakip.rules.sudut import to_derajat


@pytest.mark.parametrize(
    ("bagian", "sisi", "derajat"),
    [
        ((7, 15, 0), "S", "-7.25"),
        ((112, 45, 0), "E", "112.75"),
        ((0, 0, 30.5), "N", "0.00847"),
        ((180, 0, 0), "W", "-180"),
    ],
)
def test_degrees_minutes_seconds_become_one_number(bagian, sisi, derajat):
    assert to_derajat(bagian, sisi) == Decimal(derajat)


@pytest.mark.parametrize(
    ("bagian", "sisi"), [((7, 15), "S"), ((7, 15, 0), "X"), ((181, 0, 0), "E"), ((-1, 0, 0), "N")]
)
def test_what_is_no_angle_is_refused(bagian, sisi):
    with pytest.raises(ValueError, match="Bukan sudut"):
        to_derajat(bagian, sisi)
