"""How an indicator goes on from one planning period to the next, and whether its figures compare.

A line of eight years crosses documents (RPD to RPJMD). Where the way of counting changed the line is
broken there and says so, instead of joining figures that mean different things.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from sakip.rules.bahasa import read_kata

# From how much likeness on (0 to 1) two names are worth showing to a person as one indicator.
MIRIP = 0.75


class Kelanjutan(StrEnum):
    """What became of an indicator; the value is the stored key, `nama` is for people."""

    nama: str

    LANJUT = "lanjut", "Lanjut"
    GANTI_RUMUS = "ganti_rumus", "Lanjut, ganti rumus"
    GANTI_SATUAN = "ganti_satuan", "Lanjut, ganti satuan"
    BERHENTI = "berhenti", "Berhenti"
    BELUM = "belum_dipetakan", "Belum dipetakan"

    def __new__(cls, key: str, nama: str) -> "Kelanjutan":
        member = str.__new__(cls, key)
        member._value_ = key
        member.nama = nama
        return member

    @property
    def terputus(self) -> bool:
        """Whether figures before and after it do not compare."""
        return self in {Kelanjutan.GANTI_RUMUS, Kelanjutan.GANTI_SATUAN}


@dataclass(frozen=True, slots=True)
class CaraUkur:
    """What makes two figures comparable: the unit of measure and the way of counting."""

    satuan: str
    rumus: str
    arah: str
    agregasi: str
    skala: str = ""
    pembilang: str = ""
    penyebut: str = ""


def compute_kelanjutan(lama: CaraUkur, baru: CaraUkur) -> Kelanjutan:
    """What kind of going on it is. A variable that only one of them names is no change.

    >>> a = CaraUkur("persen", "R/T", "naik", "RAS")
    >>> compute_kelanjutan(a, CaraUkur("Persen ", "R/T", "naik", "RAS", pembilang="bayi")).value
    'lanjut'
    >>> compute_kelanjutan(a, CaraUkur("indeks", "R/T", "naik", "AKH")).value
    'ganti_satuan'
    """
    if _plain(lama.satuan) != _plain(baru.satuan):
        return Kelanjutan.GANTI_SATUAN
    same = all(
        getattr(lama, name) == getattr(baru, name)
        for name in ("rumus", "arah", "agregasi", "skala")
    )
    for one, other in ((lama.pembilang, baru.pembilang), (lama.penyebut, baru.penyebut)):
        same = same and (not one or not other or _plain(one) == _plain(other))
    return Kelanjutan.LANJUT if same else Kelanjutan.GANTI_RUMUS


def compute_mirip(nama: Set[str], lain: Set[str]) -> float:
    """How many of the words of two names are the same, 0 to 1 (Dice); whatever their order.

    >>> compute_mirip(kata_nama("Angka kematian ibu"), kata_nama("angka  Kematian Ibu"))
    1.0
    >>> compute_mirip(kata_nama("Balita stunting"), kata_nama("Balita kurus"))
    0.5
    """
    both = len(nama) + len(lain)
    return 2 * len(nama & lain) / both if both else 0.0


def kata_nama(nama: str) -> frozenset[str]:
    """The words of a name, to be compared with many others."""
    return frozenset(read_kata(nama))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
