"""Angles as cameras write them: degrees, minutes, seconds and a letter for the side."""

from collections.abc import Sequence
from decimal import Decimal
from typing import SupportsFloat

from sakip.rules.angka import bulatkan

# More than a metre is not known of a photo.
DESIMAL = 5


def to_derajat(bagian: Sequence[SupportsFloat], sisi: str) -> Decimal:
    """Degrees with a sign, to five decimals, from (degrees, minutes, seconds) and "N", "S", "E" or "W".

    Raises ValueError for another count of parts, another letter, or an angle beyond 180.
    """
    if len(bagian) != 3 or sisi not in {"N", "S", "E", "W"}:
        raise ValueError(f"Bukan sudut: {bagian} {sisi}.")
    derajat, menit, detik = (Decimal(str(float(one))) for one in bagian)
    nilai = derajat + menit / 60 + detik / 3600
    if not 0 <= nilai <= 180:
        raise ValueError(f"Bukan sudut: {bagian} {sisi}.")
    return bulatkan(-nilai if sisi in {"S", "W"} else nilai, DESIMAL)
