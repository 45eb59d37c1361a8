"""What can run in the background, by name: jobs people start, and periodic work.

A job is found by its name after a restart or an upgrade, so a name is never changed or reused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Concatenate

if TYPE_CHECKING:
    from sakip.latar.context import JobContext

    Fungsi = Callable[Concatenate[JobContext, ...], None]

PERCOBAAN_MAKS = 3
BATAS_DETIK = 600


@dataclass(frozen=True, slots=True)
class Job:
    """A function `(ctx, **params)`, what it may cost, and how urgent it is (a lower number goes first)."""

    nama: str
    fungsi: Fungsi
    prioritas: int
    batas_detik: int


@dataclass(frozen=True, slots=True)
class Periodic:
    """A function without arguments, run once per interval however many workers there are."""

    nama: str
    fungsi: Callable[[], None]
    every: timedelta


JOBS: dict[str, Job] = {}
PERIODICS: dict[str, Periodic] = {}


def job(
    nama: str, *, prioritas: int = 5, batas_detik: int = BATAS_DETIK
) -> Callable[[Fungsi], Job]:
    """Register a job. It may run twice (a worker can die after its work): it must not mind.

    `def export(ctx: JobContext, *, unit: int) -> None`: parameters are plain JSON values, best ids.
    """

    def register(fungsi: Fungsi) -> Job:
        JOBS[nama] = Job(nama, fungsi, prioritas, batas_detik)
        return JOBS[nama]

    return register


def periodic(nama: str, *, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register periodic work. A run that was cut short is not repeated before the next interval."""

    def register(fungsi: Callable[[], None]) -> Callable[[], None]:
        PERIODICS[nama] = Periodic(nama, fungsi, every)
        return fungsi

    return register
