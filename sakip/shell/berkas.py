"""`sakip berkas periksa`: whether every content is there and as it was uploaded, and none is left over."""

import argparse
from typing import TextIO

from sakip.berkas.models import Berkas
from sakip.berkas.storage import check_contents
from sakip.shell.perintah import add_perintah
from sakip.web.scope import SEMUA, instansi_scope

NAMA = "berkas"
BANTUAN = "memeriksa keutuhan isi semua berkas di penyimpanan"


def register(parser: argparse.ArgumentParser) -> None:
    """`periksa`, without options: the store is one for all agencies."""
    periksa = add_perintah(parser).add_parser(
        "periksa", help="membaca ulang semua isi; status keluar 1 bila ada temuan"
    )
    periksa.set_defaults(act=_check)


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """0 when every content is whole and needed, 1 with a line for each that is not."""
    with instansi_scope(SEMUA):
        status: int = args.act(out)
    return status


def _check(out: TextIO) -> int:
    read = found = 0
    for sha256, fault in check_contents():
        read += 1
        if fault:
            found += 1
            print(f"{_name(sha256)}: {fault}", file=out)
    print(f"{read} isi diperiksa, {found} bermasalah.", file=out)
    return 1 if found else 0


def _name(sha256: str) -> str:
    """The files that carry a content, or the content itself when none does."""
    rows = Berkas.objects.kept().filter(blob__sha256=sha256).select_related("perangkat_daerah")
    files = [f"{row.letak}, {row.nama} (nomor {row.pk})" for row in rows]
    return "; ".join(files) or f"isi {sha256}"
