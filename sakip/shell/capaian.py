"""`sakip capaian BERKAS.csv`: the capaian of each row, as CSV on standard output.

In: columns `kode,target,realisasi,arah,rumus` in any order, others ignored; comma or semicolon;
numbers in any habit, `1.234` refused as ambiguous. Out: `kode,capaian,kelas,alasan`, capaian with
two decimals and a point, without a cap; a row without a percentage has its reason code instead.
"""

import argparse
import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO, TypeVar

from sakip.rules.angka import bulatkan, shorten_teks
from sakip.rules.capaian import compute_capaian
from sakip.rules.kelas import BAWAAN, kelas_dari, load_aturan_pengukuran
from sakip.rules.rumus import Arah, Rumus, find_rumus
from sakip.rules.target import read_realisasi, read_target
from sakip.shell.galat import Galat, GalatError, print_galat, read_berkas

NAMA = "capaian"
BANTUAN = "menghitung capaian dan kelas setiap baris berkas CSV"

KOLOM = ("kode", "target", "realisasi", "arah", "rumus")
KELUARAN = ("kode", "capaian", "kelas", "alasan")
RUMUS = (Rumus.RASIO, Rumus.CERMIN, Rumus.KEBALIKAN)

T = TypeVar("T")


def register(parser: argparse.ArgumentParser) -> None:
    """`BERKAS.csv`."""
    parser.add_argument("berkas", metavar="BERKAS.csv", help=f"kolom {','.join(KOLOM)}")


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Print one line per row; 2, and nothing printed, when any row has a fault."""
    try:
        hasil = _compute(list(_read_rows(read_berkas(args.berkas))))
    except GalatError as error:
        return print_galat(error.galat, err)
    csv.writer(out, lineterminator="\n").writerows([KELUARAN, *hasil])
    return 0


def _read_rows(teks: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line it begins on; the first is the header."""
    judul = teks.lstrip().partition("\n")[0]
    pemisah = ";" if judul.count(";") > judul.count(",") else ","
    reader = csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah, strict=True)
    baris = 1
    try:
        for sel in reader:
            if any(isi.strip() for isi in sel):
                yield baris, sel
            baris = reader.line_num + 1
    except csv.Error as error:
        pesan = "Baris ini bukan CSV yang utuh. Periksa tanda kutipnya."
        raise GalatError(Galat(baris, None, pesan)) from error


def _compute(rows: list[tuple[int, list[str]]]) -> list[tuple[str, ...]]:
    """The output rows. Raises GalatError with the faults of all rows together."""
    if not rows:
        pesan = f"Berkas kosong. Baris pertama harus berisi judul kolom {','.join(KOLOM)}."
        raise GalatError(Galat(None, None, pesan))
    (baris_judul, sel_judul), *isi = rows
    judul = _check_judul(baris_judul, sel_judul)
    hasil: list[tuple[str, ...]] = []
    galat: list[Galat] = []
    for baris, sel in isi:
        try:
            hasil.append(_compute_row(baris, _check_sel(baris, judul, sel)))
        except GalatError as error:
            galat += error.galat
    if galat:
        raise GalatError(*galat)
    return hasil


def _check_judul(baris: int, sel: list[str]) -> list[str]:
    judul = [nama.strip().casefold() for nama in sel]
    galat = []
    for nama in KOLOM:
        if (jumlah := judul.count(nama)) != 1:
            kata = "tertulis lebih dari sekali" if jumlah else "tidak ada"
            galat.append(Galat(baris, nama, f"Kolom ini {kata} pada baris judul."))
    if galat:
        raise GalatError(*galat)
    return judul


def _check_sel(baris: int, judul: list[str], sel: list[str]) -> Mapping[str, str]:
    if len(sel) != len(judul):
        pesan = (
            f"Ada {len(sel)} sel, seharusnya {len(judul)} seperti baris judul. "
            "Apit isi yang memuat pemisah kolom dengan tanda kutip."
        )
        raise GalatError(Galat(baris, None, pesan))
    return dict(zip(judul, sel, strict=True))


def _compute_row(baris: int, sel: Mapping[str, str]) -> tuple[str, ...]:
    """One row of output. Raises GalatError with every fault of the row, in the order of KOLOM."""
    galat: list[Galat] = []

    def read(kolom: str, reader: Callable[[str], T]) -> T | None:
        try:
            return reader(sel[kolom])
        except ValueError as error:
            galat.append(Galat(baris, kolom, str(error)))
            return None

    rumus = read("rumus", _read_rumus)
    angka = rumus or Rumus.BASELINE  # takes any number: a row of unknown formula is checked too
    kode = read("kode", _read_kode)
    target = read("target", lambda teks: read_target(teks, angka))
    realisasi = read("realisasi", lambda teks: read_realisasi(teks, angka))
    read("arah", lambda teks: _read_arah(teks, rumus))
    if galat or rumus is None or kode is None:
        raise GalatError(*sorted(galat, key=lambda satu: KOLOM.index(satu.kolom or "")))
    capaian = compute_capaian(target, realisasi, rumus)
    if capaian.nilai is None:
        return kode, "", "", capaian.alasan or ""
    kelas = kelas_dari(load_aturan_pengukuran()[BAWAAN], capaian.nilai)
    return kode, f"{bulatkan(capaian.nilai):f}", kelas.nama, ""


def _read_kode(teks: str) -> str:
    if not teks.strip():
        raise ValueError("Kode belum diisi.")
    return teks.strip()


def _read_rumus(teks: str) -> Rumus:
    rumus = find_rumus(teks)
    if rumus not in RUMUS:
        pilihan = ", ".join(rumus.token for rumus in RUMUS)
        raise ValueError(
            f'Rumus "{shorten_teks(teks)}" tidak dikenal. Pilih salah satu: {pilihan}.'
        )
    return rumus


def _read_arah(teks: str, rumus: Rumus | None) -> Arah:
    arah = teks.strip().casefold()
    if arah not in list(Arah):
        raise ValueError(f'Arah "{shorten_teks(teks)}" tidak dikenal. Pilih naik atau turun.')
    if rumus is not None and rumus.arah != arah:
        raise ValueError(f"Rumus {rumus.token} untuk indikator {rumus.arah}, bukan {arah}.")
    return Arah(arah)
