"""When figures of two periods compare, and which names a person would take for one indicator."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.kelanjutan import (
    MIRIP,
    CaraUkur,
    Kelanjutan,
    compute_kelanjutan,
    compute_mirip,
    kata_nama,
)

PERSEN = CaraUkur("%", "N1", "naik", "RAS", "", "bayi ditimbang", "bayi")


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        ({}, Kelanjutan.LANJUT),
        ({"satuan": " % "}, Kelanjutan.LANJUT),
        ({"pembilang": "Bayi  ditimbang"}, Kelanjutan.LANJUT),
        ({"penyebut": ""}, Kelanjutan.LANJUT),
        ({"penyebut": "balita"}, Kelanjutan.GANTI_RUMUS),
        ({"agregasi": "AKH"}, Kelanjutan.GANTI_RUMUS),
        ({"arah": "turun"}, Kelanjutan.GANTI_RUMUS),
        ({"rumus": "N2"}, Kelanjutan.GANTI_RUMUS),
        ({"skala": "opini"}, Kelanjutan.GANTI_RUMUS),
        ({"satuan": "indeks", "rumus": "N2"}, Kelanjutan.GANTI_SATUAN),
        ({"satuan": "per 1.000"}, Kelanjutan.GANTI_SATUAN),
    ],
)
def test_a_planner_reads_what_changed_in_the_counting(change, fate):
    assert compute_kelanjutan(PERSEN, replace(PERSEN, **change)) is fate
    assert fate.terputus is (fate is not Kelanjutan.LANJUT)


TEKS = st.text(alphabet="ab ", max_size=4)
CARA = st.builds(
    CaraUkur, satuan=TEKS, rumus=TEKS, arah=TEKS, agregasi=TEKS, pembilang=TEKS, penyebut=TEKS
)


@given(CARA, CARA)
def test_it_reads_the_same_forwards_and_back(one, other):
    assert compute_kelanjutan(one, other) is compute_kelanjutan(other, one)
    assert compute_kelanjutan(one, one) is Kelanjutan.LANJUT


def mirip(nama, lain):
    return compute_mirip(kata_nama(nama), kata_nama(lain))


def test_likeness_is_of_words_not_of_letters():
    assert mirip("Angka Kematian Ibu", "angka kematian ibu") == 1
    assert mirip("Prevalensi stunting", "Persentase stunting balita") < MIRIP
    assert mirip("Persentase balita stunting", "Persentase balita yang stunting") > MIRIP
    assert mirip("Umur harapan hidup", "Nilai tukar petani") == 0
    assert mirip("", "") == 0


@given(TEKS, TEKS)
def test_two_names_are_as_alike_one_way_as_the_other(nama, lain):
    assert 0 <= mirip(nama, lain) == mirip(lain, nama) <= 1
