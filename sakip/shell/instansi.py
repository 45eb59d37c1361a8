"""`sakip instansi buat`: a new agency and its first admin, without editing a database."""

import argparse
import re
from collections.abc import Iterator
from typing import TextIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from sakip.organisasi.actions.instansi import create_instansi
from sakip.organisasi.models import Instansi
from sakip.rules.tanggal import ZONA
from sakip.shell import siapkan
from sakip.shell.galat import Galat, GalatError
from sakip.shell.perintah import add_perintah
from sakip.web.scope import SEMUA, instansi_scope

NAMA = "instansi"
BANTUAN = "membuat instansi baru beserta admin pertamanya"

ZONA_WAKTU = {singkatan: zona for zona, singkatan in ZONA.items()}
# The option that holds each field, so that a fault names what was typed.
OPSI = {
    "kode_wilayah": "--kode",
    "nama": "--nama",
    "username": "--admin",
    "nama_admin": "--nama-admin",
}


def register(parser: argparse.ArgumentParser) -> None:
    """`buat --kode KODE --nama NAMA --jenis JENIS --zona ZONA --admin USERNAME --nama-admin NAMA`."""
    buat = add_perintah(parser).add_parser("buat", help="membuat instansi; semua pilihan wajib")
    add = buat.add_argument
    add(
        "--kode",
        required=True,
        metavar="KODE",
        help="kode wilayah: 35 untuk provinsi, 35.99 lainnya",
    )
    add("--nama", required=True, metavar="NAMA", help='misalnya "Kabupaten Contoh"')
    add("--jenis", required=True, choices=Instansi.Jenis.values, help="jenis pemerintah daerah")
    add("--zona", required=True, choices=list(ZONA_WAKTU), help="zona waktu kantornya")
    add("--admin", required=True, metavar="PENGGUNA", help="nama pengguna admin pertama")
    add("--nama-admin", required=True, metavar="NAMA", help="nama orangnya")


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Create it and print the activation code, the only time it is shown. All or nothing."""
    siapkan.ensure(out)
    if galat := list(_faults(args)):
        raise GalatError(*galat)
    with instansi_scope(SEMUA):
        try:
            instansi, kode = create_instansi(
                jenis=args.jenis,
                kode_wilayah=args.kode,
                nama=args.nama.strip(),
                zona_waktu=ZONA_WAKTU[args.zona],
                username=args.admin,
                nama_admin=args.nama_admin.strip(),
                acting_user=None,
            )
        except ValidationError as error:
            raise GalatError(*_to_galat(error)) from error
    print(
        f"{instansi} ({instansi.kode_wilayah}) dibuat; tahun {instansi.hari_ini.year} dibuka.",
        file=out,
    )
    print(f"Admin pertama: {args.admin} ({args.nama_admin.strip()}).", file=out)
    print(f"Kode aktivasi, sekali pakai, berlaku 72 jam: {kode}", file=out)
    print(f"Ia membuat kata sandinya di {settings.ALAMAT}{reverse('akun:aktivasi')}", file=out)
    return 0


def _faults(args: argparse.Namespace) -> Iterator[Galat]:
    """What is not of the right shape, before the database is asked."""
    shape, example = (r"\d\d", "35") if args.jenis == "provinsi" else (r"\d\d\.\d\d", "35.99")
    if not re.fullmatch(shape, args.kode):
        yield Galat(None, None, f"--kode: tulis kode wilayah {args.jenis} seperti {example}.")
    if Instansi.objects.filter(kode_wilayah=args.kode).exists():
        yield Galat(None, None, f"--kode: instansi dengan kode {args.kode} sudah ada.")
    if not re.fullmatch(r"[A-Za-z0-9._-]+", args.admin):
        yield Galat(
            None, None, "--admin: pakai huruf, angka, titik, garis bawah, atau tanda hubung."
        )
    for option, value in (("--nama", args.nama), ("--nama-admin", args.nama_admin)):
        if not value.strip():
            yield Galat(None, None, f"{option}: tulis namanya.")


def _to_galat(error: ValidationError) -> Iterator[Galat]:
    for field, messages in error.message_dict.items():
        option = OPSI.get(field)
        for message in messages:
            yield Galat(None, None, f"{option}: {message}" if option else message)
