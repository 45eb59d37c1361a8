"""Guard mutation: every guard is taken out once, and the tests that run through it must notice.

    python -m bukti.penjaga                 every guard
    python -m bukti.penjaga --contoh 20     a random sample; the seed is printed
    python -m bukti.penjaga --hanya akun    guards whose place contains this text

Which test calls which guarded function was heard while the suite ran (`sakip.tests.pendengar`; when a source
has changed since, the suite runs first). For each guard a forked copy of one pytest session runs on
without it, only those tests, until one fails. A guard nobody misses is a survivor, and one without
which the tests neither end nor fail is undecided: status 1.
"""

import argparse
import enum
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from sakip.tests.mutan import Penjaga, Rumah, find_guards
from sakip.tests.pendengar import UTAMA, Peta, load_peta

SEKALIGUS = os.cpu_count() or 1
BATAS_DETIK = 300
# What nearly every test runs through: of so many its own come first, the access table last, or the time
# is up before it is their turn.
RAMAI = 300


class Akhir(enum.Enum):
    """How a copy without a guard ended."""

    KETAHUAN = 0  # a test failed
    SELAMAT = 1  # every test passed
    TAK_TENTU = 2  # it neither passed nor failed: too long, or the copy itself broke


@dataclass
class Pemeriksa:
    """The pytest plugin that takes over the loop of the session."""

    penjaga: list[Penjaga]
    peta: Peta
    akhir: dict[Penjaga, Akhir] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Standard output as it is before pytest captures it.
        self.keluaran = os.fdopen(os.dup(1), "w")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.session = session
        self.rumah = Rumah()
        # The access table comes last, so that it is the one still set up.
        items = sorted(session.items, key=lambda i: i.path.name == UTAMA)
        self.items = {i.nodeid: i for i in items}
        if not _is_green(items[-1], items[-1]):
            raise pytest.UsageError(f"{items[-1].nodeid} gagal sebelum apa pun dicabut.")
        self._try_all()
        return True

    def _try_all(self) -> None:
        waiting, running = list(self.penjaga), {}
        while waiting or running:
            while waiting and len(running) < SEKALIGUS:
                guard = waiting.pop(0)
                running[self._fork(guard)] = guard
            pid, status = os.wait()
            guard, code = running.pop(pid), os.waitstatus_to_exitcode(status)
            akhir = self.akhir[guard] = Akhir(code) if code >= 0 else Akhir.TAK_TENTU
            if akhir is not Akhir.KETAHUAN:
                print(f"{akhir.name} {guard}", file=self.keluaran, flush=True)

    def _fork(self, guard: Penjaga) -> int:
        pid = os.fork()
        if pid:
            return pid
        os.setpgrp()  # a test that stops its own processes must not stop this one
        signal.alarm(BATAS_DETIK)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        akhir = Akhir.TAK_TENTU
        try:
            akhir = self._run_without(guard)
        finally:
            os._exit(akhir.value)

    def _run_without(self, guard: Penjaga) -> Akhir:
        self.rumah.remove(guard)
        heard = self.peta.get((guard.berkas, guard.fungsi), [])
        if len(heard) > RAMAI:
            own = f"{'/'.join(guard.berkas.split('/')[:2])}/tests/"
            heard = sorted(heard, key=lambda nodeid: (not nodeid.startswith(own), UTAMA in nodeid))
        tests = [self.items[nodeid] for nodeid in heard if nodeid in self.items]
        if guard.jenis == "metode":
            tests = [*self._methods(guard), *tests]
        for item in tests:
            self.session._setupstate.teardown_exact(item)
            if not _is_green(item, item):
                return Akhir.KETAHUAN
        return Akhir.SELAMAT

    def _methods(self, guard: Penjaga) -> list[pytest.Item]:
        """The tests that ask each page with every other method, this page's own first."""
        items = [i for i in self.items.values() if "a_method_without_a_row" in i.name]
        return sorted(items, key=lambda item: _page_of(item) != guard.fungsi)


def _page_of(item: Any) -> str:
    """The name of the page that such a test asks, which is that of its function."""
    name: str = item.module.every_route()[item.callspec.params["route"]]
    return name.rpartition(":")[2]


def _is_green(item: pytest.Item, following: pytest.Item) -> bool:
    reports = runtestprotocol(item, log=False, nextitem=following)
    return not any(report.failed for report in reports)


def main(argv: Sequence[str] | None = None) -> int:
    """Print how many guards were taken out and which of them nobody missed."""
    parser = argparse.ArgumentParser(prog="bukti.penjaga")
    parser.add_argument("--contoh", type=int, default=0, help="hanya sebanyak ini, dipilih acak")
    parser.add_argument("--benih", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--hanya", default="", help="hanya penjaga yang tempatnya memuat teks ini")
    args = parser.parse_args(argv)
    guards = [g for g in find_guards() if args.hanya in str(g)]
    if args.contoh:
        guards = random.Random(args.benih).sample(guards, min(args.contoh, len(guards)))
        print(f"Benih {args.benih}.")
    peta = load_peta() or _listen()
    if not peta:
        print("Penjaga belum dicabut: uji harus hijau dahulu.")
        return 1
    return _report(_examine(guards, peta))


def _listen() -> Peta:
    """Run the suite once to hear which test calls what; empty when it is not green."""
    words = ["-p", "sakip.tests.pendengar", "-n", str(SEKALIGUS), "-m", "not browser and not bukti"]
    subprocess.run([sys.executable, "-m", "pytest", *words], check=False)
    return load_peta()


def _examine(guards: list[Penjaga], peta: Peta) -> dict[Penjaga, Akhir]:
    pemeriksa = Pemeriksa(guards, peta)
    start = time.perf_counter()
    options = ["-p", "no:randomly", "-p", "no:cacheprovider", "-q", "--no-header", "--no-summary"]
    options += ["-m", "not browser and not bukti", "--ignore=sakip/rules"]
    with tempfile.TemporaryDirectory(prefix="bukti-penjaga-") as data:
        os.environ["SAKIP_DATA_DIR"] = data
        pytest.main([*options, "sakip"], plugins=[pemeriksa])
    print(f"{time.perf_counter() - start:.0f} detik.")
    return pemeriksa.akhir


def _report(akhir: dict[Penjaga, Akhir]) -> int:
    kinds = Counter(guard.jenis for guard in akhir)
    ends = Counter(akhir.values())
    print(", ".join(f"{jenis} {n}" for jenis, n in sorted(kinds.items())))
    print(
        f"{len(akhir)} penjaga dicabut: {ends[Akhir.KETAHUAN]} ketahuan, "
        f"{ends[Akhir.SELAMAT]} selamat, {ends[Akhir.TAK_TENTU]} tak tentu."
    )
    return 1 if ends[Akhir.KETAHUAN] < len(akhir) or not akhir else 0


if __name__ == "__main__":
    sys.exit(main())
