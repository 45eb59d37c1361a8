"""Opening a session: nothing of the time before the login survives it (T19)."""

import logging
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from sakip.organisasi.actions.akun import update_hash
from sakip.organisasi.models import Pengguna
from sakip.organisasi.sessions import SESI_MULAI, SESI_SEBELUMNYA, SESI_TERAKHIR, load_sesi
from sakip.organisasi.throttle import client_network
from sakip.web.scope import instansi_scope

logger = logging.getLogger("sakip.akun")


def load_pengguna(request: HttpRequest, username: str, password: str) -> Pengguna | None:
    """The person who may come in. An unknown, disabled or not yet activated account costs the same time
    as a wrong password, and says as little.
    """
    found = authenticate(request, username=username, password=password)
    if isinstance(found, Pengguna):
        return found
    logger.warning("Percobaan masuk ditolak, dari jaringan %s.", client_network(request))
    return None


def open_session(request: HttpRequest, pengguna: Pengguna, password: str) -> None:
    """Sign the person in under a new key; say if the account is open somewhere else (T20)."""
    with instansi_scope(pengguna.instansi_id), transaction.atomic():
        request.session.flush()
        if _is_outdated(pengguna.password):
            update_hash(pengguna, kata_sandi=password, acting_user=pengguna)
        elsewhere = load_sesi(pengguna, None)
        before = pengguna.last_login
        login(request, pengguna)
    request.session[SESI_MULAI] = request.session[SESI_TERAKHIR] = int(time.time())
    request.session[SESI_SEBELUMNYA] = int(before.timestamp()) if before else None
    logger.info("Pengguna %s masuk, dari jaringan %s.", pengguna.pk, client_network(request))
    if elsewhere:
        messages.info(
            request,
            f"Akun ini juga masih terbuka di {len(elsewhere)} tempat lain. "
            "Bila bukan Anda, akhiri sesi itu di Profil, lalu ganti kata sandi.",
        )


def _is_outdated(encoded: str) -> bool:
    """Whether the password is kept under a hash that costs less than today's."""
    kept, preferred = identify_hasher(encoded), get_hasher()
    return kept.algorithm != preferred.algorithm or preferred.must_update(encoded)


def next_page(request: HttpRequest) -> str:
    """What was asked for before the login, if it is a page of ours; the home page otherwise."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
