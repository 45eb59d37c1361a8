"""Pagu and realisasi of the demo's units: Rp 2,38 triliun shared out, spent as years usually go."""

from collections.abc import Iterator
from decimal import Decimal

from sakip.demo.sumber import read_rows
from sakip.perencanaan.actions.anggaran import BarisAnggaran

APBD = Decimal("2380000000000")
# What the big ones take, in percent of the whole; the others share the rest by their kode.
BESAR = {"04": 29, "05": 15, "06": 12, "01": 4, "37": 7, "31": 6}
# Share of the pagu spent by the end of each quarter.
LAJU = (Decimal("0.14"), Decimal("0.38"), Decimal("0.61"), Decimal("0.78"))
# Units whose budget changed with the APBD-P of 30 September, and by how much; the last quarter reports it.
BERUBAH, NAIK = range(4, 26), Decimal("1.03")


def make_anggaran(tahun: int, sampai_tw: int) -> Iterator[BarisAnggaran]:
    """One row per unit and quarter up to the open one."""
    rows = [row["kode"] for row in read_rows("perangkat_daerah")]
    small = [kode for kode in rows if kode not in BESAR]
    weights = {kode: Decimal(3 + n % 5) for n, kode in enumerate(small)}
    rest = APBD * (100 - sum(BESAR.values())) / 100
    for n, kode in enumerate(rows):
        share = (
            APBD * BESAR[kode] / 100
            if kode in BESAR
            else rest * weights[kode] / sum(weights.values())
        )
        pagu = share.quantize(Decimal(1000))
        for tw in range(1, sampai_tw + 1):
            spent = pagu * (LAJU[tw - 1] + Decimal(n % 9 - 4) / 100)
            now = change(n, pagu) if tw == 4 else pagu
            yield BarisAnggaran(
                kode, tahun, tw, now.quantize(Decimal(1)), spent.quantize(Decimal(1))
            )


def change(n: int, pagu: Decimal) -> Decimal:
    """The pagu of the nth unit after the APBD-P; the same where it did not change."""
    return (pagu * NAIK).quantize(Decimal(1)) if n in BERUBAH else pagu
