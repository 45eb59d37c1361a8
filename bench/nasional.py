"""The whole nation's sheets scored and stored, against the same SUM grouped by OPD in SQL."""

import random
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection, transaction

from sakip.evaluasi.massal import score_many
from sakip.rules.instrumen import Instrumen, load_instrumen

OPD = 28_935


def score_nation(seed: int, bar: Callable[[str, bool], None]) -> None:
    """Twelve grades of 28.935 OPD → total and predikat stored; every value equals an independent sum."""
    print(f"\n10. {OPD} OPD dinilai dan disimpan, dibanding SUM yang sama per OPD di SQL")
    instrumen = load_instrumen()["permenpanrb-88-2021"]
    chance = random.Random(seed)
    grades = [p.kode for p in next(iter(instrumen.skala.values())).pilihan]
    sheets = {n: [chance.choice(grades) for _ in instrumen.subkomponen] for n in range(1, OPD + 1)}
    with connection.cursor() as cursor:
        with transaction.atomic():
            _make_tables(cursor, instrumen, sheets)
        ratios = []
        for _ in range(5):
            cursor.execute("DELETE FROM bench_hasil")
            ours = _time(lambda: _score(cursor, instrumen))
            peer = _time(lambda: _sum(cursor))
            ratios.append(ours / peer)
            print(f"   {ours * 1000:8.0f} ms : {peer * 1000:8.0f} ms   {ours / peer:.2f}x")
        stored = _stored(cursor)
    ratio = sorted(ratios)[2]
    bar(f"paling banyak 3x: {ratio:.2f}x", ratio <= 3)
    bar("semua nilai sama dengan hitungan terpisah", stored == _independent(sheets))


def _score(cursor: Any, instrumen: Instrumen) -> None:
    """Scored and on disk: the commit is inside the time."""
    with transaction.atomic():
        score_many(cursor, instrumen, "bench_nilai", "bench_hasil")


def _independent(sheets: dict[int, list[str]]) -> dict[int, tuple[Decimal, str]]:
    """The same by other means: weights and grades written here, Decimal sums, own classes."""
    weights = [
        Decimal(w) for w in ("6", "9", "15", "6", "9", "15", "3", "4.5", "7.5", "5", "7.5", "12.5")
    ]
    worth = {"AA": 100, "A": 90, "BB": 80, "B": 70, "CC": 60, "C": 50, "D": 30, "E": 0}
    edges = (("AA", 90), ("A", 80), ("BB", 70), ("B", 60), ("CC", 50), ("C", 30))
    answers = {}
    for n, sheet in sheets.items():
        exact = sum(w * worth[g] / 100 for w, g in zip(weights, sheet, strict=True))
        total = Decimal(exact).quantize(Decimal("0.01"), ROUND_HALF_UP)
        answers[n] = (total, next((k for k, edge in edges if total > edge), "D"))
    return answers


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _make_tables(cursor: Any, instrumen: Instrumen, sheets: dict[int, list[str]]) -> None:
    cursor.execute(
        "CREATE TABLE bench_nilai (penilaian_id bigint, subkomponen varchar(20), jawaban varchar(20), "
        "nilai bigint, PRIMARY KEY (penilaian_id, subkomponen))"
    )
    cursor.execute(
        "CREATE TABLE bench_hasil (penilaian_id bigint PRIMARY KEY, total bigint, predikat varchar(4))"
    )
    values = {p.kode: int(p.nilai) for p in next(iter(instrumen.skala.values())).pilihan}
    rows = [
        (n, sub.kode, grade, int(sub.bobot * values[grade] * 100))
        for n, sheet in sheets.items()
        for sub, grade in zip(instrumen.subkomponen, sheet, strict=True)
    ]
    for start in range(0, len(rows), 50_000):
        cursor.executemany(
            "INSERT INTO bench_nilai VALUES (%s, %s, %s, %s)", rows[start : start + 50_000]
        )


def _sum(cursor: Any) -> list[tuple[int, int]]:
    """The peer: a plain SUM of points that already stand there, grouped by OPD."""
    cursor.execute("SELECT penilaian_id, SUM(nilai) FROM bench_nilai GROUP BY penilaian_id")
    return cursor.fetchall()


def _stored(cursor: Any) -> dict[int, tuple[Decimal, str]]:
    cursor.execute("SELECT penilaian_id, total, predikat FROM bench_hasil")
    return {n: (Decimal(total) / 10_000, predikat) for n, total, predikat in cursor.fetchall()}
