"""Values of the years behind that were typed wrong, and the list of peers."""

from collections.abc import Sequence

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.evaluasi.models import NilaiArsip
from sakip.jalan import permissions
from sakip.jalan.isi import IsiPembanding
from sakip.jalan.models import Pembanding
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Konflik


@transaction.atomic
def delete_nilai_arsip(row: NilaiArsip, *, revisi: int, acting_user: Pengguna) -> None:
    """Take out a value that was kept wrongly, to be typed anew. Raises Konflik when somebody was first."""
    require(permissions.can_update_nilai(acting_user))
    if not NilaiArsip.objects.filter(pk=row.pk, revisi=revisi).delete()[0]:
        raise Konflik
    record(
        row, "nilai_arsip.delete", acting_user=acting_user, tahun=row.tahun, total=row.total,
        sumber=row.sumber,
    )  # fmt: skip


@transaction.atomic
def import_pembanding(isi: Sequence[IsiPembanding], *, acting_user: Pengguna) -> list[Pembanding]:
    """Keep published values of other regions. Raises ValidationError for a region and year kept already."""
    require(permissions.can_update_nilai(acting_user))
    rows = [
        Pembanding(
            instansi=acting_user.instansi,
            daerah=one.daerah,
            tahun=one.tahun,
            total=one.total,
            sumber=one.sumber,
        )
        for one in isi
    ]
    for row in rows:
        row.full_clean()
        row.save(force_insert=True)
    if rows:
        record(rows[0], "pembanding.import", acting_user=acting_user, juga=rows[1:])
    return rows
