"""Who may ask for, agree to, open or refuse the reopening of a sheet; each refusal says why."""

from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.batas import check_lembar_open
from sakip.pengukuran.models import LembarRealisasi, Pembukaan
from sakip.pengukuran.permissions import PEMBUKA, is_of_unit
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.web.clock import database_now

PENGISI = {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}
Status = Pembukaan.Status


def can_create_pembukaan(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """The unit's own operator or head, once the sheet is locked or approved."""
    decision = is_of_unit(user, lembar, PENGISI, "meminta pembukaan")
    if not decision:
        return decision
    if database_now() < lembar.masa.buka:
        return denied(f"{lembar.masa} belum dibuka.")
    if lembar.status != LembarRealisasi.Status.DISETUJUI and check_lembar_open(lembar):
        return denied("Realisasi ini masih terbuka, jadi tidak perlu dibuka kembali.")
    return ALLOWED


def can_submit_pembukaan(user: Pengguna, row: Pembukaan) -> Decision:
    """The head of the unit, on what the operator asked."""
    decision = is_of_unit(user, row.lembar, {Peran.KEPALA_OPD}, "meneruskan pembukaan")
    if not decision:
        return decision
    if row.status != Status.MENUNGGU_KEPALA:
        return denied("Permintaan ini tidak menunggu kepala.")
    return _not_the_asker(user, row)


def can_approve_pembukaan(user: Pengguna, row: Pembukaan) -> Decision:
    """Those who run the cycle, on what the head agreed to; never who asked or agreed himself."""
    if user.cap is None or user.cap.peran not in PEMBUKA:
        return denied("Hanya Bagian Organisasi atau Admin yang membuka kembali.")
    if row.status != Status.DIAJUKAN:
        return denied("Hanya permintaan yang sudah disetujui kepala yang dapat dibuka.")
    if row.disetujui_oleh_id == user.pk:
        return denied("Anda sendiri yang menyetujui permintaan ini; yang membuka harus orang lain.")
    return _not_the_asker(user, row)


def can_return_pembukaan(user: Pengguna, row: Pembukaan) -> Decision:
    """Whoever may say yes may say no."""
    if row.status == Status.MENUNGGU_KEPALA:
        return can_submit_pembukaan(user, row)
    return can_approve_pembukaan(user, row)


def can_revoke_pembukaan(user: Pengguna, row: Pembukaan) -> Decision:
    """The unit's operator or head, before anybody decided."""
    decision = is_of_unit(user, row.lembar, PENGISI, "mencabut permintaan pembukaan")
    if decision and row.status not in Pembukaan.MENUNGGU:
        return denied(f"Permintaan ini sudah {row.get_status_display().lower()}.")
    return decision


def _not_the_asker(user: Pengguna, row: Pembukaan) -> Decision:
    if row.diminta_oleh_id == user.pk:
        return denied("Anda sendiri yang meminta; yang memutuskan harus orang lain.")
    return ALLOWED
