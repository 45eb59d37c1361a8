"""Canonical text and hashes of rows, the same on SQLite and PostgreSQL."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from sakip.web.prepared import Prepared, Slot

# Rows asked for at once by their keys; below what either database takes in one statement.
SEKALIGUS = 500


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces; the text that is hashed and stored."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plain(value: Any) -> Any:
    """A value in a form that both databases give back alike.

    Raises TypeError for a type it does not know: a text like "<object at 0x…>" would never match.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple():
            return [plain(v) for v in value]
        case models.Model():
            return plain(value.pk)
        case float():
            return _plain_float(value)
    return _plain_text(value)


def _plain_text(value: Any) -> str:
    match value:
        case Decimal():
            return _plain_decimal(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
        case timedelta() | UUID() | Promise():
            return str(value)
    raise TypeError(f"A value of type {type(value).__name__} has no canonical text.")


def _plain_float(value: float) -> int | float:
    """jsonb writes 1e+23 as a whole number, SQLite keeps the text: both become the whole number."""
    exact = Decimal(repr(value))
    return int(exact) if exact.is_finite() and exact == exact.to_integral_value() else value


def _plain_decimal(value: Decimal) -> str:
    """All digits and no exponent, no zeros behind them, no minus before zero: 12.50 is "12.5"."""
    if value == 0:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def sha256(*parts: str) -> str:
    """The hash of texts, parted so that no two lists of texts run together."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def hashed_fields(model: type[models.Model]) -> list[str]:
    """The columns that count: all but those the model names as outside the trail (`JEJAK_LUAR`)."""
    outside = getattr(model, "JEJAK_LUAR", ())
    return [f.attname for f in model._meta.concrete_fields if f.attname not in outside]


def row_hash(model: type[models.Model], values: Mapping[str, Any]) -> str:
    """The hash of one row as stored: its columns by name.

    A column that came with a later migration (`JEJAK_BARU` of the model: the value it came with) counts
    once it says something else, so that the rows of an older database keep the hash of their last act.
    """
    later = getattr(model, "JEJAK_BARU", {})
    return sha256(canonical({k: v for k, v in values.items() if k not in later or v != later[k]}))


def hash_of(row: models.Model) -> str:
    """The hash of a row that stands in the database as it stands in memory."""
    return row_hash(type(row), {name: getattr(row, name) for name in hashed_fields(type(row))})


def stored_hashes(model: type[models.Model], pks: Iterable[int]) -> dict[int, str]:
    """The hash of each of these rows as the database holds it now; a row that is gone has none."""
    key = model._meta.pk.attname
    rest = iter(pks)
    hashes: dict[int, str] = {}
    while some := list(islice(rest, SEKALIGUS)):
        # Most acts touch one row of a table.
        rows = _one_row(model).load(pk=some[0]) if len(some) == 1 else _rows(model, pk__in=some)
        hashes |= {row[key]: row_hash(model, row) for row in rows}
    return hashes


@cache
def _one_row(model: type[models.Model]) -> Prepared:
    return Prepared(lambda: _rows(model, pk=Slot("pk")))


def _rows(model: type[models.Model], **which: Any) -> "models.QuerySet[Any, Any]":
    return model._base_manager.filter(**which).values(*hashed_fields(model))
