"""Random LKE workbooks, filled in as a person would, and what LibreOffice makes of them."""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from sakip.evaluasi.buku.baris import BARIS_JUDUL
from sakip.evaluasi.tests.buku_acak import convert
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.penilaian import score_lke
from sakip.shell.lke_templat import LEMBAR, write_lke
from sakip.shell.lke_xlsx import read_lke

# Totals beside the boundaries of every class, on both sides of the rounding.
BATAS = [
    Decimal(batas) + Decimal(geser)
    for batas in (30, 50, 60, 70, 80, 90)
    for geser in ("-0.005", "-0.0051", "0", "0.004999", "0.005", "0.01")
]
# The first sheet as UTF-8, with numbers as a person sees them: parts with four decimals at most.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
TERLIHAT = 0.0001


def fill(path: Path, jawaban: Mapping[str, Any]) -> None:
    """Type the answers beside their codes, and save."""
    book = openpyxl.load_workbook(path)
    for row in book[LEMBAR].iter_rows(min_row=BARIS_JUDUL + 1):
        if row[0].value in jawaban and not row[4].protection.locked:
            row[4].value = jawaban[row[0].value]
    book.save(path)


def make_acak(folder: Path, kali: int, rng: random.Random) -> Iterator[Path]:
    """Workbooks of every instrument in turn, with and without a kind of entity."""
    semua = list(load_instrumen().values())
    for nomor in range(kali):
        instrumen = semua[nomor % len(semua)]
        path = folder / f"{nomor:03d}-{instrumen.kunci}.xlsx"
        jenis_entitas = rng.choice([None, *instrumen.entitas])
        path.write_bytes(write_lke(instrumen, jenis_entitas))
        fill(path, make_jawaban(instrumen, jenis_entitas, rng))
        yield path


def make_jawaban(
    instrumen: Instrumen, jenis_entitas: str | None, rng: random.Random
) -> dict[str, Any]:
    """Any answer of each scale; of numbers half are spread to a total beside a boundary."""
    batas = rng.choice(BATAS) if rng.random() < 0.5 else None
    jawaban = {}
    for butir in instrumen.butir(jenis_entitas):
        if butir.skala.pilihan:
            jawaban[butir.kode] = rng.choice(butir.skala.pilihan).kode
        elif batas is not None:
            jawaban[butir.kode] = float(round(butir.penuh * batas / 100, 6))
        else:
            jawaban[butir.kode] = round(rng.uniform(0, float(butir.penuh)), rng.randint(0, 3))
    return jawaban


def recalculate(buku: Sequence[Path], folder: Path) -> None:
    """Let LibreOffice compute them all; a CSV beside each."""
    convert(buku, folder, CSV, folder)


def differences(path: Path) -> list[str]:
    """Where LibreOffice and the engine do not say the same of one workbook."""
    lembar = read_lke(str(path))
    hasil = score_lke(lembar.instrumen, lembar.nilai, jenis_entitas=lembar.jenis_entitas)
    rows = list(csv.reader(path.with_suffix(".csv").read_text("utf-8").splitlines()))
    predikat = (hasil.predikat.kode, hasil.predikat.kata)
    poin = {row[0]: row[6] for row in rows[BARIS_JUDUL:]}
    beda = [
        f"{path.name} {bagian.kode}: {poin[bagian.kode]}, tetapi {bagian.nilai}"
        for bagian in (*hasil.komponen, *hasil.subkomponen)
        if abs(float(poin[bagian.kode]) - float(bagian.nilai)) > TERLIHAT
    ]
    if Decimal(rows[1][3]) != hasil.total or tuple(rows[1][4:6]) != predikat:
        beda.append(f"{path.name}: {rows[1][3:6]}, tetapi {hasil.total} {predikat}")
    return beda
