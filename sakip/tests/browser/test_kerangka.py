"""A draft of a Renstra in the browser: ten nodes by keyboard alone, two people, no script, both screens."""

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser

DOKUMEN = "/2026/tw4/rencana/dokumen/"


def open_draft(page, tahun):
    """An agency document of its own for this test, empty: the address of its draft."""
    page.goto(DOKUMEN)
    page.select_option("select[name=jenis]", "rpd")
    page.fill("input[name=tahun_awal]", str(tahun))
    page.fill("input[name=tahun_akhir]", str(tahun + 3))
    page.locator("input[name=tahun_akhir]").press("Enter")
    page.wait_for_url("**/perencanaan/versi/*/")
    return page.url


def add_first(page, words, jenjang=""):
    page.get_by_role("link", name="Tambah simpul").click()
    page.fill("textarea[name=pernyataan]", words)
    page.select_option("select[name=jenjang]", jenjang)
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**#simpul-*")


def add_by_keyboard(page, words):
    """Enter on the node in focus, the words, Enter."""
    page.keyboard.press("Enter")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator(".cabang:focus")).to_contain_text(words)


@pytest.mark.parametrize(("layar", "tahun"), [("kantor", 2060), ("ponsel", 2064)])
def test_ten_nodes_are_built_by_keyboard_alone(buka, layar, tahun):
    page = buka("bappeda", layar)
    open_draft(page, tahun)
    add_first(page, "Warga hidup sehat")
    for n in range(2, 11):
        add_by_keyboard(page, f"Hasil ke-{n} dirasakan warga")
    expect(page.locator(".cabang")).to_have_count(10)
    page.keyboard.press("Tab")
    expect(page.locator(".cabang:focus")).to_have_class("cabang cabang-1")
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".cabang:focus")).to_have_class("cabang cabang-0")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".cabang").nth(8)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Diurungkan: Memindahkan simpul.")).to_be_visible()
    assert "Hasil ke-10" in page.locator(".cabang").nth(9).inner_text()
    page.locator(".cabang").nth(9).focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Tambah simpul")).to_be_focused()
    page.goto(f"{page.url.partition('#')[0]}?#isi")
    expect(page.locator(".cabang[tabindex='0']")).to_have_count(1)
    assert not faults_of(page)
    page.locator(".ubah-simpul summary").nth(9).click()
    page.locator(".ubah-simpul[open] a").first.click()
    assert not faults_of(page)


def test_two_people_word_one_node_and_the_second_reads_both(buka):
    page, other = buka("bappeda"), buka("bagor")
    open_draft(page, 2068)
    add_first(page, "Warga hidup sehat")
    page.locator(".ubah-simpul summary").click()
    page.get_by_role("link", name="Ubah isi atau hapus").click()
    other.goto(page.url)
    other.fill("textarea[name=pernyataan]", "Warga hidup lebih lama")
    other.get_by_role("button", name="Simpan").click()
    other.wait_for_url("**#simpul-*")
    page.fill("textarea[name=pernyataan]", "Warga hidup sehat dan lama")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Warga hidup lebih lama")
    assert page.input_value("textarea[name=pernyataan]") == "Warga hidup sehat dan lama"
    assert not faults_of(page)
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**#simpul-*")
    assert "Warga hidup sehat dan lama" in page.locator(".cabang").inner_text()


def test_without_any_script_a_tree_is_built_moved_and_taken_back(buka):
    page = buka("bappeda", "ponsel", java_script_enabled=False)
    open_draft(page, 2072)
    for words in ("Warga hidup sehat", "Warga terdidik"):
        add_first(page, words)
    page.locator(".ubah-simpul summary").nth(1).click()
    page.get_by_role("button", name="Masuk ke simpul di atasnya").click()
    expect(page.locator(".cabang-1")).to_have_count(1)
    page.get_by_role("button", name="Urungkan").click()
    expect(page.locator(".cabang-1")).to_have_count(0)


def test_a_title_is_dragged_below_another_and_the_menu_does_the_same(buka):
    page = buka("bappeda")
    open_draft(page, 2076)
    for words in ("Warga hidup sehat", "Warga terdidik", "Warga bekerja"):
        add_first(page, words)
    titles = page.locator(".cabang h2")
    titles.nth(2).drag_to(titles.nth(0))
    page.wait_for_url("**#simpul-*")
    assert "Warga bekerja" in page.locator(".cabang-1").inner_text()
    page.locator(".cabang:has-text('Warga bekerja') .ubah-simpul summary").click()
    page.locator(".ubah-simpul[open]").get_by_role("link", name="Pindahkan ke").click()
    assert not faults_of(page)
    page.select_option("select[name=sasaran]", label="N2 Warga terdidik")
    page.get_by_role("button", name="Pindahkan").click()
    page.wait_for_url("**#simpul-*")
    assert "Warga bekerja" in page.locator(".cabang").nth(2).inner_text()
    expect(page.locator(".cabang-1")).to_have_count(1)
    assert page.faults == []
