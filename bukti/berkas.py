"""Evidence: a large upload cut three times, flipped bits, hostile files.

    python -m bukti.berkas                  200 MB, 200 bits, every hostile file
    python -m bukti.berkas --mb 20          a smaller upload

A real server takes an upload in pieces; the line is cut in the middle of a piece, the server is killed
with `kill -9` in the middle of another, and the line is cut once more: the file must arrive whole. Then one
random bit of each of 200 contents is flipped: `sakip berkas periksa` must name every file. Then each hostile
file is taken in and looked at: refused or harmless, within a second and 50 MB. Runs on
`SAKIP_DATABASE_URL` or SQLite, in a folder of its own.
"""

import argparse
import hashlib
import io
import os
import random
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from http.client import HTTPConnection
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="bukti-berkas-"))
os.environ |= {"SAKIP_DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "sakip.settings"}

import django  # noqa: E402

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from sakip.berkas.actions import create_berkas  # noqa: E402
from sakip.berkas.checks import check_unggahan  # noqa: E402
from sakip.berkas.models import Berkas  # noqa: E402
from sakip.berkas.storage import store_isi  # noqa: E402
from sakip.berkas.telaah import read_isi  # noqa: E402
from sakip.berkas.tests.korpus import BURUK, LEMBAM, PDF, bom_pdf  # noqa: E402
from sakip.conftest import wearing  # noqa: E402
from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah  # noqa: E402
from sakip.organisasi.sessions import SESI_MULAI, SESI_TERAKHIR  # noqa: E402
from sakip.shell import berkas as perintah  # noqa: E402
from sakip.shell.perintah import Parser  # noqa: E402
from sakip.tests.builders import make_instansi, make_pengguna, make_perangkat_daerah  # noqa: E402
from sakip.web.scope import SEMUA, instansi_scope  # noqa: E402

POTONGAN = 4 * 1024 * 1024
RAHASIA = "a" * 32
BIT = 200


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.berkas")
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--benih", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    chance = random.Random(args.benih)
    print(f"Benih {args.benih}, basis data {connection.vendor}.")
    call_command("migrate", verbosity=0)
    try:
        with instansi_scope(SEMUA):
            unit = make_perangkat_daerah(make_instansi(), kode="05", nama="Dinas Kesehatan")
            sari = wearing(make_pengguna(unit.instansi, Peran.OPERATOR_OPD, unit))
            faults = _upload(sari, args.mb, chance) + _flip(sari, unit, chance) + _hostile()
    finally:
        shutil.rmtree(FOLDER)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} kegagalan.")
    return 1 if faults else 0


# --- an upload in pieces --------------------------------------------------------------------------


