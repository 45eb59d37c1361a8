"""What holds for every target and every realisasi, and that the engine agrees with the oracle."""

from decimal import Context, Decimal, localcontext
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sakip.rules.alasan import Alasan
from sakip.rules.angka import bulatkan
from sakip.rules.capaian import Batas, RataRata, compute_capaian, compute_rata_rata
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import load_skala_ordinal
from sakip.rules.target import (
    JENIS_BERBATAS,
    JENIS_TARGET,
    TARGET_TIDAK_DINILAI,
    JenisTarget,
    Target,
)
from sakip.rules.tests.oracle_capaian import RUMUS, compare, find_beda

angka = st.decimals(min_value=-(10**14), max_value=10**14, places=4)
positif = st.decimals(min_value=Decimal("0.0001"), max_value=10**14, places=4)
rumus_angka = st.sampled_from([Rumus(kunci) for kunci in RUMUS])
NAIK = (Rumus.RASIO, Rumus.RENTANG_NAIK)
TURUN = (Rumus.CERMIN, Rumus.RENTANG_TURUN, Rumus.KEBALIKAN)


def make_target(rumus: Rumus, satu: Decimal, dua: Decimal | None = None) -> Target:
    jenis = JENIS_TARGET[rumus][0]
    dua = dua if dua is not None and jenis in JENIS_BERBATAS else satu
    return Target(jenis, min(satu, dua), max(satu, dua))


@given(st.sampled_from(RUMUS), angka, angka, angka, st.none() | angka)
def test_a_second_calculator_gets_the_same_capaian_and_the_same_verdict(kunci, a, b, r, baseline):
    assert compare(kunci, a, b, r, baseline) == ""


@given(st.sampled_from(RUMUS), angka, st.none() | angka)
def test_both_calculators_agree_where_realisasi_equals_target_or_is_zero(kunci, t, baseline):
    for r in (t, Decimal(0)):
        assert compare(kunci, t, t, r, baseline) == ""
        assert compare(kunci, Decimal(0), Decimal(0), r, baseline) == ""


def test_both_calculators_agree_on_three_thousand_mixed_cases():
    assert find_beda(3000, benih=20260101) == []


@given(rumus_angka, positif, positif, positif, positif)
def test_nobody_gains_by_a_worse_realisasi(rumus, satu, dua, kecil, besar):
    kecil, besar = min(kecil, besar), max(kecil, besar)
    target = make_target(rumus, satu, dua)
    assume(rumus not in (Rumus.PITA, Rumus.TEPAT, Rumus.BASELINE))
    rendah, tinggi = (compute_capaian(target, r, rumus).nilai for r in (kecil, besar))
    assert (rendah <= tinggi) if rumus in NAIK else (rendah >= tinggi)


@given(positif, positif, positif, positif)
def test_the_further_outside_a_band_the_lower(satu, dua, dekat, jauh):
    target = make_target(Rumus.PITA, satu, dua)
    dekat, jauh = min(dekat, jauh), max(dekat, jauh)
    for arah in (1, -1):
        batas = target.atas if arah == 1 else target.bawah
        hasil = [compute_capaian(target, batas + arah * d, Rumus.PITA) for d in (0, dekat, jauh)]
        assert hasil[0].nilai == 100
        assert hasil[0].nilai > hasil[1].nilai >= hasil[2].nilai
        assert [h.tercapai for h in hasil] == [True, False, False]


@given(angka, angka, angka, angka)
def test_against_the_baseline_each_step_towards_the_target_counts_the_same(b, t, r, langkah):
    assume(t != b)
    target = make_target(Rumus.BASELINE, t)
    satu, dua, tiga = (
        compute_capaian(target, r + n * langkah, Rumus.BASELINE, baseline=b).nilai for n in range(3)
    )
    assert abs((tiga - dua) - (dua - satu)) < Decimal("1e-60")
    assert compute_capaian(target, b, Rumus.BASELINE, baseline=b).nilai == 0
    assert compute_capaian(target, t, Rumus.BASELINE, baseline=b).nilai == 100


