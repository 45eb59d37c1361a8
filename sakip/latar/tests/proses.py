"""Real workers, in processes of their own, on the database of the test."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

PROGRAM = """
import django
django.setup()
from datetime import timedelta
from sakip.latar.tests import pekerjaan_uji
from sakip.latar.worker import run_worker
run_worker(timedelta(seconds={sewa}), tenggang=0.5)
"""


class Bengkel:
    """A folder, a copy of the test's database in it (SQLite) or the very one (PostgreSQL), and workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self.env = os.environ | {"SAKIP_DATA_DIR": str(folder), "SAKIP_SECRET_KEY": "uji"}
        if connection.vendor == "postgresql":
            url = urlsplit(settings.DATABASE_URL)
            self.env["SAKIP_DATABASE_URL"] = url._replace(
                path=f"/{connection.settings_dict['NAME']}"
            ).geturl()

    def buka(self) -> None:
        """Show the workers what the test has built so far."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.folder / "sakip.sqlite3")) as copy:
                connection.connection.backup(copy)

    def kerja(self, sewa: float = 1.0) -> subprocess.Popen[bytes]:
        """Start a worker whose lease lasts `sewa` seconds."""
        program = PROGRAM.format(sewa=sewa)
        worker = subprocess.Popen(
            [sys.executable, "-c", program], env=self.env, cwd=settings.BASE_DIR
        )
        self.workers.append(worker)
        return worker

    def baca(self, sql: str) -> list[tuple[object, ...]]:
        """What the database holds now."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.folder / "sakip.sqlite3", timeout=20)) as copy:
                return copy.execute(sql).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def tulis(self, sql: str) -> None:
        """What somebody does on a page meanwhile."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.folder / "sakip.sqlite3", timeout=20)) as copy, copy:
                copy.execute(sql)
        else:
            with connection.cursor() as cursor:
                cursor.execute(sql)

    def keadaan(self) -> tuple[object, ...]:
        """State and attempt of the one job there is."""
        return self.baca("SELECT status, percobaan FROM latar_pekerjaan")[0]

    def tutup(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()


def tunggu(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so; fail when it does not come about."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not come about in time."
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def bunuh(worker: subprocess.Popen[bytes]) -> None:
    """kill -9, as a power cut or the kernel would."""
    worker.send_signal(signal.SIGKILL)
    worker.wait()
