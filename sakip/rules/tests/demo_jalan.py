"""The start of the demo region (practice estimates): 62,50, and eight years at B."""

from dataclasses import replace
from decimal import Decimal

from sakip.rules.instrumen import load_instrumen
from sakip.rules.jalan_soal import Soal
from sakip.rules.predikat import Predikat
from sakip.rules.tindakan import load_katalog

LKE = load_instrumen()["permenpanrb-88-2021"]
KATALOG = load_katalog()["pemda"]
SEMUA = frozenset(row.kode for row in LKE.semua_kriteria)
KURANG = {
    "1.b.3", "1.b.7", "1.b.8", "1.b.9", "1.c.1", "1.c.4", "1.c.5", "1.c.6", "2.b.1", "2.b.3", "2.c.1",
    "2.c.2", "2.c.3", "2.c.5", "2.c.7", "2.c.8", "3.b.6", "3.b.7", "3.b.8", "3.c.4", "3.c.6", "3.c.7",
    "4.b.3", "4.c.1", "4.c.4", "4.c.5",
}  # fmt: skip
PREDIKAT = {row.kode: row for row in LKE.predikat.predikat}

DEMO = Soal(
    instrumen=LKE,
    terpenuhi=SEMUA - KURANG,
    tindakan=KATALOG.tindakan,
    lanjut={"1.a": 1, "2.a": 1, "3.a": 1, "4.a": 1},
    bintang=frozenset(KATALOG.bintang),
)


def above(nilai: str) -> Predikat:
    """A class that begins just above a total."""
    return replace(PREDIKAT["BB"], bawah=Decimal(nilai), bawah_termasuk=False)
