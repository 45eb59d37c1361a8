"""The pages of agreements as people use them: list, send, sign, share out; bad input is said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.perjanjian.actions.perjanjian import sign_pk, submit_pk
from sakip.perjanjian.models import Ampuan, PerjanjianKinerja
from sakip.perjanjian.susun import Pengajuan
from sakip.perjanjian.tests.conftest import HARI, scan
from sakip.tests.builders import make_jabatan, make_pengguna
from sakip.tests.rencana import make_indikator, make_periode, make_simpul, make_target

LIST = "/2026/tw4/perjanjian/"
BAGI = "/2026/tw4/opd/05/perjanjian/pembagian/"


@pytest.fixture
def desk(client, kantor):
    client.force_login(kantor.sari)
    return client


def page(client, address, **query):
    return client.get(address, query).content.decode()


def paper(teks=b"PK bertanda tangan."):
    return SimpleUploadedFile("pk.txt", teks)


def test_rina_sees_how_many_are_signed_and_who_is_missing(desk, kantor, rina):
    make_jabatan(kantor.dinkes, nama="Kabid Bina", atasan=kantor.kepala)
    kantor.sign()
    desk.force_login(rina)
    shown = page(desk, LIST)
    assert "<strong>1/3</strong>" in shown
    assert "Kabid Bina" in page(desk, LIST, saring="draf")
    signed = page(desk, LIST, saring="ditandatangani")
    assert "Kepala Dinas Kesehatan" in signed
    assert "Kabid Bina" not in signed
    assert "Tidak ada jabatan yang cocok" in page(desk, LIST, saring="diajukan")
    assert "Kabid Bina" in page(desk, LIST, cari="bina")


def test_before_there_is_a_position_the_list_says_where_it_comes_from(client, rina):
    client.force_login(rina)
    assert "Perjanjian kinerja melekat pada jabatan" in page(client, LIST)


def test_sari_reads_the_draft_and_each_figure_leads_to_its_source(desk, kantor):
    address = f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/"
    shown = page(desk, address)
    assert f"/perencanaan/indikator/{kantor.indikator('I1').pk}/" in shown
    assert "/opd/05/pagu/" in shown
    assert "Rp\u00a01.000" in shown
    assert "Jumlah program berbeda Rp\u00a050 dari DPA" in shown
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = desk.get(f"{address}pk.{ending}")
        assert b"".join(answer).startswith(start)
        assert "PK" in answer["Content-Disposition"]


def test_sari_sends_then_files_the_signed_paper(desk, kantor):
    address = f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/"
    answer = desk.post(f"{address}ajukan/", {"tanggal": "2026-01-28", "tempat": "Contoh"})
    assert answer.status_code == 302
    row = PerjanjianKinerja.objects.get()
    assert "menunggu tanda tangan" in page(desk, address)
    shown = page(desk, f"/perjanjian/pk/{row.pk}/")
    assert "Unggah yang sudah ditandatangani" in shown
    sent = {"berkas": paper(), "tanggal": "2026-01-28"}
    assert desk.post(f"/perjanjian/pk/{row.pk}/tanda-tangan/", sent).status_code == 302
    shown = page(desk, f"/perjanjian/pk/{row.pk}/")
    assert "Pindaian bertanda tangan" in shown
    assert "Tutup karena mutasi" in shown
    assert "Sama dengan PK yang ditandatangani" in page(desk, address)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"tanggal": "", "tempat": "Desa"}, "Tanggal PK"),
        ({"tanggal": "31-02-2026", "tempat": "Desa"}, "Tulis tanggal seperti 31-12-2026."),
        ({"tanggal": "2020-01-01", "tempat": "Desa"}, "Tulis tanggal di tahun 2026"),
        ({"tanggal": "2026-01-28", "tempat": "x" * 61}, "Tempat"),
    ],
)
def test_what_is_wrong_with_the_form_is_said_and_what_was_typed_stays(desk, kantor, data, words):
    answer = desk.post(f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/ajukan/", data)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Ada yang perlu diperbaiki" in shown
    assert words in shown
    assert data["tempat"] in shown
    assert not PerjanjianKinerja.objects.exists()


def test_a_paper_that_is_none_is_refused_and_the_pk_still_waits(desk, kantor):
    row = kantor.submit()
    address = f"/perjanjian/pk/{row.pk}/tanda-tangan/"
    for data, words in (
        ({"tanggal": "2026-01-28"}, "Pilih berkasnya."),
        ({"berkas": paper(), "tanggal": "2026-01-27"}, "mendahului tanggal PK"),
        (
            {"berkas": SimpleUploadedFile("a.exe", b"MZ"), "tanggal": "2026-01-28"},
            "perlu diperbaiki",
        ),
    ):
        answer = desk.post(address, data)
        assert answer.status_code == 200
        assert words in answer.content.decode()
    row.refresh_from_db()
    assert row.status == "diajukan"


def test_the_same_paper_is_not_filed_twice(desk, kantor):
    kantor.sign()
    row = kantor.submit(alasan="strategi", uraian_alasan="APBD perubahan")
    first = PerjanjianKinerja.objects.get(status="ditandatangani").scan
    again = {
        "berkas": paper(f"PK bertanda tangan {first.nama[3:-4]}.".encode()),
        "tanggal": "2026-01-28",
    }
    answer = desk.post(f"/perjanjian/pk/{row.pk}/tanda-tangan/", again)
    assert "Isi yang sama sudah ada" in answer.content.decode()


def test_a_signed_pk_beside_todays_plan_shows_what_differs(desk, kantor):
    kantor.sign()
    kantor.indikator("I1").target_tahun_set.filter(tahun=2026).update(bawah=85, atas=85)
    shown = page(desk, f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/")
    assert "Yang berbeda dari PK yang ditandatangani" in shown
    assert "80,00 %" in shown
    assert "85,00 %" in shown


def test_a_lowered_promise_asks_on_the_page_for_the_reason_of_the_regions_head(desk, kantor):
    kantor.sign()
    kantor.indikator("I1").target_tahun_set.filter(tahun=2026).update(bawah=60, atas=60)
    address = f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/ajukan/"
    sent = {
        "tanggal": "2026-11-02", "tempat": "Contoh", "alasan": "prioritas", "uraian_alasan": "Banjir",
    }  # fmt: skip
    shown = desk.post(address, sent).content.decode()
    assert "diturunkan setelah TW III. Tulis alasan kepala daerah." in shown
    assert "lebih mudah dari PK sebelumnya" in shown
    assert desk.post(address, sent | {"alasan_turun": "Banjir besar"}).status_code == 302


def test_everybody_reads_the_regions_signed_pk_but_its_scan_stays_in_its_cabinet(
    client, kantor, joko
):
    make_target(make_indikator(kantor.dinkes, make_simpul(make_periode(joko.instansi))), "70")
    admin = wearing(make_pengguna(joko.instansi, Peran.BAGOR, username="bag"))
    row = submit_pk(kantor.bupati, 2026, Pengajuan(HARI, "Contoh"), acting_user=admin)
    sign_pk(row, scan("bupati"), tanggal=HARI, acting_user=admin)
    client.force_login(joko)
    shown = page(client, f"/perjanjian/pk/{row.pk}/")
    assert "Bupati Contoh" in shown
    assert "Pindaian bertanda tangan" not in shown
    client.force_login(admin)
    assert "Pindaian bertanda tangan" in page(client, f"/perjanjian/pk/{row.pk}/")


def test_withdrawing_and_closing_ask_for_their_reason_and_day(desk, kantor):
    row = kantor.submit()
    answer = desk.post(f"/perjanjian/pk/{row.pk}/tarik/", {"catatan": ""})
    assert "Alasan menarik" in answer.content.decode()
    assert desk.post(f"/perjanjian/pk/{row.pk}/tarik/", {"catatan": "Keliru."}).status_code == 302
    signed = kantor.sign()
    answer = desk.post(f"/perjanjian/pk/{signed.pk}/tutup/", {"tanggal": "2026-01-01"})
    assert "Tulis tanggal dari 28 Januari 2026" in answer.content.decode()
    assert (
        desk.post(f"/perjanjian/pk/{signed.pk}/tutup/", {"tanggal": "2026-02-01"}).status_code
        == 302
    )
    shown = page(desk, f"/perjanjian/pk/{signed.pk}/")
    assert "Belum ada masa pengukuran yang dibuka" in shown


def test_sari_shares_out_her_units_programmes(desk, kantor):
    assert "Belum ada jabatan di bawah kepala" in page(desk, BAGI)
    kabid = make_jabatan(kantor.dinkes, nama="Kabid Bina", atasan=kantor.kepala)
    nodes = {one.kode: one for one in kantor.indikator("I1").periode.simpul_set.all()}
    shown = page(desk, BAGI)
    assert "P1 Program upaya kesehatan" in shown
    fields = {f"s_{nodes['P1'].pk}": kabid.pk, f"s_{nodes['K1'].pk}": "0", "lihat_semua": ""}
    assert desk.post(BAGI, fields).status_code == 302
    assert Ampuan.objects.get().jabatan == kabid
    # Somebody who saw the page before that is told, and nothing of his is written.
    answer = desk.post(BAGI, fields | {f"s_{nodes['K1'].pk}": kabid.pk})
    assert answer.status_code == 409
    assert Ampuan.objects.count() == 1
    seen = f"{nodes['P1'].pk}:{kabid.pk}"
    fields |= {f"s_{nodes['P1'].pk}": "0", "lihat_semua": seen}
    assert desk.post(BAGI, fields).status_code == 302
    assert not Ampuan.objects.exists()


@pytest.mark.parametrize("lihat", ["x", "1:2:3", "1"])
def test_a_broken_form_of_shares_is_refused_in_words(desk, kantor, lihat):
    make_jabatan(kantor.dinkes, nama="Kabid Bina", atasan=kantor.kepala)
    nodes = kantor.indikator("I1").periode.simpul_set.exclude(kode="S1")
    fields = {f"s_{one.pk}": "0" for one in nodes} | {"lihat_semua": lihat}
    assert "Muat ulang halaman" in desk.post(BAGI, fields).content.decode()


def test_a_unit_without_a_plan_has_nothing_to_share_out(client, joko):
    client.force_login(joko)
    assert "belum punya program" in page(client, "/2026/tw4/opd/06/perjanjian/pembagian/")
