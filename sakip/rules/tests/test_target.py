"""Targets as real plans write them, read and written back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.alasan import Alasan
from sakip.rules.angka import AngkaAmbigu, AngkaError
from sakip.rules.rumus import Rumus, find_rumus
from sakip.rules.skala import load_skala_ordinal
from sakip.rules.target import (
    JenisTarget,
    Target,
    TargetError,
    read_realisasi,
    read_target,
    write_target,
)

OPINI = load_skala_ordinal()["opini-bpk"]


@pytest.mark.parametrize(
    ("teks", "rumus", "jenis", "bawah", "atas"),
    [
        ("92,00", Rumus.RASIO, JenisTarget.ANGKA, "92.00", "92.00"),
        ("−1,35", Rumus.BASELINE, JenisTarget.ANGKA, "-1.35", "-1.35"),
        ("≥ 92", Rumus.RASIO, JenisTarget.PALING_SEDIKIT, "92", None),
        (">=92", Rumus.RASIO, JenisTarget.PALING_SEDIKIT, "92", None),
        ("≤ 5", Rumus.CERMIN, JenisTarget.PALING_BANYAK, None, "5"),
        ("<= 5 %", Rumus.KEBALIKAN, JenisTarget.PALING_BANYAK, None, "5"),
        ("9,60–9,90", Rumus.RENTANG_TURUN, JenisTarget.RENTANG, "9.60", "9.90"),
        ("9,60 - 9,90 %", Rumus.RENTANG_TURUN, JenisTarget.RENTANG, "9.60", "9.90"),
        ("4,6 s.d. 4,95", Rumus.RENTANG_NAIK, JenisTarget.RENTANG, "4.6", "4.95"),
        ("4,6 s/d 4,95", Rumus.RENTANG_NAIK, JenisTarget.RENTANG, "4.6", "4.95"),
        ("4,6 sampai dengan 4,95", Rumus.RENTANG_NAIK, JenisTarget.RENTANG, "4.6", "4.95"),
        ("0,219-0,269", Rumus.RENTANG_TURUN, JenisTarget.RENTANG, "0.219", "0.269"),
        ("1,5–3,5", Rumus.PITA, JenisTarget.PITA, "1.5", "3.5"),
        ("-1,5 - -0,5", Rumus.PITA, JenisTarget.PITA, "-1.5", "-0.5"),
        ("−1–1", Rumus.PITA, JenisTarget.PITA, "-1", "1"),
        ("2,5 ± 1", Rumus.PITA, JenisTarget.TEPAT, "1.5", "3.5"),
        ("2,10 ± 0,05", Rumus.TEPAT, JenisTarget.TEPAT, "2.05", "2.15"),
        ("2,10 +/- 0,05", Rumus.TEPAT, JenisTarget.TEPAT, "2.05", "2.15"),
        ("2,10", Rumus.TEPAT, JenisTarget.TEPAT, "2.10", "2.10"),
        ("–", Rumus.RASIO, JenisTarget.TIDAK_DINILAI, None, None),
        ("Tidak dinilai", Rumus.ORDINAL, JenisTarget.TIDAK_DINILAI, None, None),
    ],
)
def test_a_planner_writes_a_target_as_the_plan_prints_it(teks, rumus, jenis, bawah, atas):
    target = read_target(teks, rumus)
    assert target.jenis is jenis
    assert target.bawah == (None if bawah is None else Decimal(bawah))
    assert target.atas == (None if atas is None else Decimal(atas))


@pytest.mark.parametrize("teks", ["WTP", "wtp", " Wajar  tanpa pengecualian "])
def test_a_planner_writes_a_predikat_by_its_label_or_its_full_name(teks):
    assert read_target(teks, Rumus.ORDINAL, skala=OPINI) == Target(JenisTarget.ORDINAL, label="WTP")
    assert read_realisasi(teks, Rumus.ORDINAL, skala=OPINI) == "WTP"


@pytest.mark.parametrize(
    ("teks", "rumus", "kata"),
    [
        ("", Rumus.RASIO, "Target belum diisi"),
        ("9,60–9,90", Rumus.RASIO, "92,00 atau ≥ 92"),
        ("≤ 5", Rumus.RASIO, "92,00 atau ≥ 92"),
        ("≥ 5", Rumus.CERMIN, "92,00 atau ≤ 5"),
        ("9,7", Rumus.RENTANG_TURUN, "9,60–9,90"),
        ("2,10 ± 0,05", Rumus.RASIO, "92,00"),
        ("9,90–9,60", Rumus.RENTANG_TURUN, "Tukar keduanya"),
        ("2,1 ± -1", Rumus.TEPAT, "Tukar keduanya"),
        ("WTQ", Rumus.ORDINAL, "TMP, TW, WDP, WTP"),
        ("mungkin", Rumus.YA_TIDAK, "Ya, Tidak"),
        ("WTP", Rumus.RASIO, "bukan angka"),
    ],
)
def test_a_planner_learns_which_form_the_formula_needs(teks, rumus, kata):
    with pytest.raises(AngkaError, match=kata) as galat:
        read_target(teks, rumus, skala=OPINI)
    assert str(galat.value).endswith(".")


def test_a_predikat_without_a_scale_says_so():
    with pytest.raises(TargetError, match="Skala predikat belum dipilih"):
        read_target("WTP", Rumus.ORDINAL)


def test_an_ambiguous_number_inside_a_target_is_not_guessed_either():
    with pytest.raises(AngkaAmbigu):
        read_target("1.500–2.000", Rumus.PITA)
    assert read_target("1.500–2.000", Rumus.PITA, pemisah_ribuan=".").atas == 2000
    with pytest.raises(AngkaAmbigu):
        read_realisasi("1.500", Rumus.RASIO)


@pytest.mark.parametrize(
    ("teks", "alasan"),
    [
        ("", Alasan.REALISASI_KOSONG),
        ("  ", Alasan.REALISASI_KOSONG),
        ("-", Alasan.TIDAK_DIUKUR),
        ("–", Alasan.TIDAK_DIUKUR),
        ("Tidak diukur", Alasan.TIDAK_DIUKUR),
        ("belum rilis", Alasan.BELUM_RILIS),
        ("menunggu rilis", Alasan.BELUM_RILIS),
        ("Menunggu data", Alasan.MENUNGGU_DATA),
        ("tak dinilai", Alasan.TIDAK_DINILAI),
    ],
)
def test_an_operator_may_type_why_there_is_no_figure(teks, alasan):
    assert read_realisasi(teks, Rumus.RASIO) is alasan


@pytest.mark.parametrize(
    "bagian",
    [
        {"jenis": JenisTarget.ANGKA},
        {"jenis": JenisTarget.ANGKA, "bawah": Decimal(1)},
        {"jenis": JenisTarget.ORDINAL},
        {"jenis": JenisTarget.ORDINAL, "bawah": Decimal(1), "atas": Decimal(1), "label": "WTP"},
        {"jenis": JenisTarget.PALING_BANYAK, "bawah": Decimal(1), "atas": Decimal(2)},
        {"jenis": JenisTarget.TIDAK_DINILAI, "label": "x"},
        {"jenis": JenisTarget.PITA, "bawah": Decimal(2), "atas": Decimal(1)},
    ],
)
def test_no_code_can_make_half_a_target(bagian):
    with pytest.raises(TargetError):
        Target(**bagian)


angka = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
BERANGKA = [
    (Rumus.RASIO, JenisTarget.ANGKA),
    (Rumus.RASIO, JenisTarget.PALING_SEDIKIT),
    (Rumus.CERMIN, JenisTarget.PALING_BANYAK),
    (Rumus.RENTANG_NAIK, JenisTarget.RENTANG),
    (Rumus.PITA, JenisTarget.PITA),
    (Rumus.TEPAT, JenisTarget.TEPAT),
]


@given(st.sampled_from(BERANGKA), angka, angka)
def test_every_numeric_target_is_read_back_as_it_was_written(bentuk, satu, dua):
    rumus, jenis = bentuk
    bawah, atas = min(satu, dua), max(satu, dua)
    if jenis is JenisTarget.ANGKA:
        atas = bawah
    if jenis is JenisTarget.PALING_SEDIKIT:
        atas = None
    if jenis is JenisTarget.PALING_BANYAK:
        bawah = None
    target = Target(jenis, bawah, atas)
    assert read_target(write_target(target), rumus, pemisah_ribuan=".") == target


def test_labels_and_no_assessment_are_read_back_too():
    for teks, rumus in (("WDP", Rumus.ORDINAL), ("Tidak", Rumus.YA_TIDAK), ("–", Rumus.RASIO)):
        assert write_target(read_target(teks, rumus, skala=OPINI)) == teks


def test_a_document_prints_a_target_with_the_decimals_of_its_indicator():
    target = Target(JenisTarget.TEPAT, Decimal("2.0500"), Decimal("2.1500"))
    assert write_target(target, 2) == "2,10 ± 0,05"
    assert write_target(Target(JenisTarget.PALING_SEDIKIT, Decimal("92.0000")), 0) == "≥ 92"


@pytest.mark.parametrize(
    ("token", "rumus"),
    [
        ("R/T", Rumus.RASIO),
        ("r / t", Rumus.RASIO),
        ("(2T-R)/T", Rumus.CERMIN),
        ("(2T−R)/T", Rumus.CERMIN),
        ("T/R", Rumus.KEBALIKAN),
        ("(R−B)/(T−B)", Rumus.BASELINE),
        ("Rentang Naik", Rumus.RENTANG_NAIK),
        ("R*T", None),
        ("", None),
    ],
)
def test_a_formula_is_found_by_the_token_a_document_prints(token, rumus):
    assert find_rumus(token) is rumus


def test_the_stored_keys_of_the_formulas_never_change():
    assert [str(rumus) for rumus in Rumus] == [
        *("N1", "M1", "M2", "BL", "RTn", "RTt", "RG", "OR", "TP", "YT"),
    ]
    assert all(rumus.nama and rumus.token for rumus in Rumus)
