"""Background jobs survive `kill -9`: workers are killed at random moments, nothing is lost or half done.

    python -m bukti.latar                   20 trials
    python -m bukti.latar --kali 100        more; the seed is printed

Each trial queues jobs of random length, lets two workers share them, kills one or both without
warning, starts others, and asks at the end: is every job done, with its result on disk; did each
attempt begin once at most and the last one end; is nobody left working. In a last trial the
database is locked for longer than its busy timeout. Runs on `SAKIP_DATABASE_URL` or SQLite, in a folder
of its own.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="bukti-latar-"))
os.environ |= {"SAKIP_DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "sakip.settings"}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from sakip.conftest import wearing  # noqa: E402
from sakip.latar.actions import enqueue  # noqa: E402
from sakip.latar.models import Pekerjaan  # noqa: E402
from sakip.latar.tests import pekerjaan_uji as uji  # noqa: E402
from sakip.latar.tests.proses import PROGRAM, bunuh, is_alive  # noqa: E402
from sakip.organisasi.models import Pengguna, Peran  # noqa: E402
from sakip.tests.builders import make_instansi, make_pengguna  # noqa: E402
from sakip.web.scope import SEMUA, instansi_scope  # noqa: E402
from sakip.web.store import load_store  # noqa: E402

SEWA = 1.0
BATAS = 60.0
Worker = subprocess.Popen[bytes]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.latar")
    parser.add_argument("--kali", type=int, default=20)
    parser.add_argument("--benih", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    chance = random.Random(args.benih)
    print(f"Benih {args.benih}, basis data {connection.vendor}.")
    call_command("migrate", verbosity=0)
    try:
        with instansi_scope(SEMUA):
            owner = wearing(make_pengguna(make_instansi(), Peran.BAGOR))
            faults = [fault for n in range(args.kali) for fault in _trial(n, owner, chance)]
            faults += _locked(owner)
    finally:
        shutil.rmtree(FOLDER)
    for fault in faults:
        print(fault)
    print(f"{args.kali} percobaan, {len(faults)} kegagalan.")
    return 1 if faults else 0


def _start() -> Worker:
    return subprocess.Popen([sys.executable, "-c", PROGRAM.format(sewa=SEWA)])


def _trial(number: int, owner: Pengguna, chance: random.Random) -> list[str]:
    """Queue, kill once or twice, wait, and look."""
    rows = [_queue(owner, f"{number}-{n}", chance.uniform(0, 1.5)) for n in range(4)]
    workers = [_start(), _start()]
    for _ in range(chance.randint(1, 2)):
        time.sleep(chance.uniform(0.3, 3))
        bunuh(workers.pop(0))
        workers.append(_start())
    begun = time.monotonic()
    done = _wait()
    print(
        f"Percobaan {number}: selesai {time.monotonic() - begun:.1f} detik setelah kill -9 terakhir."
    )
    for worker in workers:
        worker.terminate()
        worker.wait()
    return ([] if done else [f"{number}: antrean tidak habis"]) + [
        f"{number}: {fault}" for row in rows for fault in _faults(row)
    ]


def _queue(owner: Pengguna, name: str, seconds: float) -> Pekerjaan:
    path = str(FOLDER / f"catatan-{name}")
    with transaction.atomic():
        return enqueue(uji.catat, acting_user=owner, judul=name, berkas=path, detik=seconds)


def _wait() -> bool:
    until = time.monotonic() + BATAS
    while Pekerjaan.objects.active().exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def _faults(row: Pekerjaan) -> list[str]:
    """What is wrong with a job that ought to be done."""
    row.refresh_from_db()
    lines = (FOLDER / f"catatan-{row.judul}").read_text().splitlines()
    begun = [line.split() for line in lines if line.startswith("mulai")]
    ended = [line.split() for line in lines if line.startswith("akhir")]
    faults = []
    if row.status != Pekerjaan.Status.SELESAI:
        faults.append(f"{row.judul} berstatus {row.status}: {row.galat}")
    elif load_store("hasil").measure(row.hasil).sha256 != row.hasil:
        faults.append(f"{row.judul}: isi hasil rusak")
    attempts = [int(line[1]) for line in begun]  # an attempt may be killed before its first line
    if attempts != sorted(set(attempts)) or attempts[-1] != row.percobaan:
        faults.append(f"{row.judul}: {row.percobaan} percobaan, tetapi mulai {begun}")
    if [line[1] for line in ended][-1:] != [str(row.percobaan)]:
        faults.append(f"{row.judul}: percobaan terakhir tidak berakhir: {ended}")
    faults += [
        f"{row.judul}: proses {line[2]} masih hidup" for line in begun if is_alive(int(line[2]))
    ]
    return faults


def _locked(owner: Pengguna) -> list[str]:
    """Lock the whole database for 25 seconds, longer than the busy timeout; the worker must come back."""
    if connection.vendor != "sqlite":
        return []
    worker = _start()
    time.sleep(3)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN EXCLUSIVE")
        time.sleep(25)
        cursor.execute("COMMIT")
    row = _queue(owner, "terkunci", 0)
    begun = time.monotonic()
    done = _wait()
    print(
        f"Setelah basis data terkunci 25 detik: selesai dalam {time.monotonic() - begun:.1f} detik."
    )
    alive = worker.poll() is None
    worker.terminate()
    worker.wait()
    return (
        _faults(row) if done and alive else ["Pekerja tidak kembali setelah basis data terkunci."]
    )


if __name__ == "__main__":
    sys.exit(main())
