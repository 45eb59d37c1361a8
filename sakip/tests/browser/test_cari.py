"""Search everywhere in the browser: one box over any page, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_halaman import LAYAR, faults_of

pytestmark = pytest.mark.browser

DARI = "/2026/tw4/ringkasan/"
KOTAK = "Cari atau perintah"


def ask(page, words):
    field = page.get_by_role("combobox", name=KOTAK)
    field.fill(words)
    return field


def chosen(page):
    """The answer that Enter opens."""
    return page.locator("#cari-daftar [aria-selected=true]")


@pytest.mark.parametrize(("layar", "warna"), LAYAR)
def test_sari_finds_an_indicator_with_the_keyboard_and_opens_it(buka, layar, warna):
    page = buka("operator.dinkes", layar, color_scheme=warna)
    page.goto(DARI)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="Realisasi")).to_be_visible()
    assert not faults_of(page)
    field = ask(page, "stunting")
    expect(chosen(page)).to_contain_text("stunting")
    expect(page.get_by_role("status").last).to_contain_text("hasil. Panah memilih")
    first = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    expect(field).not_to_have_attribute("aria-activedescendant", first)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", first)
    assert not faults_of(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/perencanaan/indikator/*/")
    assert page.faults == []


def test_sari_closes_the_box_and_is_where_she_was(buka):
    page = buka("operator.dinkes")
    page.goto(DARI)
    way = page.get_by_role("link", name=KOTAK)
    way.focus()
    page.keyboard.press("Enter")
    field = ask(page, "zirkonium")
    expect(page.get_by_text("Tidak ada yang cocok dengan “zirkonium”. Coba kata")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "false")
    assert not faults_of(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(way).to_be_focused()


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(buka):
    page = buka("operator.dinkes")
    page.goto(DARI)
    held = []
    page.route("**/cari/?q=kalen*", lambda route: held.append(route))
    page.keyboard.press("Control+k")
    with page.expect_request("**/cari/?q=kalen*"):
        ask(page, "kalender")
    expect(page.get_by_text("Mencari …")).to_be_visible()
    # What is on the screen answers something else: Enter asks for the page instead of opening it.
    ask(page, "stunting")
    expect(page.get_by_role("option", name="stunting").first).to_be_visible()
    assert held
    page.unroute("**/cari/?q=kalen*")
    expect(page.get_by_role("option", name="Kalender")).to_have_count(0)


def test_without_a_connection_the_box_says_so_and_keeps_the_words(buka):
    page = buka("operator.dinkes")
    page.goto(DARI)
    page.route("**/cari/**", lambda route: route.abort())
    page.keyboard.press("Control+k")
    field = ask(page, "stunting")
    expect(page.get_by_text("Pencarian tidak sampai ke server.")).to_be_visible()
    expect(field).to_have_value("stunting")
    page.unroute("**/cari/**")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=stunting&dari=*")
    assert page.get_by_role("heading", level=1).inner_text() == "Hasil “stunting”"


@pytest.mark.parametrize(("layar", "warna"), LAYAR)
def test_the_page_works_without_scripts_and_fits(buka, layar, warna):
    page = buka("operator.dinkes", layar, color_scheme=warna)
    for address in (
        "?q=kesehatan",
        "?q=kesehatan&jenis=indikator",
        "?q=zirkonium",
        "?q=k",
        "?q=keluar",
    ):
        page.goto(f"/cari/{address}")
        assert not faults_of(page), address
    page.locator("main").get_by_role("button", name="Keluar").click()
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()


def test_sari_goes_to_another_quarter_of_the_page_she_is_on(buka):
    page = buka("operator.dinkes")
    page.goto("/2026/tw4/opd/05/realisasi/")
    page.keyboard.press("Control+k")
    ask(page, "tw 2 2026")
    expect(chosen(page)).to_contain_text("TW II 2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2026/tw2/opd/05/realisasi/")
