"""`sakip jejak`: whether the trail and the rows it speaks of are whole, and what it says of the clock."""

import argparse
from collections.abc import Iterable
from datetime import date
from typing import TextIO

from django.conf import settings

from sakip.audit.actions import approve_jam
from sakip.audit.check import Jangkar, Temuan, check_chain, check_jangkar, load_chains, load_jangkar
from sakip.audit.jam import load_mendahului
from sakip.audit.models import KepalaJejak
from sakip.organisasi.models import Instansi
from sakip.shell.galat import Galat, GalatError, read_berkas
from sakip.shell.orang import load_instansi
from sakip.shell.perintah import add_perintah
from sakip.web.clock import today
from sakip.web.scope import SEMUA, instansi_scope

NAMA = "jejak"
BANTUAN = "memeriksa keutuhan jejak dan data, mencetak jangkar, atau menerima jam yang dibetulkan"

TANPA_INSTANSI = "tanpa instansi"


def register(parser: argparse.ArgumentParser) -> None:
    """`periksa [--jangkar BERKAS]`, `jangkar` and `terima-jam --alasan TEKS`, each `[--instansi KODE]`."""
    perintah = add_perintah(parser)
    periksa = perintah.add_parser("periksa", help="memeriksa; status keluar 1 bila ada temuan")
    periksa.add_argument(
        "--jangkar", metavar="BERKAS", help="bandingkan juga dengan jangkar yang disimpan"
    )
    periksa.set_defaults(act=_check)
    jangkar = perintah.add_parser(
        "jangkar", help="mencetak ujung tiap rantai, satu baris satu rantai"
    )
    jangkar.set_defaults(act=_print_jangkar)
    jam = perintah.add_parser(
        "terima-jam", help="melanjutkan rantai yang jejak terakhirnya mendahului jam server"
    )
    jam.add_argument(
        "--alasan", metavar="TEKS", required=True, help="mengapa jam yang dulu salah; dicatat"
    )
    jam.set_defaults(act=_approve_jam)
    for sub in (periksa, jangkar, jam):
        sub.add_argument(
            "--instansi", metavar="KODE", help="hanya instansi ini; bawaan: semua rantai"
        )


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """0 when all is whole or done, 1 with a line for each finding, 2 when the anchor file is unreadable."""
    with instansi_scope(SEMUA):
        status: int = args.act(args, out)
    return status


def _check(args: argparse.Namespace, out: TextIO) -> int:
    jangkar = _read_jangkar(args.jangkar) if args.jangkar else []
    named = [] if args.instansi else [one.rantai for one in jangkar]
    chains = sorted({*_chains(args), *named})
    names = _names(chains)
    if not chains:
        print("Belum ada instansi, jadi belum ada jejak.", file=out)
    found = 0
    for chain in chains:
        temuan = check_chain(chain) + _compare(one for one in jangkar if one.rantai == chain)
        _print_chain(names[chain], chain, temuan, out)
        found += len(temuan)
    return 1 if found else 0


def _chains(args: argparse.Namespace) -> list[int]:
    return [load_instansi(args.instansi).pk] if args.instansi else load_chains()


def _names(chains: Iterable[int]) -> dict[int, str]:
    """What each chain is called: by its agency, or by its number where that is gone."""
    rows = Instansi.objects.filter(pk__in=chains)
    known = {row.pk: f"{row} ({row.kode_wilayah})" for row in rows}
    known[0] = TANPA_INSTANSI
    return {pk: known.get(pk, f"instansi nomor {pk}") for pk in chains}


def _compare(jangkar: Iterable[Jangkar]) -> list[Temuan]:
    return [temuan for one in jangkar if (temuan := check_jangkar(one)) is not None]


def _print_chain(name: str, chain: int, temuan: list[Temuan], out: TextIO) -> None:
    for one in temuan:
        print(f"{name}: {one.pesan}", file=out)
    if not temuan:
        kepala = KepalaJejak.objects.filter(pk=chain).first()
        print(f"{name}: rantai utuh, {kepala.nomor if kepala else 0} jejak.", file=out)


def _approve_jam(args: argparse.Namespace, out: TextIO) -> int:
    ahead = load_mendahului()
    if args.instansi:
        ahead = ahead.filter(pk=load_instansi(args.instansi).pk)
    chains = [row.pk for row in ahead]
    names = _names(chains)
    for chain in chains:
        approve_jam(chain, alasan=args.alasan, acting_user=None)
        print(f"{names[chain]}: rantai berlanjut dengan jam sekarang.", file=out)
    if not chains:
        print("Tidak ada jejak yang mendahului jam server.", file=out)
    return 0


def _print_jangkar(args: argparse.Namespace, out: TextIO) -> int:
    tanggal = today(settings.TIME_ZONE).isoformat()
    for chain in _chains(args):
        jangkar = load_jangkar(chain, tanggal)
        if jangkar is not None:
            print(jangkar, file=out)
    return 0


def _read_jangkar(nama: str) -> list[Jangkar]:
    """Every line of a file of anchors, blank ones aside. Raises GalatError with each line at fault."""
    jangkar, galat = [], []
    for nomor, teks in enumerate(read_berkas(nama).splitlines(), start=1):
        if teks.strip():
            try:
                jangkar.append(_parse(teks))
            except ValueError:
                pesan = (
                    "Tulis tanggal, rantai, nomor, dan hash seperti dicetak sakip jejak jangkar."
                )
                galat.append(Galat(nomor, None, pesan))
    if galat:
        raise GalatError(*galat)
    return jangkar


def _parse(teks: str) -> Jangkar:
    tanggal, rantai, nomor, sidik = teks.split()
    if len(bytes.fromhex(sidik)) != 32:
        raise ValueError(sidik)
    return Jangkar(date.fromisoformat(tanggal).isoformat(), int(rantai), int(nomor), sidik.lower())
