"""The work list and a conversation by keys alone; the number in the menu follows."""

import re

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser


def focused(page) -> str:
    """What the cursor is on, as it is read out."""
    return page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")


def test_sari_goes_through_her_list_without_a_mouse(buka):
    page = buka("operator.dinkes")
    expect(page.locator(".menu-samping .lencana")).to_have_text(re.compile(r"^\d+ hal menunggu"))
    links = page.locator("[data-tugas]:visible [data-buka]")
    page.keyboard.press("j")
    first = focused(page)
    page.keyboard.press("j")
    assert focused(page) != first
    page.keyboard.press("k")
    assert focused(page) == first
    for _ in range(page.locator("[data-tugas]").count()):
        page.keyboard.press("j")
    expect(links.last).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("jawab permintaan")
    expect(page.locator("li[data-tugas]:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(links.nth(1)).to_be_visible()
    assert not page.faults


def test_an_operator_opens_the_empty_cell_from_the_list_without_a_mouse(buka):
    page = buka("operator.22")
    for _ in range(page.locator("[data-tugas]").count()):
        page.keyboard.press("j")
        if "Isi" in focused(page):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/realisasi/.*#\w+-\d+$"))
    field = page.url.rpartition("#")[2]
    expect(page.locator(f"[id='{field}']")).to_be_focused()
    assert not page.faults


def test_the_letters_can_be_turned_off(buka):
    page = buka("operator.dinkes")
    page.get_by_role("button", name="Matikan pintasan").click()
    page.reload()
    expect(page.get_by_role("button", name="Nyalakan pintasan")).to_be_visible()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_siti_is_called_by_name_answers_and_reminds(buka):
    page = buka("kepala.dinkes", "ponsel")
    assert not faults_of(page)
    page.get_by_role("link", name=re.compile("Baca ?: Baca komentar")).first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Komentar")
    assert not faults_of(page)
    page.get_by_role("textbox", name="Komentar").press_sequentially("Sudah saya lihat, @sar")
    names = page.locator("[data-nama]:visible")
    expect(names.first).to_contain_text("Sar")
    names.first.get_by_role("button").press("Enter")
    expect(page.get_by_role("textbox", name="Komentar")).to_have_value(
        re.compile("lihat, @.*Sari.* $")
    )
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Kirim komentar")
    button.press("Enter")
    expect(page.locator(".komentar li").first).to_contain_text("Sudah saya lihat, @")
    assert not faults_of(page)
