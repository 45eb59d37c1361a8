"""Stages of a year's budget, and which rupiah hangs on which node of the plan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.pagu import (
    SimpulBerkode,
    codes_above,
    compute_sandingan,
    read_tahap,
    sum_serapan,
    write_proporsi,
    write_tahap,
)

KODE = ["1.02.01.2.01.0001", "1.02.02.2.01.0001", "1.02.02.2.02.0003", "1.03.02.2.01.0001"]


@pytest.mark.parametrize(
    ("typed", "tahap", "written"),
    [
        ("MURNI", 0, "Murni"),
        ("Pergeseran  3", 3, "Pergeseran 3"),
        ("perubahan", 50, "Perubahan"),
        ("Pergeseran Perubahan 2", 52, "Pergeseran perubahan 2"),
    ],
)
def test_a_planner_names_a_stage_as_her_office_does(typed, tahap, written):
    assert read_tahap(typed) == tahap
    assert write_tahap(tahap) == written


@pytest.mark.parametrize(
    "typed",
    ["", "pergeseran", "pergeseran 0", "pergeseran 50", "murni 1", "perubahan 1", "geser 1", "1",
     "pergeseran perubahan", "perubahan pergeseran 1", "pergeseran ²"],
)  # fmt: skip
def test_what_is_no_stage_is_refused_with_examples(typed):
    with pytest.raises(ValueError, match="bukan tahap anggaran"):
        read_tahap(typed)


@given(st.integers(0, 99))
def test_every_stage_is_read_as_it_is_written(tahap):
    assert read_tahap(write_tahap(tahap)) == tahap


def test_a_line_stands_below_its_own_bidang_and_below_the_general_one():
    assert list(codes_above("1.02.01")) == ["1.02.01", "X.XX.01", "1.02", "X.XX"]


def test_rupiah_goes_to_the_deepest_node_and_counts_upwards_once():
    simpul = {
        1: SimpulBerkode("", None),
        2: SimpulBerkode("1.02.02", 1),
        3: SimpulBerkode("1.02.02.2.02", 2),
        4: SimpulBerkode("X.XX.01.2.01", 2),
        5: SimpulBerkode("1.02.03", 1),
    }
    found = compute_sandingan(dict(enumerate(KODE)), simpul)
    assert found.simpul_of == {0: 4, 1: 2, 2: 3}
    assert found.baris_of == {4: (0,), 2: (0, 1, 2), 1: (0, 1, 2), 3: (2,)}
    assert found.tanpa_hasil == (3,)


def test_what_people_tied_comes_before_the_codes():
    simpul = {1: SimpulBerkode("1.02.02", None), 2: SimpulBerkode("", None)}
    found = compute_sandingan({1: KODE[1], 2: KODE[3]}, simpul, {KODE[1]: 2, KODE[3]: 99})
    assert found.simpul_of == {1: 2}
    assert found.tanpa_hasil == (2,)


def test_two_nodes_with_one_code_do_not_count_a_rupiah_twice():
    simpul = {7: SimpulBerkode("1.02.02", None), 8: SimpulBerkode("1.02.02", None)}
    assert compute_sandingan({1: KODE[1]}, simpul).simpul_of == {1: 7}


@given(
    st.dictionaries(st.integers(0, 30), st.sampled_from(KODE), max_size=8),
    st.dictionaries(
        st.integers(0, 9),
        st.builds(
            SimpulBerkode,
            st.sampled_from(["", "1.02", "1.02.02", "X.XX.01", "1.02.02.2.01", "9.99"]),
            st.none() | st.integers(0, 9),
        ),
        max_size=8,
    ),
)
def test_every_line_is_somewhere_exactly_once_even_in_a_broken_tree(baris, simpul):
    found = compute_sandingan(baris, simpul)
    assert {*found.simpul_of} | {*found.tanpa_hasil} == {*baris}
    assert not {*found.simpul_of} & {*found.tanpa_hasil}
    for pk, node in found.simpul_of.items():
        assert pk in found.baris_of[node]
        assert simpul[node].kode in codes_above(baris[pk])
    for lines in found.baris_of.values():
        assert len({*lines}) == len(lines)


def test_serapan_is_summed_by_the_codes_of_a_dpa_and_nothing_counts_twice():
    pagu = {"1.02.02.2.01.0001": Decimal(600), "1.02.02.2.02.0003": Decimal(400)}
    realisasi = {"1.02.02.2.01.0001": Decimal(150), "1.03.02.2.01.0001": Decimal(5)}
    found = {row.kode: row for row in sum_serapan(pagu, realisasi)}
    assert list(found) == sorted(found)
    assert [row.jenjang for row in found.values()][:3] == ["program", "kegiatan", "subkegiatan"]
    whole = found["1.02.02"]
    assert (whole.pagu, whole.realisasi, whole.serapan) == (1000, 150, 15)
    # Not said is not nothing, and nothing can be divided by no pagu.
    assert (found["1.02.02.2.02"].realisasi, found["1.02.02.2.02"].serapan) == (None, None)
    assert (found["1.03.02"].pagu, found["1.03.02"].realisasi) == (0, 5)
    assert found["1.03.02"].serapan is None


@given(st.dictionaries(st.sampled_from(KODE), st.integers(0, 10**12).map(Decimal)))
def test_programmes_add_up_to_all_lines(pagu):
    rows = sum_serapan(pagu, pagu)
    for jenjang in ("program", "kegiatan", "subkegiatan"):
        assert sum(row.pagu for row in rows if row.jenjang == jenjang) == sum(pagu.values())


@pytest.mark.parametrize(
    ("dana", "teks"),
    [
        ({"APBD": 900, "Tugas Pembantuan": 100}, "APBD 90,00 %, Tugas Pembantuan 10,00 %"),
        (
            {"APBD": 1, "DAK": 1, "Dekonsentrasi": 1},
            "APBD 33,33 %, DAK 33,33 %, Dekonsentrasi 33,33 %",
        ),
        ({"APBD": 5}, "APBD"),
        ({"APBD": 0, "DAK": 0}, "APBD, DAK"),
        ({}, ""),
    ],
)
def test_a_head_explains_the_proportion_of_the_funds_he_works_with(dana, teks):
    """PermenPANRB 53/2014 lampiran I D.3-4: what supports a unit is told by its proportion."""
    shares = write_proporsi({nama: Decimal(jumlah) for nama, jumlah in dana.items()})
    assert shares.replace("\u202f", " ") == teks
