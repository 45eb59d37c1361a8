"""What a person answers to a long list: one for each row, or one for all of a kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

# More rows of one kind than this are answered together.
BATAS = 30


class Bertanya(Protocol):
    """A row that wants an answer."""

    @property
    def kunci(self) -> str:
        """Names the row; the part before the first colon names its kind."""


T = TypeVar("T", bound=Bertanya)


@dataclass(frozen=True, slots=True)
class Kelompok(Generic[T]):
    """Rows of one kind, with the answers so far by their keys; under the kind that for all of them.

    `sisa`: how many more there are than the page shows; one answer for all of the kind covers them.
    """

    kunci: str
    baris: Sequence[T]
    sisa: int
    jawaban: Mapping[str, str]

    @property
    def banyak(self) -> int:
        """How many rows there are."""
        return len(self.baris) + self.sisa


def kind_of(row: Bertanya) -> str:
    """The kind a row belongs to."""
    return row.kunci.partition(":")[0]


def group(rows: Iterable[T], jawaban: Mapping[str, str]) -> list[Kelompok[T]]:
    """The rows by their kind, kinds in their order."""
    in_order = sorted(rows, key=kind_of)
    found = []
    for kind, some in groupby(in_order, kind_of):
        all_of_it = list(some)
        shown = all_of_it[:BATAS]
        found.append(Kelompok(kind, shown, len(all_of_it) - len(shown), jawaban))
    return found


def read_jawaban(data: Mapping[str, str], nama: str) -> dict[str, str]:
    """What was typed: by key of the row, and by kind."""
    start = f"{nama}-"
    return {k.removeprefix(start): v for k, v in data.items() if k.startswith(start)}


def fill(rows: Iterable[Bertanya], jawaban: Mapping[str, str]) -> dict[str, str]:
    """The answer of each row: its own, else that for all of its kind."""
    return {row.kunci: jawaban.get(row.kunci) or jawaban.get(kind_of(row), "") for row in rows}
