"""An evaluator scores an OPD, a quality guard finishes it, and the LHE opens."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("layar", "unit"), [("kantor", "Dinas Perhubungan"), ("ponsel", "Dinas Pariwisata")]
)
def test_an_office_is_scored_stage_by_stage_and_its_lhe_opens(buka, layar, unit):
    """Eko leads: he answers in the members' stage, then grades; three others guard and release."""
    page = buka("evaluator", layar)
    page.goto(page.locator("nav a:has-text('Evaluasi')").first.get_attribute("href"))
    page.click(f"tr:has-text('{unit}') a >> nth=0")
    sheet = page.url
    page.click("main button:has-text('Tidak ada benturan')")
    page.wait_for_selector(".kabar-success")
    subs = page.eval_on_selector_all(
        "a[href*='/lke/']", "links => [...new Set(links.map(link => link.pathname))]"
    )
    subs = [path for path in subs if path.count("/lke/") and not path.endswith("/lke/")]
    assert len(subs) == 12
    for path in subs:
        page.goto(path)
        if page.locator("main button:has-text('Simpan')").count():
            _answer(page)
    _hand_over(page, sheet)
    for path in subs:
        page.goto(path)
        _grade(page)
    page.goto(sheet)
    assert "70,00" in page.locator("main").inner_text()
    _hand_over(page, sheet)
    assert page.faults == []

    _guard_and_release(buka, layar, sheet)


def test_the_suggestion_is_not_seen_before_the_evaluators_own_grade(buka):
    page = buka("evaluator", "ponsel")
    year = page.locator("nav a:has-text('Ringkasan')").first.get_attribute("href").split("/")[1]
    page.goto(f"/{year}/tw1/opd/05/lke/1.b/")
    assert "Batas atas" not in page.locator("main").inner_text()


def _hand_over(page, sheet):
    page.goto(sheet)
    page.click("main button:has-text('Serahkan')")
    page.wait_for_selector(".kabar-success")


def _answer(page):
    """Every criterion met with the evidence its lens needs."""
    for radio in page.locator("input[type=radio][name^='jawaban-'][value='terpenuhi']").all():
        radio.check()
    for choice in page.locator("select[name^='kekuatan-']").all():
        choice.select_option("4")
    _save(page)


def _grade(page):
    """Grade B, with a reason where the suggestion says otherwise."""
    page.locator("input[name='nilai'][value='B']").check()
    _save(page)
    reason = page.locator("textarea[name='alasan_beda']")
    if reason.count():
        reason.fill("Mutu isi belum merata pada sampel.")
        _save(page)


def _save(page):
    page.click("main button.btn-primary:has-text('Simpan')")
    page.wait_for_selector(".kabar-success")


def _object_and_answer(buka, layar, sheet, kode):
    """The office objects to a grade, from its phone where that is asked; the leader answers in words."""
    office = buka(f"operator.{kode}", layar)
    office.goto(sheet)
    assert "70,00" in office.locator("main").inner_text()
    office.click("main a:has-text('Tanggapan')")
    office.select_option("main select", label="Nilai 2.c seluruhnya")
    office.fill("main textarea", "Notula rapat mengubah rencana aksi kami.")
    office.click("main button:has-text('Ajukan tanggapan')")
    office.wait_for_selector(".kabar-success")
    leader = buka("evaluator", layar)
    leader.goto(office.url)
    leader.click("main a:has-text('Jawab tanggapan 2.c')")
    leader.fill("main textarea", "Notula tidak menyebut rencana aksi mana yang berubah.")
    leader.click("main button:has-text('Simpan jawaban')")
    leader.wait_for_selector(".kabar-success")
    office.reload()
    assert "Notula tidak menyebut" in office.locator("main").inner_text()
    assert office.faults == leader.faults == []


def _guard_and_release(buka, layar, sheet):
    """Two reviewers, the office with its head, the Inspektur; then the report is there."""
    for who in ("irban", "penjamin"):
        guard = buka(who, layar)
        guard.goto(sheet)
        guard.click("main button:has-text('Tidak ada benturan')")
        guard.wait_for_selector(".kabar-success")
        _hand_over(guard, sheet)
    kode = sheet.split("/opd/")[1].split("/")[0]
    _object_and_answer(buka, layar, sheet, kode)
    head = buka(f"kepala.{kode}", layar)
    head.goto(sheet)
    head.click("main button:has-text('Akhiri masa tanggapan')")
    head.wait_for_selector(".kabar-success")
    last = buka("inspektur", layar)
    last.goto(sheet)
    last.click("main button:has-text('Tidak ada benturan')")
    last.wait_for_selector(".kabar-success")
    last.click("main button:has-text('Selesaikan')")
    last.wait_for_selector(".kabar-success")
    last.goto(sheet.split("/lke/")[0] + "/lhe/")
    assert "70,00" in last.locator("main").inner_text()
    with last.expect_download() as download:
        last.click("a[href*='lhe.pdf'] >> nth=0")
    assert download.value.path().read_bytes().startswith(b"%PDF")
