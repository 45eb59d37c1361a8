"""Decisions on behalf of a head: given by himself with a letter and dates, taken back at once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.models import JenisPenugasan, Pengguna, Penugasan, Peran
from sakip.organisasi.pemberian import end_at_once, give_penugasan
from sakip.rules.tanggal import write_tanggal


@transaction.atomic
def create_pelimpahan(
    pengguna: Pengguna, *, nomor_surat: str, mulai: date, selesai: date, acting_user: Pengguna
) -> Penugasan:
    """Let a person of the head's unit decide on his behalf until a day.

    Raises ValidationError with the field at fault: a day gone by, a term too long, no letter, a person
    who is no longer there.
    """
    require(permissions.can_create_pelimpahan(acting_user, pengguna))
    cap, today = acting_user.cap, acting_user.instansi.hari_ini
    last = permissions.aturan_pelimpahan(today).ends_pelimpahan(mulai)
    if mulai < today:
        raise ValidationError(
            {"mulai": "Pelimpahan tidak berlaku surut. Mulai hari ini atau nanti."}
        )
    if selesai > last:
        raise ValidationError({"selesai": f"Paling lama sampai {write_tanggal(last)}."})
    row = Penugasan(
        instansi_id=acting_user.instansi_id,
        pengguna=pengguna,
        peran=Peran.KEPALA_OPD,
        perangkat_daerah_id=cap.perangkat_daerah_id if cap else None,
        jenis=JenisPenugasan.ATAS_NAMA,
        nomor_surat=nomor_surat,
        mulai=mulai,
        selesai=selesai,
    )
    give_penugasan(row, "pelimpahan.create", acting_user)
    return row


@transaction.atomic
def revoke_pelimpahan(row: Penugasan, *, acting_user: Pengguna) -> None:
    """Take it back: the next request of its holder no longer wears it (T23)."""
    require(permissions.can_revoke_pelimpahan(acting_user, row))
    end_at_once(row, "pelimpahan.revoke", row.revisi, acting_user)
