"""Pekerjaan Anda: each role sees its own acts, the most urgent first, and they close by themselves."""

import pytest

from sakip.beranda.tugas import load_papan
from sakip.conftest import wearing
from sakip.organisasi.models import Peran, TahunKerja
from sakip.pengukuran.actions.realisasi import return_lembar, submit_lembar, update_realisasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Pembukaan, Potret
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.rencana import make_indikator, make_target, open_masa
from sakip.web.clock import database_now


@pytest.fixture
def lembar(rina, dinkes):
    make_target(make_indikator(dinkes, nama="Balita stunting"), "1", "2", "3", "4")
    open_masa(rina)
    return LembarRealisasi.objects.get()


def fill(lembar, sari):
    potret = Potret.objects.select_related("masa").get()
    update_realisasi(lembar, [read_isian(potret, {"nilai": "4"}, 0)], acting_user=sari)
    lembar.refresh_from_db()


def mine(user):
    return [one.judul for one in load_papan(user).tugas if one.pihak is None]


def others(user):
    return [(one.judul, one.pihak.nama) for one in load_papan(user).tugas if one.pihak]


def test_sari_is_told_what_is_empty_then_to_send_then_whom_it_waits_for(sari, lembar):
    potret = Potret.objects.get()
    (tugas,) = load_papan(sari).tugas
    assert tugas.judul == "Isi 1 realisasi TW IV 2026 yang belum ada"
    assert tugas.alamat == f"/2026/tw4/opd/05/realisasi/#nilai-{potret.pk}"
    fill(lembar, sari)
    assert mine(sari) == ["Ajukan realisasi TW IV 2026", "Tambah bukti 1 realisasi TW IV 2026"]
    submit_lembar(lembar, acting_user=sari)
    assert mine(sari) == []
    assert others(sari) == [("Keputusan atas realisasi TW IV 2026", "Kepala Dinkes")]


def test_sari_writes_why_a_figure_is_low_before_she_sends_it(sari, lembar):
    potret = Potret.objects.select_related("masa").get()
    update_realisasi(lembar, [read_isian(potret, {"nilai": "1"}, 0)], acting_user=sari)
    tugas = load_papan(sari).tugas[0]
    assert tugas.judul == "Tulis penyebab 1 realisasi TW IV 2026 yang rendah"
    assert tugas.alamat.endswith(f"#sebab-{potret.pk}")
    sebab = {"nilai": "1", "sebab": "Vaksin terlambat."}
    update_realisasi(lembar, [read_isian(potret, sebab, 1)], acting_user=sari)
    assert load_papan(sari).tugas[0].alamat.endswith(f"#tindak_lanjut-{potret.pk}")


def test_siti_decides_what_was_sent_and_sends_back_to_the_exact_place(siti, sari, lembar):
    assert mine(siti) == []
    assert others(siti) == [("Pengajuan realisasi TW IV 2026", "Operator Dinkes")]
    fill(lembar, sari)
    submit_lembar(lembar, acting_user=sari)
    assert mine(siti) == ["Putuskan realisasi TW IV 2026"]
    assert load_papan(siti).keputusan == 1
    return_lembar(lembar, alasan="Sumbernya belum jelas.", acting_user=siti)
    tugas = load_papan(sari).tugas[0]
    assert (tugas.judul, tugas.keterangan) == (
        "Perbaiki realisasi TW IV 2026", "Dikembalikan: “Sumbernya belum jelas.”",
    )  # fmt: skip


def test_siti_decides_on_requests_of_her_own_office_not_of_one_below_it(siti, dinkes, lembar):
    below = make_perangkat_daerah(dinkes.instansi, induk=dinkes)
    its_head = wearing(make_pengguna(dinkes.instansi, Peran.KEPALA_OPD, below))
    sheet = LembarRealisasi.objects.create(
        instansi=dinkes.instansi, masa=lembar.masa, perangkat_daerah=below, status="disetujui"
    )
    Pembukaan.objects.create(
        instansi=dinkes.instansi, lembar=sheet, status="menunggu_kepala", alasan="Server padam.",
        diminta_oleh=make_pengguna(dinkes.instansi), diminta_pada=database_now(),
    )  # fmt: skip
    assert mine(its_head) == ["Putuskan permintaan pembukaan TW IV 2026"]
    assert mine(siti) == []


def test_joko_of_another_office_is_told_nothing_of_it(joko, lembar):
    assert load_papan(joko).tugas == []


def test_rina_is_told_how_many_have_sent(rina, lembar, settings):
    settings.HARI_INI = "2026-11-20"
    assert [t.keterangan for t in load_papan(rina).tugas] == [
        "0 dari 1 perangkat daerah sudah mengajukan."
    ]


def test_rina_is_told_to_open_a_quarter_that_is_not_open(rina, dinkes, settings):
    settings.HARI_INI = "2026-11-20"
    assert [t.judul for t in load_papan(rina).tugas] == ["Buka masa pengukuran triwulan ini"]


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
