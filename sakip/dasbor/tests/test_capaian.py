"""The year of a unit with all its working, the predikat of every unit, and both as workbooks."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Peran
from sakip.pengukuran.models import LembarRealisasi, Potret, Ringkasan
from sakip.perencanaan.models import IsiIndikator, TargetTahun
from sakip.tests.builders import AWAL, make_instansi, make_pengguna, make_perangkat_daerah
from sakip.tests.rencana import (
    fill,
    make_indikator,
    make_periode,
    make_simpul,
    make_target,
    open_masa,
)

LIST = "/2026/tw4/capaian/"
UNIT = "/2026/tw4/opd/05/capaian/"


@pytest.fixture
def bupati(kabupaten):
    return make_pengguna(kabupaten, Peran.PIMPINAN, username="bupati")


@pytest.fixture
def kunjungan(dinkes):
    """Visits, counted through the year, under the unit's programme and the agency's sasaran."""
    sasaran = make_simpul(make_periode(dinkes.instansi), pernyataan="Derajat kesehatan meningkat")
    program = make_simpul(
        make_periode(dinkes.instansi, dinkes), sasaran, pernyataan="Layanan dasar"
    )
    indikator = make_indikator(dinkes, program, nama="Kunjungan ibu hamil", agregasi="KUM")
    make_target(indikator, "10", "20", "30", "40")
    TargetTahun.objects.update(bawah=Decimal(100), atas=Decimal(100))
    return indikator


def page_of(client, user, url):
    client.force_login(user)
    return client.get(url).content.decode().replace("\u202f", " ")


def sheets_of(client, user, url):
    client.force_login(user)
    answer = client.get(url)
    assert "attachment" in answer["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_siti_reads_every_quarter_and_the_year_with_its_arithmetic(
    client, sari, siti, rina, dinkes, kunjungan
):
    for ke, typed in ((1, "10"), (2, "15")):
        fill(open_masa(rina, ke=ke), kunjungan.kode, typed, sari)
    page = page_of(client, siti, UNIT)
    assert page.index("Derajat kesehatan meningkat") < page.index("Layanan dasar")
    assert page.index("Layanan dasar") < page.index("Kunjungan ibu hamil")
    assert "realisasi ÷ target × 100 = 10 ÷ 10 × 100" in page.replace(",00", "")
    assert "= 25,00 ÷ 30,00 × 100 = 83,33 %" in page, "second quarter, counted from January"
    assert page.count("Jumlah = 10 + 15 = 25,00. Capaian = ") == 2, "of the quarter and of the year"
    assert "masuk rata-rata paling rendah 0 % dan paling tinggi 120 %" in page
    assert "= 25,00 ÷ 100,00 × 100 = 25,00 %" in page, "against the target of the year"
    assert "Rata-rata = 83,33 ÷ 1 = 83,33" in page
    of_year = "Rata-rata = 25,00 ÷ 1 = 25,00"
    assert page.count(of_year) == 3, "of the unit, and of both nodes above the indicator"


def test_siti_reads_how_a_rate_came_about_and_what_a_negative_ratio_is_worth(
    client, sari, siti, rina, dinkes
):
    """demo.md, kematian ibu 2026: 6/5.560 × 100.000 = 107,91, never the mean of two rates. Regulation 7."""
    ratio = {"rumus": "M1", "arah": "turun", "agregasi": "RAS", "faktor": 100000, "desimal": 2}
    ibu = make_indikator(dinkes, nama="Angka kematian ibu", **ratio)
    tumbuh = make_indikator(dinkes, make_simpul(ibu.periode), nama="Pertumbuhan", desimal=2)
    rilis = make_indikator(dinkes, make_simpul(ibu.periode), nama="Stunting", desimal=2)
    for indikator, janji in ((ibu, "107"), (tumbuh, "-2"), (rilis, "14")):
        make_target(indikator, janji, janji)
    for ke, pembilang, penyebut in ((1, "3", "2790"), (2, "3", "2770")):
        masa = open_masa(rina, ke=ke)
        fill(masa, ibu.kode, "", sari, pembilang=pembilang, penyebut=penyebut)
        fill(masa, tumbuh.kode, "-4", sari)
    Potret.objects.filter(indikator=rilis).update(rilis_pada=date(2090, 5, 1))
    page = page_of(client, siti, UNIT)
    rate = (
        "Rasio = (3 + 3) ÷ (2.790 + 2.770) × 100.000 = 107,91. Capaian = (2 × target − realisasi)"
    )
    assert page.count(rate) == 2
    # (214 − 107,9137) ÷ 107 × 100 = 99,1461; of a rate cut to two places it could come out otherwise.
    assert page.count("= (2 × 107,00 − 107,9137) ÷ 107,00 × 100 = 99,15 %") == 2
    assert "× 100 = (−4,00) ÷ (−2,00) × 100 = 200,00 %. Angka negatif: rasio ini dapat" in page
    assert page.count("Menunggu rilis.") == 3, "in both quarters and for the year"
    asal = page_of(client, siti, "/2026/tw2/opd/05/ringkasan/")
    assert rate in asal


def test_the_list_shows_the_year_of_each_unit_that_works_and_of_the_agency_alone(
    client, bupati, sari, rina, dinkes, kunjungan
):
    foreign = make_instansi()
    Ringkasan.objects.create(instansi=foreign, tahun=2026, dihitung=1, jumlah=77)
    make_perangkat_daerah(dinkes.instansi, nama="Dinas Lama", aktif_sampai=AWAL)
    fill(open_masa(rina, ke=1), kunjungan.kode, "10", sari)
    page = page_of(client, bupati, "/2026/tw1/capaian/")
    assert page.count(">10,00 %<") == 2
    assert "77,00" not in page
    assert "Dinas Lama" not in page


def test_the_year_is_reckoned_by_the_rule_of_the_last_contract(
    client, sari, siti, rina, dinkes, kunjungan
):
    fill(open_masa(rina, ke=1), kunjungan.kode, "90", sari)
    IsiIndikator.objects.update(rumus="M1", arah="turun")
    fill(open_masa(rina, ke=2), kunjungan.kode, "30", sari)
    page = page_of(client, siti, UNIT)
    assert "(2 × 100,00 − 120,00) ÷ 100,00 × 100 = 80,00 %" in page


def test_a_quarter_skipped_leaves_the_year_on_the_last_figure(client, sari, siti, rina, dinkes):
    layanan = make_indikator(dinkes, nama="Kepuasan")
    make_target(layanan, "70", "80")
    fill(open_masa(rina, ke=1), layanan.kode, "60", sari)
    fill(open_masa(rina, ke=2), layanan.kode, "-", sari)
    page = page_of(client, siti, UNIT)
    assert "= 60,00 ÷ 80,00 × 100 = 75,00 %" in page


def test_a_leader_sees_the_predikat_with_the_reason_and_what_follows_for_the_staff(
    client, bupati, sari, rina, dinkes
):
    layanan = make_indikator(dinkes, nama="Kepuasan")
    make_target(layanan, "70", "80", "80", "80")
    masa = open_masa(rina)
    assert "Belum ada indikator yang punya capaian." in page_of(client, bupati, UNIT)
    fill(masa, layanan.kode, "76", sari)
    for url in (UNIT, LIST):
        page = page_of(client, bupati, url)
        assert "Rata-rata capaian 1 indikator 95,00 %, yaitu 90 sampai dengan 100." in page
        assert "Sementara: lembarnya belum disetujui kepala." in page
    LembarRealisasi.objects.update(status="disetujui")
    page = page_of(client, bupati, UNIT)
    assert "Sementara" not in page
    assert "Paling banyak 70 % pegawai unit dapat berpredikat Baik" in page
    assert "pimpinan di atas unit yang menetapkannya" in page


def test_a_sheet_with_holes_has_no_predikat(client, bupati, sari, rina, dinkes, kunjungan):
    make_target(make_indikator(dinkes), "1", "2", "3", "4")
    fill(open_masa(rina), kunjungan.kode, "40", sari)
    assert "1 indikator belum diisi." in page_of(client, bupati, LIST)


def test_who_reaches_the_whole_agency_reads_its_own_line(
    client, bupati, joko, sari, rina, kabupaten, kunjungan
):
    fill(open_masa(rina), kunjungan.kode, "30", sari)
    page = page_of(client, bupati, LIST)
    assert "untuk unit saja" in page
    assert page.count("75,00 %") == 3  # the agency, the unit, the sentence of its predikat
    page = page_of(client, joko, LIST)
    assert "untuk unit saja" not in page
    assert "Dinas Kesehatan" not in page


def test_a_year_kept_as_a_whole_has_one_column(client, bupati, sari, rina, dinkes):
    layanan = make_indikator(dinkes, nama="Kepuasan")
    make_target(layanan, "70", "80", tahun=2025)
    fill(open_masa(rina, tahun=2025, ke=1, jenis="tahun"), layanan.kode, "60", sari)
    page = page_of(client, bupati, "/2025/tw4/opd/05/capaian/")
    assert "Tahun 2025" in page
    assert page.count("= 60,00 ÷ 80,00 × 100 = 75,00 %") == 2


def test_the_workbooks_hold_the_figures_of_the_pages_and_no_formula(
    client, bupati, sari, rina, dinkes, kunjungan
):
    IsiIndikator.objects.update(nama='=HYPERLINK("http://jahat.test")')
    fill(open_masa(rina), kunjungan.kode, "30", sari)
    book = sheets_of(client, bupati, UNIT + "capaian.xlsx")
    rows = list(book["Capaian"].iter_rows(values_only=True))
    [row] = [row for row in rows if row[0] == "Indikator"]
    assert row[1] == '=HYPERLINK("http://jahat.test")'
    assert [cell.data_type for cell in book["Capaian"][4]].count("f") == 0
    assert (row[3], row[5], row[7]) == ("100,00", 75, 30)
    summary = dict(book["Ringkasan"].iter_rows(min_row=2, values_only=True))
    assert summary["Rata-rata TW IV 2026 (%)"] == 75
    assert summary["Predikat kinerja organisasi"] == "Butuh perbaikan"
    book = sheets_of(client, bupati, LIST + "capaian.xlsx")
    rows = list(book["Capaian"].iter_rows(min_row=2, values_only=True))
    assert [row[1:3] for row in rows] == [("Seluruh instansi", 75), ("Dinas Kesehatan", 75)]


def test_a_quarter_that_another_agency_opened_first_is_not_read_for_ours(
    client, wati, bupati, sari, rina, dinkes, kunjungan
):
    """Hers comes first by every key: her agency, then her quarter, is made before ours."""
    open_masa(wati)
    fill(open_masa(rina), kunjungan.kode, "30", sari)
    reason = "Rata-rata capaian 1 indikator 75,00 %, yaitu 75 sampai sebelum 90."
    for url in (LIST, UNIT):
        page = page_of(client, bupati, url)
        assert page.count(">TW IV 2026</th>") == 1
        assert reason in page
        sheets = sheets_of(client, bupati, url + "capaian.xlsx")
        cells = [
            str(cell) for one in sheets for row in one.iter_rows(values_only=True) for cell in row
        ]
        assert any(reason[:30] in cell.replace("\u202f", " ") for cell in cells)


def test_a_search_finds_one_unit(client, bupati, dinkes, rina, kunjungan):
    open_masa(rina)
    make_perangkat_daerah(dinkes.instansi, nama="Dinas Pendidikan")
    page = page_of(client, bupati, LIST + "?cari=kesehatan")
    assert "Dinas Kesehatan" in page
    assert "Dinas Pendidikan" not in page
    assert "Tidak ada perangkat daerah" in page_of(client, bupati, LIST + "?cari=zzz")


def test_before_a_quarter_is_opened_the_pages_say_so(client, bupati, dinkes):
    assert "Belum ada masa pengukuran yang dibuka pada 2026." in page_of(client, bupati, LIST)
    assert "Tidak ada indikator perangkat daerah ini" in page_of(client, bupati, UNIT)


@pytest.mark.parametrize("url", [LIST, UNIT, LIST + "capaian.xlsx", UNIT + "capaian.xlsx"])
def test_the_pages_ask_as_often_for_many_units_and_years(
    client, bupati, sari, rina, dinkes, kunjungan, url
):
    fill(open_masa(rina), kunjungan.kode, "30", sari)
    client.force_login(bupati)
    client.get(url)
    before = count_of(client, url)
    for _ in range(20):
        unit = make_perangkat_daerah(dinkes.instansi)
        operator = make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, unit)
        wear_cap(operator, dinkes.instansi.hari_ini)
        make_target(make_indikator(unit), "1", "2", "3", "4")
    for _ in range(20):
        make_target(make_indikator(dinkes), "1", "2", "3", "4")
    for tahun in (*range(2020, 2026), *range(2027, 2031)):
        open_masa(rina, tahun=tahun)
    for ke in (1, 2, 3):
        open_masa(rina, ke=ke)
    assert count_of(client, url) == before


def count_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
