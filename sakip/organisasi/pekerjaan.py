"""Periodic work of organisasi: what the door no longer needs goes away."""

from datetime import timedelta

from sakip.latar.registry import periodic
from sakip.organisasi.sessions import SessionStore
from sakip.organisasi.throttle import delete_past_tries


@periodic("organisasi.bersih", every=timedelta(hours=1))
def delete_past() -> None:
    """Sessions that have run out, and tries that no longer delay anybody."""
    SessionStore.clear_expired()
    delete_past_tries()
