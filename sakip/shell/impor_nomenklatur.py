"""`sakip impor nomenklatur BERKAS.xlsx`: the national list of codes, row by row.

The list is published dirty, and a plan needs the rest of it when three rows are wrong (keputusan 0013):
good rows are written, each refused row is one line, and the exit status says that there was one.
"""

import argparse
from decimal import Decimal
from typing import Any, TextIO

from django.core.exceptions import ValidationError

from sakip.perencanaan.actions.nomenklatur import import_nomenklatur
from sakip.perencanaan.imports.nomenklatur import JUDUL, read_nomenklatur
from sakip.perencanaan.models import Nomenklatur
from sakip.rules.angka import write_angka
from sakip.rules.nomenklatur import CatatanBaris, Daftar
from sakip.shell import siapkan
from sakip.shell.buku import open_berkas
from sakip.shell.galat import Galat, GalatError, print_galat
from sakip.web.clock import today
from sakip.web.scope import SEMUA, instansi_scope

# The list is the ministry's.
ZONA_PUSAT = "Asia/Jakarta"


def register(perintah: Any) -> None:
    """`nomenklatur BERKAS.xlsx [--edisi EDISI]`."""
    sub = perintah.add_parser(
        "nomenklatur", help="memuat daftar nasional program, kegiatan, dan sub kegiatan"
    )
    sub.add_argument("berkas", metavar="BERKAS.xlsx", help="daftar sub kegiatan yang diterbitkan")
    sub.add_argument(
        "--edisi",
        metavar="EDISI",
        help="nama edisinya, misalnya nomor keputusannya; bawaan: edisi yang terakhir dimuat",
    )
    sub.set_defaults(jalankan=run)


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Write the good rows, print what was mended and how many; refused rows go to `err` with status 2."""
    siapkan.ensure(out)
    try:
        daftar = read_nomenklatur(open_berkas(args.berkas))
    except ValidationError as error:
        raise GalatError(*(Galat(None, None, text) for text in error.messages)) from error
    with instansi_scope(SEMUA):
        edisi = _edisi(args.edisi)
        perubahan = import_nomenklatur(daftar.isi.values(), edisi=edisi, acting_user=None)
    refused = {one.nomor for one in daftar.ditolak}
    mended = [one for one in daftar.catatan if not one.ditolak]
    for one in mended:
        print(_to_galat(one), file=out)
    print(f"Edisi {edisi}: {perubahan}.", file=out)
    print(_write_summary(daftar, mended, refused), file=out)
    return print_galat(map(_to_galat, daftar.ditolak), err) if refused else 0


def _edisi(typed: str | None) -> str:
    edisi = (
        (typed or "").strip() or Nomenklatur.objects.newest_edisi() or str(today(ZONA_PUSAT).year)
    )
    longest = Nomenklatur._meta.get_field("edisi").max_length or 0
    if len(edisi) > longest:
        raise GalatError(Galat(None, None, f"--edisi: paling panjang {longest} huruf."))
    return edisi


def _write_summary(daftar: Daftar, mended: list[CatatanBaris], refused: set[int]) -> str:
    sub = sum(one.jenjang == Nomenklatur.Jenjang.SUBKEGIATAN for one in daftar.isi.values())
    rows = {one.nomor for one in mended} - refused
    counts = (
        (sub, "sub kegiatan dimuat"),
        (len(rows), "baris dirapikan"),
        (len(refused), "baris ditolak"),
    )
    return "; ".join(f"{write_angka(Decimal(n), 0)} {words}" for n, words in counts) + "."


def _to_galat(one: CatatanBaris) -> Galat:
    return Galat(one.nomor, JUDUL[one.kolom], one.pesan)
