"""A new agency from nothing: one command, then everything in the browser until ten people work in it."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from sakip.tests.browser import conftest
from sakip.tests.browser.peladen import ROOT, Peladen, database_url, fill_login, make_lingkungan
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser

KODE = "91.97"
ADMIN = "ani.wijaya"
SANDI = "kebun jati pagi hari"
UNITS = [
    ("01", "Sekretariat Daerah", "Setda", "Sekretariat"),
    ("02", "Dinas Kesehatan", "Dinkes", "Dinas"),
    ("03", "Dinas Pendidikan", "Disdik", "Dinas"),
    ("04", "Badan Perencanaan Pembangunan Daerah", "Bappeda", "Badan"),
    ("05", "Kecamatan Kota", "Kec. Kota", "Kecamatan"),
]
# The head of the last office is assigned on the page, not by the import.
LAST = "kepala.mula.05"


@pytest.fixture(scope="module")
def kantor(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The address of a server, and the code of the only person of a new agency.

    On SQLite the database holds nothing else; on PostgreSQL the demo's agencies live beside it.
    """
    url = database_url()
    if url:
        request.getfixturevalue("alamat")  # the demo fills only an empty database: it goes first
    env = make_lingkungan(tmp_path_factory.mktemp("data"), url)
    program = Path(sys.executable).with_name("sakip")
    words = ["--kode", KODE, "--nama", "Kabupaten Mula", "--jenis", "kabupaten", "--zona", "WIT"]
    words += ["--admin", ADMIN, "--nama-admin", "Ani Wijaya"]
    made = subprocess.run(
        [str(program), "instansi", "buat", *words],
        check=True, env=env, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    server = Peladen(env, tmp_path_factory.mktemp("log") / "server")
    server.start()
    yield server.alamat, re.search(r"72 jam: (\S+)", made.stdout)[1]
    server.stop()


def test_a_new_agency_is_set_up_from_nothing_and_ten_people_sign_in(kantor, peramban):
    alamat, kode = kantor
    admin = _open(peramban, alamat, "kantor")
    _first_login(admin, ADMIN, kode)
    admin.click("main a:has-text('Setelan')")
    admin.wait_for_selector("text=Mulai dari sini")
    _looked_at(admin, "setelan")

    _confirm_profile(admin)
    _import_units_with_one_fault(admin)
    _import(admin, "jabatan", _positions(), 5)
    _import(admin, "pengguna", _people(), 10)
    _assign_on_the_page(admin)
    slips = _slips(admin)
    assert set(slips) == {one["Nama pengguna"] for one in _people()}

    for username, kode_sendiri in slips.items():
        _person_starts(peramban, alamat, username, kode_sendiri)
    admin.goto("/setelan/")
    assert admin.locator("text=Mulai dari sini").count() == 0
    assert "11 aktif" in admin.locator("main").inner_text()
    _code_is_used_up(peramban, alamat, kode)
    assert admin.faults == []


def _open(browser: Browser, alamat: str, layar: str) -> Page:
    width, height = conftest.LEBAR[layar]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=alamat)
    context.set_default_timeout(8000)
    page = context.new_page()
    page.faults = []
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    return page


def _looked_at(page: Page, nama: str) -> None:
    """Nothing for axe-core, no sideways scroll, a picture to look at."""
    width = page.viewport_size["width"]
    conftest.shoot(page, f"baru-{nama}-{width}")
    assert faults_of(page) == []


def _type_code(page: Page, username: str, kode: str) -> None:
    page.goto("/akun/masuk/")
    page.click("text=Pakai kode aktivasi")
    page.fill("input[name=username]", username)
    page.fill("input[name=kode]", kode.lower())
    page.fill("input[name=baru]", SANDI)
    page.fill("input[name=ulang]", SANDI)
    page.click("main button[type=submit]")


def _first_login(page: Page, username: str, kode: str) -> None:
    _type_code(page, username, kode)
    page.wait_for_selector("text=Masuklah dengan kata sandi itu")
    fill_login(page, username, SANDI)
    page.wait_for_selector("main h1")


def _code_is_used_up(browser: Browser, alamat: str, kode: str) -> None:
    """A second use of a code changes nothing."""
    page = _open(browser, alamat, "ponsel")
    _type_code(page, ADMIN, kode)
    page.wait_for_selector("main :text('sudah dipakai')")
    _looked_at(page, "kode-terpakai")
    page.context.close()


def _confirm_profile(page: Page) -> None:
    page.click("main a:has-text('Periksa profil')")
    page.fill("input[name=sebutan_bappeda]", "Bapperida")
    page.click("main button:has-text('Simpan')")
    page.wait_for_selector(".kabar-success")
    _looked_at(page, "profil")


def _import(page: Page, jenis: str, rows: list[dict[str, str]], good: int) -> None:
    """Upload, look at the preview, apply."""
    _upload(page, jenis, rows)
    page.click(f"text=Terapkan {good} baris yang baik")
    page.wait_for_selector(f"text={good} baris sudah diterapkan")
    _looked_at(page, f"impor-{jenis}")


