"""The life of a crosscutting request: asked, agreed or refused, taken back."""

from django.db import transaction

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.models import Lintas, Simpul, Versi
from sakip.rules.decision import RuleError
from sakip.web.rows import insert


@transaction.atomic
def create_lintas(versi: Versi, row: Lintas, *, acting_user: Pengguna) -> Lintas:
    """Ask another unit, for a node of a version that lives.

    Raises RuleError or ValidationError when it cannot be asked so.
    """
    require(permissions.can_create_lintas(acting_user, versi))
    today = versi.instansi.hari_ini
    if row.tenggat < today:
        raise RuleError("Tenggat sudah lewat. Pilih hari yang akan datang.")
    row.instansi_id = versi.instansi_id
    row.diusulkan_oleh, row.diusulkan_pada = acting_user, today
    insert(row)
    record(row, "lintas.create", acting_user=acting_user)
    return row


@transaction.atomic
def approve_lintas(
    row: Lintas, *, simpul_mitra: Simpul | None, catatan: str, acting_user: Pengguna
) -> None:
    """Agree, and name the own node that contributes, if there is one."""
    require(permissions.can_approve_lintas(acting_user, row))
    if simpul_mitra is not None and simpul_mitra.periode.perangkat_daerah != row.perangkat_daerah:
        raise RuleError(f"Pilih simpul dari rencana {row.perangkat_daerah.nama}.")
    _answer(row, "lintas.approve", Lintas.Status.DISEPAKATI, catatan, acting_user, simpul_mitra)


@transaction.atomic
def return_lintas(row: Lintas, *, alasan: str, acting_user: Pengguna) -> None:
    """Refuse, with a reason."""
    require(permissions.can_approve_lintas(acting_user, row))
    if not alasan.strip():
        raise RuleError("Tulis alasan penolakan supaya pengusul dapat mencari jalan lain.")
    _answer(row, "lintas.return", Lintas.Status.DITOLAK, alasan, acting_user, None)


@transaction.atomic
def revoke_lintas(row: Lintas, *, alasan: str, acting_user: Pengguna) -> None:
    """Take it back; what was agreed ends only with a reason."""
    require(permissions.can_revoke_lintas(acting_user, row))
    if row.status == Lintas.Status.DISEPAKATI and not alasan.strip():
        raise RuleError("Tulis mengapa kesepakatan ini diakhiri.")
    transition(
        row,
        "lintas.revoke",
        before=row.status,
        after=Lintas.Status.DICABUT,
        acting_user=acting_user,
        alasan=alasan.strip(),
        dijawab_pada=row.dijawab_pada or row.simpul.periode.instansi.hari_ini,
    )


def _answer(
    row: Lintas, tindakan: str, after: str, alasan: str, user: Pengguna, mitra: Simpul | None
) -> None:
    transition(
        row,
        tindakan,
        before=Lintas.Status.DIUSULKAN,
        after=after,
        acting_user=user,
        alasan=alasan.strip(),
        simpul_mitra=mitra,
        dijawab_oleh=user,
        dijawab_pada=row.simpul.periode.instansi.hari_ini,
    )
