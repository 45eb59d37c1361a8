"""A quarter of Dinas Kesehatan: Sari types and sends, Siti decides."""

import gzip
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.fixtures import DjangoAssertNumQueries

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.pengukuran.actions.realisasi import (
    approve_lembar,
    return_lembar,
    submit_lembar,
    update_realisasi,
)
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Potret, Realisasi
from sakip.pengukuran.segel import load_angka, make_segel
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import make_indikator, make_simpul, make_target, open_masa
from sakip.web.clock import database_now

URL = "/2026/tw4/opd/05/realisasi/"


@pytest.fixture
def stunting(dinkes):
    indikator = make_indikator(dinkes, nama="Balita stunting", rumus="M1", arah="turun")
    make_target(indikator, "7.8", "7.7", "7.55", "7.4")
    return indikator


@pytest.fixture
def lembar(stunting, rina, dinkes):
    open_masa(rina)
    return LembarRealisasi.objects.get(perangkat_daerah=dinkes)


def potret_of(indikator, ke=4):
    return Potret.objects.select_related("masa").get(indikator=indikator, masa__ke=ke)


def typed(indikator, ke=4, revisi=0, **data):
    return read_isian(potret_of(indikator, ke), data, revisi)


def test_sari_types_a_figure_and_sees_the_capaian_with_its_arithmetic(
    client, sari, lembar, stunting
):
    client.force_login(sari)
    key = potret_of(stunting).pk
    answer = client.post(URL, {f"nilai-{key}": "7,62", f"revisi-{key}": "0"}, follow=True)
    page = answer.content.decode()
    assert "97,03" in page
    assert "2 × 7,40 − 7,62" in page.replace("\u202f", " ")
    row = Realisasi.objects.get()
    assert row.capaian == Decimal("97.0270")
    assert row.tercapai is False
    assert row.kelas == "sangat_tinggi"


def test_sari_types_nonsense_and_loses_nothing(client, sari, lembar, stunting):
    client.force_login(sari)
    key = potret_of(stunting).pk
    answer = client.post(URL, {f"nilai-{key}": "7..6", f"revisi-{key}": "0"})
    page = answer.content.decode()
    assert "Belum tersimpan" in page
    assert 'value="7..6"' in page
    assert not Realisasi.objects.exists()
    assert not Jejak.objects.filter(tindakan="realisasi.update").exists()


def test_an_ambiguous_number_is_asked_about_and_never_guessed(client, sari, lembar, stunting):
    client.force_login(sari)
    key = potret_of(stunting).pk
    page = client.post(URL, {f"nilai-{key}": "1.234"}).content.decode()
    assert "Belum tersimpan" in page
    assert not Realisasi.objects.exists()


def test_saving_twice_changes_nothing_the_second_time(sari, lembar, stunting):
    assert update_realisasi(lembar, [typed(stunting, nilai="7,62")], acting_user=sari).berubah == 1
    row = Realisasi.objects.get()
    lembar.refresh_from_db()
    again = [typed(stunting, nilai="7,62", revisi=row.revisi)]
    assert update_realisasi(lembar, again, acting_user=sari).berubah == 0
    assert LembarRealisasi.objects.get(pk=lembar.pk).revisi == lembar.revisi, (
        "as the trail knows it"
    )
    assert Jejak.objects.filter(tindakan="realisasi.update").count() == 1


def test_a_figure_knows_who_typed_it_last_and_when(sari, siti, lembar, stunting):
    begun = database_now()
    update_realisasi(lembar, [typed(stunting, nilai="7,6")], acting_user=sari)
    first = Realisasi.objects.get()
    assert first.diubah_oleh == sari
    assert begun <= first.diubah_pada <= database_now()
    update_realisasi(lembar, [typed(stunting, nilai="7,5", revisi=first.revisi)], acting_user=siti)
    last = Realisasi.objects.get()
    assert last.diubah_oleh == siti
    assert last.diubah_pada >= first.diubah_pada


def test_two_people_type_one_row_and_the_second_sees_both(client, sari, siti, lembar, stunting):
    update_realisasi(lembar, [typed(stunting, nilai="7,62")], acting_user=sari)
    lembar.refresh_from_db()
    row = Realisasi.objects.get()
    update_realisasi(lembar, [typed(stunting, nilai="7,60", revisi=row.revisi)], acting_user=siti)
    lembar.refresh_from_db()
    with pytest.raises(Konflik) as caught:
        update_realisasi(
            lembar, [typed(stunting, nilai="7,50", revisi=row.revisi)], acting_user=sari
        )
    assert caught.value.beda[0].milik_anda == "7,50"
    assert caught.value.beda[0].tersimpan == "7,60"
    client.force_login(sari)
    key = potret_of(stunting).pk
    answer = client.post(URL, {f"nilai-{key}": "7,50", f"revisi-{key}": str(row.revisi)})
    assert answer.status_code == 409


