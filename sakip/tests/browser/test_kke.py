"""An evaluator goes through a whole sheet by keyboard, and loses nothing when something comes between."""

import re

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.peladen import slow_script
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser

SAVED = re.compile("^Tersimpan pukul")


def test_gilang_scores_the_80_criteria_of_the_agencys_own_sheet_by_keyboard(buka):
    """All of it on one page that he does not leave: the criteria as a member, the grades as the leader."""
    page = buka("tim.adhoc")
    kke = _open(page, "Kabupaten Contoh", declared=True)
    rows = page.locator("[data-baris]").count()
    assert rows == 80
    assert _press_through(page, "1") == 2 * rows
    expect(page.locator("output[data-terjawab=total]")).to_have_text(str(rows))
    _look_closer(page, _row(page, rows - 1))
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
    page.goto(f"{kke}#baris-1.b")
    page.wait_for_selector("[data-siap]")
    _state_added_value(page, page.locator("#baris-1\\.b"))


def test_the_office_finds_in_its_work_what_evidence_eko_asks_for(buka):
    page = buka("operator.dinkes")
    page.get_by_role("link", name="Tunjukkan bukti kriteria 1.b.9").click()
    expect(page.locator("main")).to_contain_text("Bukti diminta")
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


def test_what_eko_answers_before_an_old_pc_has_its_script_stays_and_is_saved(buka):
    page = buka("evaluator")
    _open(page, "Dinas Perikanan")
    page.route("**/kke/*/", lambda route: route.abort())
    for n in (0, 1):
        _row(page, n).locator("label:has-text('Belum')").click()
        expect(_row(page, n).locator("[data-keadaan]")).to_contain_text("Sambungan terputus")
    page.unroute("**/kke/*/")
    page.faults.clear()
    with slow_script(page, "kke"):
        _row(page, 0).locator("label:has-text('Sebagian')").click()
        _row(page, 2).locator("label:has-text('Terpenuhi')").click()
    for n, kode in enumerate(("sebagian", "belum", "terpenuhi")):
        expect(_row(page, n).locator("[data-keadaan]")).to_have_text(SAVED)
        assert _row(page, n).locator("input:checked").get_attribute("value") == kode
    assert faults_of(page) == []


def test_what_eko_writes_meanwhile_is_no_key_and_waits_where_it_is_not_shown(buka):
    page = buka("evaluator")
    kke = _open(page, "Dinas Peternakan")
    kode = _row(page, 1).get_attribute("data-baris")
    row = page.locator(f"[data-baris='{kode}']")
    row.locator("label:has-text('Belum')").click()
    expect(row.locator("[data-keadaan]")).to_have_text(SAVED)
    held = []
    page.route("**/minta/", lambda route: held.append(route))
    page.keyboard.press("m")
    with page.expect_request("**/minta/"):
        page.keyboard.press("Enter")
    page.route(f"**/kke/{kode}/", lambda route: route.abort())
    note = row.locator("textarea[name^=catatan]")
    note.click()
    page.keyboard.type("Ada ")
    held[0].continue_()
    expect(row.locator("[data-permintaan]")).to_contain_text("Bukti diminta")
    page.keyboard.type("1 dokumen")
    expect(note).to_have_value("Ada 1 dokumen")
    expect(row.locator("[data-keadaan]")).to_contain_text("Sambungan terputus")
    page.goto(f"{kke}?saring=belum")
    expect(page.locator("[data-sisa]")).to_contain_text(f"Isian Anda pada {kode} belum tersimpan")
    page.unroute(f"**/kke/{kode}/")
    page.click("text=Buka semua kriteria")
    expect(row.locator("[data-keadaan]")).to_have_text(SAVED)
    expect(note).to_have_value("Ada 1 dokumen")


def test_on_a_phone_the_sheet_is_read_and_answered_by_touch(buka):
    page = buka("evaluator", "ponsel", has_touch=True)
    _open(page, "Dinas Pertanian")
    label = _row(page, 2).locator("label:has-text('Sebagian')")
    label.tap()
    expect(_row(page, 2).locator("[data-keadaan]")).to_have_text(SAVED)
    _row(page, 2).locator("select").select_option("3")
    assert faults_of(page) == []


def _look_closer(page, row):
    """Strength, note, working paper and a request of one criterion, and away again."""
    page.keyboard.press("n")
    page.keyboard.type("Sebagian dibaca; j dan 1 hanya huruf di sini.")
    page.keyboard.press("Escape")
    row.locator("summary:has-text('Kertas kerja')").click()
    page.fill("textarea[name^=fakta] >> nth=-1", "Lima sasaran dibaca.")
    expect(row.locator("[data-petunjuk]")).to_contain_text("memuat kata “sebagian”")
    # 4 stands behind the three answers: it asks for evidence, and what is typed there is only typed.
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    page.keyboard.type("Notula j 1.")
    page.keyboard.press("Enter")
    expect(row.locator("[data-permintaan]")).to_contain_text("Notula j 1.")
    expect(row).to_have_attribute("data-simpan", "ada")
    assert faults_of(page) == []
    assert page.evaluate("window.tetap")


def _state_added_value(page, row):
    """A grade above "all met" asks what it rests on, beside it."""
    expect(row.locator("[name=tambah_uraian]")).to_be_hidden()
    page.keyboard.press("2")
    row.locator("[name=tambah_uraian]").fill("Dibahas setiap bulan.")
    row.locator("[name=tambah_jenis]").select_option("upaya")
    expect(row.locator("[data-keadaan]")).to_have_text(SAVED)
    assert faults_of(page) == []


def _open(page, unit, *, declared=False):
    """The whole sheet of a unit, after declaring oneself free of it."""
    page.goto(page.locator("nav a:has-text('Evaluasi')").first.get_attribute("href"))
    page.click(f"tr:has-text('{unit}') a >> nth=0")
    if not declared:
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
