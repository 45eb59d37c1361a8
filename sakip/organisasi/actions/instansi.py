"""Changes to the agency itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi import permissions
from sakip.organisasi.actions.akun import MASA_KODE
from sakip.organisasi.checks import check_fields
from sakip.organisasi.codes import insert_kode
from sakip.organisasi.models import (
    Instansi,
    Pengguna,
    Penugasan,
    Peran,
    TahunKerja,
)
from sakip.web.rows import insert

# What the head of the region is called, until the agency writes another word (UU 23/2014 pasal 59).
SEBUTAN_KEPALA = {
    Instansi.Jenis.KABUPATEN: "Bupati",
    Instansi.Jenis.KOTA: "Wali Kota",
    Instansi.Jenis.PROVINSI: "Gubernur",
}


@transaction.atomic
def create_instansi(
    *, username: str, nama_admin: str, acting_user: Pengguna | None, **fields: Any
) -> tuple[Instansi, str]:
    """Begin an agency from nothing: itself, this year, its first admin, a code with which he sets a password.

    Nobody of it exists yet, so only the server's own command may call it, with `acting_user=None` and
    in the scope of all agencies. Returns the agency and the code, which is kept nowhere. Raises
    ValidationError naming the field, of any of the rows.
    """
    require(permissions.can_create_instansi(acting_user))
    instansi = Instansi(**fields)
    instansi.sebutan_kepala_daerah = SEBUTAN_KEPALA.get(instansi.jenis, "")  # type: ignore[call-overload]
    insert(instansi)
    today = instansi.hari_ini
    tahun = TahunKerja(instansi=instansi, tahun=today.year, dibuka_pada=today)
    admin = Pengguna(instansi=instansi, username=username, nama=nama_admin)
    admin.set_unusable_password()
    insert(tahun)
    insert(admin)
    penugasan = Penugasan(instansi=instansi, pengguna=admin, peran=Peran.ADMIN, mulai=today)
    insert(penugasan)
    kode, text = insert_kode(admin, MASA_KODE)
    juga = [tahun, admin, penugasan, kode]
    record(instansi, "instansi.create", acting_user=acting_user, juga=juga)
    return instansi, text


@transaction.atomic
def update_instansi(row: Instansi, *, revisi: int, acting_user: Pengguna, **fields: Any) -> None:
    """Change names, region code, zone and words; 409 when somebody changed them since `revisi`.

    Raises ValidationError naming the field.
    """
    require(permissions.can_update_instansi(acting_user, row))
    check_fields(row, fields)
    try:
        with transaction.atomic():
            update_guarded(row, "instansi.update", revisi=revisi, acting_user=acting_user, **fields)
    except IntegrityError as error:  # PostgreSQL does not show the row of another agency beforehand
        reason = "Kode wilayah ini sudah dipakai instansi lain."
        raise ValidationError({"kode_wilayah": reason}) from error
