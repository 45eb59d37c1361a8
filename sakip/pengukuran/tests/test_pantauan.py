"""Who is late: Rina sees whose sheet is empty, silent, or filled in the last hours."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from sakip.organisasi.models import Penugasan
from sakip.pengukuran.models import LembarRealisasi, Potret, Realisasi
from sakip.pengukuran.pantauan import add_pemegang, load_baris, load_ringkas
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import fill, make_indikator, make_target, open_masa

URL = "/2026/tw4/pantauan/"
TENGGAT = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
SEKARANG = datetime(2026, 12, 10, 3, 0, tzinfo=UTC)


@pytest.fixture
def pupr(kabupaten, joko):
    return kabupaten.perangkat_daerah_set.get(kode="06")


@pytest.fixture
def masa(dinkes, pupr, rina, time_machine):
    """Two units; Dinkes is asked for three figures, DPUPR for one."""
    time_machine.move_to(SEKARANG, tick=False)
    for unit, n in ((dinkes, 3), (pupr, 1)):
        for _ in range(n):
            make_target(make_indikator(unit), "1", "2", "3", "4")
    return open_masa(rina, tutup=TENGGAT, kunci=TENGGAT + timedelta(days=5))


def rows_of(masa):
    return {row.lembar.perangkat_daerah.kode: row for row in ordered(masa)}


def ordered(masa):
    return load_baris(masa.lembar_set.select_related("perangkat_daerah"), masa)


def kode(masa):
    return [row.lembar.perangkat_daerah.kode for row in ordered(masa)]


def type_at(masa, unit, n, user, *moments):
    """The first figures of a unit, typed at these moments."""
    rows = masa.potret_set.filter(perangkat_daerah=unit).select_related("indikator")
    for potret, moment in zip(rows.order_by("urutan")[n:], moments, strict=False):
        fill(masa, potret.indikator.kode, "5", user)
        Realisasi.objects.filter(potret=potret).update(
            diubah_pada=moment, terlambat=moment > masa.tutup
        )


def test_rina_sees_how_many_rows_are_empty_and_how_long_a_unit_is_silent(masa, dinkes, sari):
    type_at(masa, dinkes, 0, sari, SEKARANG - timedelta(days=9), SEKARANG - timedelta(days=4))
    row = rows_of(masa)["05"]
    assert (row.terisi, row.diminta, row.belum, row.isi) == (2, 3, 1, "sebagian")
    assert row.diam == 4
    silent = rows_of(masa)["06"]
    assert (silent.terisi, silent.isi, silent.diam) == (0, "belum", None)


def test_a_figure_that_was_taken_out_again_counts_as_empty(masa, dinkes, sari):
    type_at(masa, dinkes, 0, sari, SEKARANG)
    Realisasi.objects.update(alasan="realisasi_kosong", capaian=None, nilai=None)
    assert rows_of(masa)["05"].terisi == 0


def test_what_is_not_measured_or_not_published_is_not_asked_for(masa, dinkes):
    first, second, _ = masa.potret_set.filter(perangkat_daerah=dinkes)
    first.diukur = False
    first.save()
    second.rilis_pada = SEKARANG.date() + timedelta(days=1)
    second.save()
    assert rows_of(masa)["05"].diminta == 1


def test_the_last_two_days_count_against_what_came_in_time_and_late_ones_stand_apart(
    masa, dinkes, pupr, sari, joko
):
    hour = timedelta(hours=1)
    begin = TENGGAT - timedelta(days=2)
    type_at(masa, dinkes, 0, sari, begin - hour, begin, TENGGAT + hour)
    type_at(masa, pupr, 0, joko, TENGGAT)
    rows = rows_of(masa)
    assert (rows["05"].tepat, rows["05"].akhir, rows["05"].terlambat) == (2, 1, 1)
    assert rows["05"].bagian_akhir == 50
    assert rows["06"].bagian_akhir == 100
    ringkas = load_ringkas(list(rows.values()))
    assert round(ringkas.bagian_akhir, 2) == Decimal("66.67")
    assert ringkas.jumlah == {"belum": 0, "sebagian": 0, "lengkap": 2, "terlambat": 1}


def test_rina_may_remind_of_a_full_sheet_that_waits_for_its_head(masa, dinkes, sari):
    type_at(masa, dinkes, 0, sari, SEKARANG, SEKARANG, SEKARANG)
    assert not rows_of(masa)["05"].perlu_diingatkan
    dinkes.lembar_set.update(status="diajukan")
    assert rows_of(masa)["05"].perlu_diingatkan


def test_the_unit_with_most_left_to_do_comes_first_and_the_approved_last(
    masa, dinkes, pupr, kabupaten, sari, joko
):
    type_at(masa, dinkes, 0, sari, SEKARANG)
    assert kode(masa) == ["06", "05"]
    type_at(masa, dinkes, 1, sari, SEKARANG, SEKARANG)
    type_at(masa, pupr, 0, joko, SEKARANG)
    assert kode(masa) == ["05", "06"]  # alike in all but the code
    LembarRealisasi.objects.filter(perangkat_daerah=dinkes).update(status="disetujui")
    assert kode(masa) == ["06", "05"]


def test_of_two_empty_sheets_the_more_silent_and_of_two_done_the_later_comes_first(
    masa, dinkes, pupr, sari, joko
):
    potret = masa.potret_set.filter(perangkat_daerah=dinkes).first()
    masa.potret_set.filter(perangkat_daerah=dinkes).exclude(pk=potret.pk).update(diukur=False)
    assert kode(masa) == ["05", "06"]
    Potret.objects.filter(pk=potret.pk).update(diukur=True)
    fill(masa, potret.indikator.kode, "5", sari)
    type_at(masa, pupr, 0, joko, SEKARANG)
    Realisasi.objects.filter(potret=potret).update(diubah_pada=SEKARANG - timedelta(days=3))
    assert kode(masa) == ["05", "06"]
    Realisasi.objects.filter(potret=potret).update(diubah_pada=SEKARANG)
    Realisasi.objects.exclude(potret=potret).update(diubah_pada=SEKARANG - timedelta(days=3))
    assert kode(masa) == ["06", "05"]
    LembarRealisasi.objects.update(status="disetujui")
    Realisasi.objects.filter(potret=potret).update(diubah_pada=TENGGAT)
    assert kode(masa) == ["05", "06"]
    Realisasi.objects.exclude(potret=potret).update(terlambat=True)
    assert kode(masa) == ["06", "05"]


@pytest.mark.parametrize(
    ("status", "nama"), [("draf", "Sari"), ("diajukan", "Siti"), ("disetujui", None)]
)
def test_a_sheet_lies_with_the_operator_then_with_the_head(masa, sari, siti, status, nama):
    LembarRealisasi.objects.filter(perangkat_daerah__kode="05").update(status=status)
    row = rows_of(masa)["05"]
    add_pemegang([row], SEKARANG.date())
    assert [orang.nama for orang in row.pemegang] == ([nama] if nama else [])


def test_a_sheet_whose_operator_has_left_lies_with_nobody(client, rina, masa, sari):
    Penugasan.objects.filter(pengguna=sari).update(selesai=SEKARANG.date() - timedelta(days=1))
    client.force_login(rina)
    assert "tidak ada operator" in client.get(URL, {"cari": "kesehatan"}).content.decode()


def test_before_the_last_two_days_begin_no_share_is_shown(client, rina, masa, dinkes, sari):
    type_at(masa, dinkes, 0, sari, SEKARANG)
    client.force_login(rina)
    page = " ".join(client.get(URL).content.decode().split())
    assert "dihitung mulai Jumat, 18 Desember 2026 pukul 16.00 WIB" in page
    assert "0,00" not in page


def test_rina_reads_the_share_against_its_limit(client, rina, masa, dinkes, sari, time_machine):
    time_machine.move_to(TENGGAT - timedelta(days=2), tick=False)
    client.force_login(rina)
    assert "Belum ada isian yang tercatat waktunya" in client.get(URL).content.decode()
    early, late = TENGGAT - timedelta(days=9), TENGGAT - timedelta(hours=1)
    type_at(masa, dinkes, 0, sari, early, early, late)
    page = client.get(URL).content.decode()
    assert "33,33" in page
    assert "di bawah batas wajar 40" in " ".join(page.split())
    Realisasi.objects.update(diubah_pada=late)
    assert "melewati batas wajar" in " ".join(client.get(URL).content.decode().split())


def test_rina_finds_a_unit_by_words_and_by_its_state(client, rina, masa, dinkes, sari):
    type_at(masa, dinkes, 0, sari, SEKARANG)
    client.force_login(rina)
    for query, seen in (
        ({"cari": "dinas kes"}, True),
        ({"cari": "dpupr"}, False),
        ({"saring": "sebagian"}, True),
        ({"saring": "belum"}, False),
        ({"saring": "terlambat"}, False),
    ):
        page = client.get(URL, query, headers={"HX-Request": "true"}).content.decode()
        assert ("Dinas Kesehatan" in page) is seen, query


def test_before_a_quarter_is_opened_the_page_says_so(client, rina):
    client.force_login(rina)
    assert "belum dibuka" in client.get(URL).content.decode()


def test_a_quarter_that_another_agency_opened_first_is_not_read_for_ours(
    client, wati, rina, dinkes
):
    for orang, unit in ((wati, make_perangkat_daerah(wati.instansi)), (rina, dinkes)):
        make_target(make_indikator(unit), "1", "2", "3", "4")
        open_masa(orang)
    client.force_login(rina)
    assert "Dinas Kesehatan" in client.get(URL).content.decode()


def test_the_list_and_the_calendar_lead_to_the_page(client, rina, masa):
    client.force_login(rina)
    for address in ("/2026/tw4/realisasi/", "/2026/tw4/kalender/"):
        assert f'href="{URL}"' in client.get(address).content.decode()


def test_the_page_asks_as_often_for_one_unit_as_for_twenty(
    client, rina, kabupaten, django_assert_num_queries: DjangoAssertNumQueries
):
    client.force_login(rina)
    client.get(URL)
    for n, banyak in ((1, 1), (2, 20)):
        for k in range(banyak):
            unit = make_perangkat_daerah(kabupaten, kode=f"{n}{k:02d}")
            make_target(make_indikator(unit), "1", "2", "3", "4")
        open_masa(rina, ke=n)
        with django_assert_num_queries(9):
            client.get(f"/2026/tw{n}/pantauan/")