def test_a_ratio_comes_from_sums_and_not_from_the_mean_of_quarters(sari, rina, dinkes):
    ratio = make_indikator(
        dinkes, nama="Angka kematian ibu", rumus="M1", arah="turun", agregasi="RAS", faktor=100_000
    )
    make_target(ratio, "107", "107")
    for ke in (1, 2):
        open_masa(rina, ke=ke)
    first, second = LembarRealisasi.objects.order_by("masa__ke")
    update_realisasi(first, [typed(ratio, 1, pembilang="3", penyebut="2.790")], acting_user=sari)
    update_realisasi(second, [typed(ratio, 2, pembilang="3", penyebut="2.770")], acting_user=sari)
    row = Realisasi.objects.get(potret__masa__ke=2)
    # 6 of 5.560 is 107,9137 per 100.000; (2 × 107 − 107,9137) ÷ 107 = 99,1461 %.
    assert row.capaian == Decimal("99.1461")


def test_a_corrected_quarter_corrects_the_later_one(sari, rina, dinkes):
    kunjungan = make_indikator(dinkes, nama="Kunjungan", agregasi="KUM")
    make_target(kunjungan, "290", "330")
    for ke in (1, 2):
        open_masa(rina, ke=ke)
    first, second = LembarRealisasi.objects.order_by("masa__ke")
    update_realisasi(first, [typed(kunjungan, 1, nilai="290")], acting_user=sari)
    update_realisasi(second, [typed(kunjungan, 2, nilai="330")], acting_user=sari)
    assert Realisasi.objects.get(potret__masa__ke=2).capaian == Decimal(100)
    first.refresh_from_db()
    one = Realisasi.objects.get(potret__masa__ke=1)
    update_realisasi(first, [typed(kunjungan, 1, nilai="600", revisi=one.revisi)], acting_user=sari)
    assert Realisasi.objects.get(potret__masa__ke=2).capaian == Decimal(150)


def test_a_semester_indicator_is_not_asked_for_in_the_third_quarter(client, sari, rina, dinkes):
    jalan = make_indikator(dinkes, nama="Jalan mantap", frekuensi="semester")
    make_target(jalan, "0", "74", "0", "75.5")
    open_masa(rina, ke=3)
    client.force_login(sari)
    page = client.get("/2026/tw3/opd/05/realisasi/").content.decode()
    assert "Tidak diukur pada TW III 2026" in page
    lembar = LembarRealisasi.objects.get()
    submit_lembar(lembar, acting_user=sari)
    assert lembar.status == "diajukan"


def test_an_unreleased_figure_is_waited_for_without_a_click(client, sari, rina, dinkes, settings):
    settings.HARI_INI = "2026-10-12"
    harapan = make_indikator(dinkes, nama="Usia harapan hidup", frekuensi="tahunan", bulan_rilis=11)
    make_target(harapan, "0", "0", "0", "73.28")
    open_masa(rina)
    client.force_login(sari)
    assert "Menunggu rilis" in client.get(URL).content.decode()
    submit_lembar(LembarRealisasi.objects.get(), acting_user=sari)


def test_sari_cannot_send_a_sheet_with_a_hole(client, sari, lembar, stunting):
    with pytest.raises(RuleError, match="Balita stunting"):
        submit_lembar(lembar, acting_user=sari)
    client.force_login(sari)
    page = client.post(URL, {"ajukan": "ya"}).content.decode()
    assert "Tersimpan, belum diajukan" in page
    assert "belum diisi. Tulis angkanya" in page


def test_a_dash_says_not_measured_and_the_sheet_may_go(sari, lembar, stunting):
    update_realisasi(lembar, [typed(stunting, nilai="-")], acting_user=sari)
    row = Realisasi.objects.get()
    assert (row.keadaan, row.alasan, row.capaian) == ("tidak_diukur", "tidak_diukur", None)
    lembar.refresh_from_db()
    submit_lembar(lembar, acting_user=sari)


def test_siti_approves_what_sari_sent_and_nobody_types_after(client, sari, siti, lembar, stunting):
    update_realisasi(lembar, [typed(stunting, nilai="7,62")], acting_user=sari)
    lembar.refresh_from_db()
    submit_lembar(lembar, acting_user=sari)
    client.force_login(siti)
    seal = make_segel(lembar, load_angka([lembar])[lembar.pk])
    client.post(f"/pengukuran/lembar/{lembar.pk}/setujui/", {"lihat": seal})
    lembar.refresh_from_db()
    assert (lembar.status, lembar.diputus_oleh) == ("disetujui", siti)
    with pytest.raises(PermissionDenied, match="sudah disetujui"):
        update_realisasi(lembar, [typed(stunting, nilai="9")], acting_user=sari)


