"""Exact numbers in the database: what does not fit is refused, never rounded."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sakip.web.fields import UangField, UkuranField


@pytest.mark.parametrize(
    ("field", "value"),
    [(UkuranField(), "1.00001"), (UangField(), "0.005"), (UangField(), "9.1e16")],
)
def test_a_figure_finer_or_larger_than_the_column_is_refused(field, value):
    with pytest.raises(ValidationError, match="angka di belakang koma"):
        field.get_prep_value(Decimal(value))


def test_the_smallest_and_a_large_figure_come_back_as_they_were():
    for field, value in ((UkuranField(), "-0.0001"), (UangField(), "2380000000000.55")):
        stored = field.get_prep_value(Decimal(value))
        assert field.from_db_value(stored, None, None) == Decimal(value)
