"""Noting what people know of a unit's document."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi.models import Jabatan, Pengguna, PerangkatDaerah
from sakip.organisasi.pejabat import hold_jabatan
from sakip.perjanjian import permissions
from sakip.perjanjian.models import CatatanDokumen
from sakip.rules.decision import Konflik


@transaction.atomic
def update_catatan_dokumen(
    unit: PerangkatDaerah,
    tahun: int,
    jenis: str,
    *,
    revisi: int | None,
    acting_user: Pengguna,
    **fields: Any,
) -> None:
    """Write dates, number, link and owner of a document; `revisi` is None for one without a note yet.

    Raises ValidationError with the field at fault, Konflik when somebody was first.
    """
    require(permissions.can_update_perjanjian(acting_user, unit))
    _check(unit, fields)
    if revisi is not None:
        row = CatatanDokumen.objects.filter(perangkat_daerah=unit, tahun=tahun, jenis=jenis).first()
        if row is None:
            raise Konflik
        update_guarded(row, "dokumen.update", revisi=revisi, acting_user=acting_user, **fields)
        return
    row = CatatanDokumen(
        instansi_id=unit.instansi_id, perangkat_daerah=unit, tahun=tahun, jenis=jenis, **fields
    )
    row.clean_fields()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Konflik from error
    record(row, "dokumen.create", acting_user=acting_user)


def _check(unit: PerangkatDaerah, fields: dict[str, Any]) -> None:
    order = [(k, fields[k]) for k in ("dibuat", "formal", "terbit") if fields.get(k)]
    for (_, before), (name, after) in pairwise(order):
        if after < before:
            raise ValidationError({name: "Tanggal ini mendahului tahap sebelumnya."})
    if order and order[-1][1] > unit.instansi.hari_ini:
        raise ValidationError({order[-1][0]: "Tanggal ini belum terjadi."})
    owner = fields.get("pemilik")
    if not isinstance(owner, Jabatan):
        return
    hold_jabatan([owner.pk])
    if owner.perangkat_daerah_id != unit.pk:
        raise ValidationError({"pemilik": "Pilih jabatan di perangkat daerah ini."})
