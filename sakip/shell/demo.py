"""`sakip demo`: two invented agencies to try everything on, relative to today."""

import argparse
import time
from typing import TextIO

from sakip.demo.isi import seed
from sakip.demo.organisasi import KATA_SANDI
from sakip.organisasi.models import Instansi
from sakip.shell import siapkan
from sakip.shell.galat import Galat, GalatError

NAMA = "demo"
BANTUAN = "mengisi basis data yang kosong dengan Kabupaten Contoh dan Kota Contoh"

LOGIN = (
    ("operator.dinkes", "operator Dinas Kesehatan"),
    ("kepala.dinkes", "kepala Dinas Kesehatan"),
    ("bagor", "Bagian Organisasi"),
    ("bappeda", "Bappeda"),
    ("evaluator", "evaluator Inspektorat"),
    ("bupati", "bupati"),
    ("admin", "admin"),
    ("operator.kota", "operator di Kota Contoh"),
)
COBA = (
    "Sebagai operator.dinkes: isi tiga realisasi yang belum ada, simpan, lalu ajukan.",
    "Sebagai kepala.dinkes (di ponsel juga bisa): lihat yang diajukan, lalu setujui atau kembalikan.",
    "Sebagai evaluator: buka Evaluasi, nilai satu perangkat daerah, lalu buka LHE-nya.",
)


def register(parser: argparse.ArgumentParser) -> None:
    """No options: the demo is the same for everyone."""


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Prepare and fill an empty database. Raises GalatError when it already holds an agency."""
    siapkan.ensure(out)
    if not seed_if_empty(out):
        pesan = "Basis data ini sudah berisi instansi. Data contoh hanya untuk basis data kosong."
        raise GalatError(Galat(None, None, pesan))
    return 0


def seed_if_empty(out: TextIO) -> bool:
    """Seed when there is no agency yet; whether it did."""
    if Instansi.objects.exists():
        return False
    print("Mengisi data contoh (sekali saja) …", file=out, flush=True)
    start = time.monotonic()
    seed()
    print(f"Data contoh siap dalam {time.monotonic() - start:.0f} detik.", file=out, flush=True)
    return True


def welcome(alamat: str) -> str:
    """What a first visitor needs: the address, the logins, three things to try."""
    logins = "\n".join(f"  {name:<17} {who}" for name, who in LOGIN)
    tries = "\n".join(f"  {n}. {what}" for n, what in enumerate(COBA, 1))
    return (
        f"\nSAKIP berjalan di {alamat}\n\nMasuk sebagai (kata sandi semuanya: {KATA_SANDI})\n{logins}\n"
        f"\nTiga hal untuk dicoba\n{tries}\n\nTekan Ctrl-C untuk berhenti.\n"
    )
