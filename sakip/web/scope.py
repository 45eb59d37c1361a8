"""Which agency's rows this thread may touch: the second wall, kept by PostgreSQL itself.

Every request, job and command works inside `instansi_scope(...)`. On PostgreSQL the scope is the
setting `app.instansi` that every row-level security policy reads (see `rls`); outside any scope it is
empty and the query fails, so a forgotten scope is an error and never a leak. SQLite has no such
wall, therefore `visible_to` must be complete alone.

The setting belongs to a connection: it is written when a scope begins and ends, and whenever a
connection is opened or taken from the pool, so none carries a scope into another's work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

SEMUA = "*"  # every agency: migrations, the scheduler, `sakip instansi buat`; of web addresses only `/sehat/`
NONE = ""

_scope: ContextVar[str] = ContextVar("instansi_scope", default=NONE)


@contextmanager
def instansi_scope(instansi: int | str | None) -> Iterator[None]:
    """Work on one agency's rows (its id), on all (`SEMUA`), or on none (None)."""
    token = _scope.set(NONE if instansi is None else str(instansi))
    try:
        _tell_database(connection)
        yield
    finally:
        _scope.reset(token)
        _tell_database(connection)


@receiver(connection_created)
def _tell_new_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Django's only word for "another connection from now on", freshly opened or out of the pool."""
    _tell_database(connection)


def _tell_database(connection: Any) -> None:
    """Set the scope in force, past Django's cursor: it is no query of the page.

    Nothing is said to a connection that is not open (it hears when it opens), or is in a broken
    transaction: its rollback brings back the setting of its beginning, and since scopes and
    transactions nest, that is the scope in force when it ends.
    """
    raw = connection.connection
    if connection.vendor != "postgresql" or raw is None or connection.needs_rollback:
        return
    if raw.info.transaction_status.name in {"IDLE", "INTRANS"}:
        raw.execute("SELECT set_config('app.instansi', %s, false)", [_scope.get()])
