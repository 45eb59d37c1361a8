"""Many rules, one query: each says which rows wait, and all are read together.

A home must not grow by a query with every new rule. So a rule gives a `Sumber`: rows, the few values it
prints, and how one row is told. `load_fakta` asks for the first rows of every source in one UNION ALL.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Cast, JSONObject

from sakip.beranda.hal import Tugas

# How many rows of a rule are shown.
TERBANYAK = 5
# Written out: Django's own windows cost more to put together than all the rest of a home.
SQL_SUMBER = """
SELECT {n}, ke, semua, f_pk, f_tenggat, f_isi FROM (
  SELECT f_pk, f_tenggat, f_isi, COUNT(*) OVER () AS semua,
    ROW_NUMBER() OVER (ORDER BY f_tenggat NULLS LAST, f_pk) AS ke
  FROM ({rows}) AS sumber
) AS urut WHERE ke <= {banyak}"""


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
    """The rows of one rule; `tenggat` is a column, `teks` and `angka` columns or expressions by name.

    With `ringkas` all rows together are one line, told by the first of them; else at most TERBANYAK
    are shown, and `lainnya` is the page of the others.
    """

    rows: QuerySet[Any]
    tulis: Penulis
    tenggat: str = ""
    teks: Mapping[str, Any] = field(default_factory=dict)
    angka: Mapping[str, Any] = field(default_factory=dict)
    ringkas: bool = False
    lainnya: str = ""


def load_fakta(sumber: Sequence[Sumber]) -> Iterator[Tugas]:
    """The lines of these sources; one query however many rows and sources there are."""
    found: dict[int, list[Fakta]] = defaultdict(list)
    for n, fakta in _ask(sumber):
        found[n].append(fakta)
    for n, one in enumerate(sumber):
        for place, fakta in enumerate(found[n], 1):
            hidden = 0 if one.ringkas or place < len(found[n]) else fakta.semua - place
            tugas = one.tulis(fakta)
            yield replace(tugas, lagi=hidden, lagi_alamat=one.lainnya) if hidden else tugas


def _ask(sumber: Sequence[Sumber]) -> Iterator[tuple[int, Fakta]]:
    """The rows to show with the number of their source, in order."""
    parts: list[str] = []
    values: list[Any] = []
    for n, one in enumerate(sumber):
        with suppress(EmptyResultSet):  # rows of nobody
            sql, own = _rows(one).query.sql_with_params()
            parts.append(SQL_SUMBER.format(n=n, rows=sql, banyak=1 if one.ringkas else TERBANYAK))
            values += own
    if not parts:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1, 2", values)
        rows = cursor.fetchall()
    for n, _, *row in rows:
        yield n, _read(*row)


def _rows(one: Sumber) -> QuerySet[Any]:
    """Its key, its day, its texts and numbers: f_ names meet no column of a table."""
    day = F(one.tenggat) if one.tenggat else Value(None)
    columns = {
        "f_pk": F("pk"),
        "f_tenggat": Cast(day, DateField()),
        "f_isi": JSONObject(teks=JSONObject(**one.teks), angka=JSONObject(**one.angka)),
    }
    rows: QuerySet[Any] = one.rows.order_by().annotate(**columns)
    return rows.values_list(*columns)


def _read(semua: int, pk: int, tenggat: date | str | None, isi: str) -> Fakta:
    """One row as the database gave it: a day is a text on SQLite."""
    day = date.fromisoformat(tenggat) if isinstance(tenggat, str) else tenggat
    values = json.loads(isi)
    texts = {name: text or "" for name, text in values["teks"].items()}
    return Fakta(pk, day, semua, texts, {name: n or 0 for name, n in values["angka"].items()})
