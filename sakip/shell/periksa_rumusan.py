"""`sakip periksa-rumusan BERKAS.txt`: what the lint says of each statement, one JSON line each.

In: one statement a line, `hasil<TAB>teks`, `keluaran<TAB>teks` or `indikator<TAB>teks`; text without
a label is a hasil; an indikator is one of a hasil. Blank lines are passed over and counted. Out:
`{"baris": n, "temuan": [{"kode": "L01", "pesan": "..."}]}`.
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from sakip.rules.angka import shorten_teks
from sakip.rules.kosakata import load_kosakata
from sakip.rules.lint_rumusan import Label, check_teks
from sakip.rules.temuan import load_lint
from sakip.shell.galat import Galat, GalatError, print_galat, read_berkas

NAMA = "periksa-rumusan"
BANTUAN = "memeriksa rumusan hasil, keluaran, dan indikator, satu per baris"

LABEL: Mapping[str, Label] = {"hasil": "hasil", "keluaran": "keluaran", "indikator": "indikator"}
_AKHIR_BARIS = re.compile(r"\r\n|\r|\n")


def register(parser: argparse.ArgumentParser) -> None:
    """`BERKAS.txt`."""
    parser.add_argument(
        "berkas",
        metavar="BERKAS.txt",
        help="tiap baris: hasil, keluaran, atau indikator; Tab; teks",
    )


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Print one line per statement; 2, and nothing printed, when any line cannot be read."""
    try:
        baris = _read_baris(read_berkas(args.berkas))
    except GalatError as error:
        return print_galat(error.galat, err)
    aturan, kosakata = [*load_lint().values()][-1], [*load_kosakata().values()][-1]
    for nomor, label, teks in baris:
        temuan = check_teks(aturan, kosakata, label, teks)
        isi = [{"kode": satu.kode, "pesan": satu.pesan} for satu in temuan]
        print(json.dumps({"baris": nomor, "temuan": isi}, ensure_ascii=False), file=out)
    return 0


def _read_baris(teks: str) -> list[tuple[int, Label, str]]:
    """The number, label and text of each line. Raises GalatError with every fault."""
    baris: list[tuple[int, Label, str]] = []
    galat: list[Galat] = []
    for nomor, isi in enumerate(_AKHIR_BARIS.split(teks), 1):
        if not isi.strip():
            continue
        label, rumusan = _split(isi)
        faults = list(_faults(nomor, label, rumusan))
        if not faults:
            baris.append((nomor, LABEL[label], rumusan))
        galat += faults
    if galat:
        raise GalatError(*galat)
    return baris


def _split(isi: str) -> tuple[str, str]:
    """Label and text of a line; a line without a label is a hasil."""
    label, tab, rumusan = isi.partition("\t")
    if not tab or not label.strip():
        return "hasil", isi.strip()
    return label.strip().casefold(), rumusan.strip()


def _faults(nomor: int, label: str, rumusan: str) -> Iterator[Galat]:
    if label not in LABEL:
        pesan = f'Label "{shorten_teks(label)}" tidak dikenal. Pilih {", ".join(LABEL)}.'
        yield Galat(nomor, "label", pesan)
    if not rumusan:
        yield Galat(nomor, "teks", "Teks belum diisi.")
    if "\t" in rumusan:
        pesan = "Ada lebih dari dua kolom. Tulis label, satu Tab, lalu teks."
        yield Galat(nomor, "teks", pesan)
