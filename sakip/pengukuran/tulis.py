"""A figure as it is printed: the value, the label, or numerator over denominator."""

from sakip.pengukuran.models import Addendum, Realisasi
from sakip.rules.angka import write_angka


def write_realisasi(row: Realisasi | Addendum, desimal: int) -> str:
    """The figure of one period in id-ID; empty when there is none."""
    if row.label:
        return row.label
    if row.pembilang is not None and row.penyebut is not None:
        return f"{write_angka(row.pembilang, None)}/{write_angka(row.penyebut, None)}"
    return "" if row.nilai is None else write_angka(row.nilai, desimal)
