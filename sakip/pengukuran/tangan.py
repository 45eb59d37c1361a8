"""Through whose hands a sheet went: who typed in it or sent it, and as what somebody decided."""

from sakip.organisasi.models import Pengguna
from sakip.pengukuran.models import LembarRealisasi


def note_pengisi(lembar: LembarRealisasi, user: Pengguna) -> None:
    """Remember that this person answers for it too; before the sheet's own row goes into the trail."""
    rows = LembarRealisasi.objects.filter(pk=lembar.pk)
    [typed] = rows.values_list("diisi_oleh", flat=True)
    if user.pk not in typed:
        rows.update(diisi_oleh=[*typed, user.pk])


def cap_of(user: Pengguna) -> int | None:
    """The assignment a person acts under now."""
    return None if user.cap is None else user.cap.penugasan_id
