"""Makes the README's screenshot: the demo in a private data folder, one page in a real Chromium."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "gambar" / "realisasi.png"
PORT = "8199"
CHROMIUM = "/usr/bin/chromium-headless-shell"
BASE = f"http://127.0.0.1:{PORT}"
HARI_INI = "2026-10-12"


def main() -> None:
    """Seed, serve, sign in, draw."""
    program = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "SAKIP_DATA_DIR": folder,
            "SAKIP_HARI_INI": HARI_INI,
            "SAKIP_PORT": PORT,
        }
        for words in (["siapkan"], ["demo"]):
            subprocess.run([program / "sakip", *words], check=True, env=env, cwd=ROOT)
        command = [
            program / "granian",
            "--interface",
            "wsgi",
            "--port",
            PORT,
            "sakip.wsgi:application",
        ]
        server = subprocess.Popen(command, env=env, cwd=ROOT)
        try:
            _wait()
            _draw()
        finally:
            server.terminate()
            server.wait(timeout=10)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size // 1024} kB")


def _wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{BASE}/sehat/", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server did not answer.")


def _draw() -> None:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 760})
        page.goto(f"{BASE}/akun/masuk/")
        page.fill("input[name=username]", "operator.dinkes")
        page.fill("input[name=password]", "mangga-manis-di-kebun")
        page.click("main button[type=submit]")
        page.goto(f"{BASE}/2026/tw3/opd/05/realisasi/")
        page.locator("text=Dari mana angka ini?").nth(1).click()
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(TARGET))
        browser.close()


if __name__ == "__main__":
    main()
