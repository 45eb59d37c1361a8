"""Who points to files as evidence: the apps above register an answer in their module `pemakai_berkas`.

So a file is authorised by the page that shows it (T02), and nothing here knows of those pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sakip.organisasi.models import Pengguna


@dataclass(frozen=True, slots=True)
class Pemakaian:
    """One pointer to a file: `label` "IK02", `halaman` "12-14" or "", `alamat` of the page that has it.

    `terlihat`: the user who asks may see that page. `kunci`: a sentence why the file must stay where it
    is, for instance because what points to it was sent; "" when the pointer hinders nothing. `tahun` and
    `sampai`: the year it is evidence of (0: of none) and the last day of its period, if it has one.
    """

    berkas_id: int
    label: str
    halaman: str
    alamat: str
    terlihat: bool
    kunci: str = ""
    tahun: int = 0
    sampai: date | None = None


class Pemakai(Protocol):
    """A table that points to files: `nama` is its key in an address, `label` what a filter calls it.

    No method may ask `Berkas.objects.visible_to`, which asks them.
    """

    nama: str
    label: str

    def pointed(self) -> QuerySet[Any, Any]:
        """Keys of all files it points to, as a subquery (`.values`): what a filter of a cabinet takes."""
        ...

    def readable_to(self, user: Pengguna) -> QuerySet[Any, Any]:
        """Keys of the files a person may read through parents he may see, as a subquery (`.values`)."""
        ...

    def load_pemakaian(self, user: Pengguna, berkas: Collection[int]) -> Iterable[Pemakaian]:
        """Every pointer to these files, whoever sees it, in a constant number of queries."""
        ...


_TERDAFTAR: dict[str, Pemakai] = {}


def register(pemakai: Pemakai) -> None:
    """Add a table that points to files; the same name again takes the place of the first."""
    _TERDAFTAR[pemakai.nama] = pemakai


def all_pemakai() -> Iterator[Pemakai]:
    """The tables that may point to files, in the order they were registered."""
    yield from _TERDAFTAR.values()


def load_pemakaian(user: Pengguna, berkas: Collection[int]) -> dict[int, list[Pemakaian]]:
    """Every pointer to these files by file, in a constant number of queries; files without one are absent."""
    found: dict[int, list[Pemakaian]] = defaultdict(list)
    for pemakai in all_pemakai() if berkas else ():
        for one in pemakai.load_pemakaian(user, berkas):
            found[one.berkas_id].append(one)
    return dict(found)
