"""Evidence in a real browser: many files at once find their rows, and every drag has a twin for keys."""

import base64
import re

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_grid import HITUNG, cell, lembar
from sakip.tests.browser.test_grid import ready as grid_ready
from sakip.tests.browser.test_grid import sheet as grid_sheet
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser
__all__ = ["lembar"]

PDF = b"%PDF-1.4\n%%EOF %d\n"
# What the browser does when files of a folder are let go over an element.
JATUHKAN = """(place, files) => {
  const dataTransfer = new DataTransfer();
  for (const [nama, isi] of files) {
    const bytes = Uint8Array.from(atob(isi), (c) => c.charCodeAt(0));
    dataTransfer.items.add(new File([bytes], nama, { type: "application/pdf" }));
  }
  for (const kind of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }
}"""


def sheet(page):
    grid_sheet(page).wait_for_selector("body[data-siap-bukti]")
    return page


def pdf(n):
    return base64.b64encode(PDF.replace(b"%d", str(n).encode())).decode()


def drop(page, place, *names):
    """Let files of these names go over an element: one act of the pointer."""
    files = [[nama, pdf(n)] for n, nama in enumerate(names, 1)]
    page.locator(place).first.evaluate(f"(place, files) => ({JATUHKAN})(place, files)", files)
    page.evaluate("window.tekan && (tekan.tunjuk += 1)")


def drag(page, what, place):
    what.hover()
    page.mouse.down()
    place.hover()
    place.hover()
    page.mouse.up()


def count_of(page, n):
    return page.locator("[data-bukti] span").nth(n - 1)


def test_twenty_dropped_files_are_at_their_rows_in_few_acts(buka, lembar):
    page = sheet(buka(f"operator.{lembar(20).lower()}"))
    page.evaluate(HITUNG)
    names = [
        *(f"G{n:02d} laporan.pdf" for n in range(1, 8)),
        *(f"laporan g-{n} tw4.pdf" for n in range(8, 15)),
        *(f"2026_G{n}_final.pdf" for n in range(15, 19)),
        "laporan gizi.pdf",
        "G01 dan G02.pdf",
    ]
    drop(page, "table[data-grid]", *names)
    waiting = page.locator('[data-baki-isi] [data-keadaan="tunggu"]')
    expect(waiting).to_have_count(2)
    expect(page.locator("[data-baki-kata]")).to_contain_text("18 sudah di barisnya")
    waiting.first.locator("select").select_option(label="G19 Layanan 19")
    page.evaluate("tekan.tunjuk += 2")
    drag(page, waiting.first.locator("span").first, page.locator("tr[data-potret] th").nth(19))
    expect(page.locator("[data-baki-kata]")).to_have_text("20 sudah di barisnya")
    tekan = page.evaluate("tekan")
    assert 3 <= tekan["tunjuk"] + tekan["tombol"] <= 25
    page.reload()
    grid_ready(page)
    assert [count_of(page, n).inner_text().strip() for n in range(1, 21)] == ["1"] * 20
    assert not faults_of(page)