def _upload(page: Page, jenis: str, rows: list[dict[str, str]]) -> None:
    """Fill in the template that the page gives, and send it back."""
    page.goto(f"/setelan/impor/{jenis}/")
    with page.expect_download() as download:
        page.click("text=Unduh templat kosong")
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book["Isian"]
    titles = [str(cell.value).rstrip(" *") for cell in sheet[1]]
    for row in rows:
        assert set(row) <= set(titles), titles
    for nomor, row in enumerate(rows, 2):
        for kolom, title in enumerate(titles, 1):
            sheet.cell(nomor, kolom, row.get(title))
    buffer = io.BytesIO()
    book.save(buffer)
    berkas = {"name": f"{jenis}.xlsx", "mimeType": "application/octet-stream"}
    page.set_input_files("input[type=file]", berkas | {"buffer": buffer.getvalue()})
    page.click("text=Unggah dan lihat pratinjau")
    page.wait_for_selector("text=Belum ada yang ditulis")


def _import_units_with_one_fault(page: Page) -> None:
    """A row that cannot be is named with its column; the good ones are written, then the mended one."""
    units = [
        {"Kode": kode, "Nama": nama, "Singkatan": singkatan, "Jenis": jenis, "Aktif sejak": "01-01-2021"}
        for kode, nama, singkatan, jenis in UNITS
    ]  # fmt: skip
    _upload(page, "perangkat-daerah", [*units[:4], units[4] | {"Jenis": "Kecamatn"}])
    fault = page.locator("tr.galat-baris")
    expect(fault).to_have_count(1)
    assert "6" in fault.locator("td").first.inner_text()
    assert "Jenis: Kecamatn tidak dikenal" in fault.inner_text()
    _looked_at(page, "pratinjau")
    page.goto("/setelan/")
    assert page.locator("text=4 perangkat daerah").count() == 0
    page.go_back()
    page.click("text=Terapkan 4 baris yang baik")
    page.wait_for_selector("text=4 baris sudah diterapkan")
    _import(page, "perangkat-daerah", units, 1)


def _positions() -> list[dict[str, str]]:
    return [
        {"Kode perangkat daerah": kode, "Nama jabatan": f"Kepala {nama}", "Jenjang": "JPT pratama"}
        for kode, nama, *_ in UNITS
    ]


def _people() -> list[dict[str, str]]:
    """An operator and a head for each office; the last head without his role."""
    people = []
    for kode, nama, *_ in UNITS:
        place = {"Kode perangkat daerah": kode, "Mulai": "02-01-2026"}
        operator = {"Nama pengguna": f"operator.mula.{kode}", "Nama": f"Operator {kode}"}
        head = {"Nama pengguna": f"kepala.mula.{kode}", "Nama": f"Kepala {kode}"}
        people.append(operator | place | {"Peran": "Operator perangkat daerah"})
        duty = place | {"Peran": "Kepala perangkat daerah", "Jabatan": f"Kepala {nama}"}
        people.append(head if head["Nama pengguna"] == LAST else head | duty)
    return people


def _assign_on_the_page(page: Page) -> None:
    """The acting head of the last office, with the number of his letter."""
    page.goto("/setelan/pengguna/")
    page.click("main a:has-text('Kepala 05')")
    page.click("text=Tambah penugasan")
    page.select_option("select[name=peran]", label="Kepala perangkat daerah")
    page.select_option("select[name=perangkat_daerah]", label="05 Kecamatan Kota")
    offered = page.locator("select[name=jabatan] option:has-text('Kepala Kecamatan Kota')")
    offered.wait_for(state="attached")
    page.select_option("select[name=jabatan]", offered.get_attribute("value"))
    page.select_option("select[name=jenis]", label="Plt.")
    page.fill("input[name=nomor_surat]", "800/12/2026")
    page.fill("input[name=mulai]", "2026-01-02")
    page.click("main button:has-text('Beri penugasan')")
    page.wait_for_selector(".kabar-success")
    _looked_at(page, "orang")


def _slips(page: Page) -> dict[str, str]:
    """Who gets which code, read from the slips as they are printed."""
    page.goto("/setelan/pengguna/")
    page.click("main button:has-text('slip')")
    page.wait_for_selector(".slip")
    _looked_at(page, "slip")
    slips = page.locator(".slip")
    return {
        slip.locator("strong").nth(1).inner_text(): slip.locator(".kode-besar").inner_text()
        for slip in slips.all()
    }


def _person_starts(browser: Browser, alamat: str, username: str, kode: str) -> None:
    """A first login on a phone: he sees his own office, and nothing of Setelan."""
    page = _open(browser, alamat, "ponsel")
    _first_login(page, username, kode)
    unit = next(one for one in UNITS if one[0] == username.rpartition(".")[2])
    assert unit[2] in page.locator("body").inner_text()
    if username in {"operator.mula.02", LAST}:
        _looked_at(page, username)
    assert page.faults == []
    assert page.goto("/setelan/").status == 403
    page.context.close()
