"""Many rules, one query: each says which rows wait, and all are read together.

A home must not grow by a query with every new rule. So a rule gives a `Sumber`: rows, the few values it
prints, and how one row is told. `load_fakta` asks for the first rows of every source in one UNION ALL.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    F,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Cast, RowNumber

from sakip.beranda.hal import Tugas

# How many rows of a rule are shown, and how many values of each kind one row may bring.
TERBANYAK = 5
TEKS, ANGKA = 6, 5


@dataclass(frozen=True, slots=True)
class Fakta:
    """One row that waits: its key, its day, its texts (an empty one for NULL) and numbers by name."""

    pk: int
    tenggat: date | None
    semua: int
    teks: Mapping[str, str]
    angka: Mapping[str, int]


Penulis = Callable[[Fakta], Tugas]


@dataclass(frozen=True, slots=True)
class Sumber:
    """The rows of one rule. `tenggat`, `teks` and `angka` are columns or expressions by name.

    With `ringkas` all rows together are one line, told by the first of them; else at most TERBANYAK
    are shown, and `lainnya` is the page of the others.
    """

    rows: QuerySet[Any]
    tulis: Penulis
    tenggat: Any = None
    teks: Mapping[str, Any] = field(default_factory=dict)
    angka: Mapping[str, Any] = field(default_factory=dict)
    ringkas: bool = False
    lainnya: str = ""


def load_fakta(sumber: Sequence[Sumber]) -> Iterator[Tugas]:
    """The lines of these sources; one query however many rows and sources there are."""
    if not sumber:
        return
    first, *rest = (_columns(n, one) for n, one in enumerate(sumber))
    rows = list(first.union(*rest, all=True) if rest else first)
    for n, one in enumerate(sumber):
        found = sorted((row for row in rows if row[0] == n), key=lambda row: row[3])
        for place, row in enumerate(found, 1):
            fakta = _read(one, row)
            hidden = 0 if one.ringkas or place < len(found) else fakta.semua - place
            tugas = one.tulis(fakta)
            yield replace(tugas, lagi=hidden, lagi_alamat=one.lainnya) if hidden else tugas


def _columns(n: int, one: Sumber) -> Any:
    """The same columns for every source: f_ names meet no column of a table."""
    texts = [*one.teks.values()] + [None] * (TEKS - len(one.teks))
    numbers = [*one.angka.values()] + [None] * (ANGKA - len(one.angka))
    columns = {
        "f_sumber": Cast(Value(n), BigIntegerField()),
        "f_pk": F("pk"),
        "f_tenggat": Cast(_expression(one.tenggat), DateField()),
        **{f"f_t{i}": Cast(_expression(text), TextField()) for i, text in enumerate(texts)},
        **{
            f"f_n{i}": Cast(_expression(angka), BigIntegerField())
            for i, angka in enumerate(numbers)
        },
    }
    order = [F("f_tenggat").asc(nulls_last=True), F("f_pk").asc()]
    rows = one.rows.order_by().annotate(**columns)
    rows = rows.annotate(f_ke=Window(RowNumber(), order_by=order), f_semua=Window(Count("*")))
    names = [*columns][3:]
    shown = 1 if one.ringkas else TERBANYAK
    rows = rows.filter(f_ke__lte=shown)
    return rows.values_list("f_sumber", "f_pk", "f_tenggat", "f_ke", "f_semua", *names)


def _expression(value: Any) -> Any:
    return F(value) if isinstance(value, str) else Value(None) if value is None else value


def _read(one: Sumber, row: tuple[Any, ...]) -> Fakta:
    _, pk, tenggat, _, semua, *values = row
    texts = dict(zip(one.teks, (text or "" for text in values), strict=False))
    numbers = dict(zip(one.angka, (angka or 0 for angka in values[TEKS:]), strict=False))
    return Fakta(pk, tenggat, semua, texts, numbers)
