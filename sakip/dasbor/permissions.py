"""Who may read what compares units with each other; each refusal says why."""

from sakip.organisasi.models import Pengguna, Peran
from sakip.rules.decision import ALLOWED, Decision, denied

PENGUJI = frozenset({Peran.EVALUATOR, Peran.PENJAMIN_MUTU, Peran.BAGOR})


def can_read_kewajaran(user: Pengguna) -> Decision:
    """Those who ask units for an explanation: evaluators, and who runs the cycle."""
    if user.cap is None or user.cap.peran not in PENGUJI:
        return denied("Uji kewajaran dibuka oleh evaluator dan Bagian Organisasi.")
    return ALLOWED


def can_read_lembar_pemda(user: Pengguna) -> Decision:
    """Those who reach the whole agency: a part of the units says nothing of it."""
    if user.cap is None or not user.cap.se_instansi:
        return denied("Bahan lembar pemda dibuka oleh yang bertugas untuk seluruh instansi.")
    return ALLOWED
