"""Stages of a year's budget, and which budget line hangs under which code of the plan.

A year passes through murni, pergeseran 1 … n, perubahan, and pergeseran after it (PP 12/2019); each
stage is a whole list that takes the place of the one before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from sakip.rules.angka import EKSAK, read_nomor, shorten_teks, write_persen
from sakip.rules.nomenklatur import KEGIATAN, PROGRAM, SUBKEGIATAN
from sakip.rules.silsilah import line_of

MURNI, PERUBAHAN = 0, 50
# How many parts the code of each level has.
PANJANG_KODE = {3: PROGRAM, 5: KEGIATAN, 6: SUBKEGIATAN}
_KATA = {"murni": MURNI, "perubahan": PERUBAHAN}


def read_tahap(teks: str) -> int:
    """The place of a stage in the year, in order. Raises ValueError with a sentence.

    >>> [read_tahap(t) for t in ("Murni", "pergeseran 2", "perubahan", "pergeseran perubahan 1")]
    [0, 2, 50, 51]
    """
    words = teks.casefold().split()
    if len(words) == 1 and words[0] in _KATA:
        return _KATA[words[0]]
    base = PERUBAHAN if words[1:2] == ["perubahan"] else MURNI
    number = read_nomor(words[-1] if words else "")
    shape = ["pergeseran", "perubahan"][: 2 if base else 1]
    if words[:-1] == shape and number and number < PERUBAHAN:
        return base + number
    raise ValueError(
        f'"{shorten_teks(teks)}" bukan tahap anggaran. Tulis murni, pergeseran 1, perubahan, '
        "atau pergeseran perubahan 1."
    )


def write_tahap(tahap: int) -> str:
    """Murni, Pergeseran 2, Perubahan, Pergeseran perubahan 1."""
    base, number = divmod(tahap, PERUBAHAN)
    if number:
        return f"Pergeseran {'perubahan ' if base else ''}{number}"
    return "Perubahan" if base else "Murni"


@dataclass(frozen=True, slots=True)
class SimpulBerkode:
    """A node of the plan as money sees it: its code (empty: none) and the node above it."""

    kode: str
    induk: int | None


@dataclass(frozen=True, slots=True)
class Sandingan:
    """Budget lines beside the nodes of a plan, both by key.

    `simpul_of` says which node a line hangs on; `baris_of` which lines a node has, its own and those of
    the nodes below it; `tanpa_hasil` names the lines that no node takes.
    """

    simpul_of: Mapping[int, int]
    baris_of: Mapping[int, tuple[int, ...]]
    tanpa_hasil: tuple[int, ...]


def compute_sandingan(
    baris: Mapping[int, str],
    simpul: Mapping[int, SimpulBerkode],
    ikatan: Mapping[str, int] | None = None,
) -> Sandingan:
    """Hang every line (by its code) on one node, the deepest whose code it is or stands below.

    `ikatan` names the node of a code that people tied themselves; it comes first. Of two nodes with the
    same code the first takes it, so no rupiah counts twice.
    """
    by_kode: dict[str, int] = {}
    for pk, node in simpul.items():
        if node.kode:
            by_kode.setdefault(node.kode, pk)
    above = {pk: node.induk for pk, node in simpul.items()}
    simpul_of: dict[int, int] = {}
    baris_of: dict[int, list[int]] = {}
    for pk, kode in baris.items():
        owner = (ikatan or {}).get(kode)
        if owner not in simpul:
            owner = next((by_kode[one] for one in codes_above(kode) if one in by_kode), None)
        if owner is None:
            continue
        simpul_of[pk] = owner
        for upper in line_of(above, owner):
            baris_of.setdefault(upper, []).append(pk)
    loose = tuple(pk for pk in baris if pk not in simpul_of)
    return Sandingan(simpul_of, {pk: tuple(lines) for pk, lines in baris_of.items()}, loose)


def codes_above(kode: str) -> Iterator[str]:
    """A code and the codes it stands below, the longest first; each also as the national list writes it.

    A unit writes its own bidang where the list has X.XX (Permendagri 90/2019).

    >>> list(codes_above("1.02.01"))
    ['1.02.01', 'X.XX.01', '1.02', 'X.XX']
    """
    parts = kode.split(".")
    for n in range(len(parts), 1, -1):
        yield ".".join(parts[:n])
        yield ".".join(["X", "XX", *parts[2:n]])


def sum_of(jumlah: Iterable[Decimal]) -> Decimal:
    """A sum of rupiah, exact; 0 of nothing."""
    return sum(jumlah, Decimal(0))


def sum_by_fund(parts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Rupiah by fund, in the order of their names."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for fund, jumlah in parts:
        found[fund] += jumlah
    return dict(sorted(found.items()))


def write_proporsi(dana: Mapping[str, Decimal]) -> str:
    """Funds with the share of each in percent: "APBD 90,00 %, DAK 10,00 %"; one alone by its name.

    `dana` is rupiah by fund. PermenPANRB 53/2014 lampiran I D.3-4 and formulir I/5-6 (Keterangan).
    """
    jumlah = sum_of(dana.values())
    if len(dana) < 2 or not jumlah:
        return ", ".join(dana)
    with localcontext(EKSAK):
        return ", ".join(f"{nama} {write_persen(n * 100 / jumlah)}" for nama, n in dana.items())


@dataclass(frozen=True, slots=True)
class SerapanKode:
    """A programme, activity or sub-activity of a DPA by its code: pagu, and realisasi (None: not said)."""

    kode: str
    jenjang: str
    pagu: Decimal
    realisasi: Decimal | None

    @property
    def serapan(self) -> Decimal | None:
        """In percent; None without either figure."""
        return None if self.realisasi is None else compute_serapan(self.realisasi, self.pagu)


def compute_serapan(realisasi: Decimal, pagu: Decimal) -> Decimal | None:
    """Realisasi ÷ pagu × 100, in percent; None for a pagu of nothing.

    >>> compute_serapan(Decimal(610), Decimal(1000))
    Decimal('61.00')
    """
    return realisasi / pagu * 100 if pagu else None


def sum_serapan(pagu: Mapping[str, Decimal], realisasi: Mapping[str, Decimal]) -> list[SerapanKode]:
    """Every programme with its activities and their sub-activities, in the order of their codes.

    Both maps are by the code of a sub-activity, whose first three parts name its programme and first five
    its activity (Permendagri 90/2019). A sum is of what is below it; None where nothing below is said.
    """
    below: dict[str, list[str]] = {}
    for kode in sorted(pagu.keys() | realisasi.keys()):
        parts = kode.split(".")
        for n in PANJANG_KODE:
            below.setdefault(".".join(parts[:n]), []).append(kode)
    return [_sum(kode, below[kode], pagu, realisasi) for kode in sorted(below)]


def _sum(
    kode: str, below: list[str], pagu: Mapping[str, Decimal], realisasi: Mapping[str, Decimal]
) -> SerapanKode:
    said = [realisasi[one] for one in below if one in realisasi]
    return SerapanKode(
        kode,
        PANJANG_KODE[kode.count(".") + 1],
        sum_of(pagu[one] for one in below if one in pagu),
        sum_of(said) if said else None,
    )
