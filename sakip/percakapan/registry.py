"""What may be spoken about, by kind. The app that has the rows says who sees them, and where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sakip.organisasi.models import Pengguna


@dataclass(frozen=True, slots=True)
class Objek:
    """One thing people speak about: what it is called, whose it is (None: the agency's), its page."""

    jenis: str
    pk: int
    nama: str
    unit: int | None
    alamat: str


@dataclass(frozen=True, slots=True)
class Jenis:
    """A kind of thing: the rows a person sees, and how one of them is told.

    `rows` is the whole right: a comment is never read or written by who does not find its thing there.
    """

    kode: str
    nama: str
    rows: Callable[[Pengguna], QuerySet[Any]]
    tell: Callable[[Any], Objek]


JENIS: dict[str, Jenis] = {}


def register(jenis: Jenis) -> None:
    """Called once, when the app of these rows is loaded. A kode is stored, so it is never changed."""
    JENIS[jenis.kode] = jenis


def find_objek(user: Pengguna, jenis: str, pk: int) -> Objek | None:
    """The thing, when this person sees it."""
    kind = JENIS.get(jenis)
    row = kind.rows(user).filter(pk=pk).first() if kind else None
    return kind.tell(row) if kind and row is not None else None
