"""Rina tests the plausibility of a year before the ministry does: worked examples, and what always holds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.isyarat import (
    Bahan,
    CapaianIndikator,
    IsianHari,
    Janji,
    Narasi,
    NilaiObjek,
    Objek,
    PerubahanPK,
    TanggalBerkas,
    kewajaran_on,
    load_kewajaran,
)
from sakip.rules.kewajaran import check_kewajaran
from sakip.rules.regulasi import FOLDER, RegulasiError
from sakip.rules.rumus import Arah
from sakip.rules.target import JenisTarget, Target

ATURAN = kewajaran_on(date(2026, 12, 31))
UNIT = [Objek(f"{n:02}", f"Dinas {n}") for n in range(12)]
SEBAB = "Pelaksanaan bergeser karena pengadaan selesai lebih lambat dari jadwal {}."


def signs(**bahan):
    return check_kewajaran(ATURAN, Bahan(2026, **bahan))


def kinds(**bahan):
    return [one.jenis.kode for one in signs(**bahan)]


def nilai(*totals, mandiri=None):
    return [
        NilaiObjek(unit, Decimal(one), mandiri and Decimal(mandiri))
        for unit, one in zip(UNIT, totals, strict=False)
    ]


def test_a_year_without_anything_to_read_has_no_sign():
    assert signs() == []


@pytest.mark.parametrize(
    ("totals", "found"),
    [
        (("70", "71", "72", "73", "75"), ["W01"]),
        (("70", "71", "72", "73", "75.01"), []),
        (("70", "71", "72", "73"), []),  # four objects say nothing
    ],
)
def test_totals_within_five_points_were_not_scored(totals, found):
    assert kinds(nilai=nilai(*totals)) == found


def test_the_sign_names_the_lowest_and_the_highest_object():
    [one] = signs(nilai=nilai("70", "71.50", "72", "73", "74.20"))
    assert one.pesan == "Nilai 5 objek hanya berjarak 4,20 poin (batas 5,00): belum tampak dinilai."
    assert [(row.objek.nama, row.teks) for row in one.baris] == [
        ("Dinas 0", "terendah 70,00"),
        ("Dinas 4", "tertinggi 74,20"),
    ]


def test_three_units_with_one_anothers_words_are_found_also_when_a_figure_or_a_word_differs():
    rows = [
        Narasi(UNIT[0], "Indeks A", SEBAB.format("tahun 2026")),
        Narasi(UNIT[1], "Indeks B", SEBAB.format("tahun 2025").upper()),
        Narasi(UNIT[2], "Indeks C", SEBAB.format("triwulan 2026")),
        Narasi(UNIT[3], "Indeks D", "Dua puskesmas baru mengirim angka yang sudah dibersihkan."),
    ]
    [one] = signs(narasi=rows)
    assert one.jenis.kode == "W02"
    assert one.pesan.startswith("3 unit memakai narasi yang sama atau hampir sama: “Pelaksanaan")
    assert [row.teks for row in one.baris] == ["Indeks A", "Indeks B", "Indeks C"]


def test_one_unit_that_repeats_itself_and_short_words_are_no_sign():
    own = [Narasi(UNIT[0], f"Indeks {n}", SEBAB.format(2026)) for n in range(9)]
    short = [Narasi(unit, "Indeks", "Sudah sesuai jadwal.") for unit in UNIT]
    assert kinds(narasi=own + short) == []


def isian(*days):
    return [IsianHari(UNIT[0], masa, date(2026, 12, 1) + timedelta(d), n) for masa, d, n in days]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([(1, 0, 6), (2, 6, 6)], ["W03"]),
        ([(1, 0, 6), (2, 7, 6)], []),  # eight days apart
        ([(1, 0, 6), (1, 6, 6)], []),  # one period may be typed in a week
        ([(1, 0, 4), (2, 1, 5)], []),  # nine figures
        ([(1, 0, 9), (2, 1, 9), (3, 90, 2)], ["W03"]),  # 18 of 20
        ([(1, 0, 9), (2, 1, 8), (3, 90, 3)], []),
    ],
)
def test_figures_of_several_quarters_within_seven_days_are_a_sign(days, found):
    assert kinds(isian=isian(*days)) == found


def test_exactly_a_hundred_on_nine_of_ten_indicators_is_a_sign():
    def capaian(*figures):
        return [CapaianIndikator(UNIT[0], f"I{n}", Decimal(v)) for n, v in enumerate(figures)]

    assert kinds(capaian=capaian(*["100"] * 9, "98")) == ["W04"]
    assert kinds(capaian=capaian(*["100"] * 8, "98", "99")) == []
    assert kinds(capaian=capaian(*["100"] * 4)) == []
    [one] = signs(capaian=capaian("150", "150.01", "300"))
    assert one.jenis.kode == "W05"
    assert [row.teks.replace("\u202f", " ") for row in one.baris] == [
        "I2: 300,00 %",
        "I1: 150,01 %",
    ]


def test_a_file_dated_in_the_year_that_came_long_after_it_is_a_sign():
    def berkas(tanggal, diunggah):
        return [TanggalBerkas(UNIT[0], "Renstra.pdf", tanggal, diunggah)]

    assert kinds(berkas=berkas(date(2026, 1, 5), date(2027, 3, 2))) == ["W06"]
    assert kinds(berkas=berkas(date(2026, 1, 5), date(2027, 3, 1))) == []
    assert kinds(berkas=berkas(date(2027, 1, 5), date(2027, 3, 2))) == [], "of another year"


def test_a_target_behind_last_years_figure_is_a_sign_in_either_direction():
    def janji(nilai, arah, lalu):
        target = Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))
        return [Janji(UNIT[0], "Stunting", target, arah, Decimal(lalu))]

    assert kinds(janji=janji("80", Arah.NAIK, "82.5")) == ["W07"]
    assert kinds(janji=janji("14.9", Arah.TURUN, "14.5")) == ["W07"]
    assert kinds(janji=janji("14.5", Arah.TURUN, "14.9")) == []
    assert kinds(janji=janji("80", Arah.NAIK, "80")) == []


def test_an_agreement_changed_in_december_is_a_sign():
    def pk(day):
        return [PerubahanPK(UNIT[0], "PK Perubahan 1", day)]

    assert kinds(pk=pk(date(2026, 12, 1))) == ["W08"]
    assert kinds(pk=pk(date(2027, 1, 4))) == ["W08"], "even later"
    assert kinds(pk=pk(date(2026, 11, 30))) == []


def test_a_unit_that_sees_itself_85_where_the_evaluators_see_64_is_a_sign():
    [one] = signs(nilai=nilai("64", mandiri="85"))
    assert one.jenis.kode == "W09"
    assert one.baris[0].teks == "mandiri 85,00, evaluator 64,00, selisih 21,00 poin"
    assert kinds(nilai=nilai("64", mandiri="73.99")) == []
    assert kinds(nilai=nilai("85", mandiri="64")) == [], "modesty is none"


def test_grave_signs_come_first_and_each_says_what_to_do():
    found = signs(
        nilai=nilai("60", "60", "60", "60", "60", mandiri="90"),
        pk=[PerubahanPK(UNIT[0], "PK Perubahan 1", date(2026, 12, 9))],
        capaian=[CapaianIndikator(UNIT[1], "I", Decimal(400))],
    )
    assert [one.jenis.kode for one in found] == ["W01", "W08", "W05", "W09"]
    assert all(one.jenis.saran.endswith(".") and one.pesan.endswith(".") for one in found)


TOTAL = st.decimals(min_value=0, max_value=100, places=2)


@given(st.lists(TOTAL, max_size=12))
def test_whatever_the_totals_the_sign_says_the_truth_about_their_range(totals):
    narrow = len(totals) >= 5 and max(totals) - min(totals) <= 5
    assert kinds(nilai=nilai(*totals)) == ["W01"] * narrow


@given(st.permutations(range(12)))
def test_the_order_of_the_rows_changes_nothing(order):
    rows = [Narasi(UNIT[n], f"I{n}", SEBAB.format((n % 2 and "pasar") or 2026)) for n in range(12)]
    [straight], [mixed] = signs(narasi=rows), signs(narasi=[rows[n] for n in order])
    assert straight.baris == mixed.baris


def test_no_more_texts_are_compared_than_the_policy_says():
    few = replace(ATURAN, narasi_terbanyak=2)
    rows = [Narasi(unit, "I", SEBAB.format(1)) for unit in UNIT[:3]]
    assert check_kewajaran(few, Bahan(2026, narasi=rows)) == []


@pytest.mark.parametrize(
    ("old", "new", "galat"),
    [
        ('kode = "W09"', 'kode = "W08"', "harus ada sekali"),
        ("bulan_akhir = 12", "bulan_akhir = 13", "tidak masuk akal"),
    ],
)
def test_a_region_writes_a_policy_that_does_not_hold_and_is_told(tmp_path, old, new, galat):
    folder = tmp_path / "kewajaran"
    folder.mkdir()
    text = (FOLDER / "kewajaran" / "pemda.toml").read_text()
    (folder / "daerah.toml").write_text(text.replace(old, new))
    with pytest.raises(RegulasiError, match=galat):
        load_kewajaran((tmp_path,))
