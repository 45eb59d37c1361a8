"""After the head: Dewi of Bappeda checks the figures, BPKAD the money, each only his own part."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sakip.audit.check import check_chain
from sakip.beranda.tugas import load_papan
from sakip.conftest import wearing
from sakip.organisasi.models import Koordinasi, Peran
from sakip.pengukuran.actions.realisasi import approve_lembar, submit_lembar
from sakip.pengukuran.actions.verifikasi import approve_verifikasi, return_verifikasi
from sakip.pengukuran.models import LembarRealisasi, Potret, Realisasi, Verifikasi
from sakip.pengukuran.verifikasi import filter_objek, load_baris_verifikasi, load_menunggu_periksa
from sakip.perencanaan.models import Anggaran
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import (
    make_instansi,
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)
from sakip.tests.rencana import fill, make_indikator, make_target, open_masa

URL = "/2026/tw4/verifikasi/"
# A region in which an asisten checks the figures of the units he coordinates.
RUTE_ASISTEN = """
peraturan = "Perbup 1/2026"
judul = "Rute verifikasi"
berlaku_sejak = 2026-01-01
sumber = "contoh"
diperiksa = []

[[objek]]
kunci = "kinerja"
nama = "Capaian kinerja"
peran = "asisten"
"""


@pytest.fixture
def lembar(dinkes, rina, sari, siti):
    """A sheet that Sari sent and Siti approved: a figure of the unit, one from outside."""
    make_target(make_indikator(dinkes, nama="Kunjungan"), "80", "80", "80", "80")
    outside = make_indikator(dinkes, nama="Harapan hidup", bulan_rilis=1)
    make_target(outside, "73", "73", "73", "73")
    masa = open_masa(rina)
    sheet = masa.lembar_set.get()
    for potret in masa.potret_set.select_related("indikator"):
        fill(masa, potret.indikator.kode, "79" if potret.nama == "Kunjungan" else "72.9", sari)
    sheet.refresh_from_db()
    submit_lembar(sheet, acting_user=sari)
    approve_lembar(sheet, acting_user=siti)
    return sheet


@pytest.fixture
def dewi(dinkes):
    return wearing(make_pengguna(dinkes.instansi, Peran.BAPPEDA, nama="Dewi"))


def test_dewi_finds_the_figures_right_and_everybody_reads_it(client, sari, dewi, lembar):
    client.force_login(dewi)
    page = client.get(URL).content.decode()
    assert "Kunjungan: 79,00 %" in page
    client.post(f"/pengukuran/lembar/{lembar.pk}/verifikasi/kinerja/")
    row = Verifikasi.objects.get()
    assert (row.objek, row.oleh, row.lembar) == ("kinerja", dewi, lembar)
    client.force_login(sari)
    page = client.get("/2026/tw4/opd/05/realisasi/").content.decode()
    assert "terverifikasi oleh Dewi" in page
    assert page.count("menunggu verifikasi") == 3


def test_dewi_gives_it_back_and_all_that_was_found_right_is_to_be_seen_anew(dewi, dinkes, lembar):
    bpkad = wearing(make_pengguna(dinkes.instansi, Peran.BPKAD))
    approve_verifikasi(lembar, "anggaran", acting_user=bpkad)
    return_verifikasi(lembar, "kinerja", alasan="K6 salah.", acting_user=dewi)
    lembar.refresh_from_db()
    assert (lembar.status, lembar.alasan) == ("dikembalikan", "Capaian kinerja: K6 salah.")
    assert lembar.diputus_oleh == dewi
    assert not Verifikasi.objects.exists()
    tables = {fault.tabel for fault in check_chain(lembar.instansi_id)}
    assert "pengukuran.verifikasi" not in tables, "the trail says that the checks ended"


def test_dewi_says_what_is_wrong_when_she_gives_it_back(dewi, lembar):
    with pytest.raises(RuleError, match="Tulis apa yang perlu diperbaiki"):
        return_verifikasi(lembar, "kinerja", alasan="  ", acting_user=dewi)


def test_nobody_checks_a_part_that_is_somebody_else_s(dewi, sari, lembar):
    for user, objek in ((dewi, "anggaran"), (dewi, "statistik"), (sari, "kinerja")):
        with pytest.raises(PermissionDenied, match="diperiksa pihak lain"):
            approve_verifikasi(lembar, objek, acting_user=user)


def test_who_approved_the_sheet_does_not_verify_it_too(dewi, lembar):
    LembarRealisasi.objects.update(diputus_oleh=dewi)
    lembar.refresh_from_db()
    with pytest.raises(PermissionDenied, match="orang lain"):
        approve_verifikasi(lembar, "kinerja", acting_user=dewi)


def test_dewi_waits_for_the_head(dewi, lembar):
    LembarRealisasi.objects.update(status="diajukan")
    lembar.refresh_from_db()
    with pytest.raises(PermissionDenied, match="sudah disetujui kepala"):
        approve_verifikasi(lembar, "kinerja", acting_user=dewi)


def test_the_list_of_another_agency_or_unit_shows_nothing_of_this_one(client, joko, lembar):
    stranger = make_pengguna(make_instansi(), Peran.BAPPEDA)
    for user in (stranger, joko):
        client.force_login(user)
        page = client.get(URL).content.decode()
        assert "Dinas Kesehatan" not in page
        assert ("?objek=" in page) == (user == joko), "nor that a quarter was opened there"


def test_a_checker_of_another_agency_is_asked_for_no_quarter_of_this_one(dewi, lembar):
    stranger = wearing(make_pengguna(make_instansi(), Peran.BAPPEDA))
    assert not list(load_menunggu_periksa(stranger))
    assert {masa for masa, *_ in load_menunggu_periksa(dewi)} == {lembar.masa}


def test_dewi_is_not_asked_for_what_she_sent_or_approved_herself(dewi, lembar):
    def waiting():
        return sum(sheets.count() for *_, sheets in load_menunggu_periksa(dewi))

    assert waiting() == 1
    for field in ("diajukan_oleh", "diputus_oleh"):
        before = getattr(lembar, field)
        LembarRealisasi.objects.update(**{field: dewi})
        assert waiting() == 0, field
        LembarRealisasi.objects.update(**{field: before})


def test_an_asisten_who_checks_is_asked_only_for_the_units_he_coordinates(
    dinkes, lembar, settings, tmp_path
):
    (tmp_path / "verifikasi").mkdir()
    (tmp_path / "verifikasi/asisten.toml").write_text(RUTE_ASISTEN)
    settings.REGULASI_DIRS = [*settings.REGULASI_DIRS, tmp_path]
    other = make_perangkat_daerah(dinkes.instansi)
    jabatan = make_jabatan(other)
    asisten = make_pengguna(dinkes.instansi)
    make_penugasan(asisten, Peran.ASISTEN, jabatan=jabatan)

    def waiting():
        return [list(sheets) for *_, sheets in load_menunggu_periksa(wearing(asisten))]

    Koordinasi.objects.create(instansi=dinkes.instansi, jabatan=jabatan, perangkat_daerah=other)
    assert waiting() == [[]]
    Koordinasi.objects.create(instansi=dinkes.instansi, jabatan=jabatan, perangkat_daerah=dinkes)
    assert waiting() == [[lembar]]


def test_a_part_is_found_right_once_and_only_while_the_sheet_stands(dewi, lembar):
    stale = LembarRealisasi.objects.select_related("masa__instansi").get()
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    with pytest.raises(Konflik):
        approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    LembarRealisasi.objects.update(status="dikembalikan", alasan="Salah.")
    Verifikasi.objects.all().delete()
    with pytest.raises(Konflik):
        approve_verifikasi(stale, "kinerja", acting_user=dewi)
    with pytest.raises(Konflik):
        return_verifikasi(stale, "kinerja", alasan="K6 salah.", acting_user=dewi)


def test_after_the_lock_a_part_is_found_right_but_nothing_is_given_back(client, dewi, lembar):
    lembar.masa.kunci = lembar.masa.tutup = timezone.now()
    lembar.masa.save()
    client.force_login(dewi)
    page = client.get(URL).content.decode()
    assert "Verifikasi<span" in page
    assert "Apa yang perlu diperbaiki" not in page
    with pytest.raises(PermissionDenied, match="terkunci"):
        return_verifikasi(lembar, "kinerja", alasan="K6 salah.", acting_user=dewi)
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)


def test_each_checker_sees_the_facts_of_his_part(dinkes, lembar):
    Anggaran.objects.create(
        instansi=dinkes.instansi, perangkat_daerah=dinkes, tahun=2026, triwulan=4, pagu=100,
        realisasi=78,
    )  # fmt: skip

    def facts(objek):
        [row] = load_baris_verifikasi([lembar], lembar.masa, objek)
        return [one.replace("\u00a0", " ").replace("\u202f", " ") for one in row.fakta]

    assert facts("kinerja") == ["Kunjungan: 79,00 %", "Harapan hidup: 72,90 %"]
    assert facts("statistik") == ["Harapan hidup: 72,90 %"]
    assert facts("anggaran") == ["Rp 78 dari Rp 100"]
    assert facts("aksi") == []


def test_the_list_asks_as_often_for_one_unit_as_for_many(
    client, dewi, dinkes, rina, lembar, django_assert_max_num_queries
):
    source = Potret.objects.filter(masa=lembar.masa).first()
    for n in range(12):
        unit = make_perangkat_daerah(dinkes.instansi, kode=f"9{n}", aktif_sejak=date(2020, 1, 1))
        same = {"instansi": dinkes.instansi, "perangkat_daerah": unit}
        LembarRealisasi.objects.create(**same, masa=lembar.masa, status="disetujui")
        source.pk, source.indikator, source.perangkat_daerah = None, make_indikator(unit), unit
        source.save()
        Realisasi.objects.create(instansi=dinkes.instansi, potret=source, nilai=70, alasan="x")
    client.force_login(dewi)
    client.get(URL)
    with django_assert_max_num_queries(10):
        assert client.get(URL).content.decode().count("Verifikasi<span") == 13


def test_an_unknown_part_and_a_quarter_that_is_not_open_are_answered_in_words(client, dewi, lembar):
    client.force_login(dewi)
    assert client.post(f"/pengukuran/lembar/{lembar.pk}/verifikasi/cuaca/").status_code == 404
    assert "Belum ada yang diperiksa" in client.get("/2026/tw1/verifikasi/").content.decode()
    assert "Kunjungan" in client.get(f"{URL}?objek=cuaca").content.decode()


def test_what_still_waits_comes_first_and_sheets_without_that_part_do_not_come(dewi, lembar):
    rows = LembarRealisasi.objects.visible_to(dewi)
    assert list(filter_objek(rows, lembar.masa, "kinerja")) == [lembar]
    assert list(filter_objek(rows, lembar.masa, "anggaran")) == []
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    assert [one.sudah for one in filter_objek(rows, lembar.masa, "kinerja")] == [True]
    Potret.objects.filter(nama="Harapan hidup").update(rilis_pada=None)
    assert list(filter_objek(rows, lembar.masa, "statistik")) == []


def test_dewi_s_home_says_how_many_sheets_wait_for_her(dewi, lembar):
    assert "1 perangkat daerah menunggu." in [one.keterangan for one in load_papan(dewi).tugas]
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    assert "1 perangkat daerah menunggu." not in [one.keterangan for one in load_papan(dewi).tugas]
