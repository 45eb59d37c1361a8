"""Classes of capaian: every edge, and files that do not hold together."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.angka import bulatkan, write_angka
from sakip.rules.kelas import BAWAAN, kelas_dari, load_aturan_pengukuran
from sakip.rules.regulasi import RegulasiError

LIMA = load_aturan_pengukuran()[BAWAAN]
EMPAT = load_aturan_pengukuran()["lkjip-empat-kelas"]


@pytest.mark.parametrize(
    ("capaian", "kelas"),
    [
        ("100", "Sangat Tinggi"),
        ("312.5", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.996", "Sangat Tinggi"),
        ("90.995", "Sangat Tinggi"),
        ("90.9949999", "Tinggi"),
        ("90.5", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
        ("-25", "Sangat Rendah"),
    ],
)
def test_a_capaian_on_the_edge_has_the_class_of_the_printed_lower_bound(capaian, kelas):
    assert kelas_dari(LIMA, Decimal(capaian)).nama == kelas


@pytest.mark.parametrize(
    ("capaian", "kelas"),
    [("100", "sangat_berhasil"), ("99.99", "berhasil"), ("74.99", "cukup"), ("54.99", "kurang")],
)
def test_an_agency_may_choose_the_four_classes_instead(capaian, kelas):
    assert kelas_dari(EMPAT, Decimal(capaian)).kode == kelas


@given(st.decimals(min_value=-200, max_value=400, places=6))
def test_nobody_sees_a_class_that_its_printed_figure_contradicts(capaian):
    tercetak = Decimal(write_angka(capaian).replace("−", "-").replace(",", "."))
    assert kelas_dari(LIMA, capaian) == kelas_dari(LIMA, tercetak)
    assert tercetak == bulatkan(capaian)


@given(
    st.decimals(min_value=-200, max_value=400, places=4),
    st.decimals(min_value=-200, max_value=400, places=4),
)
def test_a_higher_capaian_never_has_a_lower_class(satu, dua):
    urutan = LIMA.kelas
    rendah, tinggi = min(satu, dua), max(satu, dua)
    assert urutan.index(kelas_dari(LIMA, tinggi)) <= urutan.index(kelas_dari(LIMA, rendah))


def test_the_cut_for_means_is_data():
    assert (LIMA.batas_rata_rata.bawah, LIMA.batas_rata_rata.atas) == (0, 120)


KEPALA = """peraturan = "Perbup 1/2026"
judul = "Kelas"
berlaku_sejak = 2026-01-01
sumber = "lampiran"
diperiksa = []
"""
BAIK = '[[kelas]]\nkode = "baik"\nnama = "Baik"\nbatas_bawah = 80\n'
SISA = '[[kelas]]\nkode = "kurang"\nnama = "Kurang"\n'
BATAS = "[batas_rata_rata]\natas = 110\n"


def write_aturan(root: Path, isi: str) -> Path:
    (root / "pengukuran").mkdir()
    (root / "pengukuran" / "perbup.toml").write_text(KEPALA + isi, encoding="utf-8")
    return root


def test_a_region_sets_its_own_classes_and_cut_by_a_file_alone(tmp_path):
    aturan = load_aturan_pengukuran((write_aturan(tmp_path, BATAS + BAIK + SISA),))["perbup"]
    assert kelas_dari(aturan, Decimal(80)).nama == "Baik"
    assert kelas_dari(aturan, Decimal("79.99")).nama == "Kurang"
    assert (aturan.batas_rata_rata.bawah, aturan.batas_rata_rata.atas) == (None, 110)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (BATAS, "kelas belum diisi"),
        ("kelas = []\n" + BATAS, "kelas terakhir"),
        (BATAS + BAIK, "kelas terakhir"),
        (BATAS + SISA + SISA, "lengkap dan menurun"),
        (BATAS + BAIK + BAIK.replace("80", "90") + SISA, "lengkap dan menurun"),
        (BATAS + BAIK + BAIK.replace("baik", "bagus") + SISA, "lengkap dan menurun"),
        (BATAS + BAIK + SISA.replace("kurang", "baik"), "berulang"),
        (BATAS + "bawah = 200\n" + BAIK + SISA, "terbalik"),
        (BAIK + SISA, "belum diisi"),
    ],
)
def test_a_scale_with_a_gap_or_a_twist_is_refused_at_loading(tmp_path, isi, kata):
    with pytest.raises(RegulasiError, match=kata):
        load_aturan_pengukuran((write_aturan(tmp_path, isi),))
