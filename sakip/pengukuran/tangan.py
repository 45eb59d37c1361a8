"""A sheet in somebody's hands: held, whose rows it has, who typed in it, as what somebody decided."""

from sakip.organisasi.models import Pengguna
from sakip.pengukuran.models import LembarRealisasi, Potret
from sakip.rules.decision import RuleError

# What changes of a sheet; whose it is and of which period never does.
BERUBAH = [
    field.name
    for field in LembarRealisasi._meta.concrete_fields
    if field.name not in {"id", "instansi", "masa", "perangkat_daerah"}
]


def take_lembar(lembar: LembarRealisasi) -> None:
    """Hold a sheet first of all: nothing lands on one that is sent or approved at the same moment.

    It then stands in memory as in the database, whatever became of it since it was read.
    """
    rows = LembarRealisasi.objects.filter(pk=lembar.pk)
    while not rows.filter(revisi=lembar.revisi).update(revisi=lembar.revisi + 1):
        lembar.refresh_from_db(fields=BERUBAH)
    lembar.revisi += 1


def note_pengisi(lembar: LembarRealisasi, user: Pengguna) -> None:
    """Remember that this person answers for a sheet that is held; before its row goes into the trail."""
    if user.pk not in lembar.diisi_oleh:
        lembar.diisi_oleh = [*lembar.diisi_oleh, user.pk]
        LembarRealisasi.objects.filter(pk=lembar.pk).update(diisi_oleh=lembar.diisi_oleh)


def require_own(lembar: LembarRealisasi, potret: Potret) -> None:
    """Raises RuleError for a row of another sheet."""
    if (potret.masa_id, potret.perangkat_daerah_id) != (lembar.masa_id, lembar.perangkat_daerah_id):
        raise RuleError("Baris ini bukan dari lembar ini. Muat ulang halaman.")


def cap_of(user: Pengguna) -> int | None:
    """The assignment a person acts under now."""
    return None if user.cap is None else user.cap.penugasan_id
