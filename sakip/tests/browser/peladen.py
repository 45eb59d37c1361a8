"""The web server that browsers visit in tests: started, stopped, killed without warning, started again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from sakip.demo.organisasi import KATA_SANDI
from sakip.tests.basis import copy_basis

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent


def make_lingkungan(folder: Path, database: str = "") -> dict[str, str]:
    """Settings of a server of its own: data in `folder`, a free port; SQLite unless told otherwise."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return os.environ | {
        "SAKIP_DATA_DIR": str(folder),
        "SAKIP_PORT": str(port),
        "SAKIP_DATABASE_URL": database,
    }


def database_url() -> str:
    """Of the server that this process visits: empty for SQLite; each process of a run has one of its own."""
    url = os.environ.get("SAKIP_BROWSER_DATABASE_URL", "")
    process = os.environ.get("PYTEST_XDIST_WORKER", "")
    return f"{url.removesuffix('/sakip')}/test_sakip_{process}" if url and process else url


def fill(env: dict[str, str]) -> None:
    """The tables and the demo's data."""
    if not env["SAKIP_DATABASE_URL"]:
        copy_basis(Path(env["SAKIP_DATA_DIR"]) / "sakip.sqlite3")
    run("demo", env=env)


def run(*words: str, env: dict[str, str]) -> None:
    program = str(BIN / "sakip")
    subprocess.run([program, *words], check=True, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)


def add_lembar(env: dict[str, str], rows: int, *units: str) -> list[str]:
    """New units with a sheet of `rows` indicators each; the addresses of the sheets."""
    words = [sys.executable, "-m", "sakip.tests.browser.lembar_uji", str(rows), *units]
    done = subprocess.run(words, check=True, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()


class Peladen:
    """One server process with its worker, in a process group of its own."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.env, self.log = env, log
        self.alamat = f"http://127.0.0.1:{env['SAKIP_PORT']}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Back when it answers."""
        words = ["--interface", "wsgi", "--port", self.env["SAKIP_PORT"], "--workers", "1"]
        command = [str(BIN / "granian"), *words, "sakip.wsgi:application"]
        with self.log.open("a") as out:
            self.process = subprocess.Popen(
                command, env=self.env, cwd=ROOT, stdout=out, stderr=out, start_new_session=True
            )
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"{self.alamat}/sehat/", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("Server tidak menjawab.")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """All of its processes at once; SIGKILL is a power cut."""
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=10)
            self.process = None


def sign_in(page, username):
    """From the login to the home."""
    page.goto("/akun/masuk/")
    fill_login(page, username)
    page.wait_for_url("**/")


def fill_login(page, username, password=KATA_SANDI):
    """The login that stands there, typed and sent."""
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")


@contextmanager
def slow_script(page, name):
    """The page comes anew, and within the block it stands without this script, as on an old PC."""
    held = []
    page.route(f"**/js/{name}.*", lambda route: held.append(route))
    with page.expect_request(f"**/js/{name}.*"):
        page.reload(wait_until="commit")
    yield
    for route in held:
        route.continue_()
    page.unroute(f"**/js/{name}.*")
    page.wait_for_selector("[data-siap]")


def open_quarter(page, tombol):
    """From the line of the home with this button to the quarter of one's own office."""
    line = f"main a.btn[href*='/realisasi/']:not([href*='/bulan/']):text-is('{tombol}')"
    page.goto(page.locator(line).first.get_attribute("href"))
