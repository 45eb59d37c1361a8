"""A file is shared only when one unit offers it and the other accepts."""

from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, transition
from sakip.berkas import permissions
from sakip.berkas.models import Berbagi, Berkas
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.web.clock import now


@transaction.atomic
def create_berbagi(
    berkas: Berkas, *, ke_unit: PerangkatDaerah, pesan: str, acting_user: Pengguna
) -> Berbagi:
    """Offer a file to another unit of the agency. Raises RuleError when it cannot be offered so."""
    require(permissions.can_create_berbagi(acting_user, berkas))
    if ke_unit.pk == berkas.perangkat_daerah_id or ke_unit.instansi_id != berkas.instansi_id:
        raise RuleError("Pilih perangkat daerah lain di instansi ini.")
    row = Berbagi(
        instansi_id=berkas.instansi_id,
        berkas=berkas,
        ke_unit=ke_unit,
        pesan=pesan.strip(),
        penawar=acting_user,
        ditawarkan_pada=now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError(f"Berkas ini sudah ditawarkan kepada {ke_unit.nama}.") from error
    record(row, "berbagi.create", acting_user=acting_user)
    return row


@transaction.atomic
def approve_berbagi(row: Berbagi, *, acting_user: Pengguna) -> None:
    """Accept: the unit may read the file and point to it."""
    require(permissions.can_approve_berbagi(acting_user, row))
    _answer(row, "berbagi.approve", Berbagi.Status.DITERIMA, "", acting_user)


@transaction.atomic
def return_berbagi(row: Berbagi, *, alasan: str, acting_user: Pengguna) -> None:
    """Refuse, with a reason."""
    require(permissions.can_approve_berbagi(acting_user, row))
    if not alasan.strip():
        raise RuleError("Tulis alasan menolak supaya yang menawarkan tahu.")
    _answer(row, "berbagi.return", Berbagi.Status.DITOLAK, alasan, acting_user)


@transaction.atomic
def revoke_berbagi(row: Berbagi, *, alasan: str, acting_user: Pengguna) -> None:
    """Take it back; what already points to the file keeps showing it."""
    require(permissions.can_revoke_berbagi(acting_user, row))
    if row.status == Berbagi.Status.DITERIMA and not alasan.strip():
        raise RuleError("Tulis mengapa berkas ini tidak lagi dibagikan.")
    _answer(row, "berbagi.revoke", Berbagi.Status.DITARIK, alasan, acting_user)


def _answer(row: Berbagi, tindakan: str, after: str, alasan: str, user: Pengguna) -> None:
    transition(
        row, tindakan, before=row.status, after=after, acting_user=user, alasan=alasan.strip()[:300]
    )
