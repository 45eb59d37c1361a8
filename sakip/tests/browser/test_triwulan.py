"""The quarter of Dinas Kesehatan, as its operator and its head live it, from the login on."""

import pytest

from sakip.tests.browser.peladen import open_quarter

pytestmark = [pytest.mark.browser, pytest.mark.serempak]


@pytest.mark.parametrize(("unit", "layar"), [("dinkes", "kantor"), ("29", "ponsel")])
def test_an_operator_fills_and_sends_the_quarter_and_the_head_approves_on_a_phone(
    buka, unit, layar
):
    page = buka(f"operator.{unit}", layar)
    open_quarter(page, "Isi")
    empty = page.locator("tr[data-kosong]")
    empty.first.wait_for()
    _type_nonsense_first(page, empty)
    for row in empty.all():
        _fill(row)
    page.click("text=Simpan draf")
    page.wait_for_selector(".kabar-success")
    assert page.locator("tr[data-kosong]").count() == 0
    page.locator("tr[data-potret]:has(.hasil-angka) .sel-rinci a").last.click()
    assert "Capaian" in page.locator("tr.rinci.buka [data-asal]").last.inner_text()
    _explain(page)
    page.click("text=Ajukan ke kepala")
    page.wait_for_selector(".tanda-diajukan")
    assert page.faults == []

    phone = buka(f"kepala.{unit}", "ponsel")
    phone.click("main a.btn[href^='/keputusan/']:has-text('Lihat dan putuskan')")
    phone.click("summary:has-text('Setujui')")
    phone.click("button:has-text('Ya, setujui')")
    phone.wait_for_selector(".tanda-disetujui")
    assert phone.faults == []


def test_a_head_returns_a_quarter_with_a_reason_and_the_operator_mends_it(buka):
    head = buka("kepala.04", "ponsel")
    head.click("main a.btn[href^='/keputusan/']:has-text('Lihat dan putuskan')")
    head.click("summary:has-text('Kembalikan')")
    head.fill("textarea[name=alasan]", "Angka anak tidak sekolah belum dicocokkan dengan dapodik.")
    head.click("text=Kembalikan ke operator")
    head.wait_for_selector(".tanda-dikembalikan")

    page = buka("operator.04")
    page.wait_for_selector("text=belum dicocokkan dengan dapodik")
    open_quarter(page, "Perbaiki")
    page.click("text=Ajukan ke kepala")
    page.wait_for_selector(".tanda-diajukan")


def test_two_operators_of_one_office_type_the_same_figure_and_nobody_loses(buka):
    first, second = buka("operator.07"), buka("operator.07")
    for page in (first, second):
        open_quarter(page, "Perbaiki")
    field = "tr[data-potret] input.angka"
    first.locator(field).first.fill("81,11")
    first.click("text=Simpan draf")
    first.wait_for_selector(".kabar-success")
    second.locator(field).first.fill("82,22")
    second.click("text=Simpan draf")
    second.wait_for_selector("text=Ada yang lebih dulu menyimpan")
    assert second.locator(".ringkasan-galat td:has-text('82,22')").count() == 1
    assert second.locator(".ringkasan-galat td:has-text('81,11')").count() == 1
    second.wait_for_selector("form[data-siap]")
    second.click("text=Simpan draf")  # as the page says, for who keeps his own
    second.wait_for_selector(".kabar-success")
    assert second.locator(field).first.input_value() == "82,22"


def test_the_quarter_can_be_filled_without_any_script(buka):
    page = buka("operator.17", java_script_enabled=False)
    open_quarter(page, "Isi")
    empty = page.locator("tr[data-kosong]")
    empty.first.wait_for()
    for row in empty.all():
        _fill(row)
    page.click("text=Simpan draf")
    page.wait_for_selector(".kabar-success")
    _explain(page)
    page.click("text=Ajukan ke kepala")
    page.wait_for_selector(".tanda-diajukan")


def _type_nonsense_first(page, empty):
    """A fault is said with the row's name, and what was typed stays."""
    field = empty.first.locator("input.angka").first
    field.fill("14..5")
    page.click("text=Simpan draf")
    page.wait_for_selector(".ringkasan-galat")
    assert page.locator("input[value='14..5']").count() == 1


def _explain(page):
    """Words beside every figure that is asked about."""
    for field in page.locator("tr.rinci.buka textarea").all():
        field.fill("Layanan dibuka lebih lambat.")


def _fill(row):
    for field, value in zip(row.locator("input.angka").all(), ("82,5", "90"), strict=False):
        field.fill(
            value if row.locator("input.angka").count() == 1 else {"82,5": "80", "90": "90"}[value]
        )