@given(rumus_angka, positif, positif, positif, positif)
def test_the_unit_of_measure_makes_no_difference(rumus, satu, dua, r, b):
    kecil = compute_capaian(make_target(rumus, satu, dua), r, rumus, baseline=b)
    kali = Decimal(1000)
    besar = compute_capaian(
        make_target(rumus, satu * kali, dua * kali), r * kali, rumus, baseline=b * kali
    )
    assert kecil.nilai == besar.nilai
    assert (kecil.alasan, kecil.tercapai) == (besar.alasan, besar.tercapai)


@given(rumus_angka, positif, positif, positif)
def test_reached_and_a_hundred_percent_say_the_same_for_positive_targets(rumus, satu, dua, r):
    assume(rumus is not Rumus.BASELINE)
    hasil = compute_capaian(make_target(rumus, satu, dua), r, rumus)
    assert hasil.tercapai is (hasil.nilai >= 100)


@given(positif, positif)
def test_rt_and_its_mirror_are_two_hundred_together(t, r):
    naik = compute_capaian(make_target(Rumus.RASIO, t), r, Rumus.RASIO).nilai
    cermin = compute_capaian(make_target(Rumus.CERMIN, t), r, Rumus.CERMIN).nilai
    assert abs(naik + cermin - 200) < Decimal("1e-60")


@given(rumus_angka, angka, angka, angka, st.none() | angka, st.none() | st.sampled_from(Arah))
def test_there_is_a_number_or_a_reason_and_never_both(rumus, satu, dua, r, baseline, arah):
    assume(arah is None or rumus.arah in (None, arah))
    hasil = compute_capaian(make_target(rumus, satu, dua), r, rumus, baseline=baseline, arah=arah)
    assert (hasil.nilai is None) is not (hasil.alasan is None)
    assert hasil.langkah
    assert (hasil.di_dalam is None) is (JENIS_TARGET[rumus][0] not in JENIS_BERBATAS)


ISIAN = (None, *Alasan, Decimal(5), "WTP", "Ya")
JANJI = (
    None,
    TARGET_TIDAK_DINILAI,
    Target(JenisTarget.ANGKA, Decimal(4), Decimal(4)),
    Target(JenisTarget.PITA, Decimal(1), Decimal(2)),
    Target(JenisTarget.ORDINAL, label="WTP"),
    Target(JenisTarget.YA_TIDAK, label="Ya"),
)


@pytest.mark.parametrize("rumus", Rumus)
def test_data_that_does_not_fit_its_formula_gives_a_reason_and_never_a_crash(rumus):
    skala = load_skala_ordinal()["opini-bpk"]
    for target, realisasi in product(JANJI, ISIAN):
        hasil = compute_capaian(target, realisasi, rumus, skala=skala)
        assert (hasil.nilai is None) is not (hasil.alasan is None)
        cocok = target is not None and target.jenis in JENIS_TARGET[rumus]
        if not cocok:
            assert hasil.nilai is None
        if isinstance(realisasi, Alasan) and cocok:
            assert hasil.alasan is realisasi
        if realisasi == "WTP" and cocok and rumus not in (Rumus.ORDINAL, Rumus.YA_TIDAK):
            assert hasil.alasan is Alasan.BENTUK_TAK_COCOK


def test_a_predikat_that_left_the_scale_is_unknown_not_zero():
    target = Target(JenisTarget.ORDINAL, label="WTP")
    for skala in (None, load_skala_ordinal()["kabupaten-layak-anak"]):
        hasil = compute_capaian(target, "WTP", Rumus.ORDINAL, skala=skala)
        assert hasil.alasan is Alasan.SKALA_TAK_DIKENAL


def test_a_formula_of_the_other_direction_is_a_programming_error():
    target = make_target(Rumus.RASIO, Decimal(5))
    with pytest.raises(ValueError, match="bukan untuk indikator turun"):
        compute_capaian(target, Decimal(5), Rumus.RASIO, arah=Arah.TURUN)


