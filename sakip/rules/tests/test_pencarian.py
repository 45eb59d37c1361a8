"""The words of a question: forms of one root meet, codes stay codes, and nothing typed breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.pencarian import (
    HURUF_TERBANYAK,
    KATA_TERBANYAK,
    drop_sebutan,
    is_match,
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
