"""A real server with the demo's data, and a real Chromium; the database is SQLite or, when
SAKIP_DATABASE_URL is set, PostgreSQL.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sakip.demo.organisasi import KATA_SANDI

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SHOTS = ROOT / "build" / "layar"
LEBAR = {"kantor": (1366, 768), "ponsel": (360, 740)}


def run(*words: str, env: dict[str, str]) -> None:
    program = Path(sys.executable).with_name("sakip")
    subprocess.run([str(program), *words], check=True, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def lingkungan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the server that the tests visit: its data, its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return os.environ | {
        "SAKIP_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "SAKIP_PORT": str(port),
        "SAKIP_DATABASE_URL": os.environ.get("SAKIP_BROWSER_DATABASE_URL", ""),
    }


@pytest.fixture(scope="session")
def alamat(lingkungan: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that holds the demo."""
    env, port = lingkungan, lingkungan["SAKIP_PORT"]
    if not env["SAKIP_DATABASE_URL"]:
        run("siapkan", env=env)
    run("demo", env=env)
    program = Path(sys.executable).with_name("granian")
    command = [str(program), "--interface", "wsgi", "--port", port, "--workers", "1"]
    with (tmp_path_factory.mktemp("log") / "server").open("w") as log:
        server = subprocess.Popen(
            [*command, "sakip.wsgi:application"], env=env, cwd=ROOT, stdout=log, stderr=log
        )
    try:
        yield _when_it_answers(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(timeout=10)


def _when_it_answers(alamat: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"{alamat}/sehat/", timeout=2):
                return alamat
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("Server tidak menjawab.")


@pytest.fixture(scope="session")
def peramban() -> Iterator[Browser]:
    SHOTS.mkdir(parents=True, exist_ok=True)
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
            page.goto("/akun/masuk/")
            page.fill("input[name=username]", username)
            page.fill("input[name=password]", KATA_SANDI)
            page.click("main button[type=submit]")
            page.wait_for_url(f"{alamat}/")
        return page

    yield open_page
    for context in contexts:
        context.close()
