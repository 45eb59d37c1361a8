"""Questions that are asked again and again: their SQL is put together once in a process.

Putting it together costs several times what the database needs for the answer, and it is the same each
time but for its values: who asks, of which day, about which row.
"""

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Slot(Expression):
    """The place of a value that is known only when the question is asked.

    A day or a moment needs its `column`, to be written as the database writes those.
    """

    def __init__(self, name: str, column: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=column)
        self.name, self.column = name, column

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Itself among the values, until the one of the moment takes its place."""
        return "%s", (self,)

    def value_in(self, values: Mapping[str, Any]) -> Any:
        """The value of the moment, as the database takes it. Raises KeyError where it was forgotten."""
        value = values[self.name]
        return value if self.column is None else self.column.get_db_prep_value(value, connection)


class Prepared:
    """A question by the function that makes its rows, with a `Slot` for each value of the moment."""

    def __init__(self, ask: "Callable[[], QuerySet[Any, Any]]") -> None:
        self._ask = ask

    def load(self, **values: Any) -> list[Any]:
        """What its rows would give for these values."""
        question, made, sql, places = self._made
        filled = [p.value_in(values) if isinstance(p, Slot) else p for p in places]
        # A copy each time: this one speaks to this thread's connection, and with these values.
        compiler = copy(made)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (sql, filled)
        rows = question.all()
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows)

    @cached_property
    def _made(self) -> tuple[Any, Any, str, tuple[Any, ...]]:
        rows = self._ask()
        compiler: Any = rows.query.get_compiler(connection=connection)
        return rows, compiler, *compiler.as_sql()
