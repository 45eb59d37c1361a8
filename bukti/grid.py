"""No figure of the grid is lost: 200 random trials in a real browser, all kinds of trouble in turn.

    python -m bukti.grid                    200 trials
    python -m bukti.grid --kali 12 --benih 7

Runs on SQLite, or on the database of `SAKIP_BROWSER_DATABASE_URL`.
"""

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import django
from playwright.sync_api import Browser, Error, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from sakip.tests.browser.conftest import CHROMIUM, FLAGS  # noqa: E402
from sakip.tests.browser.gangguan import BARIS, GANGGUAN, Percobaan  # noqa: E402
from sakip.tests.browser.peladen import Peladen, add_lembar, fill, make_lingkungan  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.grid")
    parser.add_argument("--kali", type=int, default=200)
    parser.add_argument("--benih", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    print(f"Benih {args.benih}.", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        env = make_lingkungan(Path(folder), os.environ.get("SAKIP_BROWSER_DATABASE_URL", ""))
        fill(env)
        server = Peladen(env, Path(folder) / "log")
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return _report(args.kali, _trials(args, env, server, browser))
        finally:
            browser.close()
            server.stop()


def _trials(
    args: argparse.Namespace, env: dict[str, str], server: Peladen, browser: Browser
) -> list[tuple[str, Percobaan, list[str]]]:
    chance = random.Random(args.benih)
    units = [f"BG{n}" for n in range(args.kali)]
    sheets = add_lembar(env, BARIS, *units)
    kinds = islice(cycle(GANGGUAN), args.kali)
    done = []
    for kode, jalan, nama in zip(units, sheets, kinds, strict=True):
        contexts = [browser.new_context(), browser.new_context()]
        one = Percobaan(server, contexts[0], contexts[1], kode, jalan, chance)
        rows = chance.sample(range(BARIS), chance.randint(2, 3))
        try:
            faults = GANGGUAN[nama](one, rows)
        except (Error, AssertionError) as error:
            faults = [f"{kode}, {nama}: {error}"]
        for context in contexts:
            context.close()
        done.append((nama, one, faults))
        print(f"{kode} {nama}: {len(one.diakui)} diakui, {len(faults)} salah", *faults, flush=True)
    return done


def _report(kali: int, done: list[tuple[str, Percobaan, list[str]]]) -> int:
    by_kind = Counter(nama for nama, _, _ in done)
    diakui = sum(len(one.diakui) for _, one, _ in done)
    lost = sum(len(faults) for _, _, faults in done)
    konflik = sum(one.konflik for _, one, _ in done)
    print(", ".join(f"{nama} {n}" for nama, n in by_kind.items()))
    print(
        f"{kali} percobaan: {diakui} isian diakui, {konflik} bentrok ditampilkan, {lost} kesalahan."
    )
    return 1 if lost or not diakui else 0


if __name__ == "__main__":
    sys.exit(main())
