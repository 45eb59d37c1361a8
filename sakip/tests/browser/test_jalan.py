"""Rina reads the way to BB, asks what if, decides and takes it back; the years behind; on both screens."""

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("layar", ["kantor", "ponsel"])
def test_rina_asks_decides_and_takes_it_back(buka, layar):
    page = buka("bagor", layar)
    page.goto(page.locator("nav a:has-text('Jalan menuju predikat')").first.get_attribute("href"))
    hasil = page.locator("#hasil")
    expect(hasil).to_contain_text("Langkah termurah")
    expect(hasil).to_contain_text("Galat model −2,08")
    page.click("summary:has-text('Tindakan: haruskan')")
    assert faults_of(page) == []

    page.select_option("select[name='t-A02']", "jangan")
    expect(hasil).to_contain_text("BB tidak tercapai dengan pilihan ini")
    page.click("a:has-text('Kembali ke awal')")
    expect(hasil).to_contain_text("1.048 hari kerja")
    page.click("button:has-text('Jadikan rencana aksi')")
    expect(page.locator(".kabar-success")).to_contain_text("6 tindakan menjadi rencana aksi")
    assert faults_of(page) == []
    page.click("summary:has-text('Urungkan aksi')")
    page.click("button:has-text('Urungkan')")
    expect(page.locator(".kabar-success")).to_contain_text("6 aksi diurungkan")


@pytest.mark.parametrize("layar", ["kantor", "ponsel"])
def test_the_years_behind_the_catalogue_and_two_scenarios_are_accessible_and_fit(buka, layar):
    page = buka("bagor", layar)
    tahun = page.locator("nav a:has-text('Ringkasan')").first.get_attribute("href").split("/")[1]
    page.goto(f"/{tahun}/tw4/pemda/riwayat/")
    expect(page.locator("main")).to_contain_text("8 tahun di B")
    assert page.locator(".patah-garis").count() == 1
    assert faults_of(page) == []
    page.goto("/jalan/skenario/")
    page.locator("input[name=a]").first.check()
    page.locator("input[name=b]").last.check()
    page.click("button:has-text('Bandingkan dua')")
    expect(page.locator("main")).to_contain_text("Dua skenario berdampingan")
    assert faults_of(page) == []
    for path in ("/jalan/katalog/", "/jalan/impor/nilai/", "/jalan/pembanding/",
                 f"/{tahun}/tw4/pemda/riwayat/baru/", f"/{tahun}/tw4/opd/05/jalan/",
                 f"/{tahun}/tw4/opd/06/jalan/"):  # fmt: skip
        page.goto(path)
        assert faults_of(page) == [], path


def test_the_way_is_asked_without_scripts(buka):
    page = buka("bagor", "ponsel", java_script_enabled=False)
    page.goto(page.locator("nav a:has-text('Jalan menuju predikat')").first.get_attribute("href"))
    page.select_option("select[name=menuju]", "A")
    page.click("button:has-text('Hitung')")
    expect(page.locator("#hasil")).to_contain_text(
        "A tidak tercapai dengan pilihan ini. Paling tinggi 78,50"
    )
