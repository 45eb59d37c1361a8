"""Notes and recommendations of last year's evaluations: most open, some overdue, the best units' closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sakip.demo.sumber import read_rows
from sakip.evaluasi.actions.rekomendasi import approve_rekomendasi, create_rekomendasi
from sakip.evaluasi.models import Penilaian, Rekomendasi
from sakip.organisasi.models import Pengguna

# A sub-component with one of these grades gets the kind note.
BAIK = {"AA", "A", "BB"}
# Below this total a unit gets two recommendations instead of one.
DUA = Decimal(60)
# Of 59 recommendations to 49 units 41 stay open; the three weakest units have two overdue each.
DITUTUP = 18
LEWAT = 6
TINDAK_LANJUT = (
    "Rencana tindak lanjut ditetapkan kepala perangkat daerah; buktinya sudah diperiksa."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a unit is asked to mend: how many, until when, and whether that was done."""

    banyak: int
    tenggat: date
    ditutup: bool


def write_catatan(grades: Mapping[str, str]) -> dict[str, str]:
    """A note on the use of every component, kind or not as its grade is."""
    return {
        row["subkomponen"]: row["baik" if grades[row["subkomponen"]] in BAIK else "kurang"]
        for row in read_rows("catatan")
    }


def plan_rekomendasi(totals: Mapping[str, Decimal], today: date) -> dict[str, Plan]:
    """By kode: the best units have closed theirs, the weakest are past their day, the others have time."""
    ranked = sorted(totals, key=lambda kode: (-totals[kode], kode))
    plans = {}
    for n, kode in enumerate(ranked):
        last = n + LEWAT // 2 >= len(ranked)
        days = -20 - n % 3 if last else 30 + n * 2
        banyak = 2 if totals[kode] < DUA else 1
        plans[kode] = Plan(banyak, today + timedelta(days), n < DITUTUP)
    return plans


def create_rekomendasi_of(
    sheet: Penilaian, grades: Mapping[str, str], plan: Plan, acting_user: Pengguna
) -> list[Rekomendasi]:
    """Ask for better use of the weakest components."""
    rows = sorted(read_rows("catatan"), key=lambda row: grades[row["subkomponen"]], reverse=True)
    return [
        create_rekomendasi(
            sheet,
            subkomponen=row["subkomponen"],
            uraian=row["rekomendasi"],
            tenggat=plan.tenggat,
            acting_user=acting_user,
        )
        for row in rows[: plan.banyak]
    ]


def close_rekomendasi(rows: list[Rekomendasi], acting_user: Pengguna) -> None:
    """What was done is accepted."""
    for row in rows:
        row.penilaian.refresh_from_db()
        approve_rekomendasi(row, tindak_lanjut=TINDAK_LANJUT, acting_user=acting_user)
