"""Scoring a sheet: faults are all told, points are exact, the working adds up, an oracle agrees."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakip.rules.instrumen import load_instrumen
from sakip.rules.penilaian import (
    BelumDinilaiError,
    Jawaban,
    PenilaianError,
    bulatkan_pecahan,
    score_lke,
    write_cara_hitung,
)
from sakip.rules.tests.oracle_penilaian import compare

# Wall-clock deadlines fail on a busy machine, not on a wrong rule.
TANPA_BATAS = settings(deadline=None)

LKE = load_instrumen()["permenpanrb-88-2021"]
SKPD = load_instrumen()["permenpanrb-12-2015"]
INSTANSI = load_instrumen()["permenpanrb-12-2015-instansi"]

SEMUA_BB: dict[str, Jawaban] = {row.kode: "BB" for row in LKE.butir()}
LEMBAR_88 = st.fixed_dictionaries(
    {
        row.kode: st.sampled_from([pilihan.kode for pilihan in row.skala.pilihan])
        for row in LKE.butir()
    }
)
SKPD_BUTIR = {row.kode: row for row in SKPD.butir()}
LEMBAR_12 = st.fixed_dictionaries(
    {
        kode: st.sampled_from([pilihan.kode for pilihan in row.skala.pilihan])
        for kode, row in SKPD_BUTIR.items()
    }
)


def faults(kunci: str, nilai: dict[str, Jawaban], jenis: str | None = None) -> dict[str, str]:
    with pytest.raises(PenilaianError) as caught:
        score_lke(load_instrumen()[kunci], nilai, jenis_entitas=jenis)
    return {pesan.kunci: pesan.teks for pesan in caught.value.pesan}


def test_an_evaluator_is_told_every_fault_of_a_sheet_at_once() -> None:
    nilai = {**SEMUA_BB, "1.a": "F", "2.b": "bb", "9.z": "A"}
    del nilai["4.c"]

    pesan = faults("permenpanrb-88-2021", nilai)

    assert list(pesan) == ["9.z", "1.a", "2.b", "4.c"]
    assert pesan["1.a"] == 'Jawaban "F" tidak dikenal; pilih AA, A, BB, B, CC, C, D, E.'
    assert pesan["4.c"] == "Belum dijawab."
    assert pesan["9.z"] == "Kunci tidak dikenal."


def test_an_empty_sheet_is_not_yet_scored_which_is_not_a_zero() -> None:
    with pytest.raises(BelumDinilaiError, match="Belum dinilai"):
        score_lke(LKE, {})


def test_an_evaluator_names_a_kind_of_entity_that_the_sheet_knows() -> None:
    pesan = faults("permenpanrb-88-2021", SEMUA_BB, "kabupaten")

    assert "perangkat_daerah" in pesan["entitas"]


def test_a_question_takes_the_answers_of_its_own_scale() -> None:
    terburuk: dict[str, Jawaban] = {
        kode: row.skala.pilihan[-1].kode for kode, row in SKPD_BUTIR.items()
    }

    pesan = faults("permenpanrb-12-2015", terburuk | {"1": "a", "3": "ya", "55": "d", "68": "e"})

    assert list(pesan) == ["1", "3", "55", "68"]
    assert pesan["55"] == 'Jawaban "d" tidak dikenal; pilih a, b, c.'


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (Decimal("2.01"), "Nilai harus 0 sampai dengan 2."),
        (-1, "Nilai harus 0 sampai dengan 2."),
        (Decimal("NaN"), "Nilai harus 0 sampai dengan 2."),
        (Decimal("1E+999999"), "Nilai harus 0 sampai dengan 2."),
        (Decimal("1E-999999"), "Nilai paling banyak 6 desimal."),
        ("dua", '"dua" bukan angka. Tulis seperti 1.234,56 atau 87,5 %.'),
    ],
)
def test_points_of_an_agency_sheet_stay_within_their_weight(nilai: Jawaban, teks: str) -> None:
    poin: dict[str, Jawaban] = {row.kode: 0 for row in INSTANSI.butir()}

    assert faults(INSTANSI.kunci, poin | {"1.a.1": nilai}) == {"1.a.1": teks}


def test_points_may_be_typed_as_an_evaluator_writes_them() -> None:
    poin: dict[str, Jawaban] = {row.kode: 0 for row in INSTANSI.butir()}

    assert score_lke(INSTANSI, poin | {"2.b": "12,25"}).total == Decimal("12.25")


def test_the_working_leads_from_every_answer_to_the_predikat() -> None:
    langkah = score_lke(LKE, {**SEMUA_BB, "1.a": "A"}).langkah

    assert str(langkah[0]) == (
        "1.a Keberadaan: A = 90 → 90 ÷ 100 × 6 = 5,40"
        " · PermenPANRB 88/2021 lampiran, subkomponen 1.a"
    )
    assert langkah[12].uraian == "1 Perencanaan Kinerja: 5,40 + 7,20 + 12,00 = 24,60 dari 30"
    assert langkah[-2].uraian == "Total: 24,60 + 24,00 + 12,00 + 20,00 = 80,60, dibulatkan 80,60"
    assert langkah[-1].uraian == (
        "Predikat: 80,60 adalah lebih dari 80 sampai dengan 90, yaitu A (Memuaskan)"
    )
    assert [row.kode for row in langkah[:12]] == [sub.kode for sub in LKE.subkomponen]


def test_the_working_says_when_printed_points_are_not_all_there_is() -> None:
    nilai = {kode: row.skala.pilihan[0].kode for kode, row in SKPD_BUTIR.items()}
    langkah = {row.kode: row.uraian for row in score_lke(SKPD, nilai).langkah}

    assert langkah["1"] == "1 Renstra ada: ya = 1 → 1 ÷ 1 × 2/9 ≈ 0,2222"
    assert langkah["10"] == "10 Tujuan berorientasi hasil: a = 1 → 1 ÷ 1 × 5/8 = 0,6250"
    assert langkah["A.I.a"].endswith("0,2222 ≈ 2,00 dari 2")
    assert langkah["A.I.c"] == "A.I.c Renstra: implementasi: 1,00 + 1,00 + 1,00 = 3,00 dari 3"


@settings(TANPA_BATAS, max_examples=20)
@given(LEMBAR_12)
def test_every_point_of_the_total_stands_in_the_working(nilai: dict[str, str]) -> None:
    hasil = score_lke(SKPD, nilai)
    poin = {row.kode: row.nilai for row in hasil.langkah}

    assert sum(poin[kode] for kode in SKPD_BUTIR) == hasil.total_tepat
    assert sum(poin[row.kode] for row in hasil.subkomponen) == hasil.total_tepat
    assert sum(poin[row.kode] for row in hasil.komponen) == hasil.total_tepat
    assert all(row.sumber.startswith("PermenPANRB 12/2015 ") for row in hasil.langkah)


@TANPA_BATAS
@given(LEMBAR_88, st.sampled_from(LKE.butir()), st.data())
def test_a_better_answer_never_lowers_the_total(
    nilai: dict[str, str], butir, data: st.DataObject
) -> None:
    urutan = [row.kode for row in butir.skala.pilihan]
    lebih_baik = data.draw(st.sampled_from(urutan[: urutan.index(nilai[butir.kode]) + 1]))
    lama, baru = score_lke(LKE, nilai), score_lke(LKE, nilai | {butir.kode: lebih_baik})
    kelas = [row.kode for row in LKE.predikat.predikat]

    assert 0 <= lama.total_tepat <= baru.total_tepat <= 100
    assert kelas.index(baru.predikat.kode) <= kelas.index(lama.predikat.kode)


@TANPA_BATAS
@given(LEMBAR_88, st.randoms())
def test_the_order_in_which_answers_are_written_does_not_matter(
    nilai: dict[str, str], acak: random.Random
) -> None:
    kunci = list(nilai)
    acak.shuffle(kunci)

    assert score_lke(LKE, {kode: nilai[kode] for kode in kunci}) == score_lke(LKE, nilai)


@TANPA_BATAS
@given(LEMBAR_88, LEMBAR_88, st.sampled_from([row.kode for row in LKE.komponen]))
def test_a_component_counts_for_itself_alone(
    satu: dict[str, str], lain: dict[str, str], kode: str
) -> None:
    """Taking one component's answers from another sheet moves the total by that component only."""
    campur = satu | {kunci: jawaban for kunci, jawaban in lain.items() if kunci[0] == kode}
    poin = {
        nama: {row.kode: row.nilai for row in score_lke(LKE, lembar).komponen}
        for nama, lembar in (("satu", satu), ("lain", lain), ("campur", campur))
    }

    assert poin["campur"] == poin["satu"] | {kode: poin["lain"][kode]}


