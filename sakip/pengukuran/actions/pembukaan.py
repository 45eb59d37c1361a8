"""Reopening one sheet: the unit asks, its head agrees, those who run the cycle open it until a moment."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran import permissions_pembukaan as permissions
from sakip.pengukuran.models import BuktiVerifikasi, LembarRealisasi, Pembukaan, Verifikasi
from sakip.pengukuran.tangan import cap_of
from sakip.pengukuran.verifikasi import end_verifikasi
from sakip.rules.decision import Konflik, RuleError
from sakip.web.clock import database_now
from sakip.web.rows import insert

Status = Pembukaan.Status


@transaction.atomic
def create_pembukaan(lembar: LembarRealisasi, *, alasan: str, acting_user: Pengguna) -> Pembukaan:
    """Ask for it, with a reason; a head who asks has agreed by that.

    Raises ValidationError while another request for the sheet waits.
    """
    require(permissions.can_create_pembukaan(acting_user, lembar))
    if not alasan.strip():
        raise RuleError("Tulis mengapa realisasi ini perlu dibuka kembali.")
    moment = database_now()
    row = Pembukaan(
        instansi_id=lembar.instansi_id,
        lembar=lembar,
        alasan=alasan.strip(),
        status=Status.MENUNGGU_KEPALA,
        diminta_oleh=acting_user,
        diminta_pada=moment,
    )
    if acting_user.cap is not None and acting_user.cap.peran == Peran.KEPALA_OPD:
        row.status, row.disetujui_oleh, row.disetujui_pada = Status.DIAJUKAN, acting_user, moment
        row.disetujui_sebagai_id = cap_of(acting_user)
    insert(row)
    record(row, "pembukaan.create", acting_user=acting_user, alasan=row.alasan)
    return row


@transaction.atomic
def submit_pembukaan(row: Pembukaan, *, acting_user: Pengguna) -> None:
    """The head of the unit agrees and hands it on."""
    require(permissions.can_submit_pembukaan(acting_user, row))
    transition(
        row,
        "pembukaan.submit",
        before=Status.MENUNGGU_KEPALA,
        after=Status.DIAJUKAN,
        acting_user=acting_user,
        disetujui_oleh=acting_user,
        disetujui_pada=database_now(),
        disetujui_sebagai=cap_of(acting_user),
    )


@transaction.atomic
def approve_pembukaan(row: Pembukaan, *, sampai: datetime, acting_user: Pengguna) -> None:
    """Open the sheet until a moment; one that was sent or approved lies with the unit again.

    Raises RuleError for a moment that has passed.
    """
    require(permissions.can_approve_pembukaan(acting_user, row))
    moment = database_now()
    if sampai <= moment:
        raise RuleError("Saat itu sudah lewat. Pilih saat yang akan datang.")
    ended = _give_back(row, acting_user, moment)
    transition(
        row,
        "pembukaan.approve",
        before=Status.DIAJUKAN,
        after=Status.DIBUKA,
        acting_user=acting_user,
        juga=[row.lembar, *ended],
        diputus_oleh=acting_user,
        diputus_pada=moment,
        sampai=sampai,
    )


@transaction.atomic
def return_pembukaan(row: Pembukaan, *, alasan: str, acting_user: Pengguna) -> None:
    """Refuse, with a reason: the head what the operator asked, or those who run the cycle."""
    require(permissions.can_return_pembukaan(acting_user, row))
    if not alasan.strip():
        raise RuleError("Tulis mengapa permintaan ini ditolak.")
    transition(
        row,
        "pembukaan.return",
        before=row.status,
        after=Status.DITOLAK,
        acting_user=acting_user,
        diputus_oleh=acting_user,
        diputus_pada=database_now(),
        jawaban=alasan.strip(),
    )


@transaction.atomic
def revoke_pembukaan(row: Pembukaan, *, acting_user: Pengguna) -> None:
    """The unit takes back what was not yet decided."""
    require(permissions.can_revoke_pembukaan(acting_user, row))
    transition(
        row, "pembukaan.revoke", before=row.status, after=Status.DICABUT, acting_user=acting_user
    )


def _give_back(
    row: Pembukaan, user: Pengguna, moment: datetime
) -> list[Verifikasi | BuktiVerifikasi]:
    """The sheet lies with the unit again, says why, and is to be checked anew: the checks that ended.

    Its note says why it is late, unless it says something already. Raises Konflik when it just moved.
    """
    lembar = row.lembar
    rows = LembarRealisasi.objects.filter(pk=lembar.pk, revisi=lembar.revisi)
    given: dict[str, Any] = {}
    if not lembar.can_be_typed:
        given = {
            "status": LembarRealisasi.Status.DIKEMBALIKAN,
            "alasan": f"Dibuka kembali: {row.alasan}",
            "diputus_oleh": user,
            "diputus_pada": moment,
            "diputus_sebagai": cap_of(user),
        }
    if lembar.status == LembarRealisasi.Status.DISETUJUI:
        given["diisi_oleh"] = []
    note = {"catatan": lembar.catatan or row.alasan}
    if rows.update(**given, **note, revisi=F("revisi") + 1) == 0:
        raise Konflik
    return [] if lembar.can_be_typed else end_verifikasi(lembar)
