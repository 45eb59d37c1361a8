"""An evaluator scores an OPD, a quality guard finishes it, and the LHE opens."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("layar", "unit"), [("kantor", "Dinas Perhubungan"), ("ponsel", "Dinas Pariwisata")]
)
def test_an_evaluator_scores_an_office_and_its_lhe_opens(buka, layar, unit):
    page = buka("evaluator", layar)
    page.goto(page.locator("nav a:has-text('Evaluasi')").first.get_attribute("href"))
    page.click(f"tr:has-text('{unit}') a >> nth=0")
    subs = page.eval_on_selector_all(
        "a[href*='/lke/']", "links => [...new Set(links.map(link => link.pathname))]"
    )
    subs = [path for path in subs if path.count("/lke/") and not path.endswith("/lke/")]
    assert len(subs) == 12
    for path in subs:
        page.goto(path)
        _score(page)
    page.goto(subs[0].rsplit("/", 2)[0] + "/")
    assert "70,00" in page.locator("main").inner_text()
    assert page.faults == []

    guard = buka("penjamin", layar)
    guard.goto(subs[0].rsplit("/", 2)[0] + "/")
    guard.click("main button:has-text('Selesaikan')")
    guard.wait_for_selector(".kabar-success")
    guard.goto(subs[0].split("/lke/")[0] + "/lhe/")
    assert "70,00" in guard.locator("main").inner_text()
    with guard.expect_download() as download:
        guard.click("a[href$='lhe.pdf']")
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_the_suggestion_is_not_seen_before_the_evaluators_own_grade(buka):
    page = buka("evaluator", "ponsel")
    year = page.locator("nav a:has-text('Ringkasan')").first.get_attribute("href").split("/")[1]
    page.goto(f"/{year}/tw1/opd/05/lke/1.b/")
    assert "Batas atas" not in page.locator("main").inner_text()


def _score(page):
    """Every criterion met with the evidence its lens needs, and grade B with a reason."""
    for radio in page.locator("input[type=radio][name^='jawaban-'][value='terpenuhi']").all():
        radio.check()
    for choice in page.locator("select[name^='kekuatan-']").all():
        choice.select_option("4")
    page.locator("input[name='nilai'][value='B']").check()
    page.click("main button.btn-primary:has-text('Simpan')")
    page.wait_for_selector(".kabar-success")
    reason = page.locator("textarea[name='alasan_beda']")
    if reason.count():
        reason.fill("Mutu isi belum merata pada sampel.")
        page.click("main button.btn-primary:has-text('Simpan')")
        page.wait_for_selector(".kabar-success")
