"""Writing many steps of an action plan at once; what changes after its time is kept with its reason."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perjanjian import permissions
from sakip.perjanjian.aksi import BarisAksi, load_indikator
from sakip.perjanjian.models import PerubahanAksi, RencanaAksi
from sakip.rules.aksi import check_jumlah, past_changes, write_bagian
from sakip.rules.angka import write_angka
from sakip.rules.decision import Konflik, RuleError
from sakip.web.clock import now
from sakip.web.rows import hold

KOLOM = (
    "indikator", "langkah", "pic", "satuan", "target", "bagian", "anggaran", "dibatalkan", "revisi",
)  # fmt: skip


@transaction.atomic
def update_aksi(
    unit: PerangkatDaerah,
    tahun: int,
    baris: Sequence[BarisAksi],
    *,
    alasan: str,
    acting_user: Pengguna,
) -> int:
    """Write the steps that are new or changed, all or none; says how many. A new one sent twice is one.

    Raises ValidationError when parts do not add up or a reason is missing, Konflik when somebody was
    first, RuleError for an indicator that is not the unit's.
    """
    require(permissions.can_update_perjanjian(acting_user, unit))
    hold(unit)
    _check_baris(unit, tahun, baris)
    stored = _load_stored(unit, tahun, baris)
    known = {_see(one) for one in RencanaAksi.objects.filter(perangkat_daerah=unit, tahun=tahun)}
    applied = [
        (row, step)
        for row in baris
        if (step := _apply(stored.get(row.pk or 0), row, unit, tahun)) is not None
        and (step.pk is not None or _see(step) not in known)
    ]
    written = [step for _, step in applied]
    late = [row for row, _ in applied if _is_late(stored, row, unit, tahun)]
    if late and not alasan:
        pesan = "Ada langkah yang berubah setelah triwulannya lewat. Tulis alasannya."
        raise ValidationError({"alasan": pesan})
    new = [one for one in written if one.pk is None]
    RencanaAksi.objects.bulk_update([one for one in written if one.pk is not None], KOLOM)
    RencanaAksi.objects.bulk_create(new)
    changes = PerubahanAksi.objects.bulk_create(
        _change(stored[row.pk or 0], row, alasan, acting_user) for row in late
    )
    if written:
        first, *rest = written
        touched = [*rest, *changes]
        record(first, "aksi.update", acting_user=acting_user, juga=touched, alasan=alasan)
    return len(written)


def _check_baris(unit: PerangkatDaerah, tahun: int, baris: Sequence[BarisAksi]) -> None:
    known = {row.indikator_id for row in load_indikator(unit, tahun)}
    if any(row.indikator not in known for row in baris):
        raise RuleError("Salah satu indikator bukan tanggung jawab perangkat daerah ini.")
    for row in baris:
        pesan = "" if row.batal else check_jumlah(row.target, row.bagian)
        if pesan:
            raise ValidationError(f"“{row.langkah}”: {pesan}")


def _is_late(
    stored: Mapping[int, RencanaAksi], row: BarisAksi, unit: PerangkatDaerah, tahun: int
) -> bool:
    """Whether a step that stands changes a quarter already over."""
    old, today = stored.get(row.pk or 0), unit.instansi.hari_ini
    after = {} if row.batal else row.bagian
    return old is not None and bool(
        past_changes(old.per_bulan, after, tahun, (today.year, today.month))
    )


def _load_stored(
    unit: PerangkatDaerah, tahun: int, baris: Iterable[BarisAksi]
) -> dict[int, RencanaAksi]:
    wanted = {row.pk: row.revisi for row in baris if row.pk is not None}
    rows = RencanaAksi.objects.filter(perangkat_daerah=unit, tahun=tahun, pk__in=wanted)
    stored = {row.pk: row for row in rows}
    if stored.keys() != wanted.keys() or any(stored[pk].revisi != n for pk, n in wanted.items()):
        raise Konflik
    return stored


def _apply(
    old: RencanaAksi | None, row: BarisAksi, unit: PerangkatDaerah, tahun: int
) -> RencanaAksi | None:
    """The step as it shall stand; None when nothing differs."""
    bagian = {
        str(bulan): format(nilai, "f") for bulan, nilai in sorted(row.bagian.items()) if nilai
    }
    columns = {
        "indikator_id": row.indikator,
        "langkah": row.langkah,
        "pic": row.pic,
        "satuan": row.satuan,
        "target": row.target,
        "anggaran": row.anggaran,
        "dibatalkan": row.batal,
    }
    if old is None:
        if row.batal:
            return None
        same = {"instansi_id": unit.instansi_id, "perangkat_daerah": unit, "tahun": tahun}
        return RencanaAksi(**same, **columns, bagian=bagian)
    same_parts = old.per_bulan == {bulan: nilai for bulan, nilai in row.bagian.items() if nilai}
    if same_parts and all(getattr(old, k) == v for k, v in columns.items()):
        return None
    fresh = copy(old)
    for name, value in {**columns, "bagian": bagian, "revisi": old.revisi + 1}.items():
        setattr(fresh, name, value)
    return fresh


def _see(row: RencanaAksi) -> tuple[Any, ...]:
    """What a step says; two that say the same are one that was sent twice."""
    said = (row.indikator_id, row.langkah, row.pic, row.satuan, row.target, row.anggaran)
    return *said, row.dibatalkan, *sorted(row.per_bulan.items())


def _change(old: RencanaAksi, row: BarisAksi, alasan: str, user: Pengguna) -> PerubahanAksi:
    after = "dibatalkan" if row.batal else _describe(row.langkah, row.target, row.bagian)
    return PerubahanAksi(
        instansi_id=old.instansi_id,
        aksi=old,
        sebelum=_describe(old.langkah, old.target, old.per_bulan),
        sesudah=after,
        alasan=alasan,
        pelaku=user,
        waktu=now(),
    )


def _describe(langkah: str, target: Decimal, bagian: Mapping[int, Decimal]) -> str:
    return f"{langkah}, target {write_angka(target, None)} ({write_bagian(bagian)})"
