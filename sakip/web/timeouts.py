"""How long one statement may take (T26): PostgreSQL gives it up then. SQLite has no such limit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

# As PostgreSQL says it, be it that the statement worked or that it waited.
GIVEN_UP = "57014"


@contextmanager
def unhurried() -> Iterator[None]:
    """Inside, a statement may take as long as it needs: a large table is changed once."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        yield
        cursor.execute("RESET statement_timeout")


def is_given_up(error: OperationalError) -> bool:
    """Whether the database did not finish in the time a statement has (`BATAS_KUERI`)."""
    return getattr(error.__cause__, "sqlstate", None) == GIVEN_UP
