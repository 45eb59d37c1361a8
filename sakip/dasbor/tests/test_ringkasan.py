"""The leaders' page: leagues, counts that leave out what is not measured, scores and their change."""

from datetime import date
from decimal import Decimal

import pytest

from sakip.dasbor.ringkasan import group_by_liga, load_ringkasan
from sakip.evaluasi.models import NilaiArsip
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Peran, PerangkatDaerah
from sakip.pengukuran.models import Masa, Potret
from sakip.perencanaan.models import Anggaran
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.rencana import fill, make_indikator, make_simpul, make_target, open_masa

URL = "/2026/tw4/ringkasan/"


@pytest.fixture
def bupati(kabupaten):
    return make_pengguna(kabupaten, Peran.PIMPINAN, username="bupati")


def reach(indikator, typed):
    """The operator of its unit types the figure of the one period that was opened."""
    potret = Potret.objects.select_related("masa", "perangkat_daerah").get(indikator=indikator)
    operator = make_pengguna(potret.instansi, Peran.OPERATOR_OPD, potret.perangkat_daerah)
    wear_cap(operator, potret.instansi.hari_ini)
    fill(potret.masa, indikator.kode, typed, operator)


def lines(unit, tw):
    masa = Masa.objects.filter(instansi=unit.instansi).pada(2026, tw)
    return load_ringkasan([unit], masa, 2026, tw)


def test_a_leader_sees_a_mean_that_one_wild_figure_cannot_carry(rina, dinkes):
    one = make_indikator(dinkes)
    simpul = make_simpul(one.periode)
    others = [make_indikator(dinkes, simpul) for _ in range(2)]
    for indikator in (one, *others):
        make_target(indikator, "1", "2", "3", "4")
    open_masa(rina)
    reach(one, "12,48")
    reach(others[0], "2,4")
    reach(others[1], "-")
    [row] = lines(dinkes, 4)
    assert row.ukur.rata_rata.nilai == Decimal(90)
    assert (row.ukur.tercapai, row.ukur.diminta, row.ukur.tanpa_capaian) == (1, 3, 1)


def test_what_is_not_measured_this_quarter_is_outside_every_count(rina, dinkes):
    yearly = make_indikator(dinkes, frekuensi="semester")
    make_target(yearly, "1", "2", "3", "4")
    open_masa(rina, ke=3)
    [row] = lines(dinkes, 3)
    assert (row.ukur.diminta, row.ukur.rata_rata) == (0, None)


def test_a_figure_whose_source_has_not_published_is_outside_every_count(rina, dinkes):
    make_target(make_indikator(dinkes), "1", "2", "3", "4")
    open_masa(rina)
    Potret.objects.update(rilis_pada=date(2090, 5, 1))
    [row] = lines(dinkes, 4)
    assert (row.ukur.diminta, row.ukur.kosong, row.ukur.menunggu, row.ukur.tanpa_angka) == (
        0,
        0,
        1,
        1,
    )


def test_an_unfinished_sheet_has_no_class_and_stands_after_the_finished_ones(
    rina, dinkes, kabupaten
):
    other = make_perangkat_daerah(kabupaten, liga="urusan")
    PerangkatDaerah.objects.filter(pk=dinkes.pk).update(liga="urusan")
    dinkes.refresh_from_db()
    one = make_indikator(dinkes)
    both = [one, make_indikator(dinkes, make_simpul(one.periode)), make_indikator(other)]
    for indikator in both:
        make_target(indikator, "1", "2", "3", "4")
    masa = open_masa(rina)
    reach(both[0], "4,8")
    reach(both[2], "2,8")
    rows = load_ringkasan([dinkes, other], masa, 2026, 4)
    [(_, in_order)] = group_by_liga(rows)
    assert [row.unit for row in in_order] == [other, dinkes]
    assert (rows[0].ukur.kelas, rows[0].ukur.kosong) == (None, 1)


def test_a_unit_that_has_typed_nothing_has_not_begun(rina, dinkes):
    make_target(make_indikator(dinkes), "1", "2", "3", "4")
    open_masa(rina)
    assert lines(dinkes, 4)[0].status == "belum_diisi"


def test_a_leader_follows_a_mean_the_money_and_the_change_to_their_arithmetic(
    client, bupati, rina, dinkes
):
    one = make_indikator(dinkes)
    two = make_indikator(dinkes, make_simpul(one.periode))
    for indikator in (one, two):
        make_target(indikator, "1", "2", "3", "4")
    open_masa(rina)
    reach(one, "12,48")
    reach(two, "2,4")
    add_money_and_scores(dinkes)
    client.force_login(bupati)
    page = client.get(URL).content.decode()
    for part in ("capaian", "indikator", "serapan", "nilai"):
        assert f"/2026/tw4/opd/05/ringkasan/#{part}" in page
    page = client.get("/2026/tw4/opd/05/ringkasan/").content.decode().replace("\u202f", " ")
    assert "Capaian = (120,00 + 60,00) ÷ 2 = 90,00 %" in page
    assert "312,00 %" in page
    assert "÷ pagu × 100" in page
    assert "78,10 %" in page
    # Something to talk about, with its formula, and never a verdict.
    assert "Capaian − serapan = 90,00 − 78,10 = +11,90 poin; capaian ÷ serapan = 1,15." in page
    assert "bukan penilaian" in page
    assert "nilai 2025 − nilai 2024 = 76,40 − 75,05 = +1,35 poin" in page


