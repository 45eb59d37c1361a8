"""Who may send a PK, file the signed paper, withdraw, close, and share out the nodes; refusals say why."""

from sakip.berkas.permissions import can_create_berkas
from sakip.organisasi.models import Jabatan, Pengguna, Peran, PerangkatDaerah
from sakip.organisasi.pejabat import KEPALA_DAERAH
from sakip.organisasi.permissions import PENGELOLA
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.decision import ALLOWED, Decision, denied

ORANG_UNIT = frozenset({Peran.OPERATOR_OPD, Peran.KEPALA_OPD})
PENYUSUN_DAERAH = PENGELOLA | {Peran.BAPPEDA}
Status = PerjanjianKinerja.Status


def can_create_pk(user: Pengguna, jabatan: Jabatan) -> Decision:
    """Send the PK of a position: its unit's operator or head, and those who run the organisation."""
    cap = user.cap
    if cap is not None and cap.peran in PENGELOLA:
        return ALLOWED
    if jabatan.jenjang == KEPALA_DAERAH:
        if cap is not None and cap.peran in PENYUSUN_DAERAH:
            return ALLOWED
        return denied("PK pemerintah daerah disusun Bagian Organisasi, Bappeda, atau Admin.")
    return _if_of_unit(user, jabatan.perangkat_daerah_id, "PK disusun", "PK perangkat daerah")


def can_sign_pk(user: Pengguna, row: PerjanjianKinerja) -> Decision:
    """File the signed paper in the unit's cabinet: whoever may send it, while it waits for signatures."""
    decision = can_revoke_pk(user, row)
    return can_create_berkas(user, row.jabatan.perangkat_daerah) if decision else decision


def can_revoke_pk(user: Pengguna, row: PerjanjianKinerja) -> Decision:
    """Withdraw it before it is signed: whoever may send it."""
    return _if_status(user, row, Status.DIAJUKAN, "menunggu tanda tangan")


def can_close_pk(user: Pengguna, row: PerjanjianKinerja) -> Decision:
    """Close a signed PK because its official leaves."""
    return _if_status(user, row, Status.DITANDATANGANI, "sudah ditandatangani")


def can_update_bentuk_pk(user: Pengguna) -> Decision:
    """Choose how the agency's PK looks: those who run the organisation."""
    if user.cap is None or user.cap.peran not in PENGELOLA:
        return denied("Bentuk PK dipilih Bagian Organisasi atau Admin.")
    return ALLOWED


def can_create_iku(user: Pengguna, unit: PerangkatDaerah | None) -> Decision:
    """Note a decision on chief indicators: the agency's by its planners, a unit's by its own people."""
    cap = user.cap
    if unit is not None:
        return can_update_perjanjian(user, unit)
    if cap is None or cap.peran not in PENYUSUN_DAERAH:
        return denied("IKU pemerintah daerah dicatat Bagian Organisasi, Bappeda, atau Admin.")
    return ALLOWED


def can_update_perjanjian(user: Pengguna, unit: PerangkatDaerah) -> Decision:
    """Share out a unit's nodes, write its action plan and what is known of its documents.

    Its operator or head, and those who run the organisation.
    """
    cap = user.cap
    if cap is not None and cap.peran in PENGELOLA:
        return ALLOWED
    return _if_of_unit(user, unit.pk, "Ini diatur", "perangkat daerah")


def _if_of_unit(user: Pengguna, unit: int, apa: str, milik: str) -> Decision:
    if user.cap is None or user.cap.peran not in ORANG_UNIT:
        return denied(f"{apa} operator atau kepala perangkat daerahnya, atau Bagian Organisasi.")
    if not PerangkatDaerah.objects.visible_to(user).filter(pk=unit).exists():
        return denied(f"Ini {milik} lain.")
    return ALLOWED


def _if_status(user: Pengguna, row: PerjanjianKinerja, status: str, words: str) -> Decision:
    decision = can_create_pk(user, row.jabatan)
    if decision and row.status != status:
        return denied(f"Hanya PK yang {words}; PK ini {row.get_status_display().lower()}.")
    return decision
