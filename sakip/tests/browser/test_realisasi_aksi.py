"""What was done of the action plan: an operator says it beside the money and sends, his head approves."""

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.peladen import open_quarter
from sakip.tests.browser.test_halaman import faults_of
from sakip.tests.browser.test_triwulan import _explain, _fill

pytestmark = pytest.mark.browser

UNIT = "21"


def test_an_operator_reports_a_step_beside_the_money_and_the_head_approves(buka):
    page = buka(f"operator.{UNIT}", "ponsel")
    open_quarter(page, "Isi")
    sheet = page.url
    page.click("a:has-text('Rencana aksi:')")
    expect(page.locator(".samping").first).to_contain_text("uang", ignore_case=True)
    row = page.locator("tr[data-baris-bukti]").last
    row.locator("input:not([type=hidden])").first.fill("1")
    row.locator("select").first.select_option("selesai")
    row.locator("textarea").first.fill("Alur pendaftaran dipangkas dua langkah.")
    page.click("button:has-text('Simpan')")
    page.wait_for_selector(".kabar-success")
    expect(page.locator("tr[data-baris-bukti] select").last).to_have_value("selesai")
    assert faults_of(page) == []

    page.goto(sheet)
    expect(page.locator("a:has-text('Rencana aksi:')")).to_contain_text("2 dari 2 langkah diisi")
    empty = page.locator("tr[data-kosong]")
    for one in empty.all():
        _fill(one)
    page.click("text=Simpan draf")
    page.wait_for_selector(".kabar-success")
    _explain(page)
    page.click("text=Ajukan ke kepala")
    page.wait_for_selector(".tanda-diajukan")

    head = buka(f"kepala.{UNIT}", "ponsel")
    head.click("main a.btn[href^='/keputusan/']:has-text('Lihat dan putuskan')")
    head.click("summary:has-text('Setujui')")
    head.click("button:has-text('Ya, setujui')")
    head.wait_for_selector(".tanda-disetujui")
    assert head.faults == []