def test_a_year_kept_as_a_whole_is_read_at_its_last_quarter(client, bupati, rina, dinkes):
    indikator = make_indikator(dinkes, nama="Usia harapan hidup")
    make_target(indikator, "1", "2", "3", "4", tahun=2025)
    open_masa(rina, tahun=2025, ke=1, jenis="tahun")
    reach(indikator, "3,5")
    client.force_login(bupati)
    assert "Ringkasan Tahun 2025" in client.get("/2025/tw4/ringkasan/").content.decode()
    page = client.get("/2025/tw4/opd/05/realisasi/").content.decode()
    assert "Usia harapan hidup" in page
    assert "87,50" in page
    assert "Usia harapan hidup" not in client.get("/2025/tw3/opd/05/realisasi/").content.decode()


def add_money_and_scores(dinkes):
    Anggaran.objects.create(
        instansi=dinkes.instansi, perangkat_daerah=dinkes, tahun=2026, triwulan=4,
        pagu=Decimal(1000), realisasi=Decimal(781),
    )  # fmt: skip
    for tahun, total in ((2025, "76.40"), (2024, "75.05")):
        NilaiArsip.objects.create(
            instansi=dinkes.instansi, perangkat_daerah=dinkes, tahun=tahun, total=Decimal(total),
            peraturan="permenpanrb-88-2021", predikat="BB", sumber="LHE",
        )  # fmt: skip


def test_money_and_scores_stand_beside_each_other_with_the_change_in_points(rina, dinkes):
    add_money_and_scores(dinkes)
    [row] = lines(dinkes, 4)
    assert row.serapan == Decimal("78.1")
    assert row.perubahan == Decimal("1.35")


def test_a_year_without_a_score_between_two_others_shows_no_change(dinkes):
    for tahun in (2026, 2024):
        NilaiArsip.objects.create(
            instansi=dinkes.instansi, perangkat_daerah=dinkes, tahun=tahun, total=Decimal(70),
            peraturan="permenpanrb-88-2021", predikat="B", sumber="LHE",
        )  # fmt: skip
    [row] = lines(dinkes, 4)
    assert row.perubahan is None


def test_kecamatan_stand_in_a_league_of_their_own(client, bupati, dinkes):
    PerangkatDaerah.objects.filter(pk=dinkes.pk).update(liga="urusan")
    make_perangkat_daerah(
        dinkes.instansi, jenis="kecamatan", liga="kecamatan", nama="Kecamatan Sawah"
    )
    client.force_login(bupati)
    page = client.get(URL).content.decode()
    assert page.index("Perangkat daerah urusan") < page.index("Dinas Kesehatan")
    assert page.index("Kecamatan</caption>") < page.index("Kecamatan Sawah")


def test_the_page_asks_as_often_for_one_unit_as_for_thirty(
    client, bupati, rina, dinkes, django_assert_num_queries
):
    make_target(make_indikator(dinkes), "1", "2", "3", "4")
    open_masa(rina)
    client.force_login(bupati)
    client.get(URL)
    with django_assert_num_queries(13):
        client.get(URL)
    for _ in range(29):
        make_perangkat_daerah(dinkes.instansi)
    with django_assert_num_queries(13):
        client.get(URL)


def test_a_leader_of_another_agency_sees_none_of_these_units(client, wati, dinkes):
    client.force_login(wati)
    assert "Dinas Kesehatan" not in client.get(URL).content.decode()


def test_a_unit_that_has_ended_stands_in_no_league(client, bupati, dinkes):
    make_perangkat_daerah(dinkes.instansi, nama="Dinas Lama", aktif_sampai=date(2025, 12, 31))
    client.force_login(bupati)
    page = client.get(URL).content.decode()
    assert "Dinas Kesehatan" in page
    assert "Dinas Lama" not in page


def test_a_leader_reads_the_official_scores_of_his_own_agency(client, bupati, kabupaten, kota):
    for instansi, total in ((kabupaten, "71.11"), (kota, "82.22")):
        NilaiArsip.objects.create(
            instansi=instansi, tahun=2025, total=Decimal(total), peraturan="permenpanrb-88-2021",
            predikat="BB", sumber="LHE",
        )  # fmt: skip
    client.force_login(bupati)
    page = client.get(URL).content.decode()
    assert "71,11" in page
    assert "82,22" not in page


def test_a_quarter_that_another_agency_opened_first_is_not_read_for_ours(
    client, wati, bupati, rina, dinkes
):
    """Hers comes first by every key: her agency, then her quarter, is made before ours."""
    make_target(make_indikator(make_perangkat_daerah(wati.instansi)), "1", "2", "3", "4")
    open_masa(wati)
    ours = make_indikator(dinkes, nama="Balita stunting")
    make_target(ours, "1", "2", "3", "4")
    open_masa(rina)
    client.force_login(bupati)
    assert "0 dari 1 perangkat daerah sudah mengajukan" in client.get(URL).content.decode()
    assert "Balita stunting" in client.get("/2026/tw4/opd/05/ringkasan/").content.decode()
