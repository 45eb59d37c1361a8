"""200 writers at once across an opening and a lock, in WIB, WITA and WIT: the database's clock decides.

    python -m bukti.tenggat                 200 writers in each zone
    python -m bukti.tenggat --penulis 50    fewer; the seed is printed

Each writer types one figure of one indicator at a random moment around the opening or the lock. Three
processes share the writers: one whose clock is right, one an hour behind, one an hour ahead. Every
writer asks the database's clock before and after its write. A fault is a figure kept though the
write began after the lock or ended before the opening, one refused though the write ended before
the lock and began after the opening, a figure kept without being acknowledged or the other way round.
Printed beside it: how long after the lock the last commit was known. Runs on
`SAKIP_DATABASE_URL` or SQLite, in a folder of its own.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(os.environ.get("BUKTI_TENGGAT") or tempfile.mkdtemp(prefix="bukti-tenggat-"))
os.environ |= {"SAKIP_DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "sakip.settings"}

import django  # noqa: E402

django.setup()

import time_machine  # noqa: E402
from django.core.exceptions import PermissionDenied  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from sakip.conftest import wearing  # noqa: E402
from sakip.organisasi.models import Pengguna, Peran  # noqa: E402
from sakip.pengukuran.actions.realisasi import update_realisasi  # noqa: E402
from sakip.pengukuran.isian import read_isian  # noqa: E402
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret, Realisasi  # noqa: E402
from sakip.rules.tanggal import ZONA, write_waktu  # noqa: E402
from sakip.tests.builders import make_instansi, make_pengguna, make_perangkat_daerah  # noqa: E402
from sakip.tests.rencana import make_indikator, make_simpul, make_target, open_masa  # noqa: E402
from sakip.web.clock import database_now  # noqa: E402
from sakip.web.scope import SEMUA, instansi_scope  # noqa: E402

UNIT = 20
# Opened and locked so far apart; writers come up to LEBAR before the one and after the other.
BUKA_SAMPAI_KUNCI, LEBAR = timedelta(seconds=6), timedelta(seconds=2)
SIAP = timedelta(seconds=8)
# What the clock of each process shows beside the truth.
JAM_PROSES = (0, -3600, 3600)
BATAS = 120


@dataclass(slots=True)
class Tulisan:
    """One write: its row, the database's moment before and after it, and what was answered."""

    potret: int
    mulai: str = ""
    selesai: str = ""
    diterima: bool = False
    galat: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.tenggat")
    parser.add_argument("--penulis", type=int, default=200)
    parser.add_argument("--benih", type=int, default=random.randrange(10**6))
    parser.add_argument("--tulis", type=int, metavar="JAM", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.tulis is not None:
        return _write_all(args.tulis)
    chance = random.Random(args.benih)
    print(f"Benih {args.benih}, basis data {connection.vendor}.")
    call_command("migrate", verbosity=0)
    try:
        with instansi_scope(SEMUA):
            faults = [fault for zona in ZONA for fault in _trial(zona, args.penulis, chance)]
    finally:
        shutil.rmtree(FOLDER)
    for fault in faults:
        print(fault)
    print(f"{len(ZONA)} zona, {args.penulis} penulis di tiap zona, {len(faults)} kegagalan.")
    return 1 if faults else 0


def _trial(zona: str, banyak: int, chance: random.Random) -> list[str]:
    """One zone: an agency, its open and its lock, the writers, and what the database holds afterwards."""
    masa = _build(zona, banyak)
    moment = database_now().astimezone(ZoneInfo(zona)).replace(microsecond=0) + SIAP
    masa.buka, masa.kunci = moment, moment + BUKA_SAMPAI_KUNCI
    masa.tutup = masa.kunci
    masa.save()
    shares: list[list[tuple[int, float]]] = [[] for _ in JAM_PROSES]
    for n, potret in enumerate(masa.potret_set.order_by("pk")):
        shares[n % len(JAM_PROSES)].append((potret.pk, _when(n, chance)))
    workers = []
    for jam, share in zip(JAM_PROSES, shares, strict=True):
        worker = subprocess.Popen(
            [sys.executable, "-m", "bukti.tenggat", "--tulis", str(jam)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"BUKTI_TENGGAT": str(FOLDER)},
        )
        workers.append((worker, json.dumps({"buka": moment.isoformat(), "bagian": share})))
    written: list[Tulisan] = []
    reading = [threading.Thread(target=_collect, args=(*one, written)) for one in workers]
    for thread in reading:
        thread.start()
    for thread in reading:
        thread.join()
    return _judge(masa, zona, banyak, written)


def _build(zona: str, banyak: int) -> Masa:
    """An agency with UNIT sheets that share `banyak` rows."""
    instansi = make_instansi(zona_waktu=zona)
    for n in range(UNIT):
        unit = make_perangkat_daerah(instansi)
        make_pengguna(instansi, Peran.OPERATOR_OPD, unit)
        simpul = None
        for _ in range(banyak // UNIT + (n < banyak % UNIT)):
            indikator = make_indikator(unit, simpul)
            simpul = simpul or make_simpul(indikator.periode)
            make_target(indikator, "1", "2", "3", "4")
    return open_masa(wearing(make_pengguna(instansi, Peran.BAGOR)))


def _when(n: int, chance: random.Random) -> float:
    """Seconds after the opening at which a writer begins; half of them crowd around an edge."""
    lebar, sela = LEBAR.total_seconds(), BUKA_SAMPAI_KUNCI.total_seconds()
    if n % 2:
        return chance.choice((0.0, sela)) + chance.gauss(0, 0.1)
    return chance.uniform(-lebar, sela + lebar)


def _collect(worker: "subprocess.Popen[bytes]", order: str, written: list[Tulisan]) -> None:
    answer, _ = worker.communicate(order.encode(), timeout=BATAS)
    written += [Tulisan(**row) for row in json.loads(answer)]


def _judge(masa: Masa, zona: str, banyak: int, written: list[Tulisan]) -> list[str]:
    """What is wrong, and one printed line with the counts."""
    faults = [f"{one.potret}: {one.galat}" for one in written if one.galat]
    kept = [one for one in written if one.diterima]
    refused = [one for one in written if not one.diterima and not one.galat]
    for one in kept:
        if datetime.fromisoformat(one.mulai) >= masa.kunci:
            faults.append(f"{one.potret} diterima sesudah kunci")
        if datetime.fromisoformat(one.selesai) < masa.buka:
            faults.append(f"{one.potret} diterima sebelum buka")
    for one in refused:
        begun, ended = (datetime.fromisoformat(text) for text in (one.mulai, one.selesai))
        if masa.buka <= begun and ended < masa.kunci:
            faults.append(f"{one.potret} ditolak di dalam masa")
    stored = set(Realisasi.objects.filter(potret__masa=masa).values_list("potret_id", flat=True))
    if stored != {one.potret for one in kept}:
        faults.append(f"{len(stored)} tersimpan, {len(kept)} diterima")
    if len(written) != banyak:
        faults.append(f"{len(written)} dari {banyak} penulis menjawab")
    known = max((datetime.fromisoformat(one.selesai) for one in kept), default=masa.kunci)
    late = max((known - masa.kunci).total_seconds() * 1000, 0)
    print(
        f"{ZONA[zona]}: kunci {write_waktu(masa.kunci, zona)}, {len(kept)} diterima, "
        f"{len(refused)} ditolak; jawaban terakhir {late:.0f} ms sesudah kunci."
    )
    return [f"{ZONA[zona]}: {fault}" for fault in faults]


# --- one of the processes -------------------------------------------------------------------------


def _write_all(jam: int) -> int:
    """Write one's share, a thread a row, under a clock that is `jam` seconds wrong."""
    connections.settings["default"]["OPTIONS"].pop("pool", None)  # every writer really at once
    order = json.loads(sys.stdin.read())
    with instansi_scope(SEMUA):
        buka = datetime.fromisoformat(order["buka"])
        rows = [_load(pk) for pk, _ in order["bagian"]]
        start = time.monotonic() + (buka - database_now()).total_seconds()
        connection.close()
    written = [Tulisan(potret.pk) for potret, _, _ in rows]
    threads = [
        threading.Thread(target=_write, args=(row, start + after, one))
        for row, (_, after), one in zip(rows, order["bagian"], written, strict=True)
    ]
    with time_machine.travel(time.time() + jam, tick=True):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    print(json.dumps([asdict(one) for one in written]))
    return 0


Baris = tuple[Potret, LembarRealisasi, Pengguna]


def _load(pk: int) -> Baris:
    potret = Potret.objects.select_related("masa").get(pk=pk)
    lembar = LembarRealisasi.objects.select_related("masa__instansi").get(
        masa=potret.masa_id, perangkat_daerah=potret.perangkat_daerah_id
    )
    user = Pengguna.objects.get(penugasan_set__perangkat_daerah=potret.perangkat_daerah_id)
    return potret, lembar, wearing(user)


def _write(row: Baris, at: float, one: Tulisan) -> None:
    """Wait for one's moment, then write once, on a connection of one's own."""
    potret, lembar, user = row
    time.sleep(max(at - time.monotonic(), 0))
    try:
        with instansi_scope(SEMUA):
            one.mulai = database_now().isoformat()
            one.diterima = _try(potret, lembar, user)
            one.selesai = database_now().isoformat()
    except Exception as error:  # whatever it is, the trial reports it
        one.galat = repr(error)
    finally:
        connection.close()


def _try(potret: Potret, lembar: LembarRealisasi, user: Pengguna) -> bool:
    isian = [read_isian(potret, {"nilai": "3"}, 0)]
    try:
        return update_realisasi(lembar, isian, acting_user=user).berubah == 1
    except PermissionDenied:
        return False


if __name__ == "__main__":
    sys.exit(main())
