"""A row is held until the commit; a new one is stored, or refused in its table's own words."""

from typing import Any

from django.db import IntegrityError, OperationalError, models, transaction

# How the databases say that two transactions waited for each other, or one too long.
CROSSED = {"40P01", "55P03", "SQLITE_BUSY", "SQLITE_LOCKED"}


def hold(row: models.Model) -> None:
    """One transaction at a time goes on from here: it holds the row, on SQLite the whole file.

    Rows are held before anything is recorded: the end of the trail comes last of all locks, so that no
    two wait for each other. What was read of the row before may be another by now.
    """
    hold_all(type(row)._base_manager.filter(pk=row.pk))


def hold_all(rows: "models.QuerySet[Any]") -> int:
    """The same of many rows of a table, always in the order of their keys; how many there are by then."""
    return len(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def insert(row: models.Model) -> None:
    """Store a new row as its table allows it. Raises ValidationError, also for what was stored just before.

    On PostgreSQL somebody may store the same at this moment: it is then seen at the second look.
    """
    row.full_clean()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.full_clean()
        raise


def is_crossed(error: OperationalError) -> bool:
    """Whether nothing is broken: another one was writing the same, and the same act may do a moment later."""
    cause = error.__cause__
    codes = {getattr(cause, name, None) for name in ("sqlstate", "sqlite_errorname")}
    return bool(codes & CROSSED)
