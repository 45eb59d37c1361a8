"""The national list against its floor: reading the same file and inserting the same rows unchecked.

The published list stays out of the project; SAKIP_BENCH_NOMENKLATUR names it, otherwise a workbook of the
same shape and size is made.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from bench.ukur import compare
from sakip.perencanaan.actions.nomenklatur import import_nomenklatur
from sakip.perencanaan.imports import Berkas
from sakip.perencanaan.imports.nomenklatur import KOLOM, MAX_BARIS, MAX_HURUF, read_nomenklatur
from sakip.perencanaan.models import Nomenklatur
from sakip.perencanaan.rencana import Perubahan
from sakip.web.xlsx.kolom import Kolom
from sakip.web.xlsx.read import read_sheet
from sakip.web.xlsx.write import LembarTulis, write_book

BARIS = 7765
# 51 bidang, 246 program and 1,625 kegiatan stand above the rows of the published list.
PER_KEGIATAN, PER_PROGRAM, PER_BIDANG = 5, 7, 5

Bar = Callable[[str, bool], None]


def measure_nomenklatur(bar: Bar) -> None:
    """Print the import against its floor, and what a second one changes."""
    path = os.environ.get("SAKIP_BENCH_NOMENKLATUR", "")
    data = Path(path).read_bytes() if path else _make_book()
    berkas = Berkas("nomenklatur.xlsx", data)
    rows = list(read_nomenklatur(berkas).isi.values())
    subs = sum(one.jenjang == Nomenklatur.Jenjang.SUBKEGIATAN for one in rows)
    print(f"\n9. Nomenklatur {subs} baris dibanding membaca berkasnya dan menyisip apa adanya")

    def whole() -> None:
        with transaction.atomic():
            import_nomenklatur(
                read_nomenklatur(berkas).isi.values(), edisi="bench", acting_user=None
            )
            transaction.set_rollback(True)

    def floor() -> None:
        with transaction.atomic():
            read_sheet(berkas, KOLOM, max_baris=MAX_BARIS, max_huruf=MAX_HURUF)
            Nomenklatur.objects.bulk_create(
                Nomenklatur(
                    edisi="bench", jenis_pemda=one.jenis_pemda, kode=one.kode, nama=one.nama
                )
                for one in rows
            )
            transaction.set_rollback(True)

    pair = compare(whole, floor, 3)
    print(f"   {pair}")
    bar(f"paling banyak 3x membaca dan menyisip: {pair.rasio:.2f}x", pair.rasio <= 3)
    with transaction.atomic():
        first, second = (
            import_nomenklatur(rows, edisi="bench", acting_user=None) for _ in range(2)
        )
        transaction.set_rollback(True)
    bar(f"impor kedua tidak mengubah apa pun: {second}", _is_still(first, second, len(rows)))


def _is_still(first: Perubahan, second: Perubahan, rows: int) -> bool:
    return (first.banyak, second.banyak, len(second.tetap)) == (rows, 0, rows)


def _make_book() -> bytes:
    extra = Kolom("definisi", "DEFINISI OPERASIONAL")
    return write_book([LembarTulis("Worksheet", [*KOLOM, extra], [_row(n) for n in range(BARIS)])])


def _row(n: int) -> list[str]:
    kegiatan = n // PER_KEGIATAN
    program = kegiatan // PER_PROGRAM
    bidang = program // PER_BIDANG
    codes = [f"{1 + bidang // 90}.{1 + bidang % 90:02}"]
    codes.append(f"{codes[0]}.{1 + program % PER_BIDANG:02}")
    codes.append(f"{codes[1]}.2.{1 + kegiatan % PER_PROGRAM:02}")
    codes.append(f"{codes[2]}.{1 + n % PER_KEGIATAN:04}")
    words = [f"{kode} Nama  tingkat ini" for kode in codes]
    return ["KABKOT", *words, "Kinerja", f"Jumlah {n}", "Orang", "Cakupan layanan. " * 40]
