"""Pekerjaan Anda: each role sees its own acts, the most urgent first, and they close by themselves."""

from datetime import date

import pytest

from sakip.beranda.tugas import load_papan
from sakip.conftest import wearing
from sakip.organisasi.models import Peran, TahunKerja
from sakip.pengukuran.actions.realisasi import return_lembar, submit_lembar, update_realisasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import Addendum, LembarRealisasi, Pembukaan, Potret
from sakip.perencanaan.models import Lintas
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.rencana import make_indikator, make_periode, make_simpul, make_target, open_masa
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
    assert load_papan(siti).tugas[0].keputusan
    return_lembar(lembar, alasan="Sumbernya belum jelas.", acting_user=siti)
    tugas = load_papan(sari).tugas[0]
    assert (tugas.judul, tugas.keterangan) == (
        "Perbaiki realisasi TW IV 2026", "Dikembalikan: “Sumbernya belum jelas.”",
    )  # fmt: skip


def test_siti_decides_on_requests_of_her_own_office_not_of_one_below_it(siti, sari, dinkes, lembar):
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
    its_operator = wearing(make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, below))
    waiting = "Pembukaan kembali TW IV 2026"
    assert [waiting in dict(others(user)) for user in (its_operator, sari)] == [True, False]


def test_rina_does_not_decide_a_second_time_on_a_request_she_agreed_to(rina, dinkes, lembar):
    Pembukaan.objects.create(
        instansi=dinkes.instansi, lembar=lembar, status="diajukan", alasan="Server padam.",
        diminta_oleh=make_pengguna(dinkes.instansi), diminta_pada=database_now(),
        disetujui_oleh=rina, disetujui_pada=database_now(),
    )  # fmt: skip
    other = wearing(make_pengguna(dinkes.instansi, Peran.BAGOR))
    asked = "Putuskan permintaan pembukaan TW IV 2026"
    assert [asked in mine(user) for user in (other, rina)] == [True, False]


def test_bappeda_does_not_answer_what_it_proposed_itself(dinkes, joko):
    author, other = (wearing(make_pengguna(dinkes.instansi, Peran.BAPPEDA)) for _ in range(2))
    Lintas.objects.create(
        instansi=dinkes.instansi, simpul=make_simpul(make_periode(dinkes.instansi, dinkes)), pengusul=dinkes,
        perangkat_daerah_id=joko.cap.perangkat_daerah_id, sumbangan="Air bersih", status="diusulkan",
        diusulkan_oleh=author, diusulkan_pada=date(2026, 1, 5), tenggat=date(2026, 12, 1),
    )  # fmt: skip
    asked = "Jawab usulan lintas dari Dinkes"
    assert [asked in mine(user) for user in (other, author)] == [True, False]


def test_late_figures_are_of_the_own_office_not_of_the_one_below_it(
    sari, siti, rina, dinkes, settings
):
    below = make_perangkat_daerah(dinkes.instansi, induk=dinkes)
    late = make_indikator(below, nama="Stunting", bulan_rilis=5, rilis_tahun_berikut=True)
    make_target(late, "50", "50", "50", "50")
    masa = open_masa(rina)
    masa.kunci = masa.tutup = database_now()
    masa.save()
    settings.HARI_INI = "2027-05-20"
    its_operator = wearing(make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, below))
    asked = "Tulis angka susulan TW IV 2026"
    assert [asked in mine(user) for user in (its_operator, sari)] == [True, False]
    its_head = wearing(make_pengguna(dinkes.instansi, Peran.KEPALA_OPD, below))
    Addendum.objects.create(
        instansi=dinkes.instansi, potret=Potret.objects.get(), status="diajukan", nilai=49,
        sifat="tetap", tahun_data=2026, sumber="BPS", diajukan_oleh=its_operator,
        diajukan_pada=database_now(),
    )  # fmt: skip
    asked = "Putuskan angka susulan TW IV 2026"
    assert [asked in mine(user) for user in (its_head, siti)] == [True, False]


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
