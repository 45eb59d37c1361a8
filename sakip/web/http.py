"""The request as our views see it: signed in, under one cap, and possibly sent by htmx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from sakip.organisasi.models import Pengguna


class Request(HttpRequest):
    """A request behind the login; `user.cap` is the active assignment, or None without one."""

    user: Pengguna
    htmx: HtmxDetails
