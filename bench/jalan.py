"""The cheapest way to a predikat over the whole default catalogue, from random starts."""

import random
import time
from collections.abc import Callable

from sakip.rules.instrumen import load_instrumen
from sakip.rules.jalan import find_jalan, find_tertinggi
from sakip.rules.jalan_soal import Soal
from sakip.rules.tindakan import katalog_of

MULAI = 200
BATAS_DETIK = 2


def measure_jalan(seed: int, bar: Callable[[str, bool], None]) -> None:
    """Print the slowest answer (plan, or the highest total) and its nodes, from starts of every fullness."""
    print(f"\n13. Jalan menuju predikat dari {MULAI} awal acak")
    lke, acak = load_instrumen()["permenpanrb-88-2021"], random.Random(seed)
    katalog, terlama, simpul, terbukti = katalog_of(lke), 0.0, 0, True
    for _ in range(MULAI):
        bagian = acak.choice((0, 0.2, 0.4, 0.6, 0.8))
        terpenuhi = (row.kode for row in lke.semua_kriteria if acak.random() < bagian)
        soal = Soal(lke, frozenset(terpenuhi), katalog.tindakan, bintang=frozenset(katalog.bintang))
        mulai = time.perf_counter()
        for menuju in lke.predikat.predikat[:5]:
            jalan = find_jalan(soal, menuju) or find_tertinggi(soal)
            simpul, terbukti = max(simpul, jalan.simpul), terbukti and jalan.terbukti
        terlama = max(terlama, time.perf_counter() - mulai)
    print(f"   lima predikat sekaligus: paling lama {terlama:.2f} detik, {simpul} simpul")
    bar(f"setiap awal di bawah {BATAS_DETIK} detik", terlama < BATAS_DETIK)
    bar("setiap rencana terbukti yang termurah", terbukti)
