"""The life of a request for data: asked, answered or refused, taken back."""

from django.db import transaction

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.models import PermintaanData
from sakip.rules.decision import RuleError
from sakip.web.rows import insert


@transaction.atomic
def create_permintaan(row: PermintaanData, *, acting_user: Pengguna) -> PermintaanData:
    """Ask another unit. Raises RuleError or ValidationError when it cannot be asked so."""
    require(permissions.can_create_permintaan(acting_user, row.pengusul))
    today = acting_user.instansi.hari_ini
    if row.tenggat < today:
        raise RuleError("Tenggat sudah lewat. Pilih hari yang akan datang.")
    row.instansi_id = acting_user.instansi_id
    row.diminta_oleh, row.diminta_pada = acting_user, today
    insert(row)
    record(row, "permintaan.create", acting_user=acting_user)
    return row


@transaction.atomic
def submit_permintaan(
    row: PermintaanData, *, jawaban: str, catatan: str, acting_user: Pengguna
) -> None:
    """Hand the data over."""
    require(permissions.can_submit_permintaan(acting_user, row))
    if not jawaban.strip():
        raise RuleError("Tulis angkanya, atau tolak dengan alasan bila datanya tidak ada.")
    _end(row, "permintaan.submit", PermintaanData.Status.DIJAWAB, acting_user, catatan, jawaban)


@transaction.atomic
def return_permintaan(row: PermintaanData, *, alasan: str, acting_user: Pengguna) -> None:
    """Refuse, with a reason."""
    require(permissions.can_submit_permintaan(acting_user, row))
    if not alasan.strip():
        raise RuleError("Tulis mengapa data ini tidak dapat diberikan.")
    _end(row, "permintaan.return", PermintaanData.Status.DITOLAK, acting_user, alasan)


@transaction.atomic
def revoke_permintaan(row: PermintaanData, *, acting_user: Pengguna) -> None:
    """Take it back before it is answered."""
    require(permissions.can_revoke_permintaan(acting_user, row))
    _end(row, "permintaan.revoke", PermintaanData.Status.DICABUT, acting_user, "")


def _end(
    row: PermintaanData,
    tindakan: str,
    after: str,
    user: Pengguna,
    catatan: str,
    jawaban: str = "",
) -> None:
    transition(
        row,
        tindakan,
        before=PermintaanData.Status.DIMINTA,
        after=after,
        acting_user=user,
        jawaban=jawaban.strip(),
        catatan=catatan.strip(),
        dijawab_oleh=user,
        dijawab_pada=user.instansi.hari_ini,
    )
