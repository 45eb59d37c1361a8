"""Predikat schemes: one class for every value, boundaries as data, a condition that must be said."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.predikat import PredikatError, SkemaPredikat, classify, load_predikat
from sakip.rules.regulasi import FOLDER, RegulasiError, in_force

SKEMA = list(load_predikat().values())
AKIP = load_predikat()["akip-88-2021"]
RB = load_predikat()["rb-2023"]


@pytest.mark.parametrize("skema", SKEMA, ids=lambda row: row.kunci)
def test_an_evaluator_finds_exactly_one_class_for_every_value_with_two_decimals(
    skema: SkemaPredikat,
) -> None:
    urutan = [row.kode for row in skema.predikat]
    peringkat = []
    for seratus in range(int(skema.terkecil * 100), int(skema.terbesar * 100) + 1):
        kode = classify(skema, Decimal(seratus).scaleb(-2), target_baik=True).kode
        peringkat.append(urutan.index(kode))
    assert peringkat == sorted(peringkat, reverse=True)
    assert {urutan[n] for n in peringkat} == {
        row.kode for row in skema.predikat if row.target_baik is not False
    }


@given(st.decimals(min_value=0, max_value=100, places=5))
def test_an_evaluator_sees_the_class_of_the_value_that_is_printed(nilai: Decimal) -> None:
    tercetak = Decimal(int(nilai * 1000 + 5) // 10).scaleb(-2)

    assert classify(AKIP, nilai) is classify(AKIP, tercetak)


@pytest.mark.parametrize("nilai", ["-0.01", "-0.001", "100.001", "NaN", "Infinity", "-Infinity"])
def test_an_evaluator_is_refused_a_value_outside_the_scheme(nilai: str) -> None:
    with pytest.raises(PredikatError, match="Nilai harus 0 sampai dengan 100"):
        classify(AKIP, Decimal(nilai))


def test_bagor_must_say_whether_the_good_targets_are_met_only_where_it_matters() -> None:
    with pytest.raises(PredikatError, match="A atau A-"):
        classify(RB, Decimal("80.01"))
    assert classify(RB, Decimal("80.00")).kode == "BB"
    assert classify(RB, Decimal(100)).kode == "AA"
    assert classify(RB, Decimal(90), target_baik=False).kata == "Memuaskan dengan Catatan"


def test_bagor_reads_the_words_of_a_class() -> None:
    rentang = {row.kode: row.rentang for row in (*AKIP.predikat, *RB.predikat)}

    assert rentang["BB"] == "lebih dari 70 sampai dengan 80"
    assert rentang["D"] == "0 sampai dengan 30"
    assert rentang["A-"] == "lebih dari 80 sampai sebelum 100"
    assert all(row.tafsir for row in AKIP.predikat)


def test_bagor_gets_the_scheme_of_the_year() -> None:
    akip = [row for row in SKEMA if row.sebutan.startswith("akip")]

    assert in_force(akip, date(2019, 12, 31)).sebutan == "akip-2015"
    assert in_force(akip, date(2022, 12, 31)).sebutan == "akip"
    assert sorted(row.sebutan for row in SKEMA) == [
        "akip",
        "akip-2015",
        "organisasi",
        "rb-2020",
        "rb-2023",
    ]


@pytest.mark.parametrize(
    ("kunci", "lama", "baru", "pesan"),
    [
        ("akip-88-2021", "bawah = 90", "bawah = 91", "predikat AA dan A bertumpuk atau berjarak"),
        ("akip-88-2021", "termasuk = false", "termasuk = true", "predikat AA dan A bertumpuk"),
        ("akip-88-2021", "atas = 100", "atas = 80", "batas predikat AA terbalik"),
        ("akip-88-2021", 'kode = "AA"', 'kode = "A"', "kode predikat berulang"),
        ("akip-88-2021", "bawah = 90", "bawah = true", "bawah"),
        ("rb-2023", "bawah = 80", "bawah = 75", "predikat A dan A- bertumpuk"),
        ("rb-2023", "target_baik = true", "target_baik = false", "predikat A dan A- bertumpuk"),
    ],
)
def test_a_person_who_edits_a_scheme_is_told_what_no_longer_holds(
    tmp_path: Path, kunci: str, lama: str, baru: str, pesan: str
) -> None:
    teks = (FOLDER / "predikat" / f"{kunci}.toml").read_text(encoding="utf-8")
    (tmp_path / "predikat").mkdir()
    (tmp_path / "predikat" / "ubahan.toml").write_text(teks.replace(lama, baru, 1), "utf-8")

    with pytest.raises(RegulasiError, match=f"ubahan.*{pesan}"):
        load_predikat((tmp_path,))
