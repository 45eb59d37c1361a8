"""A head decides on his phone: from a link to done, taken back, given back with a ready phrase."""

import pytest

from sakip.demo.organisasi import KATA_SANDI
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["skrip", "tanpa-skrip"])
def ponsel(buka, request):
    return buka(None, "ponsel", java_script_enabled=request.param)


def test_a_head_approves_from_a_link_in_six_taps_takes_it_back_and_returns_it(
    buka, ponsel, request
):
    head = "kepala.dinkes"
    link = _link_of(buka(head, "ponsel"))
    taps = _Taps(ponsel)
    ponsel.goto(link)
    taps.count += 1  # the link itself
    taps.tap("input[name=username]")
    ponsel.keyboard.type(head)
    taps.tap("input[name=password]")
    ponsel.keyboard.type(KATA_SANDI)
    taps.tap("main button[type=submit]")
    ponsel.wait_for_selector("text=Perlu dilihat")
    with_script = "tanpa-skrip" not in request.node.name
    if with_script:
        assert faults_of(ponsel) == []
    taps.tap("summary:has-text('Setujui')")
    taps.tap("button:has-text('Ya, setujui')")
    ponsel.wait_for_selector(".tanda-disetujui")
    assert taps.count <= 6

    if with_script:
        assert faults_of(ponsel) == []
    ponsel.click("button:has-text('Urungkan')")
    ponsel.wait_for_selector(".tanda-diajukan")
    if with_script:
        return
    ponsel.click("summary:has-text('Kembalikan')")
    ponsel.click("label:has-text('Sumber datanya belum disebut')")
    ponsel.click("button:has-text('Kembalikan ke operator')")
    ponsel.wait_for_selector(".tanda-dikembalikan")
    assert "Sumber datanya belum disebut" in ponsel.inner_text("main")


def test_the_box_and_the_delegation_are_clean_on_a_phone(buka):
    page = buka("kepala.04", "ponsel")
    for address in ("/keputusan/", "/pelimpahan/"):
        page.goto(address)
        assert faults_of(page) == [], address


def _link_of(page):
    """The address of the card that waits for this head."""
    page.goto("/keputusan/")
    return page.locator("a:has-text('Lihat semua')").first.get_attribute("href")


class _Taps:
    """What a finger does, counted."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def tap(self, selector):
        self.page.click(selector)
        self.count += 1
