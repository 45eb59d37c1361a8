"""`sakip layani`: everything a first user needs, in one command: database, demo data, server, worker."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TextIO

from django.conf import settings

from sakip.shell import demo, siapkan
from sakip.shell.galat import Galat, GalatError

NAMA = "layani"
BANTUAN = (
    "menyiapkan basis data, mengisi data contoh bila kosong, lalu menjalankan server dan pekerja"
)
BATAS_DETIK = 60
# A worker that lived so long was well; its next death is a first one.
HIDUP_DETIK = 60
MATI_TERBANYAK = 6
JEDA_TERLAMA = 30
GAGAL = (
    "Pekerja latar berhenti {kali} kali berturut-turut (kode {kode}), jadi server ikut dihentikan. "
    "Jalankan `manage.py pekerja` untuk melihat sebabnya, perbaiki, lalu jalankan lagi."
)

Processes = list[subprocess.Popen[bytes]]


def register(parser: argparse.ArgumentParser) -> None:
    """`--tanpa-demo` starts with an empty database."""
    parser.add_argument("--tanpa-demo", action="store_true", help="jangan mengisi data contoh")


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Serve until stopped with Ctrl-C or SIGTERM. Exit status 1 when the server does not come up."""
    _check_port()
    siapkan.prepare(out)
    if not args.tanpa_demo:
        demo.seed_if_empty(out)
    processes = [_server(), _worker()]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        if not _answers(processes):
            print(
                f"Server tidak menjawab di {settings.ALAMAT}. Apakah porta itu sedang dipakai?",
                file=err,
            )
            return 1
        print(demo.welcome(settings.ALAMAT) if not args.tanpa_demo else settings.ALAMAT, file=out)
        out.flush()
        return _watch(processes, err)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(processes)


def _check_port() -> None:
    """Raise GalatError when the address cannot be bound.

    The server itself would share a port in use: two databases would then answer in turns.
    """
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            # As the server does: a port that was closed a moment ago is free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((settings.HOST, settings.PORT))
    except OSError as error:
        raise GalatError(Galat(None, None, _describe_bind_error(error))) from error


def _describe_bind_error(error: OSError) -> str:
    """Why nothing can listen there, and what to do."""
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"Porta {settings.PORT} sedang dipakai. Hentikan yang memakainya, atau isi SAKIP_PORT "
                "dengan porta lain."
            )
        case errno.EACCES:
            return f"Porta {settings.PORT} hanya boleh dipakai root. Isi SAKIP_PORT dengan 1024 ke atas."
    return f"Alamat {settings.HOST} bukan milik komputer ini. Isi SAKIP_HOST dengan alamatnya."


def _server() -> subprocess.Popen[bytes]:
    program = Path(sys.executable).with_name("granian")
    options = ["--interface", "wsgi", "--host", settings.HOST, "--port", str(settings.PORT)]
    # SQLite has one writer at a time: two processes serve a kabupaten, more only queue (stack.md).
    options += [
        "--workers",
        "2",
        "--blocking-threads",
        "4",
        "--no-access-log",
        "--log-level",
        "warning",
    ]
    return subprocess.Popen([str(program), *options, "sakip.wsgi:application"])  # noqa: S603


def _worker() -> subprocess.Popen[bytes]:
    manage = settings.BASE_DIR / "manage.py"
    return subprocess.Popen([sys.executable, str(manage), "pekerja"])  # noqa: S603


def _answers(processes: Processes) -> bool:
    """Whether the server is heard before the time is up; what it lacks besides stands in its log."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104
    host = f"[{host}]" if ":" in host else host
    # Asked as a proxy would: with an https:// address everything else is led on to that.
    asked = urllib.request.Request(
        f"http://{host}:{settings.PORT}/sehat/", headers={"X-Forwarded-Proto": "https"}
    )
    until = time.monotonic() + BATAS_DETIK
    while time.monotonic() < until and processes[0].poll() is None:
        try:
            with urllib.request.urlopen(asked, timeout=2):  # noqa: S310  # never another scheme
                return True
        except urllib.error.HTTPError:
            return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def _watch(processes: Processes, err: TextIO) -> int:
    """Wait for the server; start the worker anew when it dies, later each time it dies soon.

    Exit status 1 when it dies again and again: without it mails and prints would wait unseen.
    """
    jeda = Jeda()
    while processes[0].poll() is None:
        if processes[1].poll() is not None:
            tunggu = jeda.next(time.monotonic())
            if tunggu is None:
                print(GAGAL.format(kali=MATI_TERBANYAK, kode=processes[1].returncode), file=err)
                return 1
            time.sleep(tunggu)
            processes[1] = _worker()
            jeda.begin(time.monotonic())
        time.sleep(1)
    return processes[0].returncode


class Jeda:
    """How long to wait before the worker is started anew: 1, 2, 4 … seconds after deaths in a row."""

    def __init__(self) -> None:
        self.mulai = float("-inf")
        self.mati = 0

    def begin(self, at: float) -> None:
        """It was started now (seconds of any clock that only goes forward)."""
        self.mulai = at

    def next(self, at: float) -> int | None:
        """It died now: the seconds to wait; None when it has died too often without having lived."""
        self.mati = self.mati + 1 if at - self.mulai < HIDUP_DETIK else 1
        return None if self.mati >= MATI_TERBANYAK else min(2 ** (self.mati - 1), JEDA_TERLAMA)


def _stop(processes: Processes) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    os.sync()
