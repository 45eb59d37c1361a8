"""An upload in pieces: begun, continued, finished as a file of the cabinet, or cancelled.

Pieces leave no row in the trail: the file that comes of them does.
"""

import secrets
from datetime import date
from typing import Any

from django.db import transaction

from sakip.audit.actions import require
from sakip.berkas import permissions
from sakip.berkas.actions.berkas import create_berkas, update_berkas
from sakip.berkas.models import Berkas, Kiriman
from sakip.berkas.storage import Isi
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import Konflik
from sakip.web.clock import now
from sakip.web.rows import hold


@transaction.atomic
def create_kiriman(
    unit: PerangkatDaerah,
    *,
    nama: str,
    ukuran: int,
    tanggal_dokumen: date,
    acting_user: Pengguna,
    menggantikan: Berkas | None = None,
) -> Kiriman:
    """Begin an upload of `ukuran` bytes, to take the place of a file if one is given; its room is kept."""
    hold(unit)
    require(permissions.can_create_kiriman(acting_user, unit, ukuran))
    if menggantikan is not None:
        require(permissions.can_update_berkas(acting_user, menggantikan, ukuran))
    moment = now()
    return Kiriman.objects.create(
        instansi_id=unit.instansi_id,
        perangkat_daerah=unit,
        pengunggah=acting_user,
        kunci=secrets.token_hex(32),
        menggantikan=menggantikan,
        nama=nama,
        tanggal_dokumen=tanggal_dokumen,
        ukuran=ukuran,
        dibuat_pada=moment,
        berubah_pada=moment,
    )


@transaction.atomic
def update_kiriman(row: Kiriman, *, dari: int, sampai: int, acting_user: Pengguna) -> None:
    """Say that the bytes from `dari` up to `sampai` lie on the disk. Raises Konflik."""
    require(permissions.can_update_kiriman(acting_user, row))
    _move(row, dari, diterima=sampai)


@transaction.atomic
def submit_kiriman(row: Kiriman, isi: Isi, *, dari: int, acting_user: Pengguna) -> Berkas:
    """Make the whole upload a file of the cabinet, and tie the two.

    Raises as `create_berkas` and `update_berkas`.
    """
    require(permissions.can_update_kiriman(acting_user, row))
    said: Any = {
        "tanggal_dokumen": row.tanggal_dokumen, "acting_user": acting_user, "kiriman": row,
    }  # fmt: skip
    if row.menggantikan is not None:
        berkas = update_berkas(row.menggantikan, isi, **said)
    else:
        berkas = create_berkas(isi, perangkat_daerah=row.perangkat_daerah, **said)
    _move(row, dari, diterima=row.ukuran, berkas=berkas)
    return berkas


@transaction.atomic
def delete_kiriman(row: Kiriman, *, acting_user: Pengguna) -> None:
    """Cancel an upload. Raises Konflik when it is a file by now."""
    require(permissions.can_delete_kiriman(acting_user, row))
    if not Kiriman.objects.unfinished().filter(pk=row.pk).delete()[0]:
        raise Konflik(())


def _move(row: Kiriman, dari: int, **fields: object) -> None:
    rows = Kiriman.objects.unfinished().filter(pk=row.pk, diterima=dari)
    if not rows.update(**fields, berubah_pada=now()):
        raise Konflik(())
