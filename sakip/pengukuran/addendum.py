"""Figures after the lock beside a locked sheet: rows that may have one, and what was brought so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sakip.organisasi.models import Pengguna
from sakip.pengukuran.models import Addendum, LembarRealisasi
from sakip.pengukuran.permissions_addendum import (
    can_approve_addendum,
    can_bring_addendum,
    check_potret,
)
from sakip.pengukuran.rows import Baris
from sakip.pengukuran.tulis import write_realisasi
from sakip.web.clock import now


@dataclass(frozen=True, slots=True)
class BarisAddendum:
    """One that was brought: the figure as printed, and whether the reader decides it."""

    addendum: Addendum
    angka: str
    boleh: bool


def load_addendum(user: Pengguna, lembar: LembarRealisasi, rows: Sequence[Baris]) -> dict[str, Any]:
    """What a sheet's page shows of them: those brought, the oldest first, each with whether this person
    decides it; and the rows that he may bring one for. Nothing before the lock.
    """
    if now() < lembar.masa.kunci:
        return {"addendum": [], "boleh_addendum": []}
    brought = Addendum.objects.filter(
        potret__masa=lembar.masa_id, potret__perangkat_daerah=lembar.perangkat_daerah_id
    ).for_list()
    may = can_bring_addendum(user, lembar)
    waits = {row.potret_id for row in brought if row.status == Addendum.Status.DIAJUKAN}
    return {
        "addendum": [
            BarisAddendum(
                row,
                write_realisasi(row, row.potret.desimal),
                bool(can_approve_addendum(user, row, lembar)),
            )
            for row in brought
        ],
        "boleh_addendum": [
            row
            for row in rows
            if may and row.potret.pk not in waits and check_potret(lembar, row.potret)
        ],
    }
