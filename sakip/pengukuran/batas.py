"""Whether a sheet may still be written, by the database's clock: asked first, and again before the commit."""

from datetime import datetime

from sakip.audit.actions import require
from sakip.pengukuran.models import LembarRealisasi, Masa, Pembukaan
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tanggal import write_waktu
from sakip.web.clock import database_now


def check_lembar_open(lembar: LembarRealisasi) -> Decision:
    """Whether this sheet may be written at this moment: its period is open, or it was reopened."""
    moment = database_now()
    decision = check_masa_open(lembar.masa, moment)
    if decision or moment < lembar.masa.buka:
        return decision
    return ALLOWED if Pembukaan.objects.filter(lembar=lembar).open_at(moment).exists() else decision


def check_masa_open(masa: Masa, at: datetime) -> Decision:
    """From the moment of opening until before that of the lock; told in the agency's zone."""
    zona = masa.instansi.zona_waktu
    if at < masa.buka:
        return denied(f"{masa} dibuka {write_waktu(masa.buka, zona)}.")
    if at >= masa.kunci:
        return denied(f"{masa} terkunci sejak {write_waktu(masa.kunci, zona)}.")
    return ALLOWED


def require_still_open(lembar: LembarRealisasi) -> None:
    """The last question of a write: only the commit follows (T03).

    Waiting for a lock may have taken long. The head of the agency's trail is held by now, and whoever
    moves a lock needs it too: what is read here stands until the commit.
    """
    masa = lembar.masa
    [(masa.buka, masa.kunci)] = Masa.objects.filter(pk=masa.pk).values_list("buka", "kunci")
    require(check_lembar_open(lembar))
