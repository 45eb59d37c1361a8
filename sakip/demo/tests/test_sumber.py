"""The table of the demo against the engine: what it prints is what the raw values give."""

import pytest

from sakip.demo.sumber import load_indikator, read_rows
from sakip.rules.angka import bulatkan, read_angka, write_angka
from sakip.rules.capaian import compute_capaian
from sakip.rules.skala import load_skala_ordinal
from sakip.rules.target import read_realisasi


def compute_last_year(demo):
    skala = load_skala_ordinal().get(demo.baris.skala)
    rumus = demo.baris.rumus
    return compute_capaian(
        demo.target_lalu,
        read_realisasi(demo.realisasi_lalu, rumus, skala=skala, pemisah_ribuan="."),
        rumus,
        baseline=demo.baris.baseline,
        arah=demo.baris.arah,
        skala=skala,
    )


@pytest.mark.parametrize("demo", load_indikator(2026), ids=lambda demo: demo.baris.nama)
def test_a_visitor_finds_the_capaian_that_the_table_of_the_demo_prints(demo):
    assert write_angka(compute_last_year(demo).nilai) == demo.capaian_lalu


def test_the_demo_has_forty_indicators_thirty_eight_units_and_twelve_kecamatan():
    rows = list(read_rows("perangkat_daerah"))
    kecamatan = [row for row in rows if row["jenis"] == "kecamatan"]
    assert (len(load_indikator(2026)), len(rows) - len(kecamatan), len(kecamatan)) == (40, 38, 12)


def test_a_mayor_reads_eight_years_each_the_sum_of_its_components():
    names = ("perencanaan", "pengukuran", "pelaporan", "evaluasi", "capaian")
    rows = list(read_rows("nilai_pemda"))
    assert len(rows) == 8
    for row in rows:
        parts = [read_angka(row[name]) for name in names if row[name]]
        assert bulatkan(sum(parts), 2) == read_angka(row["total"]), row["tahun"]
