"""A person's deadlines for the calendar of his telephone: what, which unit, when, where; never a figure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse

from sakip.beranda.hal import Tugas
from sakip.beranda.tugas import load_papan, load_tenggat
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.codes import hash_token
from sakip.organisasi.models import Cap, LanggananKalender, Pengguna, PerangkatDaerah
from sakip.rules.ics import Acara, write_ics
from sakip.rules.tanggal import triwulan_of
from sakip.web.clock import now
from sakip.web.scope import instansi_scope

# So many of the next days of the agency's own calendar go along.
TENGGAT = 40


def load_kalender(pengguna: int, token: str) -> str | None:
    """The calendar of the person whose private address this is; None when it is nobody's.

    Nobody has signed in: he is looked up first, outside any agency, and the token then within his.
    """
    with instansi_scope(None):
        user = Pengguna.objects.filter(is_active=True, pk=pengguna).first()
    if user is None:
        return None
    with instansi_scope(user.instansi_id):
        rows = LanggananKalender.objects.filter(pengguna=user, dicabut_pada__isnull=True)
        if not rows.filter(hash=hash_token(token)).exists():
            return None
        return write_ics(f"SAKIP {user.instansi.nama}", load_acara(user), now())


def load_acara(user: Pengguna) -> list[Acara]:
    """His deadlines under every cap in force today, and the agency's; nothing without a cap."""
    today = user.instansi.hari_ini
    wear_cap(user, today)
    if not user.caps:
        return []
    units = [cap.perangkat_daerah_id for cap in user.caps if cap.perangkat_daerah_id]
    names = dict(PerangkatDaerah.objects.filter(pk__in=units).values_list("pk", "singkatan"))
    found = [one for cap in user.caps for one in _of_cap(user, cap, names)]
    page = reverse("pengukuran:kalender", args=(today.year, triwulan_of(today)))
    found += [
        Acara(_key(user, nama, hari), hari, nama, settings.ALAMAT + page)
        for hari, nama, _ in load_tenggat(user, banyak=TENGGAT)
    ]
    return sorted({one.kunci: one for one in found}.values(), key=lambda one: one.hari)


def _of_cap(user: Pengguna, cap: Cap, names: dict[int, str]) -> Iterator[Acara]:
    """Lines of the same words and day are one event: how many there are is not said."""
    user.cap = cap
    due = [one for one in load_papan(user).tugas if one.acara and one.tenggat and not one.pihak]
    unit = names.get(cap.perangkat_daerah_id or 0, "")
    groups: dict[tuple[date, str], list[Tugas]] = defaultdict(list)
    for one in due:
        groups[one.tenggat or date.max, one.acara].append(one)
    for (hari, acara), same in groups.items():
        title = f"{acara} · {unit}" if unit else acara
        path = same[0].alamat if len(same) == 1 else reverse("beranda")
        yield Acara(_key(user, title, hari), hari, title, settings.ALAMAT + path)


def _key(user: Pengguna, judul: str, hari: date) -> str:
    """The same event on the next asking has the same key; it tells nothing of what it is about."""
    return f"{hashlib.sha256(f'{user.pk}|{judul}|{hari}'.encode()).hexdigest()[:32]}@sakip"
