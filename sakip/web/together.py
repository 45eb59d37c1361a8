"""Rows of several tables in one query, and many rows in one statement, where each would cost its own."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import JSONObject

from sakip.web.prepared import Prepared

Row = TypeVar("Row", bound=models.Model)
# The rows and the columns to read of them, by name.
Asked = tuple[models.QuerySet[Any], Mapping[str, Any]]


class Together:
    """Questions of several tables that one query answers, put together once (`web.prepared`).

    `ask` gives, by name, the rows of each and their columns. One UNION ALL of JSON objects: a day comes
    back as a text, and on SQLite yes and no as 1 and 0.
    """

    def __init__(self, ask: Callable[[], Mapping[str, Asked]]) -> None:
        self._ask = ask
        self._rows = Prepared(self._union)

    def load(self, **values: Any) -> dict[str, list[dict[str, Any]]]:
        """By name the rows of each question, every row a mapping of its columns; unordered."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for name, row in self._rows.load(**values):
            found[name].append(row)
        return found

    def _union(self) -> "models.QuerySet[Any, Any]":
        first, *rest = (
            rows.order_by().values_list(Value(name), JSONObject(**columns))
            for name, (rows, columns) in self._ask().items()
        )
        return first.union(*rest, all=True)


def columns_of(model: type[models.Model], **lain: str) -> dict[str, Any]:
    """Every column of a model by the name of its attribute, and others by path."""
    return {f.attname: F(f.attname) for f in model._meta.concrete_fields} | {
        name: F(path) for name, path in lain.items()
    }


def build_row(model: type[Row], values: Mapping[str, Any]) -> Row:
    """A row of a model as `columns_of` read it; only for columns of texts, whole numbers and keys."""
    names = [f.attname for f in model._meta.concrete_fields if f.attname in values]
    return model.from_db(None, names, [values[name] for name in names])


def update_together(rows: Iterable[models.Model], columns: Collection[str]) -> None:
    """Store these columns of rows that exist and are held, by one statement for all of them."""
    held = list(rows)
    if not held:
        return
    meta: Any = held[0]._meta
    fields = [meta.get_field(name) for name in columns]
    new = ", ".join(f'"{field.column}" = %s' for field in fields)
    sql = f'UPDATE "{meta.db_table}" SET {new} WHERE "{meta.pk.column}" = %s'  # noqa: S608  # names of our own
    values = [
        [*(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields), row.pk]
        for row in held
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
