"""Many sheets scored at once by the database, from the same instrument file and to the same result.

One statement of plain SQL, for SQLite and PostgreSQL alike, in whole numbers: a grade of a
sub-component is worth bobot × nilai ÷ 100 points, kept in ten-thousandths, so a sum is exact; it is
rounded once half-up to two places and then classed. Used where one sheet at a time is too slow;
`rules.score_lke` stays the reading of the law and the tests compare the two.
"""

from decimal import Decimal
from typing import Any

from sakip.rules.instrumen import Instrumen
from sakip.rules.predikat import SkemaPredikat

SKALA = 10_000
SEPERSERATUS = SKALA // 100


class MassalError(ValueError):
    """The instrument cannot be scored this way; the text says why."""


def score_many(cursor: Any, instrumen: Instrumen, sumber: str, tujuan: str) -> int:
    """Bring `tujuan` up to date with `sumber`; returns how many rows were written.

    `sumber` has penilaian_id, subkomponen, jawaban; `tujuan` penilaian_id (its key), total in
    ten-thousandths, predikat. A sheet with a grade missing is left out, and what is right already
    is not written again. Raises MassalError for an instrument that grades elsewhere than on the
    sub-component, or whose points need more than four places.
    """
    points, words = _points(instrumen)
    edges, names = _edges(instrumen.predikat)
    cursor.execute(
        f"""
        INSERT INTO {tujuan} (penilaian_id, total, predikat)
        SELECT penilaian_id, total, CASE {edges} ELSE %s END
        FROM (
            SELECT penilaian_id,
                   (SUM(CASE subkomponen {points} END) + {SEPERSERATUS // 2})
                   / {SEPERSERATUS} * {SEPERSERATUS} AS total
            FROM {sumber} GROUP BY penilaian_id HAVING COUNT(*) = %s
        ) AS jumlah WHERE true
        ON CONFLICT (penilaian_id) DO UPDATE SET total = excluded.total, predikat = excluded.predikat
        WHERE {tujuan}.total <> excluded.total OR {tujuan}.predikat <> excluded.predikat
        """,  # noqa: S608  # table names are ours, values are bound
        [*names, *words, len(instrumen.subkomponen)],
    )
    return int(cursor.rowcount)


def _points(instrumen: Instrumen) -> tuple[str, list[str]]:
    """WHEN clauses: what each grade of each sub-component is worth, two short lists deep."""
    if instrumen.tingkat != "subkomponen":
        raise MassalError(f"{instrumen.peraturan} dinilai per kriteria, bukan per subkomponen.")
    clauses, words = [], []
    for sub in instrumen.subkomponen:
        grades = []
        words.append(sub.kode)
        for pilihan in instrumen.skala[sub.skala].pilihan:
            worth = sub.bobot * pilihan.nilai / 100 * SKALA
            if worth != worth.to_integral_value():
                raise MassalError(
                    f"{sub.kode} {pilihan.kode}: lebih dari empat angka di belakang koma."
                )
            grades.append(f"WHEN %s THEN {int(worth)}")
            words.append(pilihan.kode)
        clauses.append(f"WHEN %s THEN CASE jawaban {' '.join(grades)} END")
    return " ".join(clauses), words


def _edges(skema: SkemaPredikat) -> tuple[str, list[str]]:
    """WHEN clauses from the best class down; the lowest class is what is left."""
    ordered = sorted(skema.predikat, key=lambda p: (p.bawah, not p.bawah_termasuk), reverse=True)
    clauses, names = [], []
    for predikat in ordered[:-1]:
        sign = ">=" if predikat.bawah_termasuk else ">"
        clauses.append(f"WHEN total {sign} {int(Decimal(predikat.bawah) * SKALA)} THEN %s")
        names.append(predikat.kode)
    return " ".join(clauses), [*names, ordered[-1].kode]
