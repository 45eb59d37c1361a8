"""Twelve grades that give an OPD's published total exactly, spread as an evaluator would: .a ≥ .b ≥ .c."""

from decimal import Decimal
from itertools import product

from sakip.rules.instrumen import Instrumen, Komponen

GRADES = ("A", "BB", "B", "CC", "C")
# How far a component's grades usually lie above or below the total: existence, quality, use.
LEKUK = (Decimal(8), Decimal(0), Decimal(-6))

Sheet = tuple[Decimal, dict[str, str]]


def find_grades(instrumen: Instrumen, total: Decimal) -> dict[str, str]:
    """The plainest grades whose weighted sum is `total`: those nearest to the total itself.

    Raises LookupError when no such sheet exists.
    """
    values = {p.kode: p.nilai for p in next(iter(instrumen.skala.values())).pilihan}
    reached: dict[Decimal, Sheet] = {Decimal(0): (Decimal(0), {})}
    for komponen in instrumen.komponen:
        further: dict[Decimal, Sheet] = {}
        for (before, (far, chosen)), (gain, more, grades) in product(
            reached.items(), _options(komponen, values, total)
        ):
            known = further.get(before + gain)
            if before + gain <= total and (known is None or far + more < known[0]):
                further[before + gain] = (far + more, {**chosen, **grades})
        reached = further
    if total not in reached:
        raise LookupError(f"Tidak ada lembar yang berjumlah {total}.")
    return reached[total][1]


def _options(
    komponen: Komponen, values: dict[str, Decimal], total: Decimal
) -> list[tuple[Decimal, Decimal, dict[str, str]]]:
    """Every falling triple of grades: what it adds, how far it lies from the usual, and itself."""
    found = []
    for grades in product(GRADES, repeat=len(komponen.subkomponen)):
        points = [values[grade] for grade in grades]
        if points != sorted(points, reverse=True):
            continue
        subs = komponen.subkomponen
        gain = sum((p * sub.bobot / 100 for p, sub in zip(points, subs, strict=True)), Decimal(0))
        far = sum(((p - total - k) ** 2 for p, k in zip(points, LEKUK, strict=True)), Decimal(0))
        found.append((gain, far, {sub.kode: g for sub, g in zip(subs, grades, strict=True)}))
    return found
