"""Changes to units."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi import permissions
from sakip.organisasi.checks import check_fields, check_induk, check_masa, load_susunan
from sakip.organisasi.endings import end_penugasan, load_penugasan_after
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.web.rows import hold, insert


@transaction.atomic
def create_perangkat_daerah(*, acting_user: Pengguna, **fields: Any) -> PerangkatDaerah:
    """Add a unit to the acting person's agency. Raises ValidationError on a code in use."""
    require(permissions.can_manage_organisasi(acting_user))
    row = PerangkatDaerah(instansi_id=acting_user.instansi_id, **fields)
    hold(acting_user.instansi)
    insert(row)
    _check(row)
    record(row, "perangkat_daerah.create", acting_user=acting_user)
    return row


@transaction.atomic
def update_perangkat_daerah(
    row: PerangkatDaerah, *, revisi: int, acting_user: Pengguna, **fields: Any
) -> None:
    """Change or end a unit that is still active; 409 when somebody changed it since `revisi`.

    With `aktif_sampai` its assignments end on that day too. What the table or the tree of units
    refuses is a ValidationError.
    """
    require(permissions.can_update_perangkat_daerah(acting_user, row))
    hold(row)  # nobody gives an assignment there meanwhile
    check_fields(row, fields)
    last = fields.get("aktif_sampai")
    ended: list[Model] = []
    if last is not None and last != row.aktif_sampai:
        penugasan = load_penugasan_after([row], last)
        require(permissions.can_end_perangkat_daerah(acting_user, row, penugasan))
        ended = end_penugasan(penugasan, last)
    update_guarded(
        row,
        "perangkat_daerah.update",
        revisi=revisi,
        acting_user=acting_user,
        juga=ended,
        **fields,
    )
    _check(row)


def _check(row: PerangkatDaerah) -> None:
    """After the write: the trail's head is held by then, so two people cannot close a circle together."""
    check_induk(row, load_susunan(row.instansi_id))
    check_masa(row)
