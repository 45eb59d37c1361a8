"""Predikat kinerja organisasi: worked examples, and what holds for every mean."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.capaian import RataRata
from sakip.rules.predikat_organisasi import compute_predikat_organisasi, skema_on
from sakip.rules.regulasi import FOLDER, read_toml

SKEMA = skema_on(2026)
CONTOH = read_toml(FOLDER / "predikat" / "contoh" / "organisasi.toml")["contoh"]
MEAN = st.decimals(min_value=-50, max_value=400, places=5)


def predikat_of(nilai, *, kosong=0, disetujui=True):
    mean = RataRata(None if nilai is None else Decimal(nilai), 12, 3)
    return compute_predikat_organisasi(SKEMA, mean, kosong=kosong, disetujui=disetujui)


@pytest.mark.parametrize("contoh", CONTOH, ids=lambda row: str(row["nilai"]))
def test_the_worked_examples_come_out(contoh):
    found = predikat_of(contoh["nilai"])
    assert found.predikat.kode == contoh["predikat"]
    alasan = found.alasan.replace("\u202f", " ")
    assert alasan == contoh.get("alasan", alasan)
    assert not found.sementara


@given(MEAN, MEAN)
def test_more_capaian_never_gives_a_lower_predikat(one, other):
    low, high = sorted((one, other))
    assert predikat_of(high).tingkat <= predikat_of(low).tingkat


@given(MEAN)
def test_every_mean_has_exactly_one_of_the_five_and_its_sentence_names_the_bounds(nilai):
    found = predikat_of(nilai)
    assert 1 <= found.tingkat <= 5
    assert SKEMA.predikat[found.tingkat - 1] is found.predikat
    assert found.predikat.rentang in found.alasan


@given(MEAN, st.integers(min_value=1, max_value=99))
def test_a_unit_that_has_not_filled_everything_has_none(nilai, kosong):
    found = predikat_of(nilai, kosong=kosong)
    assert (found.predikat, found.tingkat) == (None, 0)
    assert found.alasan == f"{kosong} indikator belum diisi."


def test_a_unit_without_any_capaian_has_none():
    for mean in (None, RataRata(None, 0, 4)):
        found = compute_predikat_organisasi(SKEMA, mean, kosong=0, disetujui=True)
        assert (found.predikat, found.alasan) == (None, "Belum ada indikator yang punya capaian.")


def test_before_the_head_agrees_it_is_provisional():
    found = predikat_of(95, disetujui=False)
    assert found.sementara
    assert found.alasan.endswith("Sementara: lembarnya belum disetujui kepala.")


def test_a_region_writes_its_own_bounds_from_a_year_on(tmp_path):
    (tmp_path / "predikat").mkdir()
    text = (FOLDER / "predikat" / "organisasi-6-2022.toml").read_text()
    text = text.replace("2022-01-01", "2027-01-01").replace("bawah = 90", "bawah = 91")
    text = text.replace("atas = 90", "atas = 91")
    (tmp_path / "predikat" / "perbup-7-2027.toml").write_text(text)
    roots = (FOLDER, tmp_path)
    assert skema_on(2026, roots) == SKEMA
    theirs = skema_on(2027, roots)
    mean = RataRata(Decimal("90.5"), 12, 0)
    found = compute_predikat_organisasi(theirs, mean, kosong=0, disetujui=True)
    assert found.predikat.kode == "butuh_perbaikan"


def test_before_the_regulation_there_is_none():
    mean = RataRata(Decimal(95), 12, 0)
    found = compute_predikat_organisasi(skema_on(2021), mean, kosong=0, disetujui=True)
    assert (found.predikat, found.alasan) == (None, "Tahun ini belum mengenal predikat organisasi.")
