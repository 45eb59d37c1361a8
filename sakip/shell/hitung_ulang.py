"""`sakip hitung-ulang`: whether every capaian and every sum still follows from the figures."""

import argparse
from typing import TextIO

from django.db import transaction

from sakip.audit.actions import require
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.actions.hitungan import update_hitungan
from sakip.pengukuran.hitung import check_tahun, hold_lembar, load_tahun
from sakip.shell.orang import acting_user, add_orang

NAMA = "hitung-ulang"
BANTUAN = "menghitung ulang semua capaian dan ringkasan, lalu menyebut tiap perbedaan"


def register(parser: argparse.ArgumentParser) -> None:
    """`--instansi KODE --sebagai PENGGUNA [--peran PERAN] [--perbaiki]`."""
    add_orang(parser)
    parser.add_argument(
        "--perbaiki", action="store_true", help="simpan hasil hitungan ulang; tercatat di jejak"
    )


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """A line for each difference; 1 when there is any and it was not put right."""
    with acting_user(args) as user:
        kalimat = update_hitungan(acting_user=user) if args.perbaiki else _check(user)
        for text in kalimat:
            print(text, file=out)
        if not kalimat:
            print(
                f"{user.instansi}: semua capaian dan ringkasan sama dengan hitungan ulang.",
                file=out,
            )
        elif args.perbaiki:
            print(f"{len(kalimat)} perbedaan diperbaiki.", file=out)
        else:
            print(f"{len(kalimat)} perbedaan. Tambahkan --perbaiki untuk membetulkannya.", file=out)
    return 1 if kalimat and not args.perbaiki else 0


@transaction.atomic
def _check(user: Pengguna) -> list[str]:
    require(permissions.can_update_hitungan(user))
    hold_lembar(user.instansi)
    years = load_tahun(user.instansi)
    return [text for tahun in years for text in check_tahun(user.instansi, tahun).kalimat]
