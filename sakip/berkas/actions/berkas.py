"""Changes to evidence: a file comes in, takes the place of another, goes. No content is overwritten.

What comes in holds the unit's cabinet: its room is counted, and its contents are looked through, by one
at a time.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.berkas import permissions
from sakip.berkas.lampiran import build_berkas, find_kembar, store_blob
from sakip.berkas.models import Berkas, Kiriman
from sakip.berkas.storage import Isi
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_tanggal
from sakip.web.clock import now
from sakip.web.rows import hold

KETERANGAN = (
    "jenis", "tanggal_dokumen", "berlaku_sejak", "berlaku_sampai", "fisik", "diambil_pada", "tempat",
)  # fmt: skip


@transaction.atomic
def create_berkas(
    isi: Isi,
    *,
    perangkat_daerah: PerangkatDaerah,
    tanggal_dokumen: date,
    acting_user: Pengguna,
    kiriman: Kiriman | None = None,
) -> Berkas:
    """Add a file to a unit's cabinet; `isi` is what `storage.store_isi` gave for a checked upload.

    `kiriman` is the upload in pieces it came by. Raises PermissionDenied (role, unit, quota) and
    ValidationError (the same content is there already).
    """
    hold(perangkat_daerah)
    require(permissions.can_create_berkas(acting_user, perangkat_daerah, isi.ukuran, kiriman))
    return _add(isi, perangkat_daerah, tanggal_dokumen, acting_user, None)


@transaction.atomic
def update_berkas(
    lama: Berkas,
    isi: Isi,
    *,
    tanggal_dokumen: date,
    acting_user: Pengguna,
    kiriman: Kiriman | None = None,
) -> Berkas:
    """Put a newer file in the place of `lama`, which stays readable; only one file can replace it."""
    if lama.perangkat_daerah is not None:
        hold(lama.perangkat_daerah)
    require(permissions.can_update_berkas(acting_user, lama, isi.ukuran, kiriman))
    return _add(isi, lama.lemari, tanggal_dokumen, acting_user, lama)


@transaction.atomic
def update_keterangan(
    row: Berkas, isian: Mapping[str, Any], *, revisi: int, acting_user: Pengguna
) -> None:
    """Say what a file is, until when it holds, and when and where something was seen.

    `isian`: of `KETERANGAN`. Raises ValidationError and Konflik.
    """
    require(permissions.can_update_keterangan(acting_user, row))
    for nama in KETERANGAN:
        setattr(row, nama, isian[nama])
    row.full_clean(validate_unique=False)
    fields = {nama: isian[nama] for nama in KETERANGAN}
    update_guarded(
        row, "keterangan_berkas.update", revisi=revisi, acting_user=acting_user, **fields
    )


@transaction.atomic
def delete_berkas(row: Berkas, *, revisi: int, acting_user: Pengguna) -> None:
    """Take a file out of its cabinet; it stays 30 days in the bin."""
    require(permissions.can_delete_berkas(acting_user, row))
    update_guarded(
        row,
        "berkas.delete",
        revisi=revisi,
        acting_user=acting_user,
        dihapus_pada=now(),
        dihapus_oleh=acting_user,
    )


@transaction.atomic
def revoke_penghapusan(row: Berkas, *, revisi: int, acting_user: Pengguna) -> None:
    """Bring a file back from the bin. Raises RuleError when the same content is in the cabinet again."""
    require(permissions.can_revoke_penghapusan(acting_user, row))
    hold(row.lemari)
    if twin := find_kembar(row.blob.sha256, row.lemari):
        raise RuleError(f"Isi yang sama sudah ada di lemari: “{twin.nama}”. Pakai berkas itu.")
    update_guarded(
        row,
        "penghapusan_berkas.revoke",
        revisi=revisi,
        acting_user=acting_user,
        dihapus_pada=None,
        dihapus_oleh=None,
    )


def _add(
    isi: Isi, unit: PerangkatDaerah, tanggal: date, user: Pengguna, lama: Berkas | None
) -> Berkas:
    _refuse_twin(isi, unit)
    blob = store_blob([isi])[isi.sha256]
    row = build_berkas(isi, blob, unit, user, tanggal_dokumen=tanggal, menggantikan=lama)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError(
            "Berkas ini baru saja diganti orang lain. Muat ulang halamannya."
        ) from error
    tindakan = "berkas.update" if lama else "berkas.create"
    record(row, tindakan, acting_user=user, juga=[blob], sha256=isi.sha256, menggantikan=lama)
    return row


def _refuse_twin(isi: Isi, unit: PerangkatDaerah) -> None:
    """A cabinet holds each content once; who else in the agency or elsewhere has it is not said."""
    if twin := find_kembar(isi.sha256, unit):
        sentence = (
            f"Isi yang sama sudah ada: “{twin.nama}”, tanggal dokumen "
            f"{write_tanggal(twin.tanggal_dokumen)}. Pakai berkas itu."
        )
        raise ValidationError({"berkas": sentence})
