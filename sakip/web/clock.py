"""Today, in the agency's own zone; `SAKIP_HARI_INI` fixes it for demos and tests."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, Func
from django.utils import timezone

# Inside a transaction too this is the moment of asking, not that of its beginning.
SQL_SEKARANG = {
    "postgresql": "clock_timestamp()",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
}


def today(zona: str) -> date:
    """The date on the wall of an office in this zone."""
    if settings.HARI_INI:
        return date.fromisoformat(settings.HARI_INI)
    return timezone.now().astimezone(ZoneInfo(zona)).date()


def now() -> datetime:
    """This moment, in UTC."""
    return timezone.now()


def database_now() -> datetime:
    """This moment by the database's own clock, in UTC: what a deadline is compared with (T03).

    Every web process asks the same clock, however wrong its own. Exact to the microsecond on
    PostgreSQL, to the millisecond on SQLite.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SQL_SEKARANG[connection.vendor]}")
        (moment,) = cursor.fetchone()
    return read_moment(moment)


class DatabaseNow(Func):
    """The same moment as a column of a query."""

    output_field = DateTimeField()

    def as_sql(
        self, compiler: Any, connection: BaseDatabaseWrapper, *_: Any, **__: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        return sql_now(connection), ()


def sql_now(connection: BaseDatabaseWrapper) -> str:
    """The same moment inside a statement with parameters."""
    return SQL_SEKARANG[connection.vendor].replace("%", "%%")


def read_moment(written: str | datetime) -> datetime:
    """A moment as a database gives it: with its zone, or in UTC without one."""
    found = datetime.fromisoformat(written) if isinstance(written, str) else written
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