def test_by_keys_a_file_is_chosen_from_the_cabinet_and_let_go_again(buka, lembar):
    page = sheet(buka(f"operator.{lembar(2).lower()}"))
    drop(page, "table[data-grid]", "G01 laporan.pdf")
    expect(count_of(page, 1)).to_have_text("1")
    cell(page, 2).focus()
    page.keyboard.press("Control+Shift+U")
    expect(page.locator("#laci-bukti")).to_be_visible()
    expect(page.locator("#laci-bukti h2")).to_contain_text("Layanan 02")
    assert not faults_of(page)
    page.locator("#laci-bukti input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.locator("#laci-bukti input[name=halaman]").focus()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(page.locator("#laci-bukti .daftar-bukti")).to_contain_text("G01 laporan.pdf, hal. 4")
    expect(count_of(page, 2)).to_have_text("1")
    page.locator("#laci-bukti button:has-text('Lepas')").press("Enter")
    expect(page.locator("#laci-bukti")).to_contain_text("Belum ada bukti")
    expect(count_of(page, 2)).to_have_text("0")
    page.keyboard.press("Escape")
    expect(page.locator("#laci-bukti")).to_be_hidden()
    assert not faults_of(page)


def test_a_session_that_ended_is_said_and_a_drawer_that_was_closed_stays_closed(buka, lembar):
    page = sheet(buka(f"operator.{lembar(2).lower()}"))
    page.locator("[data-bukti]").first.click()
    page.fill("#laci-bukti #cari", "laporan")
    held = []
    page.route("**/bukti/**", lambda route: held.append(route))
    with page.expect_request("**/bukti/**"):
        page.press("#laci-bukti #cari", "Enter")
    page.click("[data-tutup-laci]")
    with page.expect_response("**/bukti/**"):
        held[0].continue_()
    page.unroute("**/bukti/**")
    page.wait_for_timeout(200)
    expect(page.locator("#laci-bukti")).to_be_hidden()
    page.context.set_offline(True)
    page.locator("[data-bukti]").nth(1).click()
    expect(page.locator("[data-galat-laci]")).to_contain_text("Sambungan terputus")
    page.click("[data-tutup-laci]")
    page.context.set_offline(False)
    page.context.clear_cookies(name="sakip")
    drop(page, "table[data-grid]", "G01 laporan.pdf")
    expect(page.locator("[data-baki-isi]")).to_contain_text("Sesi Anda berakhir")
    expect(page.locator("[data-baki-kata]")).to_have_text("1 belum tersimpan")


def test_a_person_who_stays_for_an_upload_can_send_the_sheet_afterwards(buka, lembar):
    page = sheet(buka(f"operator.{lembar(1).lower()}"))
    cell(page, 1).fill("79")
    page.keyboard.press("Enter")
    expect(page.locator("[data-simpan]")).to_contain_text("tersimpan")
    held = []
    page.route("**/bukti/**", lambda route: held.append(route))
    with page.expect_request("**/bukti/**"):
        drop(page, "table[data-grid]", "G01 laporan.pdf")
    with page.expect_event("dialog") as asked:
        page.locator("text=Ajukan ke kepala").click(no_wait_after=True)
    asked.value.dismiss()
    held[0].continue_()
    expect(page.locator("[data-baki-kata]")).to_have_text("1 sudah di barisnya")
    page.click("text=Ajukan ke kepala")
    page.wait_for_selector(".tanda-diajukan")


def test_the_buttons_of_a_running_upload_can_be_pressed(buka):
    page = buka("operator.dinkes")
    page.goto(page.locator("a[href*='/berkas/']").last.get_attribute("href"))
    page.locator("main a:has-text('Tambah')").first.click()
    page.fill("input[name=tanggal_dokumen]", "2026-01-05")
    net = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}
    net.send("Network.emulateNetworkConditions", slow)
    large = {"name": "besar.pdf", "mimeType": "application/pdf", "buffer": PDF * 150_000}
    page.set_input_files("input[name=berkas]", large)
    page.locator("main button:has-text('Unggah')").click(no_wait_after=True)
    expect(page.locator(".daftar-unggahan")).to_contain_text(re.compile(r"[1-9] %"))
    page.get_by_role("button", name="Jeda").click(delay=300)
    expect(page.locator(".daftar-unggahan")).to_contain_text("Dijeda di")
    page.get_by_role("button", name="Batalkan").click()


def test_a_pasted_picture_goes_to_its_row_and_a_refused_file_says_why(buka, lembar):
    page = sheet(buka(f"operator.{lembar(2).lower()}"))
    cell(page, 2).focus()
    page.evaluate("""async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
      const blob = await new Promise((done) => canvas.toBlob(done));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([blob], "image.png", { type: "image/png" }));
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }""")
    expect(count_of(page, 2)).to_have_text("1")
    expect(page.locator("[data-baki-isi] li").first).to_contain_text("G02 tangkapan")
    drop(page, "table[data-grid]", "G01 program.exe")
    failed = page.locator('[data-baki-isi] [data-keadaan="gagal"]')
    expect(failed).to_contain_text("Jenis berkas ini tidak diterima")
    failed.locator("button:has-text('Buang')").click()
    expect(page.locator("[data-baki-kata]")).to_have_text("1 sudah di barisnya")
