"""How guessing is slowed down: a delay that grows with the tries, never a lock-out (ASVS 5.0: 6.3.1).

A try costs one interval on each of its keys, and a key may run a few intervals ahead of the clock.
The cost is taken before the password is looked at, in one statement, so a thousand tries at once pay
like a thousand in a row; a right password gets its own cost back, and nothing more. Refused tries
cost nothing, so nobody can keep a door shut by knocking.
"""

import ipaddress
import math
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from sakip.organisasi.models import Percobaan

SERING = "sering"
DETIK = 1000
UMUR_PERANGKAT = 180 * 24 * 60 * 60


class TerlaluSeringError(ValidationError):
    """Too many tries; says after how many seconds the next one is looked at."""

    def __init__(self, detik: int) -> None:
        lama = f"{detik} detik" if detik < 90 else f"{math.ceil(detik / 60)} menit"
        super().__init__(f"Terlalu banyak percobaan. Coba lagi dalam {lama}.", code=SERING)


@dataclass(frozen=True, slots=True)
class Batas:
    """What one try costs: `jeda` milliseconds on the key, of which `sekaligus` may be open at once."""

    kunci: str
    sekaligus: int
    jeda: int

    def newest(self, moment: int) -> int:
        """How far ahead the key may have run at this moment for a try still to be open."""
        return moment + (self.sekaligus - 1) * self.jeda


def limit(sekaligus: int, detik: int, *nama: str) -> Batas:
    """A limit on a named thing; what is stored of the name is a keyed hash."""
    kunci = salted_hmac("sakip.percobaan", "\x1f".join(nama), algorithm="sha256").hexdigest()
    return Batas(kunci, sekaligus, detik * DETIK)


def login_limits(request: HttpRequest, username: str) -> tuple[Batas, ...]:
    """By account and network, by network (one password tried on many names), and for all together (T21).

    A browser in which this very account has signed in before is measured by itself: whoever guesses
    from the same office, or from everywhere, does not keep the person out.
    """
    name = username.strip().upper()
    device = request.get_signed_cookie(
        settings.PERANGKAT_COOKIE_NAME, "", salt=_salt(name), max_age=UMUR_PERANGKAT
    )
    if device:
        return (limit(5, 60, "perangkat", str(device)),)
    network = client_network(request)
    return (
        limit(5, 60, "akun dan jaringan", name, network),
        limit(10, 30, "jaringan", network),
        limit(300, 1, "semua"),
    )


def reset_limits(request: HttpRequest, username: str) -> tuple[Batas, ...]:
    """Three mailed codes an hour for one account, and a few askers from one network."""
    return (
        limit(3, 20 * 60, "lupa akun", username.strip().upper()),
        limit(10, 60, "lupa jaringan", client_network(request)),
    )


def password_limits(pengguna_id: int) -> tuple[Batas, ...]:
    """Somebody at an open session guesses the old password."""
    return (limit(5, 60, "kata sandi lama", str(pengguna_id)),)


def take_try(limits: tuple[Batas, ...]) -> None:
    """Pay for one try. Raises TerlaluSeringError."""
    wait = _take(limits, _moment())
    if wait > 0:
        raise TerlaluSeringError(math.ceil(wait / DETIK))


@transaction.atomic
def _take(limits: tuple[Batas, ...], moment: int) -> int:
    """Take one try on all keys, or on none; the milliseconds until all would give one."""
    Percobaan.objects.bulk_create(
        [Percobaan(kunci=batas.kunci, sampai=moment) for batas in limits], ignore_conflicts=True
    )
    refused = [batas for batas in limits if not _take_one(batas, moment)]
    if not refused:
        return 0
    rows = Percobaan.objects.filter(kunci__in=[batas.kunci for batas in refused])
    sampai = dict(rows.values_list("kunci", "sampai"))
    transaction.set_rollback(True)
    return max(sampai[batas.kunci] - batas.newest(moment) for batas in refused)


def _take_one(batas: Batas, moment: int) -> int:
    rows = Percobaan.objects.filter(kunci=batas.kunci, sampai__lte=batas.newest(moment))
    return rows.update(sampai=Greatest("sampai", moment) + batas.jeda)


def _moment() -> int:
    return int(time.time() * DETIK)


@transaction.atomic
def give_back(limits: tuple[Batas, ...]) -> None:
    """The try was right: it cost nothing."""
    for batas in limits:
        Percobaan.objects.filter(kunci=batas.kunci).update(sampai=F("sampai") - batas.jeda)


def delete_past_tries() -> None:
    """Forget what no longer delays anybody."""
    past = Percobaan.objects.filter(sampai__lt=_moment())
    # On PostgreSQL a row that a try is just paying on is left for the next time.
    locked = past.select_for_update(skip_locked=True)
    with transaction.atomic():
        Percobaan.objects.filter(pk__in=list(locked.values_list("pk", flat=True)[:500])).delete()


def remember_device(response: HttpResponse, username: str) -> None:
    """Mark this browser as one in which the account has signed in; the mark opens nothing by itself."""
    response.set_signed_cookie(
        settings.PERANGKAT_COOKIE_NAME,
        secrets.token_hex(16),
        salt=_salt(username.upper()),
        max_age=UMUR_PERANGKAT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _salt(name: str) -> str:
    return f"sakip.perangkat.{name}"


def client_network(request: HttpRequest) -> str:
    """The network a try came from: /24 or /64, since one person easily has many addresses in it."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return "tidak dikenal"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    bits = 24 if address.version == 4 else 64
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def client_address(request: HttpRequest) -> str:
    """Who is at the other end; a forwarding header counts only behind proxies named in the settings."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXY:
        return near
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return chain[-settings.PROXY] if len(chain) >= settings.PROXY else near
