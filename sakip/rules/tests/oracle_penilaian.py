"""A second calculator that shares no code and no data file with the engine.

Weights, questions and values are typed again from the published sheets, the sums are the formula as
printed: (sum of the values / number of questions) x weight. Run as a module with a number to
compare that many random sheets of each instrument:
`python -m sakip.rules.tests.oracle_penilaian 10000`.
"""

import random
import sys
from fractions import Fraction

from sakip.rules.instrumen import load_instrumen
from sakip.rules.penilaian import score_lke

HURUF_88 = {"AA": 100, "A": 90, "BB": 80, "B": 70, "CC": 60, "C": 50, "D": 30, "E": 0}
BOBOT_88 = dict(
    zip(
        [f"{n}.{x}" for n in "1234" for x in "abc"],
        [
            6,
            9,
            15,
            6,
            9,
            15,
            3,
            Fraction("4.5"),
            Fraction("7.5"),
            5,
            Fraction("7.5"),
            Fraction("12.5"),
        ],
        strict=True,
    )
)

# (first question, last question, weight) of components A to D.
KELOMPOK_12 = [
    (1, 9, "2"), (10, 17, "5"), (18, 20, "3"), (21, 24, "4"), (25, 34, "10"), (35, 39, "6"),
    (40, 43, "5"), (44, 53, "12.5"), (54, 59, "7.5"), (60, 63, "3"), (64, 70, "7.5"),
    (71, 74, "4.5"), (75, 78, "2"), (79, 84, "5"), (85, 86, "3"),
]  # fmt: skip
YA_TIDAK = {1, 2, 9, 22, 24, 32, 34, 40, 43, 52, 53, 60, 61, 62, 75, 76}
TIGA = {55, 56, 59}
EMPAT = {68, 77, 84}
LIMA = {"a": "1", "b": "0.75", "c": "0.5", "d": "0.25", "e": "0"}
POIN = {
    87: ("3", "2", "1", "0.5", "0"),
    88: ("1.5", "1", "0.5", "0.25", "0"),
    89: ("3", "2", "1", "0.5", "0"),
    90: ("5", "3.75", "2.5", "1.25", "0"),
    91: ("2.5", "1.875", "1.25", "0.625", "0"),
    92: ("5", "3.75", "2.5", "1.25", "0"),
}


def nilai_12(nomor: int) -> dict[str, Fraction]:
    """The answers of one question and what each is worth before weighing."""
    if nomor in YA_TIDAK:
        return {"ya": Fraction(1), "tidak": Fraction(0)}
    if nomor in TIGA:
        return {"a": Fraction(1), "b": Fraction(1, 2), "c": Fraction(0)}
    if nomor in EMPAT:
        return {"a": Fraction(1), "b": Fraction("0.67"), "c": Fraction("0.33"), "d": Fraction(0)}
    if nomor in POIN:
        return dict(zip("abcde", map(Fraction, POIN[nomor]), strict=True))
    return {huruf: Fraction(nilai) for huruf, nilai in LIMA.items()}


def total_88(jawaban: dict[str, str]) -> Fraction:
    return sum((Fraction(HURUF_88[jawaban[k]] * b, 100) for k, b in BOBOT_88.items()), Fraction(0))


def total_12(jawaban: dict[str, str]) -> Fraction:
    total = Fraction(0)
    for awal, akhir, bobot in KELOMPOK_12:
        nilai = [nilai_12(n)[jawaban[str(n)]] for n in range(awal, akhir + 1)]
        total += sum(nilai) / len(nilai) * Fraction(bobot)
    return total + sum(nilai_12(n)[jawaban[str(n)]] for n in POIN)


def sen(nilai: Fraction) -> int:
    """The value in hundredths, half-up."""
    utuh, sisa = divmod(nilai.numerator * 100, nilai.denominator)
    return utuh + (2 * sisa >= nilai.denominator)


def predikat(seratus: int) -> str:
    """The AKIP class of a value in hundredths."""
    for kode, batas in (("AA", 90), ("A", 80), ("BB", 70), ("B", 60), ("CC", 50), ("C", 30)):
        if seratus > batas * 100:
            return kode
    return "D"


def random_88(acak: random.Random) -> dict[str, str]:
    return {kode: acak.choice(list(HURUF_88)) for kode in BOBOT_88}


def random_12(acak: random.Random) -> dict[str, str]:
    return {str(n): acak.choice(list(nilai_12(n))) for n in range(1, 93)}


def compare(jumlah: int, seed: int) -> list[str]:
    """The random sheets of both instruments on which engine and oracle differ."""
    acak = random.Random(seed)
    beda = []
    for kunci, buat, hitung in (
        ("permenpanrb-88-2021", random_88, total_88),
        ("permenpanrb-12-2015", random_12, total_12),
    ):
        instrumen = load_instrumen()[kunci]
        for _ in range(jumlah):
            jawaban = buat(acak)
            hasil, tepat = score_lke(instrumen, jawaban), hitung(jawaban)
            seratus = sen(tepat)
            if (hasil.total_tepat, hasil.total * 100, hasil.predikat.kode) != (
                tepat,
                seratus,
                predikat(seratus),
            ):
                beda.append(f"{kunci}: {hasil.total} bukan {seratus / 100}: {jawaban}")
    return beda


if __name__ == "__main__":
    banyak = int(sys.argv[1])
    hasil_beda = compare(banyak, random.SystemRandom().randrange(2**32))
    sys.stdout.write("\n".join([*hasil_beda, f"{banyak} lembar, beda {len(hasil_beda)}"]) + "\n")
    sys.exit(bool(hasil_beda))
