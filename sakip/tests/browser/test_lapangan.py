"""The field form on a phone: opened once, then without network; nothing lost, twice or for another."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from sakip.tests.browser.peladen import sign_in, slow_script
from sakip.tests.browser.test_grid import beside_the_network
from sakip.tests.browser.test_halaman import faults_of

pytestmark = pytest.mark.browser
ISI = "/lapangan/isi/"
KOTAK = "async () => (await (await caches.open('lapangan')).keys()).map(one => new URL(one.url).pathname)"


# How far to the right the darkest line of the canvas stands: 0 to 1.
GARIS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const dark = [...data.keys()].filter((n) => n % 4 === 0 && data[n] < 100);
  return dark.reduce((sum, n) => sum + (n / 4) % canvas.width, 0) / dark.length / canvas.width;
}"""


def kamera() -> dict[str, str | bytes]:
    """A photo as the camera hands it over."""
    buffer = io.BytesIO()
    Image.radial_gradient("L").resize((640, 480)).save(buffer, "JPEG")
    return {"name": "kamera.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def ready(page, path=ISI, *, worker=True):
    """The form, when its script and its worker are ready."""
    page.goto(path)
    page.wait_for_selector("form[data-siap]")
    if not worker:
        return page
    expect(page.locator("[data-siap-luring]")).to_contain_text("siap dibuka tanpa jaringan")
    return page


def fill(page, tempat, *, bertanda=True):
    page.select_option("[name=perangkat_daerah]", index=1)
    page.fill("[name=tempat]", tempat)
    page.fill("[name=terlihat]", "Timbangan dihitung satu per satu.")
    if not bertanda:
        return
    page.fill("[name=pendamping]", "Wiwik")
    page.fill("[name=jabatan_pendamping]", "Ketua kader")
    page.set_input_files("[name=foto]", kamera())
    expect(page.locator("[data-foto] li")).to_have_count(1)
    canvas = page.locator("[data-tanda-tangan] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for n in range(8):
        page.mouse.move(box["x"] + 40 + 20 * n, box["y"] + 40 + 60 * (n % 2))
    page.mouse.up()


def kabar(page):
    return page.locator("[data-kabar]")


def test_a_record_made_without_network_survives_a_closed_tab_and_arrives_once(buka, peladen):
    here = {"latitude": -7.472614, "longitude": 112.433412}
    page = buka("operator.dinkes", "ponsel", geolocation=here, permissions=["geolocation"])
    page.goto(page.locator("a[href*='/berkas/']").last.get_attribute("href"))
    page.click("text=Catatan lapangan")
    page.locator("main").get_by_role("link", name="Periksa lapangan").first.click()
    ready(page, page.url)
    assert not faults_of(page)
    peladen.stop()
    page.context.set_offline(True)
    _write_offline(page)
    again = page.context.new_page()
    again.faults = []
    page.close()
    _open_again_offline(again)
    lost = _lose_the_first_answer(again)
    peladen.start()
    again.context.set_offline(False)
    again.click("text=Kirim sekarang")
    expect(kabar(again)).to_contain_text("Posyandu Kenanga tersimpan di server.")
    expect(again.locator("[data-antrean]")).to_be_hidden()
    assert lost == [200]
    again.click("text=Buka catatannya")
    expect(again.locator("main")).to_contain_text("Diterima server")
    expect(again.locator("main figure img")).to_have_count(1)
    expect(again.locator("img.tanda-tangan")).to_have_count(1)
    assert not beside_the_network(again)
    again.click("text=Catatan lapangan Dinkes")
    expect(again.get_by_role("link", name="Posyandu Kenanga")).to_have_count(1)
    assert not faults_of(again)


def test_what_is_written_before_a_slow_phone_has_its_script_stays(buka):
    page = buka("operator.dinkes", "ponsel", service_workers="block")
    page.goto(ISI)
    page.wait_for_selector("form[data-siap]")
    page.fill("[name=tempat]", "Posyandu Melati")
    page.fill("[name=terlihat]", "Timbangan rusak.")
    page.wait_for_timeout(200)
    with slow_script(page, "lapangan"):
        page.fill("[name=tempat]", "Posyandu Mawar")
        page.set_input_files("[name=foto]", kamera())
    written = {"tempat": "Posyandu Mawar", "terlihat": "Timbangan rusak."}
    for _ in range(2):
        for name, value in written.items():
            expect(page.locator(f"[name={name}]")).to_have_value(value)
        expect(page.locator("[data-foto] li")).to_have_count(1)
        page.wait_for_timeout(200)
        page.reload()
        page.wait_for_selector("form[data-siap]")
    assert not faults_of(page)


def _write_offline(page):
    """A whole record, and the beginning of another."""
    page.reload()
    page.wait_for_selector("form[data-siap]")
    fill(page, "Posyandu Kenanga")
    page.click("text=Ambil posisi ponsel")
    expect(page.locator("[name=koordinat]")).to_have_value(re.compile(r"^-7\.47"))
    page.click("[data-simpan]")
    expect(kabar(page)).to_contain_text("1 catatan aman di ponsel ini")
    expect(page.locator("[name=tempat]")).to_have_value("")
    page.fill("[name=tempat]", "Posyandu Dahlia")
    page.wait_for_timeout(200)
    assert not beside_the_network(page)


def _open_again_offline(page):
    page.goto(ISI)
    page.wait_for_selector("form[data-siap]")
    expect(page.locator("[data-daftar] li")).to_contain_text("Posyandu Kenanga")
    expect(page.locator("[name=tempat]")).to_have_value("Posyandu Dahlia")


def _lose_the_first_answer(page):
    """The server stores what is sent first, and the phone never hears of it."""
    lost = []

    def answer(route):
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route(f"**{ISI}", answer)
    return lost


def test_only_the_form_is_kept_and_goes_at_logout(buka):
    page = ready(buka("operator.dinkes", "ponsel"))
    kept = page.evaluate(KOTAK)
    assert [path for path in kept if not path.startswith("/static/")] == [ISI]
    page.goto("/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    page.locator("details.akun summary").click()
    page.click("text=Keluar")
    page.wait_for_url("**/akun/masuk/")
    page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistrations()).length")
    assert page.evaluate(KOTAK) == []


def test_an_ended_session_keeps_the_record_and_another_login_does_not_send_it(buka):
    page = ready(buka("operator.dinkes", "ponsel"))
    page.context.clear_cookies()
    fill(page, "Posyandu Anggrek", bertanda=False)
    page.click("[data-simpan]")
    expect(kabar(page)).to_contain_text("Masuk lagi, 1 catatan tetap aman")
    sign_in(page, "kepala.dinkes")
    ready(page)
    expect(page.locator("[data-antrean]")).to_be_hidden()
    page.context.clear_cookies()
    sign_in(page, "operator.dinkes")
    ready(page)
    expect(kabar(page)).to_contain_text("Posyandu Anggrek tersimpan di server.")


def test_a_form_left_open_sends_nothing_for_whoever_signed_in_since(buka):
    page = ready(buka("operator.dinkes", "ponsel"))
    other = page.context.new_page()
    page.context.clear_cookies()
    sign_in(other, "kepala.dinkes")
    fill(page, "Posyandu Mawar", bertanda=False)
    page.click("[data-simpan]")
    expect(kabar(page)).to_contain_text("1 catatan Anda tetap aman")
    assert "Posyandu Mawar" in page.locator("[data-daftar]").inner_text()


def test_what_the_server_refuses_is_mended_on_the_phone_with_its_photo(buka):
    page = ready(buka("operator.dinkes", "ponsel"))
    fill(page, "Posyandu Cempaka")
    page.click("text=Hapus tanda tangan")
    page.click("[data-tanda-tangan] canvas")  # touched in passing: no signature
    page.click("[data-simpan]")
    expect(page.locator("[data-daftar] li")).to_contain_text("Minta tanda tangan atau pernyataan")
    assert not beside_the_network(page)
    page.fill("[name=tempat]", "Posyandu berikutnya")
    page.get_by_role("button", name="Perbaiki").dblclick()
    expect(page.locator("[data-foto] li")).to_have_count(1)
    page.fill("[name=pernyataan]", "Benar dilihat bersama saya.")
    page.click("[data-simpan]")
    expect(kabar(page)).to_contain_text("Posyandu Cempaka tersimpan di server.")
    expect(page.locator("[data-daftar] li")).to_have_count(1)
    expect(page.locator("[data-daftar] li")).to_contain_text("Posyandu berikutnya")


def test_one_record_that_is_refused_does_not_keep_the_next_waiting(buka):
    page = ready(buka("operator.dinkes", "ponsel", service_workers="block"), worker=False)
    refusal = "<p class='galat-pesan'>Lemari penuh.</p>"

    def answer(route):
        if b"Posyandu Melur" in (route.request.post_data_buffer or b""):
            return route.fulfill(status=422, content_type="text/html", body=refusal)
        return route.continue_()

    page.route(f"**{ISI}", answer)
    for tempat in ("Posyandu Melur", "Posyandu Kemuning"):
        fill(page, tempat, bertanda=False)
        page.click("[data-simpan]")
        expect(page.locator("[name=tempat]")).to_have_value("")
    expect(kabar(page)).to_contain_text("Posyandu Kemuning tersimpan di server.")
    expect(page.locator("[data-daftar] li")).to_contain_text("Posyandu Melur")
    expect(page.locator("[data-daftar] li")).to_contain_text("Lemari penuh.")


def test_a_signature_follows_the_finger_on_a_phone_that_was_turned(buka):
    page = ready(buka("operator.dinkes", "ponsel", service_workers="block"), worker=False)
    page.set_viewport_size({"width": 740, "height": 360})
    canvas = page.locator("[data-tanda-tangan] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    for act, y in ((page.mouse.move, 40), (None, 0), (page.mouse.move, 80), (page.mouse.move, 120)):
        if act is None:
            page.mouse.down()
        else:
            act(box["x"] + box["width"] / 2, box["y"] + y)
    page.mouse.up()
    assert canvas.evaluate(GARIS) == pytest.approx(0.5, abs=0.02)


def test_the_form_works_without_scripts(buka):
    page = buka("operator.dinkes", "ponsel", java_script_enabled=False)
    page.goto(ISI)
    page.select_option("[name=perangkat_daerah]", index=1)
    page.fill("[name=tempat]", "Posyandu Teratai")
    page.fill("[name=terlihat]", "Pintu terkunci.")
    page.set_input_files("[name=foto]", kamera())
    page.click("[data-simpan]")
    expect(page.locator("h1")).to_have_text("Catatan lapangan: Posyandu Teratai")
