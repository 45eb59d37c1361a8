"""`sakip predikat NILAI --skema SKEMA`: the predikat of a value and its words, on one line."""

import argparse
from collections.abc import Iterator
from decimal import Decimal
from typing import TextIO

from sakip.rules.angka import AngkaAmbigu, AngkaError, read_angka
from sakip.rules.predikat import PredikatError, SkemaPredikat, classify, load_predikat
from sakip.shell.galat import Galat, print_galat

NAMA = "predikat"
BANTUAN = "menyebut predikat sebuah nilai menurut skema AKIP atau RB"

TARGET_BAIK = {"ya": True, "tidak": False, None: None}


def register(parser: argparse.ArgumentParser) -> None:
    """`NILAI --skema SKEMA [--target-baik ya|tidak]`."""
    parser.add_argument("nilai", metavar="NILAI", help="misalnya 70,25 atau 70.25")
    parser.add_argument("--skema", help="misalnya akip atau rb-2023")
    parser.add_argument(
        "--target-baik", metavar="ya|tidak", help="apakah semua indikator mencapai target baiknya"
    )


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Print the code of the predikat, two spaces and its words; 2 when anything is unreadable."""
    if galat := list(_faults(args)):
        return print_galat(galat, err)
    skema, target_baik = _schemes()[args.skema], TARGET_BAIK[args.target_baik]
    try:
        predikat = classify(skema, _read_nilai(args.nilai), target_baik=target_baik)
    except PredikatError as error:
        return print_galat([Galat(None, None, str(error))], err)
    print(f"{predikat.kode}  {predikat.kata}", file=out)
    return 0


def _faults(args: argparse.Namespace) -> Iterator[Galat]:
    """Every argument that cannot be used."""
    try:
        _read_nilai(args.nilai)
    except AngkaError as error:
        yield Galat(None, None, f"NILAI: {error}")
    skema = _schemes().get(args.skema)
    if skema is None:
        yield Galat(None, None, f"--skema harus salah satu dari: {', '.join(_schemes())}.")
    elif args.target_baik is not None and not skema.uses_target_baik:
        yield Galat(None, None, f"--target-baik tidak dipakai pada skema {args.skema}.")
    if args.target_baik not in TARGET_BAIK:
        yield Galat(None, None, "--target-baik harus ya atau tidak.")


def _read_nilai(teks: str) -> Decimal:
    """The value typed; 60.004 cannot mean sixty thousand here, for no scheme reaches 1.000."""
    try:
        return read_angka(teks)
    except AngkaAmbigu as error:
        return error.desimal


def _schemes() -> dict[str, SkemaPredikat]:
    return {skema.sebutan: skema for skema in load_predikat().values()}
