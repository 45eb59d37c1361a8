"""Today, in the agency's own zone; `SAKIP_HARI_INI` fixes it for demos and tests."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

# Inside a transaction too this is the moment of asking, not that of its beginning.
SQL_SEKARANG = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
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
        cursor.execute(SQL_SEKARANG[connection.vendor])
        (moment,) = cursor.fetchone()
    # SQLite answers with a text, which is UTC.
    found: datetime = datetime.fromisoformat(f"{moment}Z") if isinstance(moment, str) else moment
    return found.astimezone(UTC)
