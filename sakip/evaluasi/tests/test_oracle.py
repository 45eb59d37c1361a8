"""Totals of random sheets equal a second calculation in decimals that shares no code and no data file.

Weights, numbers of criteria and lists of what is inherited are typed again from the sheets; the sum is
the formula as printed: (sum of the values / number of questions) x weight.
"""

import random
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest

from sakip.evaluasi.compute import compute_hasil
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import TAHAPAN_LAMA, Jawaban, NilaiSub, Penilaian
from sakip.rules.instrumen import load_instrumen
from sakip.rules.tahapan import load_tahapan

T = "evaluator"
HURUF = {"AA": "100", "A": "90", "BB": "80", "B": "70", "CC": "60", "C": "50", "D": "30", "E": "0"}
AD, YT = {"A": "1", "B": "0.66", "C": "0.33", "D": "0"}, {"ya": "1", "tidak": "0"}
SUB = [f"{n}.{x}" for n in "1234" for x in "abc"]
BOBOT = dict(
    zip(SUB, ["6", "9", "15", "6", "9", "15", "3", "4.5", "7.5", "5", "7.5", "12.5"], strict=True)
)
BANYAK = dict(zip(SUB, (6, 11, 8, 3, 7, 10, 6, 9, 7, 3, 5, 5), strict=True))
WARISAN = [
    "1.a.1", "1.a.2", "2.a.1", "2.b.6", "2.b.7", "2.c.1", "2.c.2", "2.c.3",
    "4.a.1", "4.a.2", "4.a.3", "4.b.1", "4.b.2", "4.b.3", "4.b.4", "4.b.5",
]  # fmt: skip
# Answers, weights, number of criteria, what a unit inherits; 3.a.4 never applies to it.
DAERAH = {
    "contoh-ya-tidak": (YT, BOBOT, BANYAK, WARISAN),
    "contoh-huruf-capaian": (
        AD,
        BOBOT | {"4.c": "5", "4.d": "7.5"},
        BANYAK | {"1.a": 4, "4.c": 3, "4.d": 2},
        ["1.a.1", "2.a.1", "2.b.6", "2.b.7", "4.a.1", "4.b.2"],
    ),
}
# First and last question, weight; components A to D of 12/2015.
KELOMPOK = [
    (1, 9, "2"), (10, 17, "5"), (18, 20, "3"), (21, 24, "4"), (25, 34, "10"), (35, 39, "6"),
    (40, 43, "5"), (44, 53, "12.5"), (54, 59, "7.5"), (60, 63, "3"), (64, 70, "7.5"),
    (71, 74, "4.5"), (75, 78, "2"), (79, 84, "5"), (85, 86, "3"),
]  # fmt: skip
YA = {1, 2, 9, 22, 24, 32, 34, 40, 43, 52, 53, 60, 61, 62, 75, 76}
LIMA = dict(zip("abcde", ["1", "0.75", "0.5", "0.25", "0"], strict=True))
TIGA = dict(zip("abc", ["1", "0.5", "0"], strict=True))
EMPAT = dict(zip("abcd", ["1", "0.67", "0.33", "0"], strict=True))
POIN = {87: "3 2 1 .5 0", 88: "1.5 1 .5 .25 0", 89: "3 2 1 .5 0",
        90: "5 3.75 2.5 1.25 0", 91: "2.5 1.875 1.25 .625 0", 92: "5 3.75 2.5 1.25 0"}  # fmt: skip


def sheet(kunci, jenis, answers=None, inherited=None, grades=None):
    """A sheet in memory, as the database would give it."""

    def rows(known):
        return {(T, kode): Jawaban(kriteria=kode, status=v) for kode, v in (known or {}).items()}

    penilaian = Penilaian(jenis_entitas=jenis, peraturan=kunci, tahun_evaluasi=2026)
    nilai = {(T, kode): NilaiSub(subkomponen=kode, jawaban=v) for kode, v in (grades or {}).items()}
    instrumen, tahapan = load_instrumen()[kunci], load_tahapan()[TAHAPAN_LAMA]
    return Lembar(penilaian, instrumen, tahapan, rows(answers), rows(inherited), nilai, {})


def sen(total):
    """Two decimals, half-up, after what division left behind the thirtieth decimal."""
    return total.quantize(Decimal("1e-30")).quantize(Decimal("0.01"), ROUND_HALF_UP)


def mean(values):
    return sum(map(Decimal, values)) / len(values)


def pick(acak, kunci):
    """A random sheet of a local variant for a unit, with what the agency left open, and its total."""
    scale, bobot, banyak, warisan = DAERAH[kunci]
    own, inherited, total = {}, {}, Decimal(0)
    for sub, n in banyak.items():
        codes = [f"{sub}.{i}" for i in range(1, n + 1) if f"{sub}.{i}" != "3.a.4"]
        mandatory = [kode for kode in codes if kode in warisan]
        waiting = set(acak.sample(mandatory, acak.randint(0, len(mandatory))))
        if len(waiting) == len(codes):
            waiting.pop()
        values = []
        for kode in codes:
            if kode not in waiting:
                word = acak.choice(list(scale))
                (inherited if kode in warisan else own)[kode] = word
                values.append(scale[word])
        total += mean(values) * Decimal(bobot[sub])
    return own, inherited, total


@pytest.mark.parametrize("kunci", DAERAH)
def test_random_local_sheets_of_eko_equal_the_second_calculation(kunci):
    acak = random.Random(f"{kunci} 2026")
    with localcontext(prec=60):
        for _ in range(300):
            own, inherited, total = pick(acak, kunci)
            hasil = compute_hasil(sheet(kunci, "perangkat_daerah", own, inherited), T)
            assert hasil.total == sen(total), (own, inherited)


def test_random_sheets_of_92_questions_equal_the_second_calculation():
    acak = random.Random("92 2026")
    tables = {n: scale_12(n) for n in range(1, 93)}
    with localcontext(prec=60):
        for _ in range(300):
            words = {n: acak.choice(list(tables[n])) for n in tables}
            worth = {n: Decimal(tables[n][words[n]]) for n in tables}
            total = sum(worth[n] for n in POIN) + sum(
                mean([worth[n] for n in range(first, last + 1)]) * Decimal(bobot)
                for first, last, bobot in KELOMPOK
            )
            answers = {str(n): word for n, word in words.items()}
            hasil = compute_hasil(sheet("permenpanrb-12-2015", "perangkat_daerah", answers), T)
            assert hasil.total == sen(total), answers


def scale_12(n):
    """The answers of one question and what each is worth."""
    if n in POIN:
        return dict(zip("abcde", POIN[n].split(), strict=True))
    if n in YA:
        return YT
    return TIGA if n in {55, 56, 59} else EMPAT if n in {68, 77, 84} else LIMA


def test_random_national_sheets_equal_the_second_calculation_whatever_was_ticked():
    acak = random.Random("88 2026")
    for _ in range(300):
        grades = {sub: acak.choice(list(HURUF)) for sub in SUB}
        ticked = {f"{s}.1": acak.choice(["terpenuhi", "sebagian", "belum"]) for s in SUB}
        total = sum(Decimal(HURUF[grades[s]]) / 100 * Decimal(BOBOT[s]) for s in SUB)
        lembar = sheet("permenpanrb-88-2021", "perangkat_daerah", ticked, grades=grades)
        with localcontext(prec=60):
            assert compute_hasil(lembar, T).total == sen(total)
