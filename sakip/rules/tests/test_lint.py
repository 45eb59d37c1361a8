"""The lint of a tree: each finding when it is due, and not otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.angka import write_rupiah
from sakip.rules.lint import (
    IndikatorLint,
    LintasLint,
    NodeLint,
    Temuan,
    compute_bagian_hasil,
    lint_pohon,
)
from sakip.rules.target import JenisTarget, Target
from sakip.rules.temuan import KODE
from sakip.rules.tests.kalimat import ATURAN

HARI = date(2026, 10, 12)


def angka(nilai) -> Target:
    return Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))


SASARAN = NodeLint(
    "S1", "T1", "sasaran", "Menurunnya kematian ibu", penerima_manfaat="ibu hamil", unit="05",
    induk_di_dokumen_daerah=True,
)  # fmt: skip
PROGRAM = NodeLint(
    "P1", "S1", "program", "Program Pengelolaan Pendidikan", penerima_manfaat="murid", unit="05",
    nomenklatur="1.01.02",
)  # fmt: skip
KEGIATAN = NodeLint("K1", "P1", "kegiatan", "Pembangunan ruang kelas", unit="05")
SUB = NodeLint(
    "U1", "K1", "subkegiatan", "Pembangunan gedung sekolah", unit="05", pagu=Decimal(420_000_000)
)
IKU = IndikatorLint(
    "I1", "S1", "Angka kematian ibu", unit="05", satuan="per 100.000", sumber="Dinkes",
    definisi="kematian ibu dibagi kelahiran hidup", rumus="M1", arah="turun", frekuensi="triwulan",
    agregasi="RAS", pic="Sari", targets={2025: angka(120), 2026: angka(107)},
    realisasi_lalu=Decimal("115.97"), iku=True,
)  # fmt: skip


def lint(*rows, hari_ini=HARI) -> list[Temuan]:
    jenis = (NodeLint, IndikatorLint, LintasLint)
    return lint_pohon(*([r for r in rows if isinstance(r, k)] for k in jenis), hari_ini=hari_ini)


def kode(*rows, hari_ini=HARI) -> list[str]:
    return [satu.kode for satu in lint(*rows, hari_ini=hari_ini)]


def pesan(wanted, *rows) -> str:
    (satu,) = [satu for satu in lint(*rows) if satu.kode == wanted]
    assert satu.perbaikan
    return satu.pesan


def test_a_sound_sasaran_with_a_full_sheet_has_no_finding():
    assert lint(SASARAN, IKU) == []


def test_a_planner_is_stopped_at_output_in_an_outcome_node_but_not_in_an_output_node():
    node = replace(SASARAN, pernyataan="Peningkatan layanan ibu hamil")
    (satu,) = lint(node, IKU)
    assert (satu.kode, satu.tingkat, satu.sasaran, satu.kunci) == (
        "L01",
        "peringatan",
        "simpul",
        "S1",
    )
    assert satu.pesan.startswith(
        "Ini terbaca sebagai kegiatan. Perubahan apa yang dirasakan warga?"
    )
    assert satu.perbaikan[0].isi == "Meningkatnya layanan ibu hamil"
    assert "L01" not in kode(KEGIATAN)
    assert "L01" in kode(replace(KEGIATAN, jenis="hasil"))


def test_doubt_warns_and_certainty_blocks():
    (pasti,) = lint(replace(SASARAN, pernyataan="Terlaksananya pelatihan bidan"), IKU)
    assert pasti.tingkat == "galat"


def test_a_name_given_by_the_national_list_cannot_be_reworded():
    assert not {"L01", "L05"} & set(kode(PROGRAM))
    assert "L01" in kode(replace(PROGRAM, nomenklatur=""))


def test_an_indicator_of_an_outcome_may_not_count_output():
    row = replace(IKU, nama="Jumlah bidan yang dilatih")
    assert pesan("L02", SASARAN, row).startswith("Label hasil, ukuran keluaran. Ganti salah satu.")
    assert "L02" not in kode(SASARAN, replace(row, jenis="keluaran"))


def test_a_node_without_an_indicator_blocks_only_where_it_promises_an_outcome():
    temuan = {satu.kunci: satu.tingkat for satu in lint(SASARAN, KEGIATAN) if satu.kode == "L03"}
    assert temuan == {"S1": "galat", "K1": "peringatan"}


def test_an_indicator_sheet_names_everything_that_is_missing():
    row = IndikatorLint("I1", "S1", "Angka kematian ibu", unit="05", satuan="kasus", rumus="BL")
    assert pesan("L04", SASARAN, row) == "Lembar indikator kurang: definisi, sumber, arah, target."
    assert "L04" not in kode(SASARAN, replace(IKU, arah="", rumus="RTn"))
    assert "L04" not in kode(SASARAN, replace(IKU, unit=""))


def test_a_child_may_not_say_what_its_parent_says():
    anak = replace(SASARAN, kode="S2", induk="S1", pernyataan="Turunnya angka kematian ibu")
    assert pesan("L05", SASARAN, anak, IKU) == (
        "Sama dengan induknya. Apa sumbangan khusus unit ini?"
    )
    lain = replace(anak, pernyataan="Meningkatnya gizi ibu hamil")
    assert "L05" not in kode(SASARAN, lain, IKU)


@pytest.mark.parametrize(
    ("anak", "ditegur"), [(0, False), (1, True), (2, False), (7, False), (8, True)]
)
def test_one_child_is_seldom_enough_and_more_than_seven_are_too_many(anak, ditegur):
    nodes = [replace(PROGRAM, kode=f"P{n}") for n in range(anak)]
    assert ("L06" in kode(SASARAN, *nodes, IKU)) is ditegur
    assert "L06" not in kode(replace(SASARAN, nomenklatur="1.02.02"), *nodes, IKU)


def test_a_unit_must_lead_up_to_a_goal_of_the_agency():
    lepas = replace(SASARAN, induk="", induk_di_dokumen_daerah=False)
    (satu,) = [satu for satu in lint(lepas, IKU) if satu.kode == "L07"]
    assert (satu.sasaran, satu.kunci) == ("unit", "05")
    daerah = NodeLint("T1", "", "tujuan", "Meningkatnya derajat kesehatan")
    assert "L07" not in kode(daerah, replace(lepas, induk="T1"), IKU)
    assert "L07" not in kode(replace(lepas, di_dokumen_daerah=True), IKU)


def test_money_must_flow_to_an_outcome():
    assert pesan("L08", SUB) == f"{write_rupiah(Decimal(420_000_000))} belum bermuara ke hasil."
    assert "L08" not in kode(SASARAN, PROGRAM, KEGIATAN, SUB)
    tanpa_ukuran = replace(PROGRAM, induk="")
    assert "L08" in kode(tanpa_ukuran, KEGIATAN, SUB)
    ukuran = replace(IKU, simpul="P1")
    assert "L08" not in kode(tanpa_ukuran, KEGIATAN, SUB, ukuran)
    assert "L08" not in kode(replace(SUB, pagu=Decimal(0)))


def test_a_target_behind_last_year_asks_for_a_reason_in_either_direction():
    mundur = replace(IKU, realisasi_lalu=Decimal(98))
    assert pesan("L09", SASARAN, mundur) == (
        "Target 2026 lebih tinggi dari capaian 2025 (107 terhadap 98). Beri alasan."
    )
    assert "L09" not in kode(SASARAN, replace(mundur, alasan_target="Wilayah dimekarkan."))
    naik = replace(IKU, rumus="N1", arah="naik", realisasi_lalu=Decimal(120))
    assert "lebih rendah dari capaian 2025" in pesan("L09", SASARAN, naik)
    assert "L09" not in kode(SASARAN, replace(naik, realisasi_lalu=Decimal(107)))
    assert "L09" in kode(SASARAN, replace(naik, tahun_lalu=2024, realisasi_lalu=Decimal(121)))


@pytest.mark.parametrize(
    ("target", "arah", "lalu", "mundur"),
    [
        (Target(JenisTarget.RENTANG, Decimal(9), Decimal(10)), "turun", "8.5", True),
        (Target(JenisTarget.RENTANG, Decimal(9), Decimal(10)), "turun", "9.5", False),
        (Target(JenisTarget.PALING_SEDIKIT, bawah=Decimal(90)), "naik", "92", True),
        (Target(JenisTarget.PALING_BANYAK, atas=Decimal(5)), "turun", "4", True),
        (Target(JenisTarget.PITA, Decimal(1), Decimal(3)), "turun", "0.5", False),
        (Target(JenisTarget.ORDINAL, label="BB"), "naik", "70", False),
    ],
)
def test_every_kind_of_target_can_be_held_against_last_year(target, arah, lalu, mundur):
    row = replace(IKU, arah=arah, targets={2026: target}, realisasi_lalu=Decimal(lalu))
    assert ("L09" in kode(SASARAN, row)) is mundur


def test_an_iku_that_was_replaced_is_named_with_its_criterion():
    assert pesan("L10", SASARAN, replace(IKU, iku_berubah=True)) == (
        "IKU diganti di tengah periode. Kriteria 1.b.6 menilai ini."
    )
    assert "L10" not in kode(SASARAN, replace(IKU, iku=False, iku_berubah=True))


def test_a_percentage_needs_its_denominator_in_the_name_or_the_definition():
    row = replace(IKU, nama="Persentase peningkatan kinerja", definisi="selisih kinerja")
    assert pesan("L11", SASARAN, row).startswith("Persentase dari apa?")
    assert "L11" not in kode(SASARAN, replace(row, definisi="kenaikan dibagi nilai tahun lalu"))


def test_an_outcome_says_who_feels_it():
    assert pesan("L12", replace(SASARAN, penerima_manfaat=" "), IKU) == "Siapa yang merasakan?"
    assert "L12" not in kode(KEGIATAN)


@pytest.mark.parametrize(
    ("hari", "status", "ditegur"),
    [(14, "diusulkan", False), (17, "diusulkan", True), (17, "ditolak", False)],
)
def test_an_unanswered_crosscutting_is_named_with_its_days(hari, status, ditegur):
    usul = LintasLint("L1", "S1", "DPUPR", date.fromordinal(HARI.toordinal() - hari), status)
    temuan = [satu for satu in lint(usul) if satu.kode == "L13"]
    assert [satu.pesan for satu in temuan] == (["Menunggu DPUPR 17 hari."] if ditegur else [])


def test_one_indicator_has_one_owner_but_each_unit_measures_itself():
    lain = replace(IKU, kode="I2", unit="06", nama="angka  kematian IBU")
    temuan = [satu for satu in lint(SASARAN, IKU, lain) if satu.kode == "L14"]
    assert [satu.kunci for satu in temuan] == ["I1", "I2"]
    assert temuan[0].pesan == (
        "Dua pemilik. Pilih satu penanggung jawab. Pemiliknya sekarang 05, 06."
    )
    sendiri = [replace(row, nama="Nilai SAKIP perangkat daerah") for row in (IKU, lain)]
    assert "L14" not in kode(SASARAN, *sendiri)
    assert "L14" not in kode(SASARAN, IKU, replace(lain, unit="05"))
    penunjang = replace(PROGRAM, nomenklatur="1.02.01")
    rows = [replace(row, simpul="P1") for row in (IKU, lain)]
    assert "L14" not in kode(SASARAN, penunjang, *rows)
    assert "L14" in kode(SASARAN, PROGRAM, *rows)


def test_a_yearly_figure_is_not_asked_for_each_quarter():
    uhh = replace(IKU, nama="Usia harapan hidup", frekuensi="triwulan", bulan_rilis=None)
    assert "terbit setahun sekali oleh BPS" in pesan("L15", SASARAN, uhh)
    assert pesan("L16", SASARAN, uhh) == "Angka ini menunggu BPS. Isi bulan rilisnya."
    beres = replace(uhh, frekuensi="tahunan", bulan_rilis=11)
    assert not {"L15", "L16"} & set(kode(SASARAN, beres))
    assert "L15" in kode(SASARAN, replace(IKU, bulan_rilis=5))
    assert "L16" in kode(SASARAN, replace(IKU, frekuensi="tahunan", bulan_rilis=13))


def test_the_share_of_outcome_indicators_is_counted_by_unit_on_outcome_nodes_alone():
    rows = [
        IKU,
        replace(IKU, kode="I2", nama="Jumlah bidan yang dilatih"),
        replace(IKU, kode="I3", unit="06"),
        replace(IKU, kode="I4", simpul="K1"),
    ]
    bagian = compute_bagian_hasil([SASARAN, KEGIATAN], rows, hari_ini=HARI)
    assert bagian == {"05": (1, 2), "06": (1, 1)}


teks = st.text(max_size=30)
simpul = st.builds(
    NodeLint,
    kode=st.sampled_from("ABCD"), induk=st.sampled_from(["", *"ABCDE"]),
    jenjang=st.sampled_from(sorted(ATURAN.jenis)), pernyataan=teks, penerima_manfaat=teks,
    unit=st.sampled_from(["", "1", "2"]), pagu=st.none() | st.decimals(0, 10**12, places=0),
    induk_di_dokumen_daerah=st.booleans(), nomenklatur=st.sampled_from(["", "1", "1.02.01"]),
)  # fmt: skip
lembar = st.builds(
    IndikatorLint,
    kode=st.sampled_from("XYZ"), simpul=st.sampled_from("ABCDE"), nama=teks, unit=teks,
    rumus=st.sampled_from(["", "N1", "BL", "zz"]), arah=st.sampled_from(["", "naik", "turun", "?"]),
    frekuensi=st.sampled_from(["", "triwulan", "tahunan", "?"]),
    bulan_rilis=st.none() | st.integers(-1, 14),
    targets=st.dictionaries(st.integers(2020, 2030), st.builds(angka, st.integers(-9, 9))),
    realisasi_lalu=st.none() | st.integers(-9, 9).map(Decimal),
)  # fmt: skip
usul = st.builds(
    LintasLint, kode=teks, simpul=teks, ke_unit=teks, diusulkan=st.dates(date(2020, 1, 1))
)


@given(st.lists(simpul, max_size=6), st.lists(lembar, max_size=5), st.lists(usul, max_size=2))
def test_no_tree_breaks_the_lint_not_even_a_circle(nodes, rows, proposals):
    temuan = lint_pohon(nodes, rows, proposals, hari_ini=HARI)
    assert temuan == lint_pohon(nodes, rows, proposals, hari_ini=HARI)
    assert {satu.kode for satu in temuan} <= set(KODE)
    assert all(satu.pesan.endswith((".", "?")) and satu.perbaikan for satu in temuan)
