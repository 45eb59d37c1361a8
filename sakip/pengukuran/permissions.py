"""Who may open a period, type, send, approve and return; each refusal says why."""

from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.batas import check_lembar_open, check_masa_open
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.pengukuran.verifikasi import aturan_of
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.web.clock import now

PEMBUKA = frozenset({Peran.ADMIN, Peran.BAGOR})


def can_open_masa(user: Pengguna) -> Decision:
    """Periods are opened by those who run the cycle."""
    if user.cap is None or user.cap.peran not in PEMBUKA:
        return denied("Hanya Bagian Organisasi atau Admin yang membuka masa pengukuran.")
    return ALLOWED


def can_create_pengingat(user: Pengguna, masa: Masa) -> Decision:
    """Those who run the cycle, while a figure can still be typed."""
    if user.cap is None or user.cap.peran not in PEMBUKA:
        return denied("Hanya Bagian Organisasi atau Admin yang mengingatkan perangkat daerah.")
    return check_masa_open(masa, now())


def can_update_hitungan(user: Pengguna) -> Decision:
    """Working out anew what follows from the figures: those who run the cycle."""
    if user.cap is None or user.cap.peran not in PEMBUKA:
        return denied("Hanya Bagian Organisasi atau Admin yang menghitung ulang capaian.")
    return ALLOWED


def can_update_realisasi(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """The unit's own operator or head, while the period is open and the sheet lies with them."""
    decision = is_of_unit(user, lembar, {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}, "mengisi")
    if not decision:
        return decision
    if not lembar.can_be_typed:
        kata = lembar.get_status_display().lower()
        return denied(f"Realisasi ini sudah {kata}. Minta dikembalikan bila perlu diubah.")
    return check_lembar_open(lembar)


def can_update_realisasi_aksi(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """The unit's own operator or head while the period is open, wherever the sheet of figures lies."""
    decision = is_of_unit(user, lembar, {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}, "mengisi")
    return check_lembar_open(lembar) if decision else decision


def can_submit_lembar(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """Whoever may type may send; an empty sheet is not sent."""
    return can_update_realisasi(user, lembar)


def can_approve_lembar(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """The head of the unit, and never the person who sent it (invariant 6)."""
    decision = is_of_unit(user, lembar, {Peran.KEPALA_OPD}, "menyetujui")
    if not decision:
        return decision
    if lembar.status != LembarRealisasi.Status.DIAJUKAN:
        return denied("Hanya realisasi yang diajukan yang dapat disetujui atau dikembalikan.")
    if lembar.diajukan_oleh_id == user.pk:
        return denied("Anda sendiri yang mengajukan; persetujuan harus dari orang lain.")
    return check_lembar_open(lembar)


can_return_lembar = can_approve_lembar


def can_approve_verifikasi(user: Pengguna, lembar: LembarRealisasi, objek: str) -> Decision:
    """Who answers for this part of an approved sheet, and neither sent nor approved it himself."""
    route = aturan_of(lembar.masa).find(objek)
    if route is None or user.cap is None or user.cap.peran != route.peran:
        return denied("Bagian ini diperiksa pihak lain menurut rute verifikasi.")
    if lembar.status != LembarRealisasi.Status.DISETUJUI:
        return denied("Hanya realisasi yang sudah disetujui kepala yang diverifikasi.")
    if user.pk in {lembar.diajukan_oleh_id, lembar.diputus_oleh_id}:
        return denied("Anda sendiri yang mengajukan atau menyetujui; harus diperiksa orang lain.")
    return ALLOWED


def can_return_verifikasi(user: Pengguna, lembar: LembarRealisasi, objek: str) -> Decision:
    """The same, while the unit can still mend it."""
    decision = can_approve_verifikasi(user, lembar, objek)
    return check_lembar_open(lembar) if decision else decision


def is_of_unit(user: Pengguna, lembar: LembarRealisasi, roles: set[Peran], act: str) -> Decision:
    """Whether this person wears one of these roles in the unit of the sheet."""
    cap = user.cap
    if cap is None or cap.peran not in roles:
        names = " atau ".join(sorted(p.label.lower() for p in roles))
        return denied(f"Hanya {names} yang {act} realisasi.")
    if cap.perangkat_daerah_id != lembar.perangkat_daerah_id:
        return denied("Ini realisasi perangkat daerah lain.")
    return ALLOWED
