"""The cabinet as pages: own units only, uploads with words, downloads that no browser opens."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakip.berkas.models import Berkas
from sakip.berkas.tests.korpus import BURUK, PDF, unggah
from sakip.latar.models import Pekerjaan
from sakip.organisasi.models import Pengguna
from sakip.tests.builders import make_perangkat_daerah

LEMARI = "/2026/tw4/opd/05/berkas/"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.HARI_INI = "2026-11-22"


def kirim(client, url=LEMARI + "tambah/", *, berkas=None, tanggal="2026-10-12"):
    return client.post(
        url, {"berkas": berkas or unggah("laporan.pdf", PDF), "tanggal_dokumen": tanggal}
    )


def unduh(client, row) -> bytes:
    """The content as it arrives."""
    return b"".join(client.get(f"/berkas/{row.pk}/unduh/").streaming_content)


@pytest.fixture
def laporan(client, sari):
    """A file Sari has put into the cabinet of Dinkes."""
    client.force_login(sari)
    assert kirim(client).status_code == 302
    return Berkas.objects.get()


def test_sari_uploads_a_file_and_finds_it_in_the_list(client, laporan):
    page = client.get(LEMARI).content.decode()
    for word in ("laporan.pdf", "12 Oktober 2026", "48 B", "Sari", "1 berkas"):
        assert word in page


def test_an_empty_cabinet_says_what_it_is_for(client, sari):
    client.force_login(sari)
    page = client.get(LEMARI).content.decode()
    assert "Lemari ini masih kosong." in page
    assert "Tambah bukti pertama" in page


def test_eko_reads_but_is_told_who_uploads(client, eko, laporan):
    client.force_login(eko)
    page = client.get(LEMARI).content.decode()
    assert "laporan.pdf" in page
    assert "Hanya operator dan kepala perangkat daerah" in page
    assert "Ganti" not in page
    assert kirim(client).status_code == 403
    assert unduh(client, laporan) == PDF


@pytest.mark.parametrize("orang", ["joko", "wati"])
def test_others_find_neither_the_cabinet_nor_the_file(client, laporan, orang, request):
    client.force_login(request.getfixturevalue(orang))
    assert client.get(LEMARI).status_code == 404
    assert kirim(client).status_code == 404
    for act in ("unduh", "ganti"):
        assert client.get(f"/berkas/{laporan.pk}/{act}/").status_code == 404
    assert kirim(client, f"/berkas/{laporan.pk}/ganti/").status_code == 404
    assert Berkas.objects.count() == 1


def test_a_visitor_is_sent_to_the_login(laporan):
    assert Client().get(f"/berkas/{laporan.pk}/unduh/").status_code == 302


def test_a_download_is_a_file_that_no_browser_opens_and_no_cache_keeps(client, laporan):
    answer = client.get(f"/berkas/{laporan.pk}/unduh/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="laporan.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"


def test_a_name_in_other_letters_travels_in_full(client, sari):
    client.force_login(sari)
    kirim(client, berkas=SimpleUploadedFile("Anggaran ½ – Ré.pdf", PDF))
    row = Berkas.objects.get()
    answer = client.get(f"/berkas/{row.pk}/unduh/")
    answer.close()
    assert (
        answer["Content-Disposition"]
        == "attachment; filename*=utf-8''Anggaran%20%C2%BD%20%E2%80%93%20R%C3%A9.pdf"
    )


@pytest.mark.parametrize("nama", ["gambar.png", "makro.docx", "bom.docx", "halaman.html"])
def test_a_refused_file_is_explained_beside_its_field_and_the_date_stays(
    client, sari, nama, tmp_path
):
    client.force_login(sari)
    answer = kirim(client, berkas=unggah(nama, BURUK[nama]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="#id_berkas"' in page
    assert 'value="2026-10-12"' in page
    assert not (tmp_path / "berkas").exists()


def test_a_file_over_the_limit_never_reaches_the_disk(client, sari, settings, tmp_path):
    settings.BERKAS_MAKS_BITA = 100_000
    client.force_login(sari)
    for size in (100_001, 5_000_000):
        answer = kirim(client, berkas=unggah("besar.pdf", PDF + b"0" * size))
        assert "Pilih berkasnya." in answer.content.decode()
        assert "paling besar 100 kB" in answer.content.decode()
    assert not (tmp_path / "berkas").exists()


def test_a_full_cabinet_refuses_before_anything_is_written(client, sari, settings, tmp_path):
    settings.BERKAS_KUOTA_BITA = 10
    client.force_login(sari)
    answer = kirim(client)
    assert answer.status_code == 403
    assert "Ruang berkas Dinkes tinggal 10 B" in answer.content.decode()
    assert not (tmp_path / "berkas").exists()


def test_a_date_to_come_is_refused(client, sari):
    client.force_login(sari)
    assert "Tanggal dokumen belum terjadi." in kirim(client, tanggal="2026-11-23").content.decode()


def test_the_same_content_twice_is_explained(client, laporan):
    page = kirim(client, berkas=unggah("lain.pdf", PDF)).content.decode()
    assert "Isi yang sama sudah ada: “laporan.pdf”" in page


def test_siti_replaces_the_file_and_both_versions_can_be_opened(client, siti, laporan):
    client.force_login(siti)
    url = f"/berkas/{laporan.pk}/ganti/"
    assert "laporan.pdf" in client.get(url).content.decode()
    answer = kirim(client, url, berkas=unggah("baru.pdf", PDF + b"\n"))
    assert answer["Location"] == LEMARI
    page = client.get(LEMARI).content.decode()
    assert "baru.pdf" in page
    assert f"/berkas/{laporan.pk}/lihat/" in page
    assert "Sudah diganti" in client.get(LEMARI + "?versi=semua").content.decode()
    assert unduh(client, laporan) == PDF
    assert client.get(url).status_code == 403


def test_htmx_gets_the_table_alone(client, laporan):
    client.get(LEMARI)
    page = client.get(LEMARI + "?cari=lapor", headers={"HX-Request": "true"}).content.decode()
    assert "laporan.pdf" in page
    assert "<html" not in page
    assert "laporan.pdf" not in client.get(LEMARI + "?cari=zzz").content.decode()


def test_sari_goes_straight_to_her_cabinet_and_rina_sees_all(client, sari, rina, joko, laporan):
    assert client.get("/2026/tw4/berkas/")["Location"] == LEMARI
    client.force_login(rina)
    page = client.get("/2026/tw4/berkas/").content.decode()
    assert "Dinas Kesehatan" in page
    assert "Dinas PUPR" in page
    assert "48 B" in page


def test_rina_has_the_contents_checked_and_sari_may_not(client, rina, laporan):
    assert client.post("/berkas/periksa/").status_code == 403
    client.force_login(rina)
    assert client.post("/berkas/periksa/")["Location"] == "/pekerjaan-latar/"
    assert Pekerjaan.objects.get().nama == "berkas.periksa"


def test_the_lists_ask_as_often_for_one_file_as_for_ten(client, rina, dinkes):
    client.force_login(rina)
    make_perangkat_daerah(dinkes.instansi)
    kirim(client)
    pages = (LEMARI, "/2026/tw4/berkas/")
    before = [queries(client, url) for url in pages]
    for n in range(9):
        kirim(client, berkas=unggah(f"{n}.pdf", PDF + bytes([n])))
    assert [queries(client, url) for url in pages] == before


def queries(client, url) -> int:
    client.get(url)  # the message of the last upload is shown once
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_a_huge_request_is_not_read_to_its_end(rf, settings):
    """The connection is cut: of 5 MB sent against a limit of 100 kB only the beginning is taken."""
    settings.BERKAS_MAKS_BITA = 100_000
    head = b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\n'
    body = BytesIO(head + b"0" * 5_000_000 + b"\r\n--x--\r\n")
    size = len(body.getvalue())
    request = rf.generic("POST", "/", b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(size)
    request._stream = body
    request.user = Pengguna()
    assert not request.FILES
    assert body.tell() < 1_000_000
