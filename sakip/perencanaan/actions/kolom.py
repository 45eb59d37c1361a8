"""Remembering how another system names the columns of its exports."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.models import KolomBerkas
from sakip.rules.decision import Konflik


@transaction.atomic
def update_kolom_berkas(
    jenis: str,
    *,
    judul: Mapping[str, str],
    bawaan: Mapping[str, str],
    revisi: int | None,
    acting_user: Pengguna,
) -> None:
    """Keep the headers of one kind of export; `revisi` is None the first time.

    Raises ValidationError when a header is named for two columns, Konflik when somebody was first.
    """
    require(permissions.can_import_anggaran(acting_user))
    named = [text.casefold() for text in judul.values()]
    if len(set(named)) < len(named):
        raise ValidationError("Satu judul dipakai untuk dua kolom. Bedakan.")
    instansi = acting_user.instansi_id
    if revisi is not None:
        row = KolomBerkas.objects.filter(instansi=instansi, jenis=jenis).first()
        if row is None:
            raise Konflik
        update_guarded(
            row, "kolom_berkas.update", revisi=revisi, acting_user=acting_user,
            judul=dict(judul), bawaan=dict(bawaan),
        )  # fmt: skip
        return
    row = KolomBerkas(instansi_id=instansi, jenis=jenis, judul=dict(judul), bawaan=dict(bawaan))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Konflik from error
    record(row, "kolom_berkas.create", acting_user=acting_user)
