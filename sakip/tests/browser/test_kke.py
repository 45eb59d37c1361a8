"""An evaluator goes through a whole sheet by keyboard, and loses nothing when something comes between."""

import re

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser

SAVED = re.compile("^Tersimpan pukul")


def test_eko_answers_and_grades_a_whole_sheet_by_keyboard_without_leaving_the_page(buka):
    page = buka("evaluator")
    kke = _open(page, "Dinas Perikanan")
    keys = _press_through(page, "1")
    rows = page.locator("[data-baris]").count()
    assert keys == 2 * rows
    assert rows > 60
    expect(page.locator("output[data-terjawab=total]")).to_have_text(str(rows))
    # One criterion more closely: strength, note and working paper, and away again.
    page.keyboard.press("n")
    page.keyboard.type("Sebagian dibaca; j dan 1 hanya huruf di sini.")
    page.keyboard.press("Escape")
    _row(page, rows - 1).locator("summary").click()
    page.fill("textarea[name^=fakta] >> nth=-1", "Lima sasaran dibaca.")
    expect(_row(page, rows - 1).locator("[data-petunjuk]")).to_contain_text(
        "memuat kata “sebagian”"
    )
    assert faults_of(page) == []
    page.reload()
    assert page.locator("textarea[name^=fakta] >> nth=-1").input_value() == "Lima sasaran dibaca."
    assert page.locator("input[type=radio]:checked").count() == rows

    page.goto(kke.replace("/kke/", "/lke/"))
    page.click("main button:has-text('Serahkan')")
    page.wait_for_selector(".kabar-success")
    page.goto(f"{kke}?saring=belum")
    assert "Saran sistem" not in page.locator("main").inner_text()
    assert _press_through(page, "4") == 2 * 12
    expect(page.locator("output[data-jumlah=total]")).to_have_text("70,00")
    expect(page.locator("[data-predikat]")).to_contain_text("B")
    expect(page.locator("#baris-1\\.b [data-saran]")).to_contain_text("paling tinggi BB")
    assert faults_of(page) == []


def test_what_eko_types_survives_a_lost_network_and_another_who_was_first(buka):
    page = buka("evaluator")
    kke = _open(page, "Dinas Kebudayaan")
    other = page.context.new_page()
    other.goto(kke)
    other.wait_for_selector("[data-siap]")
    page.context.set_offline(True)
    page.keyboard.press("j")
    page.keyboard.press("3")
    state = _row(page, 0).locator("[data-keadaan]")
    expect(state).to_contain_text("Sambungan terputus")
    page.faults.clear()
    page.context.set_offline(False)
    expect(state).to_have_text(SAVED)

    other.keyboard.press("j")
    other.keyboard.press("1")
    conflict = _row(other, 0).locator("[data-beda]")
    expect(conflict).to_contain_text("tersimpan: Belum")
    expect(conflict).to_contain_text("Punya Anda: Terpenuhi")
    conflict.locator("button:has-text('Pakai punya saya')").click()
    expect(_row(other, 0).locator("[data-keadaan]")).to_have_text(SAVED)
    page.reload()
    assert page.locator("input[type=radio]:checked").get_attribute("value") == "terpenuhi"


def test_on_a_phone_the_sheet_is_read_and_answered_by_touch(buka):
    page = buka("evaluator", "ponsel", has_touch=True)
    _open(page, "Dinas Pertanian")
    label = _row(page, 2).locator("label:has-text('Sebagian')")
    label.tap()
    expect(_row(page, 2).locator("[data-keadaan]")).to_have_text(SAVED)
    _row(page, 2).locator("select").select_option("3")
    assert faults_of(page) == []


def _open(page, unit):
    """The whole sheet of a unit, after declaring oneself free of it."""
    page.goto(page.locator("nav a:has-text('Evaluasi')").first.get_attribute("href"))
    page.click(f"tr:has-text('{unit}') a >> nth=0")
    page.click("main button:has-text('Tidak ada benturan')")
    page.wait_for_selector(".kabar-success")
    page.click("main a:has-text('Kertas kerja')")
    page.wait_for_selector("[data-siap]")
    return page.url


def _press_through(page, answer):
    """J and an answer on every row, until all of it is saved; the number of keys. The page stays."""
    page.evaluate("window.tetap = true")
    rows = page.locator("[data-baris]").count()
    for _ in range(rows):
        page.keyboard.press("j")
        page.keyboard.press(answer)
    expect(page.locator("[data-baris][data-simpan=ada]")).to_have_count(rows, timeout=60_000)
    assert page.evaluate("window.tetap")
    return 2 * rows


def _row(page, n):
    return page.locator("[data-baris]").nth(n)
