"""`sakip lke BERKAS`: score an evaluation sheet and print result and working as JSON.

A JSON file is `{"peraturan": "permenpanrb-88-2021", "nilai": {"1.a": "A", ...}}` and nothing else;
a workbook is what `sakip lke --templat KELUARAN.xlsx` writes. Numbers of the output are JSON
numbers: `total` is rounded to two decimals, every other `nilai` is not rounded.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.penilaian import (
    Hasil,
    PenilaianError,
    Pesan,
    check_jenis_entitas,
    score_lke,
)
from sakip.rules.saran import check_kerangka_logis
from sakip.shell.berkas_json import read_json, to_galat
from sakip.shell.galat import Galat, GalatError, print_galat
from sakip.shell.lke_templat import write_lke
from sakip.shell.lke_xlsx import Lembar, at_lke, read_lke

NAMA = "lke"
BANTUAN = (
    "menghitung lembar kerja evaluasi (LKE) dari berkas JSON atau Excel, atau menulis templatnya"
)

KUNCI = ("peraturan", "nilai")
PERATURAN = "permenpanrb-88-2021"


def register(parser: argparse.ArgumentParser) -> None:
    """`BERKAS`, or `--templat KELUARAN.xlsx` with what it is for."""
    cara = parser.add_mutually_exclusive_group(required=True)
    cara.add_argument("berkas", metavar="BERKAS", nargs="?", help="lembar terisi, .json atau .xlsx")
    cara.add_argument(
        "--templat", metavar="KELUARAN.xlsx", help="tulis lembar Excel kosong di sini"
    )
    parser.add_argument("--peraturan", default=PERATURAN, help=f"untuk --templat; baku {PERATURAN}")
    parser.add_argument("--jenis-entitas", help="untuk --templat; tanpa ini semua kriteria ditulis")
    parser.add_argument("--timpa", action="store_true", help="ganti berkas templat yang sudah ada")


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Write the template, or print the result as one JSON object; 2 for input with any fault."""
    try:
        if args.templat is not None:
            return _write_templat(args, out)
        lembar = _read_lembar(args.berkas)
    except GalatError as error:
        return print_galat(error.galat, err)
    instrumen = lembar.instrumen
    try:
        hasil = _score(lembar)
    except PenilaianError as error:
        return print_galat((_at(lembar, pesan) for pesan in error.pesan), err)
    peringatan = check_kerangka_logis(instrumen, lembar.nilai)
    isi = _to_json(instrumen, hasil) | {"peringatan": [str(pesan) for pesan in peringatan]}
    print(json.dumps(isi, ensure_ascii=False, indent=2, default=float), file=out)
    return 0


def _score(lembar: Lembar) -> Hasil:
    """The scored sheet. Raises PenilaianError with the faults of all answers together."""
    salah = [*_answer_faults(lembar.nilai)]
    aneh = {pesan.kunci for pesan in salah}
    nilai = {kunci: isi for kunci, isi in lembar.nilai.items() if kunci not in aneh}
    try:
        hasil = score_lke(lembar.instrumen, nilai, jenis_entitas=lembar.jenis_entitas)
    except PenilaianError as error:
        if nilai or not salah:
            salah += [pesan for pesan in error.pesan if pesan.kunci not in aneh]
        raise PenilaianError(salah) from error
    if salah:
        raise PenilaianError(salah)
    return hasil


def _write_templat(args: argparse.Namespace, out: TextIO) -> int:
    """Write the workbook, never over a file that is there unless asked."""
    nama, instrumen = args.templat, load_instrumen().get(args.peraturan)
    if instrumen is None:
        raise _galat(f"Peraturan tidak dikenal; pilih {', '.join(load_instrumen())}.")
    if not nama.casefold().endswith(".xlsx"):
        raise _galat("Nama berkas templat harus berakhiran .xlsx.")
    try:
        check_jenis_entitas(instrumen, args.jenis_entitas)
        isi = write_lke(instrumen, args.jenis_entitas)
        with Path(nama).open("wb" if args.timpa else "xb") as berkas:
            berkas.write(isi)
    except PenilaianError as error:
        raise _galat(*(pesan.teks for pesan in error.pesan)) from error
    except FileExistsError as error:
        raise _galat(
            f"Berkas {nama} sudah ada. Pilih nama lain, atau tambahkan --timpa."
        ) from error
    except OSError as error:
        raise _galat(f"Berkas {nama} tidak dapat ditulis. Periksa folder dan izinnya.") from error
    print(f"Templat ditulis: {nama}", file=out)
    return 0


def _galat(*pesan: str) -> GalatError:
    return GalatError(*(Galat(None, None, satu) for satu in pesan))


def _read_lembar(nama: str) -> Lembar:
    if nama.casefold().endswith(".xlsx"):
        return read_lke(nama)
    isi = _read_json(nama)
    return Lembar(load_instrumen()[isi["peraturan"]], isi["nilai"], None, {})


def _at(lembar: Lembar, pesan: Pesan) -> Galat:
    if baris := lembar.baris.get(pesan.kunci):
        return at_lke(baris, pesan.kunci, pesan.teks)
    return to_galat(pesan)


def _read_json(nama: str) -> Mapping[str, Any]:
    """The sheet as written, when its shape is right."""
    lembar: dict[str, Any] = read_json(nama)
    if faults := [*_shape_faults(lembar)]:
        raise GalatError(*map(to_galat, faults))
    return lembar


def _shape_faults(lembar: Any) -> Iterator[Pesan]:
    """What keeps the file from being a sheet at all, before any answer is looked at."""
    if not isinstance(lembar, dict):
        yield Pesan("", "Isi berkas harus satu objek JSON dengan kunci peraturan dan nilai.")
        return
    yield from (Pesan(kunci, "Belum diisi.") for kunci in KUNCI if kunci not in lembar)
    for kunci, isi in lembar.items():
        if kunci not in KUNCI:
            yield Pesan(kunci, f"Kunci tidak dikenal; yang dikenal: {', '.join(KUNCI)}.")
        elif kunci == "peraturan" and (not isinstance(isi, str) or isi not in load_instrumen()):
            yield Pesan(kunci, f"Peraturan tidak dikenal; pilih {', '.join(load_instrumen())}.")
        elif kunci == "nilai" and not isinstance(isi, dict):
            yield Pesan(kunci, "Nilai harus objek JSON berisi jawaban menurut kuncinya.")


def _answer_faults(nilai: Mapping[str, Any]) -> Iterator[Pesan]:
    for kunci, jawaban in nilai.items():
        if not isinstance(jawaban, str | Decimal):
            yield Pesan(kunci, "Jawaban harus teks atau angka.")


def _to_json(instrumen: Instrumen, hasil: Hasil) -> dict[str, Any]:
    return {
        "peraturan": instrumen.kunci,
        "total": hasil.total,
        "predikat": hasil.predikat.kode,
        "sebutan": hasil.predikat.kata,
        "komponen": [
            {"kode": row.kode, "nama": row.nama, "bobot": row.bobot, "nilai": row.nilai}
            for row in hasil.komponen
        ],
        "subkomponen": [
            {
                "kode": row.kode,
                "nama": row.nama,
                "bobot": row.bobot,
                "jawaban": row.jawaban or None,
                "nilai": row.nilai,
            }
            for row in hasil.subkomponen
        ],
        "langkah": [
            {"kode": row.kode, "uraian": row.uraian, "nilai": row.nilai, "sumber": row.sumber}
            for row in hasil.langkah
        ],
    }
