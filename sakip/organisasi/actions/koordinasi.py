"""Which units an asisten's position coordinates."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi import permissions
from sakip.organisasi.models import Jabatan, Koordinasi, Pengguna, PerangkatDaerah
from sakip.web.rows import hold


@transaction.atomic
def update_koordinasi(
    jabatan: Jabatan, *, units: Collection[PerangkatDaerah], revisi: int, acting_user: Pengguna
) -> None:
    """Let a position coordinate exactly these units; 409 when the position changed since `revisi`.

    One row of the trail says which, and one more for each unit that is no longer coordinated.
    """
    require(permissions.can_update_jabatan(acting_user, jabatan))
    if any(unit.instansi_id != jabatan.instansi_id for unit in units):
        reason = "Pilih perangkat daerah dari instansi yang sama."
        raise ValidationError({"units": reason})
    hold(jabatan)
    held = {row.perangkat_daerah_id: row for row in Koordinasi.objects.filter(jabatan=jabatan)}
    wanted = {unit.pk for unit in units}
    for unit_id in held.keys() - wanted:
        _delete_koordinasi(held[unit_id], acting_user)
    added = [_add(jabatan, unit_id) for unit_id in sorted(wanted - held.keys())]
    update_guarded(jabatan, "koordinasi.update", revisi=revisi, acting_user=acting_user, juga=added)


def _add(jabatan: Jabatan, unit_id: int) -> Koordinasi:
    row = Koordinasi(instansi_id=jabatan.instansi_id, jabatan=jabatan, perangkat_daerah_id=unit_id)
    row.save(force_insert=True)
    return row


def _delete_koordinasi(row: Koordinasi, acting_user: Pengguna) -> None:
    Koordinasi.objects.filter(pk=row.pk).delete()
    record(
        row,
        "koordinasi.delete",
        acting_user=acting_user,
        jabatan=row.jabatan_id,
        perangkat_daerah=row.perangkat_daerah_id,
    )
