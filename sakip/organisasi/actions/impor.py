"""Changes to imports. What the rows mean is the caller's (`imports`); what happens to them is here."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction

from sakip.audit.actions import record, require, transition, update_guarded
from sakip.organisasi import permissions
from sakip.organisasi.models import (
    ImporBerkas,
    Instansi,
    Jabatan,
    Pengguna,
    Penugasan,
    PerangkatDaerah,
)
from sakip.web.clock import now
from sakip.web.rows import hold, hold_all

KEADAAN = ("baru", "berubah", "sama", "galat")

# Writes every row that can be, and says of each what it did.
Tulis = Callable[[], list[dict[str, Any]]]


@transaction.atomic
def create_impor_berkas(
    *,
    jenis: str,
    nama_berkas: str,
    sha256: str,
    diabaikan: list[str],
    tulis: Tulis,
    acting_user: Pengguna,
) -> ImporBerkas:
    """Keep a workbook that was read, with what each row would do.

    The preview is the real thing, undone: so it can promise nothing that applying does not keep.
    """
    require(permissions.can_manage_organisasi(acting_user))
    _hold_isi(acting_user.instansi)
    rows = _try_out(tulis)
    row = ImporBerkas(
        instansi_id=acting_user.instansi_id,
        jenis=jenis,
        pembuat=acting_user,
        dibuat_pada=now(),
        nama_berkas=nama_berkas,
        sha256=sha256,
        isi={"diabaikan": diabaikan, "baris": rows},
        **_count(rows),
    )
    row.full_clean()
    row.save(force_insert=True)
    record(row, "impor.create", acting_user=acting_user, sha256=sha256, **_count(rows))
    return row


@transaction.atomic
def import_impor_berkas(
    row: ImporBerkas, *, tulis: Tulis, revisi: int, acting_user: Pengguna
) -> bool:
    """Write the good rows of the preview seen at `revisi`, all or none, each through its own action.

    When the outcome is not the one that was previewed (somebody changed the data since, or may do less
    than the one who uploaded), nothing is written: the preview is renewed and the answer is False. 409
    when another preview stands there by now.
    """
    hold(row)
    _hold_isi(row.instansi)
    row.refresh_from_db()
    require(permissions.can_import(acting_user, row))
    with transaction.atomic():
        rows = tulis()
        as_seen = row.revisi == revisi and rows == row.baris
        if not as_seen:
            transaction.set_rollback(True)
    if not as_seen:
        isi = row.isi | {"baris": rows}
        update_guarded(
            row, "impor.update", revisi=revisi, acting_user=acting_user, isi=isi, **_count(rows)
        )
        return False
    transition(
        row,
        "impor.import",
        before=ImporBerkas.Status.DRAF,
        after=ImporBerkas.Status.DITERAPKAN,
        acting_user=acting_user,
    )
    return True


@transaction.atomic
def revoke_impor_berkas(row: ImporBerkas, *, acting_user: Pengguna) -> None:
    """Drop a waiting workbook; of its rows nothing is kept."""
    require(permissions.can_revoke_import(acting_user, row))
    transition(
        row,
        "impor.revoke",
        before=ImporBerkas.Status.DRAF,
        after=ImporBerkas.Status.DIBUANG,
        acting_user=acting_user,
        isi={"diabaikan": [], "baris": []},
    )


def _hold_isi(instansi: Instansi) -> None:
    """All that a sheet may write, before any of it is in the trail: who adds or changes one row waits."""
    hold(instansi)
    for model in (PerangkatDaerah, Jabatan, Pengguna, Penugasan):
        hold_all(model.objects.filter(instansi=instansi))


def _try_out(tulis: Tulis) -> list[dict[str, Any]]:
    with transaction.atomic():
        rows = tulis()
        transaction.set_rollback(True)
    return rows


def _count(rows: list[dict[str, Any]]) -> dict[str, Any]:
    found = Counter(row["keadaan"] for row in rows)
    return {name: found[name] for name in KEADAAN}
