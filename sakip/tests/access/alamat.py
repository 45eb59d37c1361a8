"""Every address the program knows, and how a row of the table becomes one of them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from sakip.tests.access.notasi import Baris

MASA = {"tahun": 2026, "tw": 4}


def _walk(
    resolver: URLResolver, namespace: str = "", route: str = "", takes: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Route, name and arguments of each page."""
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        arguments = takes | frozenset(entry.pattern.converters)
        if isinstance(entry, URLPattern):
            yield here, f"{namespace}{entry.name}", arguments | frozenset(entry.default_args)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, here, arguments)


@cache
def every_route() -> dict[str, str]:
    """Route of each page -> its name; a name may have several routes."""
    return {route: name for route, name, _ in _walk(get_resolver())}


@cache
def _arguments(name: str) -> frozenset[str]:
    found = [takes for _, other, takes in _walk(get_resolver()) if other == name]
    return frozenset().union(*found)


def address(baris: Baris, dunia: Any) -> str:
    """The address a row speaks of: period 2026 tw4, `pk` or `kode` of its row, the rest from `argumen`."""
    given: dict[str, Any] = {**MASA}
    if baris.objek:
        row = getattr(dunia, baris.objek)
        given |= {"pk": row.pk, "kode": getattr(row, "kode", "")}
    given |= baris.argumen(dunia) if baris.argumen else {}
    takes = _arguments(baris.url)
    return reverse(baris.url, kwargs={k: v for k, v in given.items() if k in takes})


def route_of(baris: Baris, dunia: Any) -> str:
    """Which of the program's routes a row stands for."""
    return resolve(address(baris, dunia)).route
