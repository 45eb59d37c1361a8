"""The grid of a quarter in a real browser: few keys, nothing lost, nothing sent for somebody else."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.peladen import add_lembar, fill_login, open_quarter, sign_in, slow_script
from sakip.tests.browser.test_halaman import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.serempak]
nomor = count(1)
TERSIMPAN = re.compile("^tersimpan")
HITUNG = """() => {
  window.tekan = { tombol: 0, tunjuk: 0 };
  addEventListener("pointerdown", () => (tekan.tunjuk += 1), true);
  addEventListener("keydown", (event) => {
    const words = event.target.matches("textarea") && event.key.length === 1;
    if (!words) tekan.tombol += 1;
  }, true);
}"""

PENUH = """() => {
  IDBDatabase.prototype.transaction = () => { throw new DOMException("", "QuotaExceededError"); };
}"""


@pytest.fixture
def lembar(alamat, lingkungan):
    """`lembar(20)`: a new unit with a sheet of 20 rows; its code."""

    def add(rows):
        kode = f"UJ{next(nomor)}"
        add_lembar(lingkungan, rows, kode)
        return kode

    return add


def sheet(page):
    """From the home to the sheet, when its script is ready."""
    open_quarter(page, "Isi")
    return ready(page)


def ready(page):
    page.wait_for_selector("form[data-siap]")
    return page


def cell(page, n):
    return page.locator("input.angka").nth(n - 1)


def saved(page, n):
    expect(page.locator("[data-simpan]").nth(n - 1)).to_have_text(TERSIMPAN)


def paste(page, text):
    """What a person has copied from a spreadsheet, put down with Ctrl+V."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_twenty_figures_and_five_reasons_take_few_keys_and_clicks(buka, lembar):
    kode = lembar(20)
    page = buka(f"operator.{kode.lower()}", permissions=["clipboard-read", "clipboard-write"])
    sheet(page)
    assert not faults_of(page)
    page.evaluate(HITUNG)
    figures = [str(50 + n) if n <= 2 or n > 17 else str(78 + n / 10) for n in range(1, 21)]
    figures[17:] = ["50", "51", "52"]
    cell(page, 1).click()
    paste(page, "\n".join(figure.replace(".", ",") for figure in figures))
    expect(page.locator("[data-kabar]")).to_contain_text("20 sel cocok")
    page.keyboard.press("Enter")
    for n in range(1, 21):
        saved(page, n)
    causes = page.locator("tr.rinci.buka textarea[name^=sebab]")
    expect(causes).to_have_count(5)
    for n in range(5):
        causes.nth(n).click()
        page.keyboard.type("Bidan cuti.")
        page.keyboard.press("Tab")
        page.keyboard.type("Bidan pengganti.")
    assert not faults_of(page)
    tekan = page.evaluate("tekan")
    page.click("text=Ajukan ke kepala")
    page.wait_for_selector(".tanda-diajukan")
    assert tekan["tombol"] <= 100
    assert tekan["tunjuk"] + 1 <= 10
    assert not faults_of(page)


def test_keys_move_fill_down_take_back_and_bring_again(buka, lembar):
    page = sheet(buka(f"operator.{lembar(4).lower()}"))
    cell(page, 1).click()
    page.keyboard.type("79")
    page.keyboard.press("Enter")
    expect(cell(page, 2)).to_be_focused()
    saved(page, 1)
    page.keyboard.press("ArrowUp")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    saved(page, 4)
    assert [cell(page, n).input_value() for n in range(1, 5)] == ["79,00"] * 4
    page.keyboard.press("Control+z")
    expect(page.locator("[data-hasil]").nth(3)).to_contain_text("belum diisi")
    assert [cell(page, n).input_value() for n in range(1, 5)] == ["79,00", "", "", ""]
    page.keyboard.press("Control+y")
    expect(cell(page, 4)).to_have_value("79,00")
    page.keyboard.press("F2")
    page.keyboard.type("1")
    page.keyboard.press("Escape")
    expect(page.locator("input.angka:focus")).to_have_value("79,00")


def test_what_is_taken_back_while_typing_is_stored_as_it_stands(buka, lembar):
    page = sheet(buka(f"operator.{lembar(3).lower()}"))
    cell(page, 1).click()
    page.keyboard.type("79")
    page.keyboard.press("Enter")
    saved(page, 1)
    page.keyboard.press("Control+d")
    saved(page, 2)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-hasil]").nth(1)).to_contain_text("belum diisi")
    page.keyboard.type("8")
    page.keyboard.press("Escape")
    expect(page.locator("[data-simpan]").first).to_have_text("aman di komputer")
    page.keyboard.press("ArrowDown")
    saved(page, 1)
    expect(cell(page, 1)).to_have_value("79,00")


