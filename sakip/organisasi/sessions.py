"""The session store (named in the settings), and what a person sees of his own sessions."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import DateTimeField, QuerySet
from django.utils.crypto import constant_time_compare

from sakip.organisasi.models import Pengguna, Sesi
from sakip.web.clock import now
from sakip.web.prepared import Prepared, Slot

SESI_CAP = "cap"
SESI_MULAI = "mulai"
SESI_TERAKHIR = "terakhir"
SESI_SEBELUMNYA = "sebelumnya"
SESI_HABIS = "habis"


def _ask_sesi() -> QuerySet[Sesi]:
    return Sesi.objects.filter(
        session_key=Slot("kunci"), expire_date__gt=Slot("kini", DateTimeField())
    )


_SESI = Prepared(_ask_sesi)


class SessionStore(DatabaseStore):
    """Django's own store, in a table that also knows the person, who comes with his session."""

    pengguna: Pengguna | None = None

    def _get_session_from_db(self) -> Sesi | None:
        kunci = self.session_key or ""
        # A cookie may hold anything, also what PostgreSQL takes in no text.
        found = _SESI.load(kunci=kunci, kini=now()) if kunci.isalnum() else []
        row: Sesi | None = next(iter(found), None)
        if row is None:
            self._session_key = None
        self.pengguna = row.pengguna if row else None
        return row

    @classmethod
    def get_model_class(cls) -> type[Sesi]:
        return Sesi

    def create_model_instance(self, data: dict[str, Any]) -> Sesi:
        row = super().create_model_instance(data)
        return Sesi(
            session_key=row.session_key,
            session_data=row.session_data,
            expire_date=row.expire_date,
            pengguna_id=data.get(SESSION_KEY),
        )


def find_pengguna(session: Any) -> Pengguna | None:
    """Whose session this is, as `django.contrib.auth.get_user` finds him, but without another query.

    Nobody where the account is disabled; a session ends where the password was changed since.
    """
    known = session.get(HASH_SESSION_KEY, "")
    pengguna: Pengguna | None = session.pengguna
    if pengguna is None or not pengguna.is_active:
        return None
    if constant_time_compare(known, pengguna.get_session_auth_hash()):
        return pengguna
    session.flush()
    return None


@dataclass(frozen=True, slots=True)
class SesiTerbuka:
    """A session as its owner sees it; `ini` is the one he is looking from."""

    mulai: datetime
    terakhir: datetime
    ini: bool


def is_over(mulai: int, terakhir: int, moment: int) -> bool:
    """Idle for too long, or older than a working day (ASVS 5.0: 7.3.1, 7.3.2)."""
    idle = moment - terakhir > settings.SESSION_IDLE_SECONDS
    return idle or moment - mulai > settings.SESSION_ABSOLUTE_SECONDS


def load_sesi(pengguna: Pengguna, kunci: str | None) -> list[SesiTerbuka]:
    """The sessions in which the person is still signed in, the latest act first."""
    moment = int(now().timestamp())
    open_now = []
    for row in Sesi.objects.filter(pengguna=pengguna, expire_date__gt=now()):
        data = SessionStore().decode(row.session_data)
        mulai, terakhir = data.get(SESI_MULAI, moment), data.get(SESI_TERAKHIR, moment)
        if not is_over(mulai, terakhir, moment):
            open_now.append(
                SesiTerbuka(
                    mulai=datetime.fromtimestamp(mulai, UTC),
                    terakhir=datetime.fromtimestamp(terakhir, UTC),
                    ini=row.session_key == kunci,
                )
            )
    return sorted(open_now, key=lambda sesi: sesi.terakhir, reverse=True)


def end_sesi(pengguna: Pengguna, *, kecuali: str | None) -> int:
    """End the person's sessions, but for the one with this key; returns how many. No act of the agency:
    nothing is written to the trail.
    """
    ended, _ = Sesi.objects.filter(pengguna=pengguna).exclude(session_key=kecuali).delete()
    return ended
