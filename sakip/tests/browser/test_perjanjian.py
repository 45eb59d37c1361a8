"""Agreements and money in the browser: send and sign on a phone, revise, hand over, import a DPA."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from sakip.perencanaan.tests.buku import KEPALA_PAGU, buku
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser


def paper(tmp_path: Path, nama: str) -> str:
    """A scan of the signed paper."""
    path = tmp_path / f"{nama}.txt"
    path.write_text(f"PK bertanda tangan {nama} {tmp_path.name}.")
    return str(path)


def dpa(tmp_path: Path, *rows: tuple[object, ...]) -> str:
    path = tmp_path / "dpa.xlsx"
    path.write_bytes(buku(Pagu=[KEPALA_PAGU, *rows]).read())
    return str(path)


def send(page, **fields):
    """Fill in the form that freezes a PK, and send it."""
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Bekukan dan kirim").click()


@pytest.mark.parametrize(("layar", "unit"), [("kantor", "35"), ("ponsel", "k12")])
def test_a_pk_is_made_signed_revised_and_handed_over(buka, tmp_path, layar, unit):
    page = buka(f"operator.{unit}", layar)
    page.goto(page.locator("nav a:has-text('Rencana')").first.get_attribute("href"))
    page.get_by_role("link", name="Perjanjian kinerja").click()
    assert not faults_of(page)
    page.locator("#tabel tr:has-text('Draf') a").first.click()
    alamat = page.url
    expect(page.get_by_text("tidak ada yang diketik di sini")).to_be_visible()
    assert not faults_of(page)

    hari = page.input_value("[name=tanggal]")
    send(page, tempat="")
    expect(page.get_by_text("Ada yang perlu diperbaiki")).to_be_visible()
    send(page, tempat="Contoh")
    expect(page.get_by_text("PK menunggu tanda tangan.")).to_be_visible()
    sign(page, paper(tmp_path, "satu"), hari)
    expect(page.locator("main").get_by_text("Ditandatangani", exact=True)).to_be_visible()
    assert not faults_of(page)

    page.goto(alamat)
    expect(page.get_by_text("Sama dengan PK yang ditandatangani.")).to_be_visible()
    page.get_by_text("Susun PK Perubahan 1").click()
    page.check("input[name=alasan][value=strategi]")
    send(page, tempat="Contoh", uraian_alasan="Alokasi anggaran berubah.")
    sign(page, paper(tmp_path, "dua"), hari)
    page.get_by_text("Tutup karena mutasi").click()
    assert not faults_of(page)
    page.get_by_role("button", name="Tutup PK").click()
    expect(page.get_by_text("karena pergantian pejabat.")).to_be_visible()
    page.goto(alamat)
    expect(page.locator("tr:has-text('PK Perubahan 1')").get_by_text("Ditutup")).to_be_visible()
    assert not faults_of(page)


def sign(page, berkas, hari):
    """Take the printed PK, come back with the signed one."""
    page.get_by_role("link", name="Unduh, lalu unggah pindaiannya").click()
    with page.expect_download() as found:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF")
    page.set_input_files("input[type=file]", berkas)
    page.locator("form:has(input[type=file]) [name=tanggal]").fill(hari)
    page.get_by_role("button", name="Unggah pindaian").click()


@pytest.mark.parametrize("layar", ["kantor", "ponsel"])
def test_a_dpa_is_imported_with_its_faults_named(buka, tmp_path, layar):
    page = buka("bappeda", layar)
    page.goto("/2030/tw1/pagu/")
    page.get_by_role("link", name="Impor pagu DPA").click()
    assert not faults_of(page)
    kode = "9" if layar == "kantor" else "8"
    rows = (
        ("05", 2030, "murni", f"1.02.02.2.0{kode}.0001", "Layanan uji", "APBD", 1_000_000),
        ("05", 2030, "awal", f"1.02.02.2.0{kode}.0002", "Layanan uji", "APBD", 1_000_000),
    )
    page.set_input_files("input[type=file]", dpa(tmp_path, *rows))
    page.get_by_role("button", name="Unggah dan lihat pratinjau").click()
    expect(page.get_by_text("bukan tahap anggaran")).to_be_visible()
    assert not faults_of(page)
    page.get_by_role("button", name="Terapkan").click()
    expect(page.get_by_text("1 baris sudah diterapkan")).to_be_visible()
    page.goto("/2030/tw1/opd/05/pagu/")
    expect(page.get_by_text("Rp 1.000.000").first).to_be_visible()
    assert not faults_of(page)
