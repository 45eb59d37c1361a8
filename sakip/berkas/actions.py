"""Changes to evidence: a file comes in, or takes the place of another. Nothing is overwritten."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require
from sakip.berkas import permissions
from sakip.berkas.models import Berkas, Blob
from sakip.berkas.storage import Isi
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_tanggal
from sakip.web.clock import now


@transaction.atomic
def create_berkas(
    isi: Isi, *, perangkat_daerah: PerangkatDaerah, tanggal_dokumen: date, acting_user: Pengguna
) -> Berkas:
    """Add a file to a unit's cabinet; `isi` is what `storage.store_isi` gave for a checked upload.

    Raises PermissionDenied (role, unit, quota) and ValidationError (the same content is there already).
    """
    require(permissions.can_create_berkas(acting_user, perangkat_daerah, isi.ukuran))
    return _add(isi, perangkat_daerah, tanggal_dokumen, acting_user, None)


@transaction.atomic
def update_berkas(
    lama: Berkas, isi: Isi, *, tanggal_dokumen: date, acting_user: Pengguna
) -> Berkas:
    """Put a newer file in the place of `lama`, which stays readable; only one file can replace it."""
    require(permissions.can_update_berkas(acting_user, lama, isi.ukuran))
    return _add(isi, lama.perangkat_daerah, tanggal_dokumen, acting_user, lama)


def _add(
    isi: Isi, unit: PerangkatDaerah, tanggal: date, user: Pengguna, lama: Berkas | None
) -> Berkas:
    _refuse_twin(isi, unit)
    blob, _ = Blob.objects.get_or_create(
        sha256=isi.sha256, defaults={"ukuran": isi.ukuran, "jenis_isi": isi.jenis_isi}
    )
    row = Berkas(
        instansi_id=unit.instansi_id,
        perangkat_daerah=unit,
        blob=blob,
        nama=isi.nama,
        tanggal_dokumen=tanggal,
        menggantikan=lama,
        pengunggah=user,
        diunggah_pada=now(),
    )
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
    twin = Berkas.objects.current().filter(perangkat_daerah=unit, blob__sha256=isi.sha256).first()
    if twin is not None:
        sentence = (
            f"Isi yang sama sudah ada: “{twin.nama}”, tanggal dokumen "
            f"{write_tanggal(twin.tanggal_dokumen)}. Pakai berkas itu."
        )
        raise ValidationError({"berkas": sentence})