def test_siti_does_not_approve_what_she_sent_herself(siti, lembar, stunting):
    update_realisasi(lembar, [typed(stunting, nilai="7,62")], acting_user=siti)
    lembar.refresh_from_db()
    submit_lembar(lembar, acting_user=siti)
    with pytest.raises(PermissionDenied, match="harus orang lain"):
        approve_lembar(lembar, acting_user=siti)


def test_siti_returns_a_sheet_with_a_reason_that_sari_reads(client, sari, siti, lembar, stunting):
    update_realisasi(lembar, [typed(stunting, nilai="7,62")], acting_user=sari)
    lembar.refresh_from_db()
    submit_lembar(lembar, acting_user=sari)
    with pytest.raises(RuleError, match="Tulis alasan"):
        return_lembar(lembar, alasan=" ", acting_user=siti)
    return_lembar(lembar, alasan="Angka stunting belum termasuk puskesmas timur.", acting_user=siti)
    client.force_login(sari)
    assert "puskesmas timur" in client.get(URL).content.decode()


def test_an_approval_lands_first_and_the_late_figure_is_refused(sari, siti, lembar, stunting):
    update_realisasi(lembar, [typed(stunting, nilai="7,62")], acting_user=sari)
    lembar.refresh_from_db()
    stale = LembarRealisasi.objects.get(pk=lembar.pk)
    submit_lembar(lembar, acting_user=sari)
    row = Realisasi.objects.get()
    with pytest.raises(Konflik):
        update_realisasi(stale, [typed(stunting, nilai="9", revisi=row.revisi)], acting_user=sari)
    assert Realisasi.objects.get().nilai == Decimal("7.62")


def seen_twice(lembar):
    """The sheet as two people read it at the same moment."""
    return [LembarRealisasi.objects.get(pk=lembar.pk) for _ in range(2)]


def test_a_sheet_is_sent_once_however_often_sari_clicks(sari, lembar, stunting):
    update_realisasi(lembar, [typed(stunting, nilai="7,4")], acting_user=sari)
    first, second = seen_twice(lembar)
    submit_lembar(first, acting_user=sari)
    with pytest.raises(Konflik):
        submit_lembar(second, acting_user=sari)


def test_both_answer_for_a_sheet_that_each_opened_before_the_other_typed(
    sari, siti, lembar, stunting
):
    first, second = seen_twice(lembar)
    update_realisasi(first, [typed(stunting, nilai="7,4")], acting_user=siti)
    update_realisasi(second, [typed(stunting, nilai="7,5", revisi=1)], acting_user=sari)
    stored = LembarRealisasi.objects.get(pk=lembar.pk)
    assert stored.pengisi == {siti.pk, sari.pk}
    assert (second.revisi, second.diisi_oleh) == (stored.revisi, stored.diisi_oleh)
    assert "pengukuran.lembarrealisasi" not in {r.tabel for r in check_chain(lembar.instansi_id)}


def test_siti_sends_the_sheet_she_opened_before_sari_typed_and_sari_answers_too(
    sari, siti, lembar, stunting
):
    first, second = seen_twice(lembar)
    update_realisasi(first, [typed(stunting, nilai="7,4")], acting_user=sari)
    submit_lembar(second, acting_user=siti)
    assert LembarRealisasi.objects.get(pk=lembar.pk).pengisi == {siti.pk, sari.pk}


@pytest.mark.parametrize("later", [approve_lembar, return_lembar])
def test_siti_decides_in_two_windows_and_the_second_loses(sari, siti, lembar, stunting, later):
    update_realisasi(lembar, [typed(stunting, nilai="7,4")], acting_user=sari)
    submit_lembar(lembar, acting_user=sari)
    first, second = seen_twice(lembar)
    approve_lembar(first, acting_user=siti)
    reason = {"alasan": "Periksa lagi."} if later is return_lembar else {}
    with pytest.raises(Konflik):
        later(second, acting_user=siti, **reason)
    assert LembarRealisasi.objects.get(pk=lembar.pk).status == "disetujui"


