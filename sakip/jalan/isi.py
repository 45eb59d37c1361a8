"""What forms hand to actions."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class IsiPembanding:
    """One published value of another region."""

    daerah: str
    tahun: int
    total: Decimal
    sumber: str