def test_a_pasted_block_waits_while_an_earlier_figure_arrives(buka, lembar):
    page = sheet(
        buka(f"operator.{lembar(3).lower()}", permissions=["clipboard-read", "clipboard-write"])
    )
    held = []
    page.route("**/sel/", lambda route: held.append(route))
    cell(page, 1).click()
    page.keyboard.type("79")
    with page.expect_request("**/sel/"):
        page.keyboard.press("Enter")
    paste(page, "70\n71")
    expect(page.get_by_role("button", name="Tempel", exact=True)).to_be_focused()
    for route in held:
        route.continue_()
    page.unroute("**/sel/")
    saved(page, 1)
    page.keyboard.press("Enter")
    saved(page, 3)
    assert [cell(page, n).input_value() for n in (1, 2, 3)] == ["79,00", "70,00", "71,00"]


def test_a_refused_figure_is_not_said_to_be_stored_and_lists_stay_as_they_are(buka, lembar):
    page = sheet(buka(f"operator.{lembar(3).lower()}"))
    details = page.locator("tr.rinci").first
    for is_open in (True, False):
        page.locator(".sel-rinci a").first.click()
        expect(details).to_be_visible(visible=is_open)
    page.locator("#kurang summary").first.click()
    page.locator("#kurang a").first.click()
    page.keyboard.type("70..1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-keadaan]")).to_have_text("1 isian belum tersimpan")
    page.keyboard.type("79")
    page.keyboard.press("Enter")
    saved(page, 2)
    lacking = page.locator("#kurang details").first.locator("a")
    expect(lacking).to_have_count(2)
    expect(lacking.first).to_be_visible()


def test_what_is_not_seen_is_not_changed(buka, lembar):
    page = sheet(buka(f"operator.{lembar(2).lower()}"))
    cell(page, 1).click()
    page.keyboard.type("79")
    page.keyboard.press("Enter")
    saved(page, 1)
    page.keyboard.press("ArrowUp")
    page.select_option("#tampil", "kosong")
    page.click("[data-lakukan=tidak-diukur]")
    expect(page.locator("[data-keadaan]")).to_have_text("Pilih selnya dahulu.")
    expect(cell(page, 1)).to_have_value("79,00")


def test_a_finger_that_scrolls_over_a_figure_opens_no_keyboard_and_a_tap_does(buka, lembar):
    page = buka(f"operator.{lembar(9).lower()}", "ponsel", has_touch=True, is_mobile=True)
    sheet(page)
    cell(page, 2).scroll_into_view_if_needed()
    box = cell(page, 2).bounding_box()
    finger, x, y = page.context.new_cdp_session(page), box["x"] + 20, box["y"] + 10
    for n, kind in enumerate(["touchStart", *["touchMove"] * 8, "touchEnd"]):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y - 20 * n}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(cell(page, 2)).not_to_be_focused()
    cell(page, 3).fill("7")
    cell(page, 4).tap()
    page.locator("h1").tap()
    cell(page, 3).tap()
    page.keyboard.type("79")
    expect(cell(page, 3)).to_have_value("79")


def test_a_browser_that_loses_its_store_still_saves_and_asks_before_it_is_left(buka, lembar):
    page = sheet(buka(f"operator.{lembar(3).lower()}"))
    store = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    store.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    cell(page, 1).click()
    page.keyboard.type("79")
    page.keyboard.press("Enter")
    saved(page, 1)
    page.evaluate(PENUH)
    page.keyboard.type("78")
    page.keyboard.press("Enter")
    saved(page, 2)
    page.context.set_offline(True)
    page.keyboard.type("77")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-kabar]")).to_contain_text("hanya ada di halaman ini")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    asked.value.dismiss()
    page.context.set_offline(False)
    saved(page, 3)


def test_a_block_with_codes_finds_its_rows_and_says_what_does_not_fit(buka, lembar):
    page = sheet(
        buka(f"operator.{lembar(3).lower()}", permissions=["clipboard-read", "clipboard-write"])
    )
    cell(page, 1).click()
    paste(page, "Kode\tIndikator\tRealisasi\nG03\tLayanan 03\t71\nX9\tLain\t5\nG01\tL\t1.234")
    expect(page.locator("[data-kabar]")).to_contain_text("2 sel cocok, 1 kode tidak dikenal (X9)")
    page.keyboard.press("Enter")
    saved(page, 3)
    expect(page.locator("[data-kabar]")).to_contain_text("dapat dibaca dua cara")
    assert not faults_of(page)
    page.click("text=Simpan draf")
    expect(page.locator("[data-kabar] button").first).to_be_focused()
    page.click("text=Titik memisahkan ribuan")
    saved(page, 1)
    expect(cell(page, 1)).to_have_value("1.234,00")