def test_siti_does_not_agree_to_figures_that_were_sent_again_since_she_read_them(
    sari, siti, lembar, stunting
):
    update_realisasi(lembar, [typed(stunting, nilai="7,4")], acting_user=sari)
    submit_lembar(lembar, acting_user=sari)
    read, returned = seen_twice(lembar)
    return_lembar(returned, alasan="Periksa lagi.", acting_user=siti)
    again = LembarRealisasi.objects.get(pk=lembar.pk)
    update_realisasi(again, [typed(stunting, nilai="7,5", revisi=1)], acting_user=sari)
    submit_lembar(again, acting_user=sari)
    with pytest.raises(Konflik):
        approve_lembar(read, acting_user=siti)
    assert LembarRealisasi.objects.get(pk=lembar.pk).status == "diajukan"


def test_after_the_lock_nobody_types(sari, rina, stunting, dinkes):
    moment = datetime(2026, 1, 10, tzinfo=UTC)
    open_masa(rina, ke=1, tutup=moment, kunci=moment)
    lembar = LembarRealisasi.objects.get(perangkat_daerah=dinkes)
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        update_realisasi(lembar, [typed(stunting, 1, nilai="7,6")], acting_user=sari)


def test_before_the_opening_nobody_types(sari, rina, stunting, dinkes):
    open_masa(rina, ke=1, buka=datetime(2098, 1, 10, tzinfo=UTC))
    lembar = LembarRealisasi.objects.get(perangkat_daerah=dinkes)
    with pytest.raises(PermissionDenied, match="TW I 2026 dibuka Jumat, 10 Januari 2098"):
        update_realisasi(lembar, [typed(stunting, 1, nilai="7,6")], acting_user=sari)


def test_siti_approves_nothing_that_was_not_sent(siti, lembar):
    with pytest.raises(PermissionDenied, match="Hanya realisasi yang diajukan"):
        approve_lembar(lembar, acting_user=siti)


def test_rina_sees_the_quarters_of_her_own_agency_in_the_calendar(client, rina, wati):
    open_masa(wati, ke=1)
    client.force_login(rina)
    page = client.get("/2026/tw4/kalender/").content.decode()
    assert page.count("Belum dibuka.") == 4


def test_sari_writes_no_row_of_another_office_through_her_own_sheet(
    sari, rina, stunting, kabupaten
):
    other = make_indikator(make_perangkat_daerah(kabupaten, kode="07"), nama="Jalan mantap")
    open_masa(rina)
    lembar = LembarRealisasi.objects.get(perangkat_daerah__kode="05")
    with pytest.raises(RuleError, match="bukan dari lembar ini"):
        update_realisasi(lembar, [typed(other, nilai="9")], acting_user=sari)
    assert not Realisasi.objects.exists()


def test_joko_finds_nothing_of_the_health_office(client, joko, lembar):
    client.force_login(joko)
    assert client.get(URL).status_code == 404
    assert client.post(f"/pengukuran/lembar/{lembar.pk}/setujui/").status_code == 404
    with pytest.raises(PermissionDenied, match="perangkat daerah lain"):
        update_realisasi(lembar, [], acting_user=joko)


def test_rina_watches_but_does_not_type(client, rina, lembar, stunting):
    client.force_login(rina)
    assert client.get(URL).status_code == 200
    key = potret_of(stunting).pk
    for nilai in ("7,6", "7..6", ""):
        assert client.post(URL, {f"nilai-{key}": nilai}).status_code == 403


def test_a_quarter_that_another_agency_opened_first_is_not_read_for_ours(
    client, wati, rina, sari, stunting
):
    """Hers comes first by every key: her agency, then her quarter, is made before ours."""
    make_target(make_indikator(make_perangkat_daerah(wati.instansi)), "1", "2", "3", "4")
    open_masa(wati)
    open_masa(rina)
    client.force_login(sari)
    assert "Balita stunting" in client.get(URL).content.decode()
    client.force_login(rina)
    assert URL in client.get("/2026/tw4/realisasi/").content.decode()


def test_a_sheet_of_sixty_rows_asks_no_more_than_one_of_one_and_stays_small(
    client, sari, rina, dinkes, stunting, django_assert_max_num_queries: DjangoAssertNumQueries
):
    simpul = make_simpul(stunting.periode)
    for _ in range(59):
        make_target(make_indikator(dinkes, simpul), "1", "2", "3", "4")
    masa = open_masa(rina)
    lembar = masa.lembar_set.get()
    rows = masa.potret_set.select_related("masa")
    isian = [read_isian(row, {"nilai": "2", "sebab": "Bidan cuti."}, 0) for row in rows]
    update_realisasi(lembar, isian, acting_user=sari)
    client.force_login(sari)
    client.get(URL)
    with django_assert_max_num_queries(12):
        page = client.get(URL).content
    assert len(gzip.compress(page)) <= 60_000
