"""A head decides on his phone: from a link to done, taken back, given back with a ready phrase."""

import pytest

from sakip.demo.organisasi import KATA_SANDI
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser
KEPALA = "kepala.dinkes"


def test_a_head_approves_from_a_link_in_six_taps_and_takes_it_back_and_returns_it(buka):
    link = _link_of(buka(KEPALA, "ponsel"))
    phone = buka(None, "ponsel")
    assert _sign_in(phone, link) + _approve(phone, look=True) <= 6
    phone.click("button:has-text('Urungkan')")
    phone.wait_for_selector(".tanda-diajukan")

    plain = buka(None, "ponsel", java_script_enabled=False)
    assert _sign_in(plain, link) + _approve(plain, look=False) <= 6
    plain.click("button:has-text('Urungkan')")
    plain.wait_for_selector(".tanda-diajukan")
    plain.click("summary:has-text('Kembalikan')")
    plain.click("label:has-text('Sumber datanya belum disebut')")
    plain.click("button:has-text('Kembalikan ke operator')")
    plain.wait_for_selector(".tanda-dikembalikan")
    assert "Sumber datanya belum disebut" in plain.inner_text("main")


def test_the_box_and_the_delegation_are_clean_on_a_phone(buka):
    page = buka("kepala.04", "ponsel")
    for address in ("/keputusan/", "/pelimpahan/"):
        page.goto(address)
        assert faults_of(page) == [], address


def test_what_a_head_is_asked_after_his_tap_is_not_under_the_foot_of_the_page(buka):
    page = buka("kepala.04", "ponsel")
    page.goto("/keputusan/")
    page.set_viewport_size({"width": 360, "height": 520})
    page.locator("summary:has-text('Setujui')").first.click()
    foot = page.locator(".garis-status").bounding_box()["y"]
    page.wait_for_function(
        "y => { const b = document.querySelector('details.dialog[open] button').getBoundingClientRect();"
        " return b.top >= 0 && b.bottom <= y; }",
        arg=foot,
    )


def _link_of(page):
    """The address of the card that waits for this head."""
    page.goto("/keputusan/")
    return page.locator("a:has-text('Lihat semua')").first.get_attribute("href")


def _sign_in(page, link):
    """From the link in a message to the card; how many taps."""
    page.goto(link)
    page.click("input[name=username]")
    page.keyboard.type(KEPALA)
    page.click("input[name=password]")
    page.keyboard.type(KATA_SANDI)
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Perlu dilihat")
    return 4


def _approve(page, *, look):
    """From the card to done; how many taps. `look`: whether axe-core looks at both pages."""
    assert not look or faults_of(page) == []
    page.click("summary:has-text('Setujui')")
    page.click("button:has-text('Ya, setujui')")
    page.wait_for_selector(".tanda-disetujui")
    assert not look or faults_of(page) == []
    return 2
