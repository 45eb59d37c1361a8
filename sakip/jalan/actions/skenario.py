"""What-ifs that are kept."""

from typing import Any

from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.jalan import permissions
from sakip.jalan.models import Skenario
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import Konflik
from sakip.web.rows import insert


@transaction.atomic
def create_skenario(
    unit: PerangkatDaerah | None,
    *,
    tahun: int,
    nama: str,
    isian: list[Any],
    acting_user: Pengguna,
) -> Skenario:
    """Keep the controls of a page under a name. Raises ValidationError for a name that is taken."""
    require(permissions.can_create_skenario(acting_user, unit))
    row = Skenario(
        instansi=acting_user.instansi,
        perangkat_daerah=unit,
        tahun=tahun,
        nama=nama,
        isian=isian,
        dibuat_oleh=acting_user,
    )
    insert(row)
    record(row, "skenario.create", acting_user=acting_user)
    return row


@transaction.atomic
def update_skenario(row: Skenario, *, revisi: int, nama: str, acting_user: Pengguna) -> None:
    """Call a scenario otherwise.

    Raises Konflik when somebody was first, ValidationError for a name that is taken.
    """
    require(permissions.can_create_skenario(acting_user, row.perangkat_daerah))
    row.nama = nama
    row.full_clean()
    update_guarded(row, "skenario.update", revisi=revisi, acting_user=acting_user, nama=nama)


@transaction.atomic
def delete_skenario(row: Skenario, *, acting_user: Pengguna) -> None:
    """Throw a scenario away. Raises Konflik when somebody was first."""
    require(permissions.can_create_skenario(acting_user, row.perangkat_daerah))
    if not Skenario.objects.filter(pk=row.pk).delete()[0]:
        raise Konflik
    record(row, "skenario.delete", acting_user=acting_user, nama=row.nama)
