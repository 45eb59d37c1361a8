"""Crosscutting in the browser: Sari asks from a node, the partner's head agrees on his phone."""

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser

ASK = "Posyandu keliling di 12 kelurahan"


@pytest.mark.parametrize(
    ("layar", "mitra", "nama"),
    [
        (
            "kantor",
            "12",
            "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan KB",
        ),
        ("ponsel", "14", "Dinas Lingkungan Hidup"),
    ],
)
def test_a_request_is_made_and_agreed_on_the_phone(buka, layar, mitra, nama):
    page = buka("operator.dinkes", layar)
    page.goto("/2026/tw4/opd/05/rencana/")
    page.get_by_role("link", name="Dokumen dan versi").click()
    page.locator("main a:has-text('Renstra')").first.click()
    page.locator("main a:has-text('Versi 2')").first.click()
    page.locator(".ubah-simpul summary").first.click()
    page.locator(".ubah-simpul[open]").get_by_role("link", name="Usulkan lintas").click()
    assert not faults_of(page)
    page.get_by_role("button", name="Usulkan").click()
    expect(page.get_by_text("Ada yang perlu diperbaiki")).to_be_visible()
    page.select_option("select[name=perangkat_daerah]", label=nama)
    page.fill("textarea[name=sumbangan]", ASK)
    page.fill("input[name=tenggat]", "2030-06-30")
    page.get_by_role("button", name="Usulkan").click()
    expect(page.get_by_text("Diusulkan kepada")).to_be_visible()
    assert not faults_of(page)
    alamat = page.url

    head = buka(f"kepala.{mitra}", "ponsel")
    head.goto(alamat)
    assert not faults_of(head)
    head.fill("input[name=catatan]", "Siap, masuk rencana kerja.")
    head.get_by_role("button", name="Sepakat").click()
    expect(head.get_by_text("Pengusul melihatnya di pohonnya.")).to_be_visible()
    assert not faults_of(head)
    head.goto("/2026/tw4/lintas/")
    assert not faults_of(head)
    page.goto(alamat)
    expect(page.get_by_text("Siap, masuk rencana kerja.")).to_be_visible()
    assert page.faults == head.faults == []