@given(st.fractions(min_value=0, max_value=100))
def test_a_total_is_rounded_half_up(nilai: Fraction) -> None:
    bulat = Fraction(bulatkan_pecahan(nilai))

    assert nilai - Fraction(1, 200) < bulat <= nilai + Fraction(1, 200)


def test_a_half_cent_is_rounded_up_and_never_to_even() -> None:
    assert bulatkan_pecahan(Fraction("60.005")) == Decimal("60.01")
    assert bulatkan_pecahan(Fraction("60.015")) == Decimal("60.02")
    assert str(bulatkan_pecahan(Fraction(80))) == "80.00"


def test_an_independent_calculator_agrees_on_random_sheets() -> None:
    assert compare(300, seed=random.randrange(2**32)) == []


def test_a_reader_learns_what_each_grade_is_worth_and_works_the_total_again() -> None:
    """88/2021: BB of 1.a is 80 ÷ 100 × 6 = 4,80; 12/2015 hlm. 13: 3 of 10 yes, weight 10, is 3."""
    assert write_cara_hitung(LKE) == (
        "Poin subkomponen = nilai ÷ 100 × bobot: AA 100, A 90, BB 80, B 70, CC 60, C 50, D 30, E 0. "
        "Jumlahnya dibulatkan sekali ke dua desimal, lalu digolongkan."
    )
    assert write_cara_hitung(SKPD).startswith("Poin kriteria = nilai jawaban ÷ nilai tertinggi × ")
    assert "diisi langsung" in write_cara_hitung(load_instrumen()["permenpanrb-88-2021-lhe"])
