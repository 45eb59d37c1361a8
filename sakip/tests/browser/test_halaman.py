"""Every page that a person can reach by its links: nothing for axe-core to find, no sideways scroll,
no fault in the console; on an office screen in light and, turned to it where it stands, on a phone in dark.
"""

import hashlib
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, expect

from sakip.tests.browser.conftest import LEBAR, shoot

pytestmark = [pytest.mark.browser, pytest.mark.halaman]

AXE = (Path(__file__).resolve().parents[3] / "node_modules/axe-core/axe.min.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Tags, classes, roles and labels of everything below <main>; the frame around it is the person's own.
SHAPE = """() => [...document.querySelectorAll('main, main *')].map(e =>
    [e.tagName, e.className, ...['role', 'for', 'type', 'scope', 'tabindex'].map(a => e.getAttribute(a)),
     e.hasAttribute('aria-label'), e.childElementCount].join()).join(' ')"""
ORANG = ("admin", "bagor", "bappeda", "operator.dinkes", "kepala.dinkes", "evaluator", "bupati")
LAYAR = (("kantor", "light"), ("ponsel", "dark"))
ENDINGS = (".pdf", ".docx", ".xlsx", "/templat/", "/unduh/", "/hasil/")


def faults_of(page, *, with_axe: bool = True) -> list[str]:
    """What axe-core, the width and the console have against this page."""
    faults = []
    page.wait_for_load_state()  # half a page has no heading yet
    if with_axe:
        try:
            found = _violations(page)
        except Error:  # a click was still on its way to another page: that one is meant
            page.wait_for_load_state()
            found = _violations(page)
        faults += [f"axe {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append("halaman bergeser ke samping")
    faults += [f"konsol: {text}" for text in page.faults]
    page.faults.clear()
    return faults


def _violations(page) -> list[dict]:
    page.evaluate("scrollTo(0, 0)")  # the fixed foot covers the same things each time
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    # What is in order is four fifths of what axe-core has to say, and stays in the browser.
    return page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", RULES)


def shape_of(page) -> str:
    """What the page is built of, without its words: axe-core judges two of one shape alike."""
    return hashlib.sha256(page.evaluate(SHAPE).encode()).hexdigest()


def links_of(page) -> list[str]:
    """The addresses of this page's links, within the site."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    here = urlsplit(page.url)
    parts = [urlsplit(link) for link in found]
    return [p.path for p in parts if p.netloc == here.netloc and not p.path.endswith(ENDINGS)]


def view_of(path: str) -> str:
    """The name of the page behind an address; several addresses share one."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def walk(page):
    """Every page reachable from home, one address for each."""
    seen, waiting = set(), deque(["/"])
    while waiting:
        path = waiting.popleft()
        view = view_of(path)
        if not view or view in seen:
            continue
        seen.add(view)
        try:
            answer = page.goto(path)
        except Error as error:
            if "Download is starting" in str(error):
                continue
            raise
        yield view, answer
        waiting.extend(links_of(page))


@pytest.fixture
def seen(tmp_path_factory, worker_id):
    """`seen(page, layar)`: whether this shape was judged on this screen already, in any process."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "bentuk"
    folder.mkdir(exist_ok=True)

    def was_seen(page, layar) -> bool:
        try:
            (folder / f"{layar}-{shape_of(page)}").touch(exist_ok=False)
        except FileExistsError:
            return True
        return False

    return was_seen


def turn_to(page, layar, warna) -> None:
    """The page that stands there, on a screen of this size and in this light."""
    width, height = LEBAR[layar]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=warna)


@pytest.mark.parametrize("username", ORANG)
def test_everything_a_person_can_open_is_accessible_and_fits(buka, seen, username):
    page = buka(username, reduced_motion="reduce")  # no colour is judged on its way to another
    page.add_init_script(AXE)
    found, views = [], []
    for view, answer in walk(page):
        views.append(view)
        if answer.status != 200:
            found.append(f"{view}: {answer.status}")
        for layar, warna in LAYAR:
            turn_to(page, layar, warna)
            is_new = not seen(page, layar) or len(views) == 1
            faults = faults_of(page, with_axe=is_new)
            found += [f"{view} ({page.url}, {layar}): {fault}" for fault in faults]
            if is_new:
                shoot(page, f"{username}-{layar}-{view.replace(':', '-')}")
    assert not found, "\n".join(found)
    assert len(views) >= 5


@pytest.mark.parametrize(("layar", "warna"), LAYAR)
@pytest.mark.parametrize("path", ["/akun/masuk/", "/akun/aktivasi/", "/akun/lupa/", "/tidak-ada/"])
def test_the_doors_and_the_missing_page_are_accessible_and_fit(buka, path, layar, warna):
    page = buka(None, layar, color_scheme=warna)
    page.goto(path)
    page.faults[:] = [text for text in page.faults if "404" not in text]
    assert not faults_of(page)


@pytest.mark.parametrize(("layar", "warna"), LAYAR)
def test_a_refusal_says_why_and_is_accessible(buka, layar, warna):
    page = buka("operator.dinkes", layar, color_scheme=warna)
    answer = page.goto("/setelan/")
    assert answer.status == 403
    page.faults.clear()
    assert "Hanya Admin" in page.locator("main").inner_text()
    assert not faults_of(page)


@pytest.mark.parametrize(("layar", "warna"), LAYAR)
def test_the_differences_of_a_workbook_are_accessible_and_fit(buka, layar, warna):
    """Only who uploaded a workbook sees it, so none of those above comes by."""
    page = buka("anggota", layar, color_scheme=warna)
    page.goto(page.locator("nav a:has-text('Evaluasi')").first.get_attribute("href") + "buku/")
    page.click("main a[href*='/evaluasi/buku/']:has-text('.xlsx')")
    page.wait_for_selector("button:has-text('Terapkan')")
    assert view_of(urlsplit(page.url).path) == "evaluasi:impor_lembar"
    assert not faults_of(page)


def test_the_tab_that_is_open_is_in_view_on_a_phone(buka):
    page = buka("bappeda", "ponsel")
    page.goto("/perencanaan/nomenklatur/")
    tabs = page.locator("nav.bagian")
    for name in ("Nomenklatur", "Rupiah dan hasil", "Perangkat daerah"):
        tabs.get_by_role("link", name=name).click()
        tab = tabs.locator("[aria-current]")
        expect(tab).to_have_text(name)
        box = tab.bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 360, name
