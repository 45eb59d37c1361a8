"""What a line of the home says, and the groups in which lines stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sakip.organisasi.models import Peran

# Days until a deadline: a row of up to so many stands in this group.
SEGERA, MINGGU_INI = 3, 7


@dataclass(frozen=True, slots=True)
class Pihak:
    """On whom something waits: a role in one unit, or in the whole agency (`unit` None).

    Without a role nobody is written to from here.
    """

    nama: str
    peran: Peran | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Tugas:
    """One act: what, why, where, by when.

    `kunci` names the fact and stays the same as long as it lasts. `acara` is what a calendar may say of
    it: fixed words, no figure and nothing that a person typed; empty where nothing is due. `pihak` is
    on whom it waits; None: on the reader. `keputusan`: others wait for the reader; `segera`: to be
    seen now, although nothing is due. `lagi` counts the rows of its rule that are not shown, `lagi_alamat`
    is their page.
    """

    kunci: str
    judul: str
    keterangan: str
    alamat: str
    tombol: str
    tenggat: date | None = None
    lewat: bool = False
    menit: int = 2
    acara: str = ""
    keputusan: bool = False
    segera: bool = False
    pihak: Pihak | None = None
    lagi: int = 0
    lagi_alamat: str = ""

    @property
    def banyak(self) -> int:
        """How many facts the line stands for."""
        return 1 + self.lagi


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Lines of one urgency."""

    kunci: str
    nama: str
    tugas: tuple[Tugas, ...]

    @property
    def banyak(self) -> int:
        """How many facts its lines stand for."""
        return sum(one.banyak for one in self.tugas)

    @property
    def pihak(self) -> list[tuple[str, int]]:
        """On whom its lines wait, and how many on each."""
        names = [one.pihak.nama for one in self.tugas if one.pihak]
        return [(nama, names.count(nama)) for nama in dict.fromkeys(names)]


KELOMPOK = (
    ("keputusan", "Keputusan berikutnya"),
    ("lewat", "Lewat tenggat"),
    ("segera", f"Segera (sampai {SEGERA} hari)"),
    ("minggu", "Minggu ini"),
    ("lain", "Menunggu orang lain"),
    ("nanti", "Nanti"),
)


@dataclass(frozen=True)
class Papan:
    """Everything that concerns a person on a day, in the order of its urgency."""

    tugas: Sequence[Tugas]
    hari_ini: date

    @cached_property
    def kelompok(self) -> list[Kelompok]:
        """The groups that hold anything, but for the first act."""
        rest = [one for one in self.tugas if one is not self.pertama]
        rows = (
            Kelompok(kunci, nama, tuple(one for one in rest if self._place(one) == kunci))
            for kunci, nama in KELOMPOK
        )
        return [row for row in rows if row.tugas]

    @cached_property
    def pertama(self) -> Tugas | None:
        """Where to begin: the first that does not wait for somebody else."""
        return next((one for one in self.tugas if one.pihak is None), None)

    @property
    def banyak(self) -> int:
        """How many facts wait for this person himself."""
        return sum(one.banyak for one in self.tugas if one.pihak is None)

    def find_lain(self, kunci: str) -> Tugas | None:
        """What waits for somebody else, by its key."""
        rows = (one for one in self.tugas if one.kunci == kunci and one.pihak is not None)
        return next(rows, None)

    def _place(self, one: Tugas) -> str:
        if one.pihak is not None:
            return "lain"
        if one.keputusan:
            return "keputusan"
        return urgency_of(one, self.hari_ini)


def urgency_of(one: Tugas, today: date) -> str:
    """The group of something that waits for the reader."""
    if one.tenggat is None:
        return "segera" if one.segera else "nanti"
    left = (one.tenggat - today).days
    if one.lewat or left < 0:
        return "lewat"
    if left <= SEGERA:
        return "segera"
    return "minggu" if left <= MINGGU_INI else "nanti"


def sort_tugas(tugas: Sequence[Tugas], today: date) -> list[Tugas]:
    """Decisions first, then the nearest deadline; what waits for others at the end."""
    late = [replace(one, lewat=urgency_of(one, today) == "lewat") for one in tugas]
    return sorted(
        late,
        key=lambda t: (
            t.pihak is not None,
            not t.keputusan,
            not t.lewat,
            t.tenggat or (today if t.segera else date.max),
        ),
    )
