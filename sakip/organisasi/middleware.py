"""Each request acts under one cap, inside its agency's scope, and within the session's time limits."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Pengguna, Penugasan
from sakip.organisasi.permissions import PENGELOLA
from sakip.organisasi.sessions import (
    SESI_CAP,
    SESI_HABIS,
    SESI_MULAI,
    SESI_TERAKHIR,
    find_pengguna,
    is_over,
)
from sakip.web.render import render
from sakip.web.scope import instansi_scope

READING = ("GET", "HEAD", "OPTIONS")
# The moment of the last act is written at most once a minute: a read page stays a read.
JEDA_TULIS = 60


class CapMiddleware:
    """Reads the person's assignments anew, so an ended one or a disabled account acts at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The person himself, not Django's lazy stand-in: actions look at the class of a row.
        request.user = user = find_pengguna(request.session) or AnonymousUser()
        if isinstance(user, Pengguna) and _session_is_over(request):
            logout(request)
            request.session[SESI_HABIS] = True
            user = request.user
        if not isinstance(user, Pengguna):
            with instansi_scope(None):
                return self.get_response(request)
        with instansi_scope(user.instansi_id):
            wear_cap(user, user.instansi.hari_ini, chosen=request.session.get(SESI_CAP))
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        """Who is not signed in is led to the login (public pages say `login_not_required`); who has no
        assignment in force sees his own account, and otherwise whom to ask.
        """
        user = request.user
        match = request.resolver_match
        if not getattr(view, "login_required", True):
            return None
        if not isinstance(user, Pengguna):
            return _ask_login(request)
        if user.cap is None and (match is None or match.app_name != "akun"):
            return _say_whom_to_ask(request, user)
        return None


def _ask_login(request: HttpRequest) -> HttpResponse:
    """To the login, and afterwards back to a page: the one asked for, or the one a form or part is on."""
    page = request.build_absolute_uri()
    part = "HX-Request" in request.headers
    if part:
        page = request.headers.get("HX-Current-URL", "")
    elif request.method not in READING:
        page = request.headers.get("Referer", "")
    door = resolve_url(settings.LOGIN_URL)
    if url_has_allowed_host_and_scheme(page, {request.get_host()}):
        after = urlunsplit(("", "", *urlsplit(page)[2:4], ""))
        door += "?" + urlencode({"next": after}, safe="/")
    return HttpResponse(status=401, headers={"HX-Redirect": door}) if part else redirect(door)


def _say_whom_to_ask(request: HttpRequest, user: Pengguna) -> HttpResponse:
    rows = Penugasan.objects.filter(instansi_id=user.instansi_id).for_list()
    managers = rows.filter(peran__in=PENGELOLA).in_force(user.instansi.hari_ini)
    context = {"penugasan": rows.filter(pengguna=user), "pengelola": managers[:10]}
    return render(request, "organisasi/tanpa_penugasan.html", context, status=403)


def _session_is_over(request: HttpRequest) -> bool:
    """Whether the time is up; if not, note this act, unless it is only a part that the page fetched.

    A part may be a page asking by itself every few seconds: counted as an act, an open tab would keep
    its session alive without anybody there.
    """
    session = request.session
    moment = int(time.time())
    mulai, terakhir = session.get(SESI_MULAI), session.get(SESI_TERAKHIR)
    if mulai is None or terakhir is None:
        session[SESI_MULAI] = session[SESI_TERAKHIR] = moment
        return False
    if is_over(mulai, terakhir, moment):
        return True
    by_itself = request.method in READING and "HX-Request" in request.headers
    if moment - terakhir > JEDA_TULIS and not by_itself:
        session[SESI_TERAKHIR] = moment
    return False
