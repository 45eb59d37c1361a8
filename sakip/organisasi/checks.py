"""What must hold after a change and no single column can promise. Each refusal names its field."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from sakip.organisasi.models import Jabatan, PerangkatDaerah
from sakip.rules.silsilah import depth_below, is_above, line_of

# A unit, those below it, and those below these: as deep as `PerangkatDaerah.visible_to` reaches.
TINGKAT = 3

Susunan = Mapping[int, int | None]


def check_fields(row: Model, fields: Mapping[str, Any]) -> None:
    """Ask the table's own rules before a guarded update, which would meet them as a database error."""
    draft = copy(row)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.full_clean()


def load_susunan(instansi_id: int) -> Susunan:
    """Each unit of an agency with the unit above it."""
    rows = PerangkatDaerah.objects.filter(instansi_id=instansi_id)
    return dict(rows.values_list("pk", "induk_id"))


def check_induk(row: PerangkatDaerah, susunan: Susunan) -> None:
    """The unit above is of the same agency, no circle closes, and nothing hangs too deep."""
    if row.induk_id is None:
        return
    if row.induk_id not in susunan:
        raise ValidationError({"induk": "Pilih induk dari instansi yang sama."})
    if is_above(susunan, row.pk, row.induk_id):
        reason = f"{row.induk} berada di bawah {row.nama} sendiri. Pilih induk lain."
        raise ValidationError({"induk": reason})
    if len(line_of(susunan, row.pk)) + depth_below(susunan, row.pk) > TINGKAT:
        reason = f"Susunan perangkat daerah paling dalam {TINGKAT} tingkat. Pilih induk lain."
        raise ValidationError({"induk": reason})


def check_masa(row: PerangkatDaerah) -> None:
    """A unit works no longer than the unit above it, and those below it no longer than itself."""
    if row.induk is not None and _outlives(row, row.induk):
        reason = f"{row.induk} berakhir lebih dulu. Pilih induk lain, atau isi tanggal berakhir."
        raise ValidationError({"induk": reason})
    if row.aktif_sampai is None:
        return
    below = PerangkatDaerah.objects.filter(induk=row).outliving(row.aktif_sampai)
    names = list(below.order_by("kode").values_list("nama", flat=True)[:4])
    if names:
        some = ", ".join(names[:3]) + (", dan lainnya" if len(names) > 3 else "")
        reason = f"Masih ada unit aktif di bawahnya: {some}. Pindahkan atau akhiri dahulu."
        raise ValidationError({"aktif_sampai": reason})


def check_atasan(row: Jabatan) -> None:
    """The superior is of the same agency, in any unit, and nobody is his own superior."""
    if row.atasan_id is None:
        return
    rows = Jabatan.objects.filter(instansi_id=row.instansi_id)
    susunan = dict(rows.values_list("pk", "atasan_id"))
    if row.atasan_id not in susunan:
        raise ValidationError({"atasan": "Pilih atasan dari instansi yang sama."})
    if is_above(susunan, row.pk, row.atasan_id):
        reason = f"{row.atasan} berada di bawah jabatan ini sendiri. Pilih atasan lain."
        raise ValidationError({"atasan": reason})


def _outlives(row: PerangkatDaerah, other: PerangkatDaerah) -> bool:
    if other.aktif_sampai is None:
        return False
    return row.aktif_sampai is None or row.aktif_sampai > other.aktif_sampai
