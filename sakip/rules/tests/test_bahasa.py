"""Words and their affixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.bahasa import find_dasar, read_kata, sedasar, urai


@pytest.mark.parametrize(
    ("kata", "awalan", "dasar"),
    [
        ("penyusunan", "pe", "susun"),
        ("menyusun", "me", "susun"),
        ("tersusunnya", "ter", "susun"),
        ("disusun", "di", "susun"),
        ("penataan", "pe", "tata"),
        ("pemeliharaan", "pe", "pelihara"),
        ("mengadakan", "me", "ada"),
        ("mengaji", "me", "kaji"),
        ("mengecat", "me", "cat"),
        ("pelatihan", "pe-", "latih"),
        ("diperbaiki", "diper", "baik"),
        ("kesehatan", "ke", "sehat"),
    ],
)
def test_a_word_is_taken_apart_and_its_swallowed_letter_comes_back(kata, awalan, dasar):
    assert dasar in find_dasar(kata, awalan)


def test_nya_is_kept_apart_from_the_root():
    assert any(bentuk.nya and bentuk.dasar == "laksana" for bentuk in urai("terlaksananya"))
    assert not any(bentuk.nya for bentuk in urai("tanya"))


def test_forms_of_one_root_are_kin_and_others_are_not():
    assert sedasar("pelayanan", "layanan")
    assert sedasar("meningkatnya", "tingkat")
    assert not sedasar("jalan", "jabatan")


@given(st.text(max_size=100))
def test_reading_what_was_read_changes_nothing(teks):
    kata = read_kata(teks)
    assert read_kata(" ".join(kata)) == kata
    assert all(urai(satu)[0].dasar for satu in kata)
