"""Above "all met": what a grade asks for beside it, and how the suggestion follows."""

import pytest

from sakip.rules.instrumen import NilaiTambah, load_instrumen
from sakip.rules.saran import (
    Pernyataan,
    check_kerangka_logis,
    check_pernyataan,
    complete_grades,
    count_lanjut,
    needs_pernyataan,
    suggest_nilai,
    tambah_of,
)

SEMUA = load_instrumen()
LKE = SEMUA["permenpanrb-88-2021"]
SKALA = LKE.skala["AA-E"]
KRITERIA = {sub.kode: [row.kode for row in sub.kriteria] for sub in LKE.subkomponen}


@pytest.mark.parametrize(
    ("sub", "lanjut", "tambah", "batas"),
    [
        ("1.a", 0, "", "BB"),
        ("1.a", 1, "", "A"),
        ("1.a", 5, "", "AA"),
        ("1.a", 0, "terobosan", "BB"),
        ("1.b", 9, "", "BB"),
        ("1.b", 0, "upaya", "A"),
        ("1.c", 0, "terobosan", "AA"),
    ],
)
def test_the_bound_rises_above_bb_only_by_what_the_lens_asks_for(
    sub: str, lanjut: int, tambah: NilaiTambah, batas: str
) -> None:
    pernyataan = Pernyataan(lanjut, tambah)
    semua = dict.fromkeys(KRITERIA[sub], "terpenuhi")
    saran = suggest_nilai(LKE, sub, semua, pernyataan=pernyataan).batas_atas
    assert saran is not None
    assert saran.kode == batas
    kurang = semua | {KRITERIA[sub][0]: "belum"}
    tanpa = suggest_nilai(LKE, sub, kurang, pernyataan=pernyataan).batas_atas
    assert tanpa is not None
    assert tanpa.kode == "B"


def test_an_evaluator_is_told_what_a_grade_still_lacks() -> None:
    aa, a, bb = SKALA.pilihan[:3]
    assert "sedikitnya 5 tahun terakhir; yang tercatat 1 tahun." in check_pernyataan(
        aa, "keberadaan", Pernyataan(1)
    )
    assert check_pernyataan(a, "keberadaan", Pernyataan(1)) == ""
    assert "uraian terobosan" in check_pernyataan(aa, "kualitas", Pernyataan(9, "upaya"))
    assert check_pernyataan(a, "kualitas", Pernyataan(0, "terobosan")) == ""
    assert check_pernyataan(bb, "kualitas", Pernyataan()) == ""
    assert needs_pernyataan(SKALA, "keberadaan") == (True, False)
    assert needs_pernyataan(SKALA, "kualitas") == (False, True)
    assert needs_pernyataan(SEMUA["contoh-ya-tidak"].skala["ya-tidak"], "kualitas") == (
        False,
        False,
    )
    assert (tambah_of("upaya"), tambah_of("hebat")) == ("upaya", "")


def test_years_count_back_from_last_year_without_a_gap() -> None:
    assert count_lanjut(2026, {2025, 2024, 2022}) == 2
    assert count_lanjut(2026, {2024}) == 0
    assert count_lanjut(2026, set()) == 0
    assert complete_grades(SKALA) == {"AA", "A", "BB"}
    assert complete_grades(SEMUA["permenpanrb-12-2015"].skala["a-d"]) == frozenset()


def test_use_may_stand_one_grade_above_quality_and_no_more() -> None:
    def warned(b: str, c: str) -> list[str]:
        return [str(satu) for satu in check_kerangka_logis(LKE, {"1.b": b, "1.c": c})]

    assert warned("CC", "B") == []
    assert warned("AA", "AA") == []
    assert warned("CC", "BB") == [
        "1.c: Nilainya melebihi butir 1.b lebih dari 1 tingkat; periksa kembali jawabannya. Rencana yang "
        "mutunya lemah sulit dimanfaatkan sebaik itu."
    ]
    assert len(warned("E", "C")) == 1
