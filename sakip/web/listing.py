"""Lists: one page of rows, found by words."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

PER_HALAMAN = 50
# SQLite refuses to look for a word of 50,000 letters.
HURUF_TERBANYAK = 200


def search_rows(request: HttpRequest, rows: QuerySet[Any], *fields: str) -> QuerySet[Any]:
    """The rows in which every typed word occurs in one of the fields."""
    for word in request.GET.get("cari", "")[:HURUF_TERBANYAK].split()[:8]:
        match = Q()
        for field in fields:
            match |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(match)
    return rows


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], per_page: int = PER_HALAMAN
) -> Page[Any]:
    """The page asked for; a number out of range gives the nearest one."""
    return Paginator(rows, per_page).get_page(request.GET.get("halaman"))
