"""The whole life of a plan in the browser: built by keyboard, shared, handed over, approved, revised."""

import re

import pytest
from playwright.sync_api import expect

from sakip.tests.browser.test_halaman import faults_of
from sakip.tests.browser.test_kerangka import add_by_keyboard, add_first

pytestmark = pytest.mark.browser

SASARAN = "Kepuasan pelaku usaha meningkat"
PROGRAM = "Kemudahan berusaha meningkat"
BARU = "Kepuasan pelaku usaha dan investor meningkat"
MITRA = "Dinas Perdagangan"


def begin(page, kode, tahun):
    page.goto(f"/2026/tw4/opd/{kode}/rencana/dokumen/")
    page.fill("input[name=tahun_awal]", str(tahun))
    page.fill("input[name=tahun_akhir]", str(tahun + 4))
    page.get_by_role("button", name="Mulai dari kosong").click()
    page.wait_for_url("**/perencanaan/versi/*/")
    return page.url


def build(page):
    """A sasaran, its programme and eight kegiatan: ten nodes, and no pointer after the first."""
    add_first(page, SASARAN, "sasaran")
    add_by_keyboard(page, PROGRAM)
    page.keyboard.press("Tab")
    expect(page.locator(".cabang:focus")).to_have_class("cabang cabang-1")
    add_by_keyboard(page, "Layanan izin keliling 1")
    page.keyboard.press("Tab")
    expect(page.locator(".cabang:focus")).to_have_class("cabang cabang-2")
    for n in range(2, 9):
        add_by_keyboard(page, f"Layanan izin keliling {n}")
    expect(page.locator(".cabang")).to_have_count(10)


def measure(page, draf, node, tahun):
    """The sheet of an indicator of the n-th node, whole."""
    page.goto(draf)
    page.locator(".ubah-simpul summary").nth(node).click()
    page.locator(".ubah-simpul[open]").get_by_role("link", name="Tambah indikator").click()
    page.fill("input[name=nama]", f"Indeks kepuasan pelaku usaha {node + 1}")
    page.fill("input[name=satuan]", "indeks")
    page.locator("main form button[type=submit]").first.click()
    page.fill(
        "textarea[name=definisi]", "Rata-rata jawaban pelaku usaha atas sembilan unsur layanan."
    )
    page.fill("input[name=sumber]", "Survei kepuasan")
    for year in range(tahun, tahun + 5):
        page.fill(f"input[name=target_{year}]", str(80 + year - tahun))
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Lembar indikator tersimpan di draf.")).to_be_visible()


def share(page, buka, draf):
    """Another office is asked, and its head agrees on his phone."""
    page.goto(draf)
    page.locator(".ubah-simpul summary").nth(1).click()
    page.locator(".ubah-simpul[open]").get_by_role("link", name="Usulkan lintas").click()
    page.select_option("select[name=perangkat_daerah]", label=MITRA)
    page.fill("textarea[name=sumbangan]", "Data pedagang pasar untuk izin usaha mikro")
    page.fill("input[name=tenggat]", "2090-06-30")
    page.get_by_role("button", name="Usulkan").click()
    expect(page.get_by_text("Diusulkan kepada")).to_be_visible()
    head = buka("kepala.28", "ponsel")
    head.goto(page.url)
    head.get_by_role("button", name="Sepakat").click()
    expect(head.get_by_text("Pengusul melihatnya di pohonnya.")).to_be_visible()
    page.goto(draf)
    expect(page.get_by_text("disepakati")).to_be_visible()


def hand_over(page, draf):
    """Every warning gets a reason, every impact a decision."""
    page.goto(draf)
    page.get_by_role("link", name="Ajukan revisi").click()
    expect(page.get_by_role("button", name="Ajukan untuk disetujui")).to_be_visible()
    assert not faults_of(page)
    for field in page.locator(
        "main form[novalidate] textarea, main form[novalidate] input[type=text]"
    ).all():
        field.fill("Sudah dibahas dengan Bappeda.")
    for field in page.locator("main form[novalidate] select").all():
        field.select_option(index=1)
    page.get_by_role("button", name="Ajukan untuk disetujui").click()
    expect(page.get_by_text("diajukan. Isinya sekarang hanya dapat dibaca.")).to_be_visible()


def approve(page, draf):
    page.goto(draf)
    page.get_by_role("link", name="Periksa dan putuskan").click()
    assert not faults_of(page)
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("sekarang berlaku")).to_be_visible()


def revise(page, draf):
    """A new draft in which the sasaran reads differently; the address of that draft."""
    page.goto(draf)
    page.locator("main a:has-text('Renstra')").first.click()
    page.fill(
        "main form input[name=alasan], main form textarea[name=alasan]", "Arah baru kepala daerah"
    )
    page.get_by_role("button", name="Buka draf").click()
    page.wait_for_url("**/perencanaan/versi/*/")
    fresh = page.url
    page.locator(".cabang").first.focus()
    page.keyboard.press("F2")
    page.fill("textarea[name=pernyataan]", BARU)
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**#simpul-*")
    page.get_by_role("link", name="Perbedaan").click()
    expect(page.get_by_text(re.compile("1 diubah|Diubah")).first).to_be_visible()
    assert not faults_of(page)
    return fresh


@pytest.mark.parametrize(
    ("layar", "kode", "tahun"), [("kantor", "20", 2080), ("ponsel", "16", 2080)]
)
def test_a_plan_is_built_shared_approved_and_revised(buka, layar, kode, tahun):
    page, bappeda = buka(f"operator.{kode}", layar), buka("bappeda", layar)
    draf = begin(page, kode, tahun)
    build(page)
    measure(page, draf, 0, tahun)
    measure(page, draf, 1, tahun)
    share(page, buka, draf)
    hand_over(page, draf)
    approve(bappeda, draf)
    fresh = revise(page, draf)
    bappeda.goto(draf)
    assert SASARAN in bappeda.locator(".cabang").first.inner_text()
    hand_over(page, fresh)
    approve(bappeda, fresh)
    assert BARU in bappeda.locator(".cabang").first.inner_text()
    bappeda.goto(draf)
    expect(bappeda.get_by_text("Ini versi lama.")).to_be_visible()
    assert SASARAN in bappeda.locator(".cabang").first.inner_text()
    assert page.faults == bappeda.faults == []
