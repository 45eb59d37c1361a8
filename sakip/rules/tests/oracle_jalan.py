"""The way to a predikat by trying every set of actions; shares no code and no data file with the engine.

Weights, numbers of criteria, thresholds and years are typed again. Run as a module with a number to compare
that many random cases: `python -m sakip.rules.tests.oracle_jalan 500`.
"""

import random
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from sakip.rules.instrumen import load_instrumen
from sakip.rules.jalan import find_jalan, find_tertinggi
from sakip.rules.jalan_soal import Soal, check_soal
from sakip.rules.predikat import Predikat, load_predikat
from sakip.rules.tests.oracle_penilaian import BOBOT_88, HURUF_88, sen
from sakip.rules.tindakan import Tindakan

BANYAK = dict(zip(BOBOT_88, (6, 11, 8, 3, 7, 10, 6, 9, 7, 3, 5, 5), strict=True))
KRITERIA = [f"{sub}.{n}" for sub, banyak in BANYAK.items() for n in range(1, banyak + 1)]


@dataclass
class Kasus:
    """One case as plain data; an action is (code, criteria, HK, needs)."""

    terpenuhi: set[str]
    lanjut: dict[str, int]
    tindakan: list[tuple[str, set[str], Decimal, set[str]]]
    peluang: dict[str, Decimal]


def huruf(sub: str, ada: int, lanjut: int) -> str:
    if ada == BANYAK[sub]:
        if sub.endswith("a") and lanjut >= 1:
            return "AA" if lanjut >= 5 else "A"
        return "BB"
    persen = Fraction(100 * ada, BANYAK[sub])
    for kode, batas in (("B", 75), ("CC", 50), ("C", 25), ("D", 0)):
        if persen > batas:
            return kode
    return "E"


def total(kasus: Kasus, terpenuhi: set[str]) -> int:
    """The total in hundredths, half-up."""
    jumlah = Fraction(0)
    for sub, bobot in BOBOT_88.items():
        milik = {kode for kode in KRITERIA if kode.rsplit(".", 1)[0] == sub}
        lanjut = kasus.lanjut.get(sub, 0) if milik <= kasus.terpenuhi else 0
        jumlah += Fraction(HURUF_88[huruf(sub, len(milik & terpenuhi), lanjut)] * bobot, 100)
    return sen(jumlah)


def plans(kasus: Kasus) -> list[tuple[Decimal, int, list[str], int]]:
    """Every set of actions that can be done: HK, how many, codes in order, total."""
    hasil = []
    selesai = {kode for kode, kriteria, _, _ in kasus.tindakan if kriteria <= kasus.terpenuhi}
    for banyak in range(len(kasus.tindakan) + 1):
        for pilihan in combinations(kasus.tindakan, banyak):
            kode = {row[0] for row in pilihan}
            if all(syarat <= kode | selesai for _, _, _, syarat in pilihan):
                terpenuhi = kasus.terpenuhi.union(*(row[1] for row in pilihan))
                hk = sum((row[2] for row in pilihan), Decimal(0))
                hasil.append((hk, banyak, sorted(kode), total(kasus, terpenuhi)))
    return hasil


def random_kasus(acak: random.Random) -> Kasus:
    """Few sub-components, so that actions overlap, and few prices, so that plans tie."""
    sub = acak.sample(list(BANYAK), acak.randint(1, 4))
    dekat = [kode for kode in KRITERIA if kode.rsplit(".", 1)[0] in sub]
    dasar = acak.choice([0, 0.5, 0.8, 1])
    terpenuhi = {kode for kode in KRITERIA if acak.random() < (0.6 if kode in dekat else dasar)}
    kode = [f"T{n:02}" for n in range(1, acak.randint(1, 9))]
    acak.shuffle(kode)
    tindakan = []
    for n, satu in enumerate(kode):
        kriteria = {*acak.sample(dekat, min(len(dekat), acak.randint(1, 5)))}
        hk = acak.choice([Decimal(0), Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5)])
        syarat = {*acak.sample(kode[:n], min(n, acak.choice([0, 0, 1, 2])))}
        tindakan.append((satu, kriteria, hk, syarat))
    lanjut = {sub: acak.choice([0, 1, 5]) for sub in BANYAK}
    peluang = {satu: Decimal(acak.randint(1, 10)) / 10 for satu in kode}
    return Kasus(terpenuhi, lanjut, tindakan, peluang)


def to_soal(kasus: Kasus) -> Soal:
    tindakan = tuple(
        Tindakan(kode, tuple(kriteria), hk, syarat=tuple(syarat), peluang=kasus.peluang[kode])
        for kode, kriteria, hk, syarat in kasus.tindakan
    )
    lke = load_instrumen()["permenpanrb-88-2021"]
    return Soal(lke, frozenset(kasus.terpenuhi), tindakan, kasus.lanjut)


def garis_di(persen: int) -> Predikat:
    """A class that begins just above a total in hundredths."""
    bb = load_predikat()["akip-88-2021"].predikat[2]
    return replace(bb, bawah=Decimal(persen) / 100, bawah_termasuk=False)


def compare(jumlah: int, seed: int) -> list[str]:
    """The random cases on which engine and oracle differ, with lines at, between and beyond the totals."""
    acak, beda = random.Random(seed), []
    for _ in range(jumlah):
        kasus = random_kasus(acak)
        soal, semua = to_soal(kasus), plans(kasus)
        check_soal(soal)
        sekarang, tertinggi = total(kasus, kasus.terpenuhi), max(nilai for *_, nilai in semua)
        if find_tertinggi(soal).sesudah.total * 100 != tertinggi:
            beda.append(f"tertinggi bukan {tertinggi}: {kasus}")
        garis = (*(acak.randint(sekarang, tertinggi) for _ in range(3)), tertinggi - 1, tertinggi)
        for satu in garis:
            cukup = min((plan for plan in semua if plan[3] > satu), default=None)
            rencana = find_jalan(soal, garis_di(satu))
            jawab = rencana and (
                rencana.hk,
                len(rencana.tindakan),
                [row.kode for row in rencana.tindakan],
                rencana.sesudah.total * 100,
            )
            if jawab != cukup or (rencana and not rencana.terbukti):
                beda.append(f"{satu}: {jawab} bukan {cukup}: {kasus}")
    return beda


if __name__ == "__main__":
    banyak = int(sys.argv[1])
    hasil_beda = compare(banyak, random.SystemRandom().randrange(2**32))
    sys.stdout.write("\n".join([*hasil_beda, f"{banyak} kasus, beda {len(hasil_beda)}"]) + "\n")
    sys.exit(bool(hasil_beda))
