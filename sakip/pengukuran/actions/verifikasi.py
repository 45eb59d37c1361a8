"""Checking the parts of an approved sheet: found right, or given back to the unit."""

from django.db import transaction

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.models import BuktiVerifikasi, LembarRealisasi, Verifikasi
from sakip.pengukuran.tangan import cap_of
from sakip.pengukuran.verifikasi import end_verifikasi, load_bukti
from sakip.rules.decision import Konflik, RuleError
from sakip.web.clock import now

Status = LembarRealisasi.Status


@transaction.atomic
def approve_verifikasi(lembar: LembarRealisasi, objek: str, *, acting_user: Pengguna) -> None:
    """A part is right, with the files that prove it as they are now; also again, when one was replaced.

    Raises Konflik when it was checked or given back meanwhile.
    """
    require(permissions.can_approve_verifikasi(acting_user, lembar, objek))
    _hold(lembar)
    if Verifikasi.objects.standing().filter(lembar=lembar, objek=objek).exists():
        raise Konflik
    ended = end_verifikasi(lembar, objek)
    row = Verifikasi(
        instansi_id=lembar.instansi_id, lembar=lembar, objek=objek, oleh=acting_user, pada=now()
    )
    row.save(force_insert=True)
    seen = load_bukti(lembar, objek)
    for one in seen:
        one.verifikasi = row
    BuktiVerifikasi.objects.bulk_create(seen)
    record(row, "verifikasi.approve", acting_user=acting_user, juga=[*ended, *seen], bagian=objek)


@transaction.atomic
def return_verifikasi(
    lembar: LembarRealisasi, objek: str, *, alasan: str, acting_user: Pengguna
) -> None:
    """A part is wrong: the whole sheet goes back to the unit, and what was found right is to be seen anew.

    Raises RuleError without a reason.
    """
    require(permissions.can_return_verifikasi(acting_user, lembar, objek))
    if not alasan.strip():
        raise RuleError("Tulis apa yang perlu diperbaiki, supaya perangkat daerah tahu.")
    nama = Verifikasi.Objek(objek).label
    ended = end_verifikasi(lembar)
    transition(
        lembar,
        "verifikasi.return",
        before=Status.DISETUJUI,
        after=Status.DIKEMBALIKAN,
        acting_user=acting_user,
        juga=ended,
        diputus_oleh=acting_user,
        diputus_pada=now(),
        diputus_sebagai=cap_of(acting_user),
        diisi_oleh=[],
        alasan=f"{nama}: {alasan.strip()}"[:500],
    )


def _hold(lembar: LembarRealisasi) -> None:
    """The sheet stays as it was approved until this commits."""
    rows = LembarRealisasi.objects.filter(pk=lembar.pk, status=Status.DISETUJUI)
    if not rows.update(status=Status.DISETUJUI):
        raise Konflik