def test_a_reader_follows_the_arithmetic_on_the_indicator_sheet():
    target = Target(JenisTarget.ANGKA, Decimal("92.0000"), Decimal("92.0000"))
    hasil = compute_capaian(target, Decimal("86.4000"), Rumus.RASIO, desimal=2)
    assert hasil.langkah.replace("\u202f", " ") == (
        "Capaian = realisasi ÷ target × 100 = 86,40 ÷ 92,00 × 100 = 93,91 %"
    )
    target = Target(JenisTarget.RENTANG, Decimal("9.60"), Decimal("9.90"))
    naik = compute_capaian(target, Decimal("9.71"), Rumus.RENTANG_NAIK).langkah
    turun = compute_capaian(target, Decimal("9.71"), Rumus.RENTANG_TURUN).langkah
    assert "realisasi ÷ batas bawah × 100 = 9,71 ÷ 9,60" in naik
    assert "(2 × batas atas − realisasi) ÷ batas atas × 100 = (2 × 9,90 − 9,71) ÷ 9,90" in turun
    target = Target(JenisTarget.ANGKA, Decimal("0.50"), Decimal("0.50"))
    hasil = compute_capaian(target, Decimal("-0.42"), Rumus.BASELINE, baseline=Decimal("-1.35"))
    assert "((−0,42) − (−1,35)) ÷ (0,50 − (−1,35)) × 100 = 50,27" in hasil.langkah
    assert "tingkat WDP ÷ tingkat WTP × 100 = 3 ÷ 4 × 100 = 75,00" in (
        compute_capaian(
            Target(JenisTarget.ORDINAL, label="WTP"),
            "WDP",
            Rumus.ORDINAL,
            skala=load_skala_ordinal()["opini-bpk"],
        ).langkah
    )


def test_a_figure_just_under_a_half_is_not_lifted_over_it_by_two_roundings():
    target = make_target(Rumus.RASIO, Decimal(10**30))
    realisasi = Decimal("909949999999999999999999999999")
    with localcontext(Context(prec=6)):
        nilai = compute_capaian(target, realisasi, Rumus.RASIO).nilai
        assert bulatkan(nilai) == Decimal("90.99")


def test_every_reason_has_a_whole_sentence():
    assert all(alasan.kalimat.endswith(".") for alasan in Alasan)
    assert len({alasan.kalimat for alasan in Alasan}) == len(Alasan)


persen = st.decimals(min_value=-500, max_value=500, places=2)
BATAS = Batas(Decimal(0), Decimal(120))


@given(st.lists(st.none() | persen, max_size=12))
def test_one_three_hundred_percent_cannot_carry_an_office(semua):
    hasil = compute_rata_rata(semua, BATAS)
    terisi = [nilai for nilai in semua if nilai is not None]
    assert hasil.dihitung == len(terisi)
    assert hasil.tidak_dihitung == len(semua) - len(terisi)
    assert (hasil.nilai is None) is (not terisi)
    if terisi:
        assert 0 <= hasil.nilai <= 120
        diubah = [max(nilai, Decimal(300)) if nilai > 120 else nilai for nilai in terisi]
        assert compute_rata_rata(diubah, BATAS) == RataRata(hasil.nilai, len(terisi), 0)


@given(st.lists(persen, min_size=1, max_size=12))
def test_without_a_cut_the_mean_is_the_plain_mean(semua):
    hasil = compute_rata_rata(semua, Batas()).nilai
    assert abs(hasil * len(semua) - sum(semua)) < Decimal("1e-60")
    assert min(semua) <= hasil <= max(semua)


def test_an_office_without_a_single_figure_has_no_mean_instead_of_zero():
    assert compute_rata_rata([None, None], BATAS) == RataRata(None, 0, 2)
    assert compute_rata_rata([Decimal(300), None, Decimal(80)], BATAS).nilai == 100


def test_who_works_a_printed_sum_again_comes_to_its_result() -> None:
    """10 ÷ 8.330 × 100.000 = 120,0480: (214 − 120,05) ÷ 107 × 100 would be 87,80, the capaian is 87,81."""
    rate = Decimal(10) / Decimal(8330) * 100_000
    hasil = compute_capaian(
        Target(JenisTarget.ANGKA, Decimal(107), Decimal(107)), rate, Rumus.CERMIN, desimal=2
    )
    assert "= (2 × 107,00 − 120,0480) ÷ 107,00 × 100 = 87,81" in hasil.langkah
    again = (214 - Decimal("120.0480")) / 107 * 100
    assert bulatkan(again) == bulatkan(hasil.nilai) == Decimal("87.81")
