"""Sharing out a unit's nodes to its positions."""

from collections.abc import Mapping

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.organisasi.pejabat import hold_jabatan
from sakip.perjanjian import permissions
from sakip.perjanjian.ampuan import load_ampuan, load_jabatan_bawahan, load_simpul_unit
from sakip.perjanjian.models import Ampuan
from sakip.rules.decision import Konflik, RuleError
from sakip.web.rows import hold


@transaction.atomic
def update_ampuan(
    unit: PerangkatDaerah,
    tahun: int,
    pilihan: Mapping[int, int | None],
    *,
    lihat: Mapping[int, int],
    acting_user: Pengguna,
) -> int:
    """Write who carries which node (None: nobody); says how many changed.

    `lihat`: what the person saw, by node. Raises Konflik when somebody changed it since, RuleError for
    a node or a position that is not the unit's.
    """
    require(permissions.can_update_perjanjian(acting_user, unit))
    nodes = {row.simpul_id for row in load_simpul_unit(unit, tahun)}
    positions = {row.pk for row in load_jabatan_bawahan(unit)}
    if pilihan.keys() - nodes or {pk for pk in pilihan.values() if pk} - positions:
        raise RuleError("Simpul atau jabatan itu bukan milik perangkat daerah ini. Muat ulang.")
    hold(unit)
    hold_jabatan(pilihan.values())
    stored = load_ampuan(pilihan)
    if {pk: row.jabatan_id for pk, row in stored.items()} != {
        pk: jabatan for pk, jabatan in lihat.items() if pk in pilihan
    }:
        raise Konflik
    written = [_write(unit, simpul, pilihan[simpul], stored.get(simpul)) for simpul in pilihan]
    touched = [row for row in written if row is not None]
    if touched:
        record(touched[0], "ampuan.update", acting_user=acting_user, juga=touched[1:])
    return len(touched)


def _write(
    unit: PerangkatDaerah, simpul: int, jabatan: int | None, old: Ampuan | None
) -> Ampuan | None:
    """One node's carrier: named, another one, or taken away (then the row that was); None: as before."""
    if jabatan is None:
        Ampuan.objects.filter(simpul=simpul).delete()
        return old
    if old is None:
        same = {"instansi_id": unit.instansi_id, "simpul_id": simpul}
        return Ampuan.objects.create(**same, jabatan_id=jabatan)
    if old.jabatan_id == jabatan:
        return None
    old.jabatan_id, old.revisi = jabatan, old.revisi + 1
    old.save(update_fields=["jabatan_id", "revisi"])
    return old
