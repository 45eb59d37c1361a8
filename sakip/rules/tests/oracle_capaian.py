"""A second calculator that shares no code with the engine: fractions, and rules typed again.

Each formula stands here as a page of a textbook would have it; numbers are `Fraction`, rounding is
integer arithmetic. Run as a module with a number to compare that many random cases:
`python -m sakip.rules.tests.oracle_capaian 100000`.
"""

import random
import sys
from decimal import Decimal
from fractions import Fraction

from sakip.rules.angka import bulatkan
from sakip.rules.capaian import compute_capaian
from sakip.rules.rumus import Rumus
from sakip.rules.target import JenisTarget, Target


def oracle(
    kunci: str, bawah: Fraction, atas: Fraction, r: Fraction, b: Fraction | None
) -> Fraction | None:
    """Percent, or None where there is none; `bawah` = `atas` for a plain target."""
    if kunci in ("N1", "RTn"):
        return None if bawah == 0 else 100 * r / bawah
    if kunci in ("M1", "RTt"):
        if atas == 0:
            return Fraction(100) if r == 0 else None
        return 100 + 100 * (atas - r) / atas
    if kunci == "M2":
        return oracle_terbalik(atas, r)
    if kunci == "BL":
        return None if b is None or b == atas else 100 * (r - b) / (atas - b)
    if bawah <= r <= atas:
        return Fraction(100)
    dekat = bawah if r < bawah else atas
    return None if dekat == 0 else 100 - 100 * abs((r - dekat) / dekat)


def oracle_terbalik(t: Fraction, r: Fraction) -> Fraction | None:
    if r == 0:
        return Fraction(100) if t >= 0 else None
    return None if t == 0 else 100 * t / r


def oracle_tercapai(
    kunci: str, bawah: Fraction, atas: Fraction, r: Fraction, b: Fraction | None
) -> bool | None:
    if kunci in ("N1", "RTn"):
        return not r < bawah
    if kunci in ("M1", "M2", "RTt"):
        return not r > atas
    if kunci != "BL":
        return not (r < bawah or r > atas)
    if b is None or b == atas:
        return None
    return (r - atas) * (atas - b) >= 0


def to_hundredths(persen: Fraction) -> int:
    """Half-up, away from zero, in hundredths of a percent, by integers alone."""
    kali = abs(persen) * 100
    utuh = (2 * kali.numerator + kali.denominator) // (2 * kali.denominator)
    return -utuh if persen < 0 else utuh


JENIS = {
    "RTn": JenisTarget.RENTANG,
    "RTt": JenisTarget.RENTANG,
    "RG": JenisTarget.PITA,
    "TP": JenisTarget.TEPAT,
}
RUMUS = ("N1", "M1", "M2", "BL", "RTn", "RTt", "RG", "TP")


def compare(kunci: str, bawah: Decimal, atas: Decimal, r: Decimal, b: Decimal | None) -> str:
    """What differs between the engine and the oracle; empty when they agree."""
    if kunci not in JENIS:
        bawah = atas
    bawah, atas = min(bawah, atas), max(bawah, atas)
    target = Target(JENIS.get(kunci, JenisTarget.ANGKA), bawah, atas)
    hasil = compute_capaian(target, r, Rumus(kunci), baseline=b)
    pecahan = (Fraction(bawah), Fraction(atas), Fraction(r), None if b is None else Fraction(b))
    harapan = oracle(kunci, *pecahan)
    perseratus = None if hasil.nilai is None else int(bulatkan(hasil.nilai).scaleb(2))
    if perseratus != (None if harapan is None else to_hundredths(harapan)):
        return f"{kunci} {bawah}..{atas} R={r} B={b}: {hasil.nilai} bukan {harapan}"
    if hasil.tercapai is not oracle_tercapai(kunci, *pecahan):
        return f"{kunci} {bawah}..{atas} R={r} B={b}: tercapai {hasil.tercapai}"
    return ""


def draw_angka(acak: random.Random) -> Decimal:
    """Zero, small, ordinary, negative and as large as the database keeps."""
    digit = acak.choice((0, 1, 2, 4, 9, 14))
    angka = Decimal(acak.randrange(10**digit + 1)).scaleb(-acak.choice((0, 0, 1, 2, 4)))
    return -angka if acak.random() < 0.25 else angka


def find_beda(banyak: int, benih: int) -> list[str]:
    """Every difference in so many random cases; about a fifth have equal or missing numbers."""
    acak = random.Random(benih)
    beda = []
    for _ in range(banyak):
        bawah, atas, r, b = (draw_angka(acak) for _ in range(4))
        r = acak.choice((r, r, r, r, atas, bawah))
        baseline = acak.choice((b, b, b, atas, None))
        beda.append(compare(acak.choice(RUMUS), bawah, atas, r, baseline))
    return [teks for teks in beda if teks]


if __name__ == "__main__":
    temuan = find_beda(int(sys.argv[1]), random.SystemRandom().randrange(2**32))
    sys.stdout.write("\n".join(temuan[:20]) + f"\n{len(temuan)} beda.\n")
    sys.exit(bool(temuan))
