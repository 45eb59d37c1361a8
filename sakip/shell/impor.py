"""`sakip impor rencana|anggaran|pagu|serapan BERKAS.xlsx`: all or nothing.

`sakip impor nomenklatur BERKAS.xlsx` stands beside them (`impor_nomenklatur`).
"""

import argparse
from collections.abc import Iterator
from typing import TextIO

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.checks import check_dokumen
from sakip.perencanaan.imports import (
    PEMBACA_UANG,
    Baris,
    Berkas,
    Reader,
    RencanaReader,
    read_book,
)
from sakip.perencanaan.models import KolomBerkas, PeriodeRencana, Versi
from sakip.perencanaan.rencana import Bacaan, Rencana
from sakip.perencanaan.stored import find_dokumen
from sakip.perencanaan.uang import find_kolom
from sakip.rules.angka import Pemisah
from sakip.rules.decision import Decision
from sakip.shell import impor_nomenklatur
from sakip.shell.buku import open_berkas
from sakip.shell.galat import Galat, GalatError
from sakip.shell.orang import acting_user, add_orang
from sakip.shell.perintah import add_perintah
from sakip.web.rows import hold

NAMA = "impor"
BANTUAN = "memuat rencana (RPJMD, RPD, Renstra), anggaran, pagu, serapan, atau nomenklatur dari berkas XLSX"

PEMISAH: dict[str, Pemisah] = {"titik": ".", "koma": ","}
TANYA = "Ada angka yang dapat dibaca dua cara. Sebutkan --pemisah-ribuan titik atau --pemisah-ribuan koma."


def register(parser: argparse.ArgumentParser) -> None:
    """`rencana` and the kinds of money, each with its file, who acts, and what 1.234 means; `nomenklatur`."""
    perintah = add_perintah(parser)
    rencana = perintah.add_parser(
        "rencana", help="memuat simpul, indikator, dan target sebuah dokumen"
    )
    anggaran = perintah.add_parser("anggaran", help="memuat pagu dan realisasi per triwulan")
    pagu = perintah.add_parser("pagu", help="memuat pagu DPA per sub kegiatan dan tahap")
    serapan = perintah.add_parser("serapan", help="memuat realisasi per sub kegiatan dan triwulan")
    kinds = [
        (rencana, _rencana_reader),
        *((one, _uang_reader) for one in (anggaran, pagu, serapan)),
    ]
    for sub, make in kinds:
        sub.add_argument("berkas", metavar="BERKAS.xlsx", help="menurut templat di halaman impor")
        add_orang(sub)
        sub.add_argument(
            "--pemisah-ribuan", choices=list(PEMISAH), help="arti angka seperti 1.234 di berkas ini"
        )
        sub.set_defaults(make_reader=make, jalankan=_run_berkas)
    rencana.add_argument("--unit", metavar="KODE", help="pemilik Renstra; tanpa ini dokumen daerah")
    rencana.add_argument("--jenis", choices=PeriodeRencana.Jenis.values, help="jenis dokumen")
    for name in ("--tahun-awal", "--tahun-akhir"):
        rencana.add_argument(
            name, type=int, metavar="TAHUN", help="bawaan: dokumen yang berlaku tahun ini"
        )
    impor_nomenklatur.register(perintah)


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Do what the chosen kind of file asks for; its exit status."""
    status: int = args.jalankan(args, out, err)
    return status


def _run_berkas(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Write all rows and print how many; with any fault nothing is written and each is one line."""
    berkas = open_berkas(args.berkas)
    with acting_user(args) as user, transaction.atomic():
        reader = args.make_reader(args, user)
        rows, unknown = _read(reader, berkas, find_kolom(user, args.perintah))
        bacaan = reader.read(rows)
        if faults := [*_faults(bacaan)]:
            raise GalatError(*faults)
        perubahan = bacaan.write(user)
    for title in unknown:
        print(f"lembar {title}: kolom ini tidak dikenal dan tidak dibaca.", file=err)
    print(perubahan, file=out)
    return 0


def _read(
    reader: Reader, berkas: Berkas, sebutan: KolomBerkas | None
) -> tuple[list[Baris], list[str]]:
    """The rows, and headers nobody knows. Raises GalatError when the file cannot be taken."""
    try:
        return read_book(reader, berkas, sebutan)
    except ValidationError as error:
        raise GalatError(*(Galat(None, None, text) for text in error.messages)) from error


def _faults(bacaan: Bacaan) -> Iterator[Galat]:
    for row in bacaan.baris:
        for judul, pesan in row["pesan"]:
            kolom = f", kolom {judul}" if judul else ""
            yield Galat(None, None, f"lembar {row['lembar']}, baris {row['nomor']}{kolom}: {pesan}")
    if bacaan.ambigu:
        yield Galat(None, None, TANYA)


def _rencana_reader(args: argparse.Namespace, user: Pengguna) -> Reader:
    """The reader of the document that the options name."""
    unit = _find_unit(args.unit, user)
    _must(permissions.can_import_rencana(user, unit))
    found = _find_dokumen(args, unit, user)
    awal = args.tahun_awal or (found.tahun_awal if found else None)
    akhir = args.tahun_akhir or (found.tahun_akhir if found else None)
    if awal is None or akhir is None:
        raise _galat("Dokumennya belum ada. Sebutkan --tahun-awal dan --tahun-akhir.")
    jenis = args.jenis or ("renstra" if unit else found.jenis if found else "rpjmd")
    _must(check_dokumen(jenis, has_unit=unit is not None, awal=awal, akhir=akhir))
    dokumen = Rencana(jenis, awal, akhir, unit.kode if unit else "")
    # What the file does not mention is read now and written back later: nobody writes in between.
    hold(unit or user.instansi)
    versi = Versi.objects.of_dokumen(user.instansi_id, jenis, unit, awal).terbuka().first()
    if versi is not None:
        hold(versi)
    return RencanaReader(dokumen, unit, user, PEMISAH.get(args.pemisah_ribuan))


def _uang_reader(args: argparse.Namespace, user: Pengguna) -> Reader:
    _must(permissions.can_import_anggaran(user))
    hold(user.instansi)
    return PEMBACA_UANG[args.perintah](user, PEMISAH.get(args.pemisah_ribuan))


def _find_dokumen(
    args: argparse.Namespace, unit: PerangkatDaerah | None, user: Pengguna
) -> PeriodeRencana | None:
    """The document in force that the options mean: of the year it begins in, else of this year."""
    rows = PeriodeRencana.objects.visible_to(user)
    if args.jenis is not None:
        rows = rows.filter(jenis=args.jenis)
    if args.tahun_awal is not None:
        rows = rows.filter(tahun_awal=args.tahun_awal)
    return find_dokumen(rows, unit, args.tahun_awal or user.instansi.hari_ini.year)


def _find_unit(kode: str | None, user: Pengguna) -> PerangkatDaerah | None:
    if kode is None:
        return None
    unit = PerangkatDaerah.objects.visible_to(user).filter(kode=kode).first()
    if unit is None:
        raise _galat(f"Perangkat daerah dengan kode {kode} tidak ada dalam jangkauan {user}.")
    return unit


def _must(decision: Decision) -> None:
    if not decision:
        raise _galat(decision.reason)


def _galat(pesan: str) -> GalatError:
    return GalatError(Galat(None, None, pesan))
