"""Who may comment, change his words, and remind others; each refusal says why."""

from datetime import datetime, timedelta

from sakip.organisasi.models import Pengguna
from sakip.percakapan.models import Komentar
from sakip.percakapan.registry import find_objek
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.web.clock import database_now

# How long one's own words may be mended or taken back.
LAMA_UBAH = timedelta(minutes=10)


def can_read_percakapan(user: Pengguna, jenis: str, objek: int) -> Decision:
    """Whoever sees the thing itself."""
    if find_objek(user, jenis, objek) is None:
        return denied("Yang dibicarakan tidak ada, atau tidak terlihat oleh Anda.")
    return ALLOWED


# Whoever may read may answer.
can_create_komentar = can_close_sebutan = can_read_percakapan


def can_update_komentar(user: Pengguna, row: Komentar) -> Decision:
    """The writer, within ten minutes by the database's clock."""
    return check_ubah(user, row, database_now())


can_delete_komentar = can_update_komentar


def check_ubah(user: Pengguna, row: Komentar, at: datetime) -> Decision:
    """The same at a moment, for a list that prints many."""
    if row.penulis_id != user.pk:
        return denied("Hanya penulisnya yang mengubah atau menghapus komentar.")
    if row.dihapus_pada is not None:
        return denied("Komentar ini sudah dihapus.")
    if at > row.waktu + LAMA_UBAH:
        return denied("Komentar hanya dapat diubah atau dihapus dalam 10 menit.")
    return ALLOWED


def can_create_ingatan(user: Pengguna) -> Decision:
    """Whoever acts under a cap; about what, only his own list says."""
    if user.cap is None:
        return denied("Anda tidak punya penugasan yang berlaku.")
    return ALLOWED
