"""The words of a question: forms of one root meet, codes stay codes, and nothing typed breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.pencarian import (
    HURUF_TERBANYAK,
    KATA_TERBANYAK,
    correct_pertanyaan,
    drop_sebutan,
    is_match,
    is_salah_ketik,
    read_kosakata,
    read_pertanyaan,
)


@pytest.mark.parametrize(
    ("tanya", "tertulis"),
    [
        ("kemiskinan", "keluarga miskin"),
        ("miskin", "menurunnya kemiskinan"),
        ("layanan", "melayani warga"),
        ("pelayanan", "mutu layanan"),
        ("susun", "penyusunan renja"),
        ("menyusun", "susun renja"),
        ("tulis", "penulisan laporan"),
        ("kirim", "mengirim lembar"),
        ("pilih", "pemilihan umum"),
        ("sakit", "pencegahan penyakit"),
        ("peningkatan", "meningkatnya mutu"),
        ("meningkatkan", "tingkat kemiskinan"),
        ("penilaian", "nilai akip"),
        ("Kesehatan?", "balita sehat"),
    ],
)
def test_sari_finds_a_word_by_any_of_its_forms(tanya, tertulis):
    (kata,) = read_pertanyaan(tanya)
    assert is_match(kata, tertulis)


@pytest.mark.parametrize(
    ("tanya", "tertulis"), [("pasar", "sasaran daerah"), ("tepat", "cepat"), ("IK02", "ik2")]
)
def test_sari_is_not_given_what_only_looks_alike(tanya, tertulis):
    (kata,) = read_pertanyaan(tanya)
    assert not is_match(kata, tertulis)


@pytest.mark.parametrize(
    ("tanya", "kata"),
    [
        ("rumus IK02?", ["rumus", "ik02"]),
        ("siapa terendah?", ["terendah"]),
        ("apa yang dikembalikan?", ["dikembalikan"]),
        ("bukti kriteria 2.b.4.", ["bukti", "kriteria", "2.b.4"]),
        ("siapa", ["siapa"]),
        ("100% “bersih”", ["100%", "bersih"]),
        ("ibu ibu\x00\tanak", ["ibu", "anak"]),
        (" ?! ", []),
        ("", []),
    ],
)
def test_a_question_is_its_words_without_those_that_ask(tanya, kata):
    assert [one.teks for one in read_pertanyaan(tanya)] == kata


def test_a_word_that_names_the_kind_is_dropped_only_beside_another():
    assert [one.teks for one in drop_sebutan(read_pertanyaan("rumus IK02"), {"rumus"})] == ["ik02"]
    assert [one.teks for one in drop_sebutan(read_pertanyaan("rumus"), {"rumus"})] == ["rumus"]


@given(st.text(max_size=400))
def test_whatever_is_typed_becomes_few_words_that_find_themselves(teks):
    pertanyaan = read_pertanyaan(teks)
    assert len(pertanyaan) <= KATA_TERBANYAK
    assert sum(len(one.teks) for one in pertanyaan) <= 3 * HURUF_TERBANYAK
    for one in pertanyaan:
        assert one.teks.isprintable()
        assert all(one.pola)
        assert is_match(one, one.teks)


HURUF = st.text("abcd", min_size=1, max_size=6)


def one_error(kata):
    """Everything that one typing error makes of a word."""
    potong = [(kata[:n], kata[n:]) for n in range(len(kata) + 1)]
    return {
        *(a + b[1:] for a, b in potong if b),
        *(a + huruf + b for a, b in potong for huruf in "abcd"),
        *(a + huruf + b[1:] for a, b in potong if b for huruf in "abcd"),
        *(a + b[1] + b[0] + b[2:] for a, b in potong if len(b) > 1),
    } - {kata}


@given(HURUF, HURUF)
def test_a_typing_error_is_what_one_act_makes_of_a_word(ketik, kata):
    assert is_salah_ketik(ketik, kata) == (ketik in one_error(kata))


def test_only_a_longer_word_that_stands_nowhere_is_corrected():
    kosakata = read_kosakata(["Persentase balita gizi-buruk (RS05)", "pasar dasar", "Balita"])
    assert kosakata == {"persentase", "balita", "gizi", "buruk", "pasar", "dasar"}
    asked = read_pertanyaan("balta gizzi buruk basar gizi")
    benar = correct_pertanyaan(asked, kosakata)
    assert [kata.teks for kata in benar] == ["balita", "gizi", "buruk", "dasar", "gizi"]
    assert benar[2] == asked[2]
    assert benar[3].pola == ("dasar", "pasar")
    assert correct_pertanyaan(read_pertanyaan("balita gizi"), kosakata) == ()
    assert correct_pertanyaan(read_pertanyaan("zirkonium ik02x"), kosakata) == ()