def test_what_is_typed_without_network_survives_a_closed_tab_and_arrives(buka, lembar):
    page = sheet(buka(f"operator.{lembar(3).lower()}"))
    page.context.set_offline(True)
    cell(page, 2).click()
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    page.keyboard.type("76")  # never left: the cell is still being typed in
    expect(page.locator("[data-simpan]").nth(2)).to_have_text("aman di komputer")
    expect(page.locator("[data-kabar]")).to_contain_text("isian aman di komputer ini")
    assert not beside_the_network(page)
    alamat = page.url
    page.close()
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(alamat)
    ready(again)
    saved(again, 2)
    saved(again, 3)
    assert [cell(again, n).input_value() for n in (1, 2, 3)] == ["", "77,00", "76,00"]


def test_what_is_typed_before_an_old_pc_has_its_script_stays_and_is_saved(buka, lembar):
    page = sheet(buka(f"operator.{lembar(3).lower()}"))
    for n, typed in ((1, "14..5"), (2, "70..1")):
        cell(page, n).click()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.locator("[data-simpan]").nth(n - 1)).to_have_text("ditolak, lihat pesannya")
    with slow_script(page, "grid"):
        cell(page, 1).fill("81,5")
        cell(page, 3).fill("80")
    saved(page, 1)
    expect(cell(page, 2)).to_have_value("70..1")
    page.keyboard.press("Enter")
    saved(page, 3)
    assert [cell(page, n).input_value() for n in (1, 2, 3)] == ["81,50", "70..1", "80,00"]
    assert not faults_of(page)


def test_an_ended_session_keeps_the_figures_and_a_new_login_sends_them(buka, lembar):
    kode = lembar(2).lower()
    page = sheet(buka(f"operator.{kode}"))
    page.context.clear_cookies()
    cell(page, 1).click()
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect(page.locator("[data-kabar]")).to_contain_text("Sesi Anda berakhir. 1 isian tetap aman")
    page.click("text=Masuk lagi")
    fill_login(page, f"operator.{kode}")
    saved(ready(page), 1)
    expect(cell(page, 1)).to_have_value("75,00")


def test_another_person_on_the_same_pc_neither_sees_nor_sends_them(buka, lembar):
    kode = lembar(2).lower()
    page = sheet(buka(f"operator.{kode}"))
    alamat = page.url
    page.context.set_offline(True)
    cell(page, 1).click()
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect(page.locator("[data-simpan]").first).to_have_text("aman di komputer")
    page.context.clear_cookies()
    page.context.set_offline(False)
    sign_in(page, f"kepala.{kode}")
    page.goto(alamat)
    ready(page)
    expect(cell(page, 1)).to_have_value("")
    page.context.clear_cookies()
    sign_in(page, f"operator.{kode}")
    page.goto(alamat)
    saved(ready(page), 1)


def test_two_people_in_one_row_see_both_figures_and_one_of_them_chooses(buka, lembar):
    kode = lembar(2).lower()
    first, second = sheet(buka(f"operator.{kode}")), buka(f"kepala.{kode}", "ponsel")
    second.goto(first.url)
    ready(second)
    for page, typed in ((first, "71"), (second, "72")):
        cell(page, 1).click()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
    saved(first, 1)
    said = second.locator("[data-kabar]")
    expect(said).to_contain_text(f"operator {kode.upper()} menulis 71,00")
    expect(said).to_contain_text("Anda menulis 72")
    assert not faults_of(second)
    second.click("text=Pakai punya saya")
    saved(second, 1)
    first.reload()
    expect(cell(ready(first), 1)).to_have_value("72,00")


def test_a_sheet_that_was_sent_meanwhile_takes_no_figure_and_says_so(buka, lembar):
    kode = lembar(1).lower()
    page, other = sheet(buka(f"operator.{kode}")), buka(f"kepala.{kode}")
    other.goto(page.url)
    cell(ready(other), 1).fill("79")
    other.click("text=Ajukan ke kepala")
    other.wait_for_selector(".tanda-diajukan")
    cell(page, 1).click()
    page.keyboard.type("70")
    page.keyboard.press("Enter")
    expect(page.locator("[data-kabar]")).to_contain_text("sudah diajukan")
    page.reload()
    left = ready(page).locator("[data-kabar]")
    expect(left).to_contain_text("belum sempat terkirim: 70")
    page.evaluate("dispatchEvent(new Event('focus'))")  # back from where it was copied to
    page.wait_for_timeout(500)
    expect(left).to_contain_text("belum sempat terkirim: 70")
    assert not beside_the_network(page)


def beside_the_network(page):
    """What is wrong with the page, apart from the requests that were meant to fail."""
    return [one for one in faults_of(page) if "Failed to load resource" not in one]
