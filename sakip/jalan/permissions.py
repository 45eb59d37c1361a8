"""Who may read a way, keep a catalogue and scenarios, and decide on actions; each refusal says why."""

from sakip.evaluasi.permissions import can_create_penilaian, can_read_evaluasi
from sakip.jalan.models import AksiJalan
from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah
from sakip.rules.decision import ALLOWED, Decision, denied

KATALOG = frozenset({Peran.BAGOR, Peran.BAPPEDA, Peran.EVALUATOR})
PERENCANA_PEMDA = frozenset({Peran.BAGOR, Peran.BAPPEDA, Peran.SEKDA})
PERENCANA_UNIT = frozenset({Peran.KEPALA_OPD, Peran.OPERATOR_OPD})


def can_read_jalan(user: Pengguna) -> Decision:
    """Everyone with a task in the cycle."""
    return can_read_evaluasi(user)


def can_update_katalog(user: Pengguna) -> Decision:
    """Those who know what actions cost and what evaluators accept."""
    if user.cap is None or user.cap.peran not in KATALOG:
        return denied("Katalog tindakan diubah oleh Bagian Organisasi, Bappeda, atau Inspektorat.")
    return ALLOWED


def can_update_aksi(user: Pengguna, unit: PerangkatDaerah | None) -> Decision:
    """Those who answer for the entity; never who scores it, or he would score his own plan."""
    peran = user.cap.peran if user.cap else ""
    if unit is None and peran not in PERENCANA_PEMDA:
        return denied(
            "Aksi pemda ditetapkan oleh Bagian Organisasi, Bappeda, atau Sekretaris Daerah."
        )
    own = user.cap is not None and unit is not None and user.cap.perangkat_daerah_id == unit.pk
    if unit is not None and not (peran in PERENCANA_UNIT and own):
        return denied("Aksi perangkat daerah ditetapkan oleh kepala atau operatornya.")
    return ALLOWED


def can_update_aksi_jalan(user: Pengguna, row: AksiJalan) -> Decision:
    """The same people, for an action that was decided on."""
    return can_update_aksi(user, row.perangkat_daerah)


def can_create_skenario(user: Pengguna, unit: PerangkatDaerah | None) -> Decision:
    """Those who decide on actions, and the leaders who ask what it takes."""
    if unit is not None and unit.instansi_id != user.instansi_id:
        return denied("Perangkat daerah ini milik instansi lain.")
    if user.cap is not None and user.cap.peran in KATALOG | {Peran.SEKDA, Peran.PIMPINAN}:
        return ALLOWED
    if can_update_aksi(user, unit):
        return ALLOWED
    return denied("Skenario disimpan oleh pimpinan, pengelola SAKIP, atau perangkat daerahnya.")


def can_update_nilai(user: Pengguna) -> Decision:
    """Official values of the years behind, and those of peers."""
    return can_create_penilaian(user)