class Pengirim:
    """A browser that sends one file in pieces to a server that may die."""

    def __init__(self, user: Pengguna) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        client = Client()
        client.force_login(user)
        session = client.session
        session[SESI_MULAI] = session[SESI_TERAKHIR] = int(time.time())
        session.save()
        cookies = "; ".join(f"{k}={v.value}" for k, v in client.cookies.items())
        self.headers = {
            "Cookie": f"{cookies}; sakip-csrf={RAHASIA}",
            "X-CSRFToken": RAHASIA,
            "Tus-Resumable": "1.0.0",
            "Content-Type": "application/offset+octet-stream",
        }
        self.nyala()

    def nyala(self) -> None:
        """Start the server."""
        program = Path(sys.executable).with_name("granian")
        command = [str(program), "--interface", "wsgi", "--port", str(self.port), "--workers", "1"]
        self.server = subprocess.Popen(
            [*command, "sakip.wsgi:application"], stderr=subprocess.DEVNULL, start_new_session=True
        )

    def bunuh(self) -> None:
        """Kill the server and its worker without warning."""
        os.killpg(self.server.pid, 9)
        self.server.wait()

    def minta(self, method: str, url: str, isi: bytes = b"", **headers: str) -> dict[str, str]:
        """One request; its answer's headers and status. A server that is still starting is waited for."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        for _ in range(240):
            try:
                line.connect()
            except OSError:
                time.sleep(0.25)
            else:
                break
        said = self.headers | {k.replace("_", "-"): v for k, v in headers.items()}
        line.request(method, url, isi, said)
        answer = line.getresponse()
        answer.read()
        line.close()
        return {k.lower(): v for k, v in answer.getheaders()} | {"status": str(answer.status)}

    def putus(self, url: str, dari: int, isi: bytes) -> None:
        """Begin a piece and hang up in its middle."""
        head = {**self.headers, "Upload-Offset": str(dari), "Content-Length": str(len(isi))}
        lines = "".join(f"{k}: {v}\r\n" for k, v in head.items())
        with socket.create_connection(("127.0.0.1", self.port), 10) as line:
            line.sendall(f"PATCH {url} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode())
            line.sendall(isi[: len(isi) // 2])

    def sejauh(self, url: str) -> int:
        return int(self.minta("HEAD", url)["upload-offset"])


def _upload(user: Pengguna, mb: int, chance: random.Random) -> list[str]:
    isi = PDF[:-6] + chance.randbytes(mb * 1_000_000) + PDF[-6:]
    sender = Pengirim(user)
    try:
        faults = _send(sender, isi, chance)
    finally:
        sender.bunuh()
    if faults:
        return faults
    row = Berkas.objects.select_related("blob").get()
    whole = row.blob.sha256 == hashlib.sha256(isi).hexdigest()
    left = list((FOLDER / "kiriman").iterdir())
    return ([] if whole else ["Isi yang tiba lain."]) + [f"Tersisa {path}" for path in left]


def _send(sender: Pengirim, isi: bytes, chance: random.Random) -> list[str]:
    """Send it in pieces, with three cuts at random pieces; the second one kills the server."""
    begun = time.monotonic()
    said = {"nama": "besar.pdf", "tanggal_dokumen": "2020-01-01"}
    metadata = ",".join(f"{k} {b64encode(v.encode()).decode()}" for k, v in said.items())
    answer = sender.minta(
        "POST", "/2026/tw4/opd/05/berkas/kirim/",
        Upload_Length=str(len(isi)), Upload_Metadata=metadata,
    )  # fmt: skip
    url = answer["location"]
    cuts = sorted(chance.sample(range(1, max(4, len(isi) // POTONGAN)), 3))
    sent = pieces = 0
    while sent < len(isi):
        piece = isi[sent : sent + POTONGAN]
        if cuts and pieces == cuts[0]:
            sender.putus(url, sent, piece)
            if len(cuts) == 2:
                sender.bunuh()
                sender.nyala()
            time.sleep(1)
            cuts.pop(0)
            sent = sender.sejauh(url)
            print(f"Terputus di {100 * sent // len(isi)} %, dilanjutkan.")
            continue
        answer = sender.minta("PATCH", url, piece, Upload_Offset=str(sent))
        if answer["status"] != "204":
            return [f"Potongan di {sent} ditolak: {answer['status']}"]
        sent, pieces = int(answer["upload-offset"]), pieces + 1
    print(f"{len(isi):_} bita dalam {pieces} potongan, {time.monotonic() - begun:.1f} detik.")
    return []


# --- flipped bits ---------------------------------------------------------------------------------


def _flip(user: Pengguna, unit: PerangkatDaerah, chance: random.Random) -> list[str]:
    missed = []
    for n in range(BIT):
        row = _store(user, unit, f"{n}.pdf", PDF[:-6] + str(n).encode() + PDF[-6:])
        sha256 = row.blob.sha256
        path = FOLDER / "berkas" / sha256[:2] / sha256[2:4] / sha256
        isi = bytearray(path.read_bytes())
        bit = chance.randrange(len(isi) * 8)
        isi[bit // 8] ^= 1 << bit % 8
        path.write_bytes(isi)
    parser, out = Parser(prog="sakip berkas"), io.StringIO()
    perintah.register(parser)
    perintah.run(parser.parse_args(["periksa"]), out, io.StringIO())
    missed = [n for n in range(BIT) if f" {n}.pdf (" not in out.getvalue()]
    print(f"{BIT - len(missed)} dari {BIT} bit yang dibalik disebut.")
    return [f"Bit berkas {n}.pdf tidak disebut." for n in missed]


def _store(user: Pengguna, unit: PerangkatDaerah, nama: str, isi: bytes) -> Berkas:
    stored = store_isi(check_unggahan(SimpleUploadedFile(nama, isi)))
    today = unit.instansi.hari_ini
    return create_berkas(stored, perangkat_daerah=unit, tanggal_dokumen=today, acting_user=user)


# --- hostile files --------------------------------------------------------------------------------


def _hostile() -> list[str]:
    """Each is refused, or taken in and harmless; what reads it afterwards runs apart and is bounded too."""
    files = BURUK | LEMBAM | {"bom.pdf": bom_pdf()}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    faults, refused, slowest, apart = [], 0, 0.0, 0.0
    for nama, isi in files.items():
        upload = SimpleUploadedFile("x", isi)
        upload._name = nama
        begun = time.monotonic()
        try:
            jenis = check_unggahan(upload).jenis_isi
        except ValidationError:
            refused += 1
            jenis = ""
        slowest = max(slowest, time.monotonic() - begun)
        if (nama in BURUK) == bool(jenis):
            faults.append(f"{nama}: {'diterima' if jenis else 'ditolak'}")
        begun = time.monotonic()
        read_isi(io.FileIO(_file(isi)), jenis)  # type: ignore[arg-type]
        apart = max(apart, time.monotonic() - begun)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    print(
        f"{len(files)} berkas musuh: {refused} ditolak, {len(files) - refused} tidak berdaya, "
        f"paling lama {slowest:.2f} detik, memori +{grown:.0f} MB; ditelaah terpisah {apart:.1f} detik."
    )
    if slowest > 1 or grown > 50:
        faults.append("Lebih dari 1 detik atau 50 MB.")
    return faults


def _file(isi: bytes) -> Path:
    path = FOLDER / "musuh"
    path.write_bytes(isi)
    return path


if __name__ == "__main__":
    sys.exit(main())
