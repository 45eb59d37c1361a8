"""Two at once: acts in threads of their own, so on connections of their own of PostgreSQL."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from sakip.web.scope import SEMUA, instansi_scope

# SQLite has one writer at a time, so two never meet there; on PostgreSQL none of these is skipped.
BERDUA = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time: two never meet"
    ),
    pytest.mark.django_db(transaction=True),
]


def berdua(test: Callable[..., None]) -> Callable[..., None]:
    """The marks of BERDUA on one test."""
    for mark in BERDUA:
        test = mark(test)
    return test


def let_wait(
    monkeypatch: pytest.MonkeyPatch,
    place: object,
    step: str,
    first: Callable[[], object],
    second: Callable[[], object],
) -> None:
    """Stop `first` in a step of its work and begin `second`: it must wait; then both end without a fault."""
    inside, go_on = threading.Event(), threading.Event()
    work = getattr(place, step)

    def slowly(*args: object, **kwargs: object) -> object:
        inside.set()
        assert go_on.wait(20)
        return work(*args, **kwargs)

    monkeypatch.setattr(place, step, slowly)
    faults: list[BaseException] = []
    before = _beside(faults, first)
    assert inside.wait(20)
    after = _beside(faults, second)
    after.join(0.5)
    assert after.is_alive(), "it waits for the first"
    go_on.set()
    for thread in (before, after):
        thread.join(20)
    assert not faults, faults


def refused(
    error: type[Exception], sentence: str, act: Callable[[], object]
) -> Callable[[], object]:
    """An act that must be refused with these words, as one of two."""

    def run() -> None:
        with pytest.raises(error, match=sentence):
            act()

    return run


def _beside(faults: list[BaseException], act: Callable[[], object]) -> threading.Thread:
    """Begin an act beside the test; what it raises is told to it in `faults`."""

    def run() -> None:
        try:
            with instansi_scope(SEMUA):
                act()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread
