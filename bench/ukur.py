"""Measuring in pairs: A B A B, the median of the ratios, and what a page costs beside time."""

import gc
import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Pasangan:
    """Two works timed alternately: medians in milliseconds, and the median of the ratios."""

    a: float
    b: float
    rasio: float
    rendah: float
    tinggi: float

    def __str__(self) -> str:
        spread = f"({self.rendah:.2f}–{self.tinggi:.2f})"
        return f"{self.a:8.2f} ms : {self.b:8.2f} ms   {self.rasio:6.2f}x  {spread}"


def compare(a: Callable[[], object], b: Callable[[], object], pairs: int) -> Pasangan:
    """Time `a` against `b` in alternating pairs, after one warm-up of each.

    Garbage is sought among what the two leave behind, not among what the parts before them left.
    """
    a(), b()
    gc.collect()
    gc.freeze()
    rows = [(_time(a), _time(b)) for _ in range(pairs)]
    gc.unfreeze()
    ratios = sorted(x / y for x, y in rows)
    return Pasangan(
        statistics.median(x for x, _ in rows) * 1000,
        statistics.median(y for _, y in rows) * 1000,
        statistics.median(ratios),
        ratios[0],
        ratios[-1],
    )


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Halaman:
    """What one page costs: status, queries, bytes as sent and compressed."""

    status: int
    kueri: int
    bita: int
    padat: int


def cost_of(client: Client, path: str) -> Halaman:
    """Open a page once and count."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    body = answer.content
    return Halaman(answer.status_code, len(queries), len(body), len(gzip.compress(body)))
