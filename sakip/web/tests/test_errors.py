"""What did not work becomes a page with words, for visitors and for people signed in."""

import pytest
from django.test import Client

from sakip.web.tests.alamat_uji import GALAT

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sakip.web.tests.alamat_uji")]

KATA = {
    400: "Muat ulang halaman",
    403: "Hanya Admin yang dapat melakukan ini.",
    404: "di luar lingkup tugas Anda",
    409: "Dinas Sehat",
    422: "Masa ini sudah dikunci.",
    500: "Ada gangguan di server",
    503: "Orang lain sedang menyimpan data yang sama",
}


@pytest.fixture
def browser():
    """A browser that is shown the error page, as in production, instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("status", GALAT)
def test_a_visitor_reads_what_went_wrong(browser, status):
    answer = browser.get(f"/uji/galat/{status}/")
    assert answer.status_code == status
    assert KATA[status] in answer.content.decode()


@pytest.mark.parametrize("status", GALAT)
def test_sari_reads_what_went_wrong_inside_her_frame(browser, sari, status):
    browser.force_login(sari)
    answer = browser.get(f"/uji/galat/{status}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert KATA[status] in page
    assert "Kabupaten Contoh" in page


def test_no_error_page_shows_how_the_program_is_made(browser, sari):
    browser.force_login(sari)
    page = browser.get("/uji/galat/500/").content.decode()
    assert "ZeroDivisionError" not in page
    assert "Traceback" not in page


def test_a_lost_race_shows_both_values_who_and_when(browser, sari):
    browser.force_login(sari)
    page = browser.get("/uji/galat/409/").content.decode()
    for kata in ("Dinas Bugar", "Dinas Sehat", "Rina", "kemarin"):
        assert kata in page


@pytest.mark.parametrize(
    ("referer", "link"),
    [
        ("http://testserver/setelan/jabatan/7/?unit=05", "/setelan/jabatan/7/?unit=05"),
        ("http://jahat.example/setelan/", "/uji/galat/409/"),
        ("", "/uji/galat/409/"),
    ],
)
def test_after_a_lost_race_the_way_leads_back_to_the_form(browser, sari, referer, link):
    browser.force_login(sari)
    page = browser.post("/uji/galat/409/", headers={"Referer": referer}).content.decode()
    assert f'href="{link}"' in page


def test_a_zero_byte_is_looked_for_nowhere(browser, sari):
    """PostgreSQL takes none in a text: every search for one would be a fault of the server."""
    browser.force_login(sari)
    assert [
        browser.get("/uji/galat/409/", {"cari": "a\0b"}).status_code,
        browser.get("/uji/galat/409/", {"\0": ""}).status_code,
        browser.post("/uji/galat/409/", {"alasan": "a\0b"}).status_code,
        browser.get("/2026/tw4/opd/%00/berkas/").status_code,
    ] == [400] * 4


def test_a_row_whose_key_no_database_keeps_is_not_found(browser, sari):
    browser.force_login(sari)
    for key in ("9" * 19, "9" * 5000):
        assert browser.get(f"/uji/galat/{key}/").status_code == 404
        assert browser.get(f"/perencanaan/indikator/{key}/").status_code == 404


def test_after_a_broken_rule_the_way_leads_back_to_the_form_if_it_is_known(browser, sari):
    browser.force_login(sari)
    before = {"Referer": "http://testserver/pengukuran/pembukaan/7/"}
    assert 'href="/pengukuran/pembukaan/7/"' in (
        browser.post("/uji/galat/422/", headers=before).content.decode()
    )
    assert "Kembali ke halaman tadi" not in browser.post("/uji/galat/422/").content.decode()


def test_an_unknown_address_is_a_page_of_ours(browser):
    answer = browser.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.content.decode()


def test_a_post_without_the_token_is_refused_in_words(sari):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(sari)
    answer = browser.post("/akun/keluar/")
    assert answer.status_code == 403
    assert "Kembali ke halaman tadi, lalu kirim lagi." in answer.content.decode()
    assert browser.get("/").status_code == 200, "still signed in"
