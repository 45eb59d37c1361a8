"""What a search gives back, and from where it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from sakip.organisasi.models import Pengguna
from sakip.rules.pencarian import Kata

# How well something answers: its code as typed, the beginning of it, every word as typed, or by roots.
PERSIS, AWAL, TERTULIS, SEAKAR = range(4)


@dataclass(frozen=True, slots=True)
class Konteks:
    """Who asks, the year and quarter he stands in, and the page he asks from."""

    user: Pengguna
    tahun: int
    tw: int
    tahun_tersedia: tuple[int, ...] = ()
    dari: str = ""

    @property
    def masa(self) -> dict[str, int]:
        """Year and quarter as addresses take them."""
        return {"tahun": self.tahun, "tw": self.tw}


@dataclass(frozen=True, slots=True)
class Hasil:
    """One answer: what it is, where it stands, where it leads; `kirim`: the address is posted to."""

    judul: str
    letak: str
    alamat: str
    kode: str = ""
    peringkat: int = TERTULIS
    kirim: bool = False


Baris = QuerySet[Any] | Sequence[Any]


class Sumber(Protocol):
    """One kind of thing that can be found."""

    @property
    def kunci(self) -> str: ...
    @property
    def nama(self) -> str: ...
    @property
    def ikon(self) -> str: ...

    def find_rows(self, pertanyaan: Sequence[Kata], konteks: Konteks) -> Baris:
        """What answers, best first, and only what this person may see."""

    def to_hasil(self, row: Any, konteks: Konteks) -> Hasil:
        """One of them as it is shown; no query."""
