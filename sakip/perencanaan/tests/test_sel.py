"""Cells as real plans write them: read, written back, and read again as the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.perencanaan.imports.sel import (
    read_bulan,
    read_bulat,
    read_jenjang,
    read_member,
    read_ya,
    to_sheet,
    write_janji,
    write_member,
)
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import load_skala_ordinal
from sakip.rules.target import JENIS_TARGET, TARGET_TIDAK_DINILAI, JenisTarget, Target, read_target

OPINI = load_skala_ordinal()["opini-bpk"]


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (Rumus, "R/T", Rumus.RASIO),
        (Rumus, "( 2T − R ) / T", Rumus.CERMIN),
        (Rumus, "Realisasi dibagi target", Rumus.RASIO),
        (Rumus, "bl", Rumus.BASELINE),
        (Rumus, "Rentang Naik", Rumus.RENTANG_NAIK),
        (Rumus, "YA/TIDAK", Rumus.YA_TIDAK),
        (Agregasi, "kumulatif", Agregasi.KUMULATIF),
        (Agregasi, "%K", Agregasi.PERSEN_KUMULATIF),
        (Agregasi, "Rata-rata", Agregasi.RATA_RATA),
        (Agregasi, "Posisi akhir", Agregasi.POSISI_AKHIR),
        (Frekuensi, "Triwulanan", Frekuensi.TRIWULANAN),
        (Frekuensi, "semester", Frekuensi.SEMESTERAN),
        (Arah, "Turun", Arah.TURUN),
    ],
)
def test_a_planner_writes_a_choice_as_documents_do(kind, typed, meant):
    assert read_member(kind)(typed, None) is meant


@pytest.mark.parametrize("kind", [Rumus, Agregasi, Frekuensi, Arah])
def test_what_a_template_offers_is_read_back(kind):
    assert [read_member(kind)(write_member(one), None) for one in kind] == [*kind]


def test_another_word_is_refused_with_the_choices():
    with pytest.raises(ValueError, match=r'"miring" tidak dikenal\. Pilih naik, turun\.'):
        read_member(Arah)("miring", None)
    with pytest.raises(ValueError, match=r'Jenjang "misi" tidak dikenal\. Pilih Tujuan, Sasaran'):
        read_jenjang("misi", None)


@pytest.mark.parametrize("typed", ["Sub kegiatan", "subkegiatan", "SUB  KEGIATAN"])
def test_a_level_is_read_by_its_name_or_key(typed):
    assert read_jenjang(typed, None) == "subkegiatan"


@pytest.mark.parametrize(
    ("typed", "bulan"), [("November", 11), ("nov", 11), ("11", 11), ("Mei", 5)]
)
def test_a_month_is_read_by_name_or_number(typed, bulan):
    assert read_bulan(typed, None) == bulan


@pytest.mark.parametrize("typed", ["13", "0", "Nopember 2026", "²"])
def test_what_is_no_month_is_refused(typed):
    with pytest.raises(ValueError, match="bukan bulan"):
        read_bulan(typed, None)


def test_whole_numbers_and_yes_or_no():
    assert read_bulat("100.000", ".") == 100_000
    assert read_ya("YA", None) is True
    with pytest.raises(ValueError, match="bukan bilangan bulat"):
        read_bulat("2,5", None)
    with pytest.raises(ValueError, match="Tulis Ya atau Tidak"):
        read_ya("mungkin", None)


figures = st.decimals(min_value=-(10**6), max_value=10**6, places=4)


@st.composite
def promises(draw) -> tuple[Rumus, Target]:
    rumus = draw(st.sampled_from(Rumus))
    jenis = draw(st.sampled_from([*JENIS_TARGET[rumus], JenisTarget.TIDAK_DINILAI]))
    low, high = sorted((draw(figures), draw(figures)))
    match jenis:
        case JenisTarget.TIDAK_DINILAI:
            return rumus, TARGET_TIDAK_DINILAI
        case JenisTarget.ORDINAL:
            return rumus, Target(jenis, label=draw(st.sampled_from(OPINI.tingkat)).label)
        case JenisTarget.YA_TIDAK:
            return rumus, Target(jenis, label=draw(st.sampled_from(("Ya", "Tidak"))))
        case JenisTarget.PALING_SEDIKIT:
            return rumus, Target(jenis, bawah=low)
        case JenisTarget.PALING_BANYAK:
            return rumus, Target(jenis, atas=high)
        case JenisTarget.ANGKA:
            return rumus, Target(jenis, low, low)
    return rumus, Target(jenis, low, high)


@given(promises(), st.integers(0, 4))
def test_every_promise_written_to_a_sheet_is_read_back_without_a_question(promise, desimal):
    """Whatever the number of printed places: nothing is lost, nothing is ambiguous."""
    rumus, target = promise
    text = to_sheet(write_janji(target, desimal))
    assert read_target(text, rumus, skala=OPINI) == target


def test_a_promise_is_printed_with_the_indicators_places_or_all_it_has():
    def write(text, rumus, desimal):
        return write_janji(read_target(text, rumus), desimal)

    assert write("73,5", Rumus.RASIO, 2) == "73,50"
    assert write("9,6-9,95", Rumus.RENTANG_NAIK, 1) == "9,60–9,95"
    assert write("<= 5", Rumus.CERMIN, 0) == "≤ 5"
    assert write_janji(Target(JenisTarget.ANGKA, Decimal(1234), Decimal(1234)), 0) == "1.234"
