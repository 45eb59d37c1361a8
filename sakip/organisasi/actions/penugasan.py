"""Changes to assignments: who does what where, from when to when."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import require, update_guarded
from sakip.organisasi import permissions
from sakip.organisasi.checks import check_fields
from sakip.organisasi.endings import end_keterlibatan
from sakip.organisasi.models import Pengguna, Penugasan
from sakip.organisasi.pemberian import end_at_once, give_penugasan
from sakip.rules.tanggal import write_tanggal
from sakip.web.rows import hold


@transaction.atomic
def create_penugasan(pengguna: Pengguna, *, acting_user: Pengguna, **fields: Any) -> Penugasan:
    """Give a person a role from a day on, and note that he works in the unit it names.

    Fields: peran, perangkat_daerah, jabatan, jenis, mulai, selesai, nomor_surat. Raises
    ValidationError with the field at fault.
    """
    require(permissions.can_create_penugasan(acting_user, pengguna, fields["peran"]))
    row = Penugasan(instansi_id=acting_user.instansi_id, pengguna=pengguna, **fields)
    give_penugasan(row, "penugasan.create", acting_user)
    return row


@transaction.atomic
def update_penugasan(row: Penugasan, *, selesai: date, revisi: int, acting_user: Pengguna) -> None:
    """End an assignment on a day, which is its last; a longer term is a new assignment."""
    require(permissions.can_end_penugasan(acting_user, row))
    hold(row)
    if row.selesai is not None and selesai > row.selesai:
        reason = (
            f"Penugasan ini berakhir {write_tanggal(row.selesai)}. Masa baru perlu penugasan baru."
        )
        raise ValidationError({"selesai": reason})
    check_fields(row, {"selesai": selesai})
    update_guarded(
        row,
        "penugasan.update",
        revisi=revisi,
        acting_user=acting_user,
        juga=end_keterlibatan([row], selesai),
        selesai=selesai,
    )


@transaction.atomic
def revoke_penugasan(row: Penugasan, *, revisi: int, acting_user: Pengguna) -> None:
    """Take an assignment away at once: the next request no longer wears it (T23)."""
    require(permissions.can_end_penugasan(acting_user, row))
    end_at_once(row, "penugasan.revoke", revisi, acting_user)
