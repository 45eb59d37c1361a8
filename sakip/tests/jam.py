"""Setting the database's own clock, which no trick of the process can move."""

from datetime import UTC, datetime
from functools import lru_cache

import pytest
from django.db import connection

from sakip.audit.models import AWAL, KepalaJejak
from sakip.evaluasi import hubungan
from sakip.web import clock


def set_database_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """From now on the database says that it is this moment; what was recorded so far lies before it."""
    move_database_clock(monkeypatch, moment)
    KepalaJejak.objects.update(waktu=AWAL)


def move_database_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """The same, with the last acts where they were: they may lie ahead now."""
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    monkeypatch.setitem(clock.SQL_SEKARANG, connection.vendor, f"'{text}'")
    # A question that was put together before would go on asking the clock of before.
    fresh = lru_cache(hubungan.question_of.__wrapped__)
    monkeypatch.setattr(hubungan, "question_of", fresh)
