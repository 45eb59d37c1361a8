"""What a person may do with a sheet now, and what its page says of its reopening."""

from typing import Any

from sakip.organisasi.models import Pengguna
from sakip.pengukuran.models import LembarRealisasi, Pembukaan
from sakip.pengukuran.permissions import (
    can_approve_lembar,
    can_return_lembar,
    can_update_realisasi,
)
from sakip.pengukuran.permissions_pembukaan import can_create_pembukaan
from sakip.web.clock import database_now, now


def load_izin(user: Pengguna, lembar: LembarRealisasi) -> dict[str, Any]:
    """Decisions on a sheet, and the newest request to reopen it, where that matters."""
    can_update = can_update_realisasi(user, lembar)
    izin = {
        "can_update": can_update,
        "can_approve": can_approve_lembar(user, lembar),
        "can_return": can_return_lembar(user, lembar),
    }
    if can_update and lembar.masa.is_open(now()):
        return izin | {"pembukaan": None, "saat": None, "can_reopen": False}
    row = Pembukaan.objects.filter(lembar=lembar).order_by("-pk").first()
    can_reopen = not can_update and can_create_pembukaan(user, lembar)
    return izin | {
        "pembukaan": row,
        "saat": database_now() if row else None,
        "can_reopen": can_reopen,
    }
