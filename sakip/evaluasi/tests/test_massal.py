"""A nation's sheets scored by the database equal the engine, sheet by sheet."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from sakip.evaluasi.massal import MassalError, score_many
from sakip.rules.instrumen import load_instrumen
from sakip.rules.penilaian import score_lke

LKE = load_instrumen()["permenpanrb-88-2021"]
GRADES = [p.kode for p in next(iter(LKE.skala.values())).pilihan]


@pytest.fixture
def tables(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE uji_nilai "
            "(penilaian_id bigint, subkomponen varchar(20), jawaban varchar(20))"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE uji_hasil "
            "(penilaian_id bigint PRIMARY KEY, total bigint, predikat varchar(4))"
        )
        yield cursor
        cursor.execute("DROP TABLE uji_nilai")
        cursor.execute("DROP TABLE uji_hasil")


def fill(cursor, sheets):
    for n, sheet in sheets.items():
        rows = [(n, kode, grade) for kode, grade in sheet.items()]
        cursor.executemany("INSERT INTO uji_nilai VALUES (%s, %s, %s)", rows)


def stored(cursor):
    cursor.execute("SELECT penilaian_id, total, predikat FROM uji_hasil")
    return {n: (total, predikat) for n, total, predikat in cursor.fetchall()}


def test_a_ministry_scores_three_hundred_sheets_at_once_and_gets_what_the_engine_says(tables):
    chance = random.Random(7)
    sheets = {n: {sub.kode: chance.choice(GRADES) for sub in LKE.subkomponen} for n in range(300)}
    fill(tables, sheets)
    assert score_many(tables, LKE, "uji_nilai", "uji_hasil") == 300
    expected = {n: score_lke(LKE, sheet) for n, sheet in sheets.items()}
    assert stored(tables) == {
        n: (int(hasil.total * 10_000), hasil.predikat.kode) for n, hasil in expected.items()
    }


def test_a_sheet_with_a_grade_missing_is_not_scored(tables):
    whole = {sub.kode: "BB" for sub in LKE.subkomponen}
    fill(tables, {1: whole, 2: dict(list(whole.items())[:-1])})
    score_many(tables, LKE, "uji_nilai", "uji_hasil")
    assert stored(tables) == {1: (800_000, "BB")}


def test_scoring_again_writes_only_what_changed(tables):
    fill(tables, {n: {sub.kode: "B" for sub in LKE.subkomponen} for n in (1, 2)})
    score_many(tables, LKE, "uji_nilai", "uji_hasil")
    tables.execute("UPDATE uji_nilai SET jawaban = 'AA' WHERE penilaian_id = 2")
    score_many(tables, LKE, "uji_nilai", "uji_hasil")
    assert stored(tables) == {1: (700_000, "B"), 2: (1_000_000, "AA")}


def test_a_sheet_answered_by_question_cannot_be_scored_this_way(tables):
    with pytest.raises(MassalError, match="per kriteria"):
        score_many(tables, load_instrumen()["permenpanrb-12-2015"], "uji_nilai", "uji_hasil")


def test_a_weight_finer_than_the_database_counts_is_refused_and_not_rounded(tables):
    first, *others = LKE.komponen
    fine = replace(first.subkomponen[0], bobot=Decimal("6.000001"))
    first = replace(first, subkomponen=(fine, *first.subkomponen[1:]))
    with pytest.raises(MassalError, match="lebih dari empat angka"):
        score_many(tables, replace(LKE, komponen=(first, *others)), "uji_nilai", "uji_hasil")
