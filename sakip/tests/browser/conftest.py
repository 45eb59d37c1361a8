"""A real server with the demo's data, and a real Chromium; the database is SQLite or, when
SAKIP_BROWSER_DATABASE_URL is set, PostgreSQL.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sakip.tests.browser.peladen import ROOT, Peladen, database_url, fill, make_lingkungan, sign_in

CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LEBAR = {"kantor": (1366, 768), "ponsel": (360, 740)}


def shoot(page: Page, name: str) -> None:
    """A picture of the whole page, for whoever wants to look: in the folder SAKIP_LAYAR, if that is set."""
    if folder := os.environ.get("SAKIP_LAYAR"):
        page.screenshot(path=ROOT / folder / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def lingkungan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the server that the tests visit: its data, its port."""
    return make_lingkungan(tmp_path_factory.mktemp("data"), database_url())


@pytest.fixture(scope="session")
def peladen(
    lingkungan: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Peladen]:
    """A server that holds the demo."""
    fill(lingkungan)
    server = Peladen(lingkungan, tmp_path_factory.mktemp("log") / "server")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def alamat(peladen: Peladen) -> str:
    """Its address."""
    return peladen.alamat


@pytest.fixture(scope="session")
def peramban() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def buka(alamat: str, peramban: Browser) -> Iterator[Callable[..., Page]]:
    """`buka("operator.dinkes", "ponsel")`: a page of somebody who has just signed in."""
    contexts = []

    def open_page(username: str | None, layar: str = "kantor", **options: object) -> Page:
        width, height = LEBAR[layar]
        context = peramban.new_context(
            viewport={"width": width, "height": height}, base_url=alamat, **options
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if username:
            sign_in(page, username)
        return page

    yield open_page
    for context in contexts:
        context.close()
