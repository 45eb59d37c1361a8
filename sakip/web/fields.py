"""Exact numbers on both databases: SQLite keeps only about 15 digits of a decimal column.

A measure is stored as a whole number of ten-thousandths, money as a whole number of sen. Python
sees `Decimal`; sums in SQL are exact.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

TERBESAR = 9 * 10**18

if TYPE_CHECKING:
    # What Python sees: set and read as Decimal.
    BigInt = models.DecimalField[Any, Any]
else:
    BigInt = models.BigIntegerField


class _Scaled(BigInt):
    """A decimal with a fixed number of places in a bigint."""

    places = 0

    def from_db_value(self, value: int | None, *_: Any) -> Decimal | None:
        if value is None:
            return None
        exact = Decimal(value).scaleb(-self.places)
        # 3080.0000 is read as 3080, so that what is printed back is what was typed.
        whole = exact.to_integral_value()
        return whole if exact == whole else exact.normalize()

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[no-any-return]
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value() or abs(scaled) > TERBESAR:
            message = f"Tulis angka dengan paling banyak {self.places} angka di belakang koma."
            raise ValidationError(message)
        return int(scaled)


def check_ukuran(angka: Decimal | None) -> Iterator[str]:
    """Why a measure cannot be kept exactly: four places, 15 digits before them."""
    if angka is None:
        return
    scaled = angka.scaleb(4)
    if scaled != scaled.to_integral_value():
        yield "Tulis paling banyak 4 angka di belakang koma."
    elif abs(scaled) > TERBESAR:
        yield "Angka ini terlalu besar."


class UkuranField(_Scaled):
    """A measure: four places, up to 9 × 10¹⁴."""

    places = 4


class UangField(_Scaled):
    """Rupiah with sen: two places."""

    places = 2
