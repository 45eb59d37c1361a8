"""Values of the years behind that were typed wrong, and the list of peers."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.evaluasi.models import NilaiArsip
from sakip.jalan import permissions
from sakip.jalan.isi import IsiPembanding
from sakip.jalan.models import Pembanding
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Konflik
from sakip.web.rows import insert


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
        insert(row)
    if rows:
        record(rows[0], "pembanding.import", acting_user=acting_user, juga=rows[1:])
    return rows


@transaction.atomic
def update_pembanding(
    row: Pembanding, isi: IsiPembanding, *, revisi: int, acting_user: Pengguna
) -> None:
    """Correct the value of a peer.

    Raises Konflik when somebody was first, ValidationError for a region and year kept already.
    """
    require(permissions.can_update_nilai(acting_user))
    fields = asdict(isi)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    update_guarded(row, "pembanding.update", revisi=revisi, acting_user=acting_user, **fields)


@transaction.atomic
def delete_pembanding(row: Pembanding, *, revisi: int, acting_user: Pengguna) -> None:
    """Take one peer off the list. Raises Konflik when somebody was first."""
    require(permissions.can_update_nilai(acting_user))
    if not Pembanding.objects.filter(pk=row.pk, revisi=revisi).delete()[0]:
        raise Konflik
    record(
        row, "pembanding.delete", acting_user=acting_user, daerah=row.daerah, tahun=row.tahun,
        total=row.total, sumber=row.sumber,
    )  # fmt: skip


@transaction.atomic
def delete_pembanding_sumber(row: Pembanding, *, banyak: int, acting_user: Pengguna) -> None:
    """Take off the list all that the source of this row says of its year, `banyak` values as they were seen.

    Raises Konflik when they are others by now.
    """
    require(permissions.can_update_nilai(acting_user))
    rows = list(Pembanding.objects.of_same_source(row).order_by("pk"))
    deleted = Pembanding.objects.filter(pk__in=[one.pk for one in rows]).delete()[0]
    if not deleted == len(rows) == banyak:
        raise Konflik
    record(
        rows[0], "pembanding.delete", acting_user=acting_user, juga=rows[1:], tahun=row.tahun,
        sumber=row.sumber, nilai={one.daerah: one.total for one in rows},
    )  # fmt: skip
