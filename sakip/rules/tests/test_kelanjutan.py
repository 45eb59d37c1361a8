"""When figures of two periods compare, and which names a person would take for one indicator."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.kelanjutan import CaraUkur, Kelanjutan, compute_kelanjutan, compute_mirip

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


def test_likeness_is_of_words_not_of_letters():
    assert compute_mirip("Angka Kematian Ibu", "angka kematian ibu") == 1
    assert compute_mirip("Prevalensi stunting", "Persentase stunting balita") < 0.75
    assert compute_mirip("Persentase balita stunting", "Persentase balita yang stunting") > 0.75
    assert compute_mirip("Umur harapan hidup", "Nilai tukar petani") == 0
