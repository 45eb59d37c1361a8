"""Actions of a plan become work with an owner and a month; never twice, and undone as one."""

from collections.abc import Sequence

from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.jalan import permissions
from sakip.jalan.models import AksiJalan
from sakip.jalan.rencana import Langkah
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.web.rows import hold

Status = AksiJalan.Status


@transaction.atomic
def create_aksi_jalan(
    unit: PerangkatDaerah | None,
    *,
    tahun: int,
    langkah: Sequence[Langkah],
    acting_user: Pengguna,
) -> list[AksiJalan]:
    """Decide on the actions of a plan for the evaluation of a year; those decided on stay as they are.

    Raises RuleError when there is nothing new, or an action has no months in the season.
    """
    require(permissions.can_update_aksi(acting_user, unit))
    hold(unit or acting_user.instansi)
    known = AksiJalan.objects.of(acting_user.instansi, unit, tahun).values_list("kode", flat=True)
    ada = set(known)
    rows = [_row(one, unit, tahun, acting_user) for one in langkah if one.tindakan.kode not in ada]
    if not rows:
        raise RuleError("Semua tindakan rencana ini sudah menjadi aksi.")
    AksiJalan.objects.bulk_create(rows)
    record(rows[0], "aksi_jalan.create", acting_user=acting_user, juga=rows[1:])
    return rows


@transaction.atomic
def update_aksi_jalan(
    row: AksiJalan, *, revisi: int, pemilik: str, keadaan: str, acting_user: Pengguna
) -> None:
    """Say whose an action is and how far. Raises Konflik when somebody was first."""
    require(permissions.can_update_aksi_jalan(acting_user, row))
    update_guarded(
        row,
        "aksi_jalan.update",
        revisi=revisi,
        acting_user=acting_user,
        pemilik=pemilik,
        status=keadaan,
    )


@transaction.atomic
def revoke_aksi_jalan(unit: PerangkatDaerah | None, *, tahun: int, acting_user: Pengguna) -> int:
    """Take back what was decided for a year and nobody has touched since; says how many.

    Raises RuleError when all of it has been worked on.
    """
    require(permissions.can_update_aksi(acting_user, unit))
    rows = AksiJalan.objects.of(acting_user.instansi, unit, tahun)
    taken = list(rows.filter(status=Status.RENCANA, revisi=0).order_by("pk"))
    deleted = AksiJalan.objects.filter(pk__in=[row.pk for row in taken], revisi=0).delete()[0]
    if not taken or deleted != len(taken):
        raise RuleError("Tidak ada aksi yang dapat diurungkan; yang sudah disentuh tetap ada.")
    record(
        taken[0], "aksi_jalan.revoke", acting_user=acting_user, juga=taken[1:],
        kode=[row.kode for row in taken],
    )  # fmt: skip
    return len(taken)


def _row(one: Langkah, unit: PerangkatDaerah | None, tahun: int, user: Pengguna) -> AksiJalan:
    if one.mulai is None or one.selesai is None:
        raise RuleError(f"{one.tindakan.kode} tidak muat sebelum musim evaluasi. Ubah rencananya.")
    return AksiJalan(
        instansi=user.instansi,
        perangkat_daerah=unit,
        tahun=tahun,
        kode=one.tindakan.kode,
        nama=one.tindakan.nama or one.tindakan.kode,
        pemilik=one.pemilik[:120],
        mulai=one.mulai,
        selesai=one.selesai,
        hk=one.tindakan.hk,
    )
