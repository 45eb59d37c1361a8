"""Pekerjaan Anda: each role sees its own acts, the most urgent first, and they close by themselves."""

import pytest

from sakip.beranda.tugas import load_tugas
from sakip.organisasi.models import TahunKerja
from sakip.pengukuran.actions.realisasi import submit_lembar, update_realisasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Potret
from sakip.tests.rencana import make_indikator, make_target, open_masa


@pytest.fixture
def lembar(rina, dinkes):
    make_target(make_indikator(dinkes, nama="Balita stunting"), "1", "2", "3", "4")
    open_masa(rina)
    return LembarRealisasi.objects.get()


def fill(lembar, sari):
    potret = Potret.objects.select_related("masa").get()
    update_realisasi(lembar, [read_isian(potret, {"nilai": "4"}, 0)], acting_user=sari)
    lembar.refresh_from_db()


def test_sari_is_told_what_is_empty_then_to_send_then_nothing(sari, lembar):
    assert [t.keterangan for t in load_tugas(sari)] == ["1 hal belum lengkap."]
    fill(lembar, sari)
    assert [t.tombol for t in load_tugas(sari)] == ["Ajukan"]
    submit_lembar(lembar, acting_user=sari)
    assert load_tugas(sari) == []


def test_siti_is_asked_to_decide_only_once_it_was_sent(siti, sari, lembar):
    assert load_tugas(siti) == []
    fill(lembar, sari)
    submit_lembar(lembar, acting_user=sari)
    assert [t.judul for t in load_tugas(siti)] == ["Setujui realisasi TW IV 2026"]


def test_joko_of_another_office_is_told_nothing_of_it(joko, lembar):
    assert load_tugas(joko) == []


def test_rina_is_told_how_many_have_sent(rina, lembar, settings):
    settings.HARI_INI = "2026-11-20"
    assert [t.keterangan for t in load_tugas(rina)] == [
        "0 dari 1 perangkat daerah sudah mengajukan."
    ]


def test_rina_is_told_to_open_a_quarter_that_is_not_open(rina, dinkes, settings):
    settings.HARI_INI = "2026-11-20"
    assert [t.judul for t in load_tugas(rina)] == ["Buka masa pengukuran triwulan ini"]


def test_the_admin_of_a_new_agency_is_led_to_its_set_up(client, adi, kabupaten):
    TahunKerja.objects.filter(instansi=kabupaten).delete()
    client.force_login(adi)
    assert "Siapkan instansi Anda" in client.get("/").content.decode()


def test_the_first_deadline_of_the_calendar_stands_below(client, sari, settings):
    settings.HARI_INI = "2026-11-20"
    client.force_login(sari)
    page = client.get("/").content.decode()
    assert "APBD tahun depan disetujui bersama" in page
    assert "10 hari lagi" in page
