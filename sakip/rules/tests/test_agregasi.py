"""The year from its periods: identities that hold for every figure, and the ways to have none."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.agregasi import (
    FAKTOR,
    Agregasi,
    IsiMasa,
    compute_agregat,
    split_kumulatif,
    sum_target,
)
from sakip.rules.alasan import Alasan
from sakip.rules.target import TARGET_TIDAK_DINILAI, JenisTarget, Target

angka = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
cacah = st.integers(min_value=0, max_value=10**6).map(Decimal)
positif = st.integers(min_value=1, max_value=10**6).map(Decimal)


def make_angka(nilai: Decimal) -> Target:
    return Target(JenisTarget.ANGKA, nilai, nilai)


def compute(agregasi: Agregasi, semua: list[Decimal | None]) -> Decimal | str | None:
    return compute_agregat(agregasi, [IsiMasa(nilai=nilai) for nilai in semua]).nilai


@given(st.lists(st.none() | angka, min_size=1, max_size=12))
def test_a_sum_does_not_depend_on_empty_periods_or_on_order(semua):
    terisi = [nilai for nilai in semua if nilai is not None]
    assert compute(Agregasi.KUMULATIF, semua) == (sum(terisi) if terisi else None)
    assert compute(Agregasi.KUMULATIF, semua[::-1]) == compute(Agregasi.KUMULATIF, semua)


@given(st.lists(angka, min_size=1, max_size=12))
def test_running_totals_taken_apart_and_summed_are_the_last_total(totals):
    sendiri = split_kumulatif(totals)
    assert compute(Agregasi.KUMULATIF, sendiri) == totals[-1]
    assert compute(Agregasi.POSISI_AKHIR, totals) == totals[-1]


def test_an_empty_quarter_stays_empty_when_running_totals_are_taken_apart():
    assert split_kumulatif([Decimal(3), None, Decimal(10), Decimal(9)]) == [3, None, 7, -1]


@given(st.lists(st.tuples(cacah, positif), min_size=1, max_size=12), st.sampled_from(FAKTOR))
def test_a_ratio_comes_from_sums_never_from_the_mean_of_quarterly_ratios(pasangan, faktor):
    masa = [IsiMasa(pembilang=n, penyebut=d) for n, d in pasangan]
    nilai = compute_agregat(Agregasi.RASIO, masa, faktor=faktor).nilai
    seluruhnya = IsiMasa(
        pembilang=sum(n for n, _ in pasangan), penyebut=sum(d for _, d in pasangan)
    )
    assert nilai == compute_agregat(Agregasi.RASIO, [seluruhnya], faktor=faktor).nilai
    per_masa = [faktor * n / d for n, d in pasangan]
    assert min(per_masa) - Decimal("1e-15") <= nilai <= max(per_masa) + Decimal("1e-15")


@given(st.lists(st.tuples(angka, positif), min_size=1, max_size=8), positif)
def test_equal_weights_are_no_weights(pasangan, bobot):
    polos = [IsiMasa(nilai=n) for n, _ in pasangan]
    sama = [IsiMasa(nilai=n, bobot=bobot) for n, _ in pasangan]
    beda = compute_agregat(Agregasi.RATA_RATA, polos).nilai
    assert abs(beda - compute_agregat(Agregasi.RATA_RATA, sama).nilai) < Decimal("1e-60")


@given(st.lists(st.tuples(angka, positif), min_size=1, max_size=8))
def test_a_weighted_mean_is_the_mean_of_all_respondents(pasangan):
    masa = [IsiMasa(nilai=n, bobot=b) for n, b in pasangan]
    nilai = compute_agregat(Agregasi.RATA_RATA, masa).nilai
    assert abs(nilai * sum(b for _, b in pasangan) - sum(n * b for n, b in pasangan)) < Decimal(
        "1e-50"
    )


def test_an_operator_who_skips_the_respondents_of_one_semester_is_told():
    masa = [IsiMasa(nilai=Decimal(84), bobot=Decimal(300)), IsiMasa(nilai=Decimal(88))]
    assert compute_agregat(Agregasi.RATA_RATA, masa).alasan is Alasan.BOBOT_KOSONG
    masa = [IsiMasa(nilai=Decimal(84), bobot=Decimal(0))]
    assert compute_agregat(Agregasi.RATA_RATA, masa).alasan is Alasan.PENYEBUT_NOL


def test_a_district_without_births_has_no_mortality_rate():
    masa = [IsiMasa(pembilang=Decimal(0), penyebut=Decimal(0), target=make_angka(Decimal(107)))]
    hasil = compute_agregat(Agregasi.RASIO, masa, faktor=Decimal(100_000))
    assert (hasil.nilai, hasil.alasan) == (None, Alasan.PENYEBUT_NOL)
    assert hasil.target == make_angka(Decimal(107))


@pytest.mark.parametrize("agregasi", Agregasi)
def test_a_year_without_any_figure_is_empty_and_not_zero(agregasi):
    hasil = compute_agregat(agregasi, [IsiMasa(), IsiMasa(pembilang=Decimal(3))])
    assert (hasil.nilai, hasil.alasan) == (None, Alasan.REALISASI_KOSONG)
    assert compute_agregat(agregasi, []).alasan is Alasan.REALISASI_KOSONG


@pytest.mark.parametrize("agregasi", Agregasi)
def test_a_zero_is_a_figure(agregasi):
    nol = IsiMasa(nilai=Decimal(0), pembilang=Decimal(0), penyebut=Decimal(7))
    assert compute_agregat(agregasi, [nol]).nilai == 0


def test_a_predikat_has_a_last_position_and_no_sum():
    masa = [IsiMasa(nilai="WDP"), IsiMasa(nilai="WTP")]
    assert compute_agregat(Agregasi.TAHUNAN, masa).nilai == "WTP"
    assert compute_agregat(Agregasi.KUMULATIF, masa).alasan is Alasan.BENTUK_TAK_COCOK
    assert compute_agregat(Agregasi.RATA_RATA, masa).alasan is Alasan.BENTUK_TAK_COCOK


@given(st.lists(st.none() | angka, min_size=1, max_size=12))
def test_each_fall_of_a_cumulative_percentage_is_one_warning(semua):
    hasil = compute_agregat(Agregasi.PERSEN_KUMULATIF, [IsiMasa(nilai=n) for n in semua])
    terisi = [nilai for nilai in semua if nilai is not None]
    turun = sum(baru < lama for lama, baru in pairwise(terisi))
    assert len(hasil.peringatan) == turun
    assert all(kalimat.endswith(".") for kalimat in hasil.peringatan)
    assert hasil.nilai == (terisi[-1] if terisi else None)


def test_progress_counts_the_targets_of_measured_quarters_only():
    masa = [
        IsiMasa(nilai=Decimal(10), target=make_angka(Decimal(12))),
        IsiMasa(nilai=None, target=make_angka(Decimal(20))),
        IsiMasa(nilai=Decimal(5), target=make_angka(Decimal(8))),
        IsiMasa(nilai=Decimal(1), target=TARGET_TIDAK_DINILAI),
    ]
    assert compute_agregat(Agregasi.KUMULATIF, masa).target == make_angka(Decimal(20))
    assert compute_agregat(Agregasi.POSISI_AKHIR, masa[:3]).target == make_angka(Decimal(8))
    assert sum_target([None, TARGET_TIDAK_DINILAI]) is None


def test_at_most_and_ranges_are_summed_bound_by_bound():
    banyak = [Target(JenisTarget.PALING_BANYAK, atas=Decimal(n)) for n in (2, 3)]
    assert sum_target(banyak) == Target(JenisTarget.PALING_BANYAK, atas=Decimal(5))
    sedikit = [Target(JenisTarget.PALING_SEDIKIT, bawah=Decimal(n)) for n in (2, 3)]
    assert sum_target(sedikit) == Target(JenisTarget.PALING_SEDIKIT, bawah=Decimal(5))
    rentang = [Target(JenisTarget.RENTANG, Decimal(n), Decimal(n + 1)) for n in (2, 3)]
    assert sum_target(rentang) == Target(JenisTarget.RENTANG, Decimal(5), Decimal(7))


def test_the_working_names_every_quarter():
    masa = [IsiMasa(pembilang=Decimal(3), penyebut=Decimal(n)) for n in (2790, 2770)]
    hasil = compute_agregat(Agregasi.RASIO, masa, faktor=Decimal(100_000))
    assert hasil.langkah == "Rasio = (3 + 3) ÷ (2.790 + 2.770) × 100.000 = 107,91"
    menit = IsiMasa(pembilang=Decimal(386), penyebut=Decimal(23))
    assert compute_agregat(Agregasi.RASIO, [menit]).langkah == "Rasio = (386) ÷ (23) = 16,78"
    masa = [IsiMasa(nilai=Decimal(n), bobot=Decimal(b)) for n, b in ((84, 300), (88, 100))]
    assert compute_agregat(Agregasi.RATA_RATA, masa).langkah == (
        "Rata-rata = (84 × 300 + 88 × 100) ÷ (300 + 100) = 85,00"
    )


def test_the_stored_keys_of_aggregation_never_change():
    assert FAKTOR == (1, 100, 1000, 100_000)
    assert [str(a) for a in Agregasi] == ["KUM", "AKH", "RAT", "RAS", "%K", "TAH"]
    assert all(a.nama for a in Agregasi)
