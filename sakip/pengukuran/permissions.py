"""Who may open a period, type, send, approve and return; each refusal says why."""

from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.batas import check_lembar_open, check_masa_open
from sakip.pengukuran.compute import roots
from sakip.pengukuran.models import LembarRealisasi, Masa, Verifikasi
from sakip.pengukuran.pemutus import Pemutus, load_pemutus
from sakip.pengukuran.verifikasi import aturan_of
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.persetujuan import aturan_persetujuan_on
from sakip.web.clock import database_now, now

PEMBUKA = frozenset({Peran.ADMIN, Peran.BAGOR})
MENYETUJUI = "menyetujui atau mengembalikan realisasi"


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


# Evidence stands and falls with the figure: both are settled when the sheet is sent.
can_update_bukti = can_update_realisasi


def can_update_realisasi_aksi(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """The unit's own operator or head while the period is open, wherever the sheet of figures lies."""
    decision = is_of_unit(user, lembar, {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}, "mengisi")
    return check_lembar_open(lembar) if decision else decision


def can_update_bukti_aksi(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """Whoever may type the steps, until this part of the sheet was found right."""
    decision = can_update_realisasi_aksi(user, lembar)
    done = Verifikasi.objects.filter(lembar=lembar, objek=Verifikasi.Objek.AKSI)
    if decision and done.exists():
        return denied("Rencana aksi masa ini sudah diverifikasi, jadi buktinya tidak diubah lagi.")
    return decision


def can_submit_lembar(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """Whoever may type may send; an empty sheet is not sent."""
    return can_update_realisasi(user, lembar)


def can_return_lembar(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """Whom the sheet reaches: the head of the unit; the Sekda where the head filled it himself."""
    decision = _check_menunggu(lembar)
    if not decision:
        return decision
    decision = pemutus_of(lembar).check_giliran(user, lembar.pengisi, MENYETUJUI)
    return check_lembar_open(lembar) if decision else decision


def can_approve_lembar(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """The same, and never a person who typed in it or sent it (invariant 6)."""
    decision = _check_menunggu(lembar)
    if not decision:
        return decision
    decision = pemutus_of(lembar).check_setuju(user, lembar.pengisi, MENYETUJUI)
    return check_lembar_open(lembar) if decision else decision


def can_revoke_lembar(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """Who approved takes it back: for some minutes, until somebody verified a part, never after the lock."""
    if lembar.status != LembarRealisasi.Status.DISETUJUI or lembar.diputus_oleh_id != user.pk:
        return denied("Hanya yang menyetujui yang dapat mengurungkan persetujuannya.")
    decision = pemutus_of(lembar).check_setuju(user, lembar.pengisi, "mengurungkan persetujuan")
    if not decision:
        return decision
    aturan = aturan_persetujuan_on(lembar.masa.instansi.hari_ini, roots())
    if lembar.diputus_pada is None or database_now() >= aturan.ends_urung(lembar.diputus_pada):
        return denied(f"Sudah lewat {aturan.urung_menit} menit. Minta realisasinya dibuka kembali.")
    if Verifikasi.objects.filter(lembar=lembar).exists():
        return denied("Sudah ada bagian yang diverifikasi. Minta pemeriksanya mengembalikan.")
    return check_lembar_open(lembar)


def pemutus_of(lembar: LembarRealisasi) -> Pemutus:
    """Who decides on a sheet today."""
    unit = lembar.perangkat_daerah
    return load_pemutus([unit], lembar.masa.instansi.hari_ini)[unit.pk]


def _check_menunggu(lembar: LembarRealisasi) -> Decision:
    if lembar.status != LembarRealisasi.Status.DIAJUKAN:
        return denied("Hanya realisasi yang diajukan yang dapat disetujui atau dikembalikan.")
    return ALLOWED


def can_approve_verifikasi(user: Pengguna, lembar: LembarRealisasi, objek: str) -> Decision:
    """Who answers for this part of an approved sheet, and neither filled nor approved it himself."""
    route = aturan_of(lembar.masa).find(objek)
    if route is None or user.cap is None or user.cap.peran != route.peran:
        return denied("Bagian ini diperiksa pihak lain menurut rute verifikasi.")
    if lembar.status != LembarRealisasi.Status.DISETUJUI:
        return denied("Hanya realisasi yang sudah disetujui kepala yang diverifikasi.")
    if user.pk in lembar.pengisi | {lembar.diputus_oleh_id}:
        return denied("Anda sendiri yang mengisi atau menyetujui; harus diperiksa orang lain.")
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
