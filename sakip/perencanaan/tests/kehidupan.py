"""A document as whole copies, the oracle of random lives; shares no code with the product."""

from copy import deepcopy
from dataclasses import dataclass, field

JENJANG = ("tujuan", "sasaran", "program", "kegiatan", "subkegiatan")


@dataclass
class Salinan:
    """The whole document: nodes by number, children in order, sheets, promises."""

    simpul: dict[int, dict] = field(default_factory=dict)
    anak: dict[int | None, list[int]] = field(default_factory=dict)
    indikator: dict[int, dict] = field(default_factory=dict)
    ukuran: dict[int, list[int]] = field(default_factory=dict)
    target: dict[tuple[int, int], int] = field(default_factory=dict)

    def copy(self) -> "Salinan":
        return deepcopy(self)

    def parent(self, pk: int) -> int | None:
        return self.simpul[pk]["induk"]

    def below(self, pk: int) -> list[int]:
        return [pk, *(deep for child in self.anak.get(pk, []) for deep in self.below(child))]

    def add(self, pk: int, induk: int | None, after: int | None, jenjang: str, text: str) -> None:
        siblings = self.anak.setdefault(induk, [])
        siblings.insert(0 if after is None else siblings.index(after) + 1, pk)
        self.simpul[pk] = {"induk": induk, "jenjang": jenjang, "teks": text, "kontributor": ()}

    def move(self, pk: int, induk: int | None, after: int | None, shift: int) -> None:
        self.anak[self.parent(pk)].remove(pk)
        siblings = self.anak.setdefault(induk, [])
        siblings.insert(0 if after is None else siblings.index(after) + 1, pk)
        self.simpul[pk]["induk"] = induk
        for one in self.below(pk):
            self.simpul[one]["jenjang"] = JENJANG[
                JENJANG.index(self.simpul[one]["jenjang"]) + shift
            ]

    def remove(self, pk: int) -> None:
        self.anak[self.parent(pk)].remove(pk)
        for one in self.below(pk):
            del self.simpul[one]
            for sheet in self.ukuran.pop(one, []):
                self.remove_sheet_row(sheet)
        for one in [key for key in self.anak if key is not None and key not in self.simpul]:
            del self.anak[one]

    def add_sheet(self, pk: int, simpul: int, nama: str) -> None:
        self.ukuran.setdefault(simpul, []).append(pk)
        self.indikator[pk] = {"simpul": simpul, "nama": nama}

    def remove_sheet(self, pk: int) -> None:
        self.ukuran[self.indikator[pk]["simpul"]].remove(pk)
        self.remove_sheet_row(pk)

    def remove_sheet_row(self, pk: int) -> None:
        del self.indikator[pk]
        for key in [key for key in self.target if key[0] == pk]:
            del self.target[key]

    def read(self) -> tuple:
        """Everything it says, in order, in a form that can be compared."""

        def walk(above):
            return [
                (pk, tuple(self.simpul[pk].items()), self.ukuran.get(pk, []), walk(pk))
                for pk in self.anak.get(above, [])
            ]

        return walk(None), self.indikator, self.target


def differences(lama: Salinan, baru: Salinan) -> dict[str, set]:
    """Added, deleted, changed and re-hung nodes and sheets; of reordered neighbours only how many."""
    nodes = lama.simpul.keys() & baru.simpul.keys()
    sheets = lama.indikator.keys() & baru.indikator.keys()
    words = ("jenjang", "teks", "kontributor")
    promises = {
        key[0]
        for key in {*lama.target, *baru.target}
        if lama.target.get(key) != baru.target.get(key) and key[0] in sheets
    }
    return {
        "ditambah": {("simpul", pk) for pk in baru.simpul.keys() - nodes}
        | {("indikator", pk) for pk in baru.indikator.keys() - sheets},
        "dihapus": {("simpul", pk) for pk in lama.simpul.keys() - nodes}
        | {("indikator", pk) for pk in lama.indikator.keys() - sheets},
        "diubah": {
            ("simpul", pk)
            for pk in nodes
            if any(lama.simpul[pk][w] != baru.simpul[pk][w] for w in words)
        }
        | {
            ("indikator", pk)
            for pk in sheets
            if pk in promises or lama.indikator[pk]["nama"] != baru.indikator[pk]["nama"]
        },
        "dipindah": {("simpul", pk) for pk in nodes if lama.parent(pk) != baru.parent(pk)}
        | {
            ("indikator", pk)
            for pk in sheets
            if lama.indikator[pk]["simpul"] != baru.indikator[pk]["simpul"]
        },
    }


def count_reordered(lama: Salinan, baru: Salinan) -> int:
    """How few neighbours must have moved, by trying every kept row of them (small families only)."""
    total = 0
    for above in lama.anak.keys() & baru.anak.keys():
        then = [pk for pk in lama.anak[above] if pk in baru.anak[above]]
        now = [pk for pk in baru.anak[above] if pk in lama.anak[above]]
        total += len(now) - _longest(then, now)
    return total


def _longest(then: list[int], now: list[int]) -> int:
    if not then or not now:
        return 0
    if then[0] == now[0]:
        return 1 + _longest(then[1:], now[1:])
    return max(_longest(then[1:], now), _longest(then, now[1:]))
