"""The manners of every page, when the network is slow or gone and when somebody goes back."""

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.peladen import fill_login
from sakip.tests.browser.test_grid import lembar, sheet
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser
__all__ = ["lembar"]


def _conversation(page):
    """The comments on the first figure of one's sheet, as a page."""
    page.goto(sheet(page).locator("a[hx-get]:has-text('Komentar')").first.get_attribute("href"))
    return page.locator("textarea[name=teks]")


def test_a_password_is_typed_on_while_the_script_arrives(buka):
    page = buka(None)
    page.goto("/akun/masuk/")
    page.fill("input[name=username]", "operator.dinkes")
    page.fill("input[name=password]", "salah")
    held = []
    page.route("**/js/sakip.*", lambda route: held.append(route))
    page.locator("main button[type=submit]").click(no_wait_after=True)
    page.wait_for_selector(".ringkasan-galat")
    page.click("input[name=password]")
    page.keyboard.type("mangga-")
    for route in held:
        route.continue_()
    page.wait_for_selector(".intip")
    page.keyboard.type("manis")
    expect(page.locator("input[name=password]")).to_have_value("mangga-manis")


def test_a_search_that_is_gone_back_from_leaves_the_whole_page(buka):
    page = buka("admin")
    page.goto(page.locator("nav a[href*='/perangkat-daerah/']").first.get_attribute("href"))
    page.fill("#cari", "kesehatan")
    page.wait_for_url("**cari=kesehatan**")
    page.go_back()
    expect(page.locator("#cari")).to_have_value("")
    page.wait_for_load_state()
    expect(page.locator("header.kepala")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.locator("#cari-dialog")).to_be_visible()
    assert not faults_of(page)


def test_a_comment_names_two_people_and_says_when_it_could_not_be_sent(buka, lembar):
    page = buka(f"operator.{lembar(1).lower()}")
    field = _conversation(page)
    field.fill("Mohon ")
    page.click("summary:has-text('Siapa yang dapat disebut')")
    names = page.locator("[data-orang] button")
    said = [names.nth(n).inner_text() for n in (0, 1)]
    for n in (0, 1):
        names.nth(n).click()
    expect(field).to_have_value(f"Mohon @{said[0]} @{said[1]} ")
    page.context.set_offline(True)
    page.click("text=Kirim komentar")
    expect(page.get_by_role("alert")).to_contain_text("Sambungan terputus")
    page.context.set_offline(False)
    page.locator("text=Kirim komentar").press("Enter")
    expect(page.locator("ol.komentar")).to_contain_text(said[1])
    expect(page.locator(".percakapan")).to_be_focused()


def test_a_form_is_not_lost_to_a_network_that_is_gone_nor_to_a_stop(buka, lembar):
    page = buka(f"operator.{lembar(1).lower()}")
    _own_comment(page).fill("Sudah benar, terima kasih.")
    press = page.get_by_role("button", name="Simpan")
    page.context.set_offline(True)
    press.click()
    expect(page.get_by_role("alert")).to_contain_text("masih ada di sini")
    page.context.set_offline(False)
    held = []
    page.route("**/komentar-*/", lambda route: held.append(route))
    with page.expect_request("**/komentar-*/"):
        press.click(no_wait_after=True)
    page.context.new_cdp_session(page).send("Page.stopLoading")
    page.unroute("**/komentar-*/")
    press.click()
    expect(page.locator("ol.komentar")).to_contain_text("terima kasih")


def _return(page, username):
    """Through the login to which an ended session leads, as slowly as a person: its script stands by then."""
    page.wait_for_url("**/akun/masuk/**")
    fill_login(page, username)
    page.wait_for_selector("header .akun")


def _own_comment(page):
    """The page on which one mends a comment of one's own."""
    _conversation(page).fill("Sudah benar.")
    page.click("text=Kirim komentar")
    page.click("ol.komentar >> text=Ubah")
    page.wait_for_url("**/komentar-*/")  # with its scripts: what is sent before them is not kept
    return page.locator("textarea[name=teks]")


def _send_too_late(page, words):
    page.fill("textarea[name=teks]", words)
    page.context.clear_cookies(name="sakip")
    page.get_by_role("button", name="Simpan").click()


def test_what_was_sent_after_the_session_ended_is_back_for_the_same_person_alone(buka, lembar):
    kode = lembar(1).lower()
    page = buka(f"operator.{kode}")
    field, here = _own_comment(page), page.url
    _send_too_late(page, "Dihitung ulang bersama bidan.")
    _return(page, f"kepala.{kode}")
    assert "Dihitung ulang" not in page.content()
    page.context.clear_cookies(name="sakip")
    page.goto(here)
    _return(page, f"operator.{kode}")
    expect(page.locator("main form .kabar")).to_contain_text("belum tersimpan")
    expect(field).to_have_value("Dihitung ulang bersama bidan.")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("ol.komentar")).to_contain_text("bersama bidan")


def test_what_was_sent_too_late_is_told_beside_what_was_written_since(buka, lembar):
    kode = lembar(1).lower()
    page = buka(f"operator.{kode}")
    field = _own_comment(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("textarea[name=teks]", "Menurut bidan benar.")
    other.get_by_role("button", name="Simpan").click()
    other.wait_for_selector("ol.komentar >> text=Menurut bidan")
    _send_too_late(page, "Menurut saya benar.")
    _return(page, f"operator.{kode}")
    said = page.locator("main form .kabar")
    expect(said).to_contain_text("halaman ini sudah berubah. Tulisan Anda: Menurut saya benar.")
    expect(field).to_have_value("Menurut bidan benar.")
