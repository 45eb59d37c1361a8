"""Changes to positions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi import permissions
from sakip.organisasi.checks import check_atasan, check_fields
from sakip.organisasi.models import Jabatan, Pengguna, Penugasan, PerangkatDaerah
from sakip.organisasi.pejabat import hold_jabatan
from sakip.rules.decision import Konflik
from sakip.web.rows import hold, insert


@transaction.atomic
def create_jabatan(*, acting_user: Pengguna, **fields: Any) -> Jabatan:
    """Add a position. Raises ValidationError on a name in use or a unit of another agency."""
    require(permissions.can_manage_organisasi(acting_user))
    row = Jabatan(instansi_id=acting_user.instansi_id, **fields)
    hold(acting_user.instansi)
    hold_jabatan([row.atasan_id])
    insert(row)
    _check_unit(row.perangkat_daerah, acting_user)
    check_atasan(row)
    record(row, "jabatan.create", acting_user=acting_user)
    return row


@transaction.atomic
def update_jabatan(row: Jabatan, *, revisi: int, acting_user: Pengguna, **fields: Any) -> None:
    """Change a position; one that somebody held stays in its unit. 409 when it changed since `revisi`."""
    require(permissions.can_update_jabatan(acting_user, row))
    above = fields.get("atasan")
    hold_jabatan([row.pk, above.pk if above else None])  # nobody is given it meanwhile
    check_fields(row, fields)
    unit = fields.get("perangkat_daerah", row.perangkat_daerah)
    _check_unit(unit, acting_user)
    if unit.pk != row.perangkat_daerah_id and Penugasan.objects.filter(jabatan=row).exists():
        reason = "Jabatan yang pernah dipegang tetap di perangkat daerahnya. Buat jabatan baru."
        raise ValidationError({"perangkat_daerah": reason})
    update_guarded(row, "jabatan.update", revisi=revisi, acting_user=acting_user, **fields)
    check_atasan(row)


@transaction.atomic
def delete_jabatan(row: Jabatan, *, revisi: int, acting_user: Pengguna) -> None:
    """Remove a position that nothing points at; 409 when it changed since `revisi`."""
    hold(row)  # nobody hangs something on it meanwhile
    require(permissions.can_delete_jabatan(acting_user, row))
    deleted, _ = Jabatan.objects.filter(pk=row.pk, revisi=revisi).delete()
    if not deleted:
        raise Konflik
    record(row, "jabatan.delete", acting_user=acting_user, nama=row.nama)


def _check_unit(unit: PerangkatDaerah, acting_user: Pengguna) -> None:
    if unit.instansi_id != acting_user.instansi_id:
        reason = "Pilih perangkat daerah dari instansi yang sama."
        raise ValidationError({"perangkat_daerah": reason})
    if unit.keadaan_on(acting_user.instansi.hari_ini) == "berakhir":
        reason = f"{unit} sudah berakhir. Pilih penerusnya."
        raise ValidationError({"perangkat_daerah": reason})
