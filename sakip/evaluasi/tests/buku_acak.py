"""Random workbooks of several sheets with a recap, and what LibreOffice makes of their formulas."""

import os
import random
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

from sakip.evaluasi.buku.baris import JAWABAN, KOMPONEN, SUB, IsiLembar, Kunci, Petak, nomor_of
from sakip.evaluasi.buku.gambar import REKAP, write_buku
from sakip.evaluasi.buku.jadi import PETAK_PREDIKAT, PETAK_TOTAL
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.penilaian import read_jawaban, score_lke

LAMA_DETIK = 900
# Formulas are computed anew on opening, whatever the file remembers.
HITUNG_ULANG = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
TERLIHAT = 1e-9
BELUM = "Belum lengkap"


def convert(buku: Sequence[Path], folder: Path, jadi: str, keluar: Path) -> None:
    """Let one LibreOffice, with a profile of its own, compute them all and save each as `jadi`."""
    profil = folder / "profil"
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(HITUNG_ULANG)
    perintah = ["soffice", f"-env:UserInstallation={profil.as_uri()}", "--headless"]
    perintah += ["--convert-to", jadi, "--outdir", str(keluar), *map(str, buku)]
    angka_inggris = os.environ | {"LC_ALL": "C.UTF-8"}
    subprocess.run(perintah, check=True, capture_output=True, timeout=LAMA_DETIK, env=angka_inggris)


def make_buku(
    folder: Path, kali: int, rng: random.Random
) -> Iterator[tuple[Path, list[IsiLembar]]]:
    """Workbooks of one to four sheets of any instrument: national, archived, a region's own.

    Some sheets are not complete, and some wait for what the agency answers once.
    """
    semua = list(load_instrumen().values())
    for nomor in range(kali):
        lembar = [
            _lembar(f"{n + 1:02d}", semua[(nomor + n) % len(semua)], rng)
            for n in range(rng.randint(1, 4))
        ]
        path = folder / f"buku-{nomor:03d}.xlsx"
        path.write_bytes(write_buku(lembar, [], rekap="Rekap"))
        yield path, lembar


def _lembar(nama: str, instrumen: Instrumen, rng: random.Random) -> IsiLembar:
    jenis = rng.choice([None, *instrumen.entitas])
    berlaku = instrumen
    if jenis and instrumen.tingkat == "kriteria" and rng.random() < 0.5:
        entitas = instrumen.entitas[jenis]
        waiting = [kode for kode in entitas.diwariskan if rng.random() < 0.5]
        smaller = replace(entitas, tidak_berlaku=(*entitas.tidak_berlaku, *waiting))
        berlaku = replace(instrumen, entitas={**instrumen.entitas, jenis: smaller})
    tingkat = KOMPONEN + (2 if instrumen.tingkat == "kriteria" else 1)
    penuh = rng.random() < 0.8
    isi = {
        Petak(Kunci(tingkat, butir.kode), JAWABAN): rng.choice(butir.skala.pilihan).kode
        if butir.skala.pilihan
        else str(round(rng.uniform(0, float(butir.penuh)), 3)).replace(".", ",")
        for butir in berlaku.butir(jenis)
        if penuh or rng.random() < 0.7
    }
    return IsiLembar(nama, f"Uji {nama}", instrumen, jenis, berlaku, isi)


def spoil(path: Path) -> None:
    """Let every formula remember a wrong value, so that only computing makes it right."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, isi in parts.items():
            archive.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>7</v>", isi))


def check_semua(folder: Path, kali: int, rng: random.Random) -> list[str]:
    """Make workbooks, have them computed, and say every difference from the engine."""
    buku = dict(make_buku(folder, kali, rng))
    beda = [kalimat for path, lembar in buku.items() for kalimat in differences(path, lembar)]
    for path in buku:
        spoil(path)
    hitung = folder / "hitung"
    convert(list(buku), folder, "xlsx", hitung)
    return beda + [
        kalimat
        for path, lembar in buku.items()
        for kalimat in differences(hitung / path.name, lembar)
    ]


def differences(path: Path, lembar: Sequence[IsiLembar]) -> list[str]:
    """Where a computed workbook and the engine do not say the same, sheet by sheet and in the recap."""
    book = openpyxl.load_workbook(path, data_only=True)
    beda: list[str] = []
    for nomor, isi in enumerate(lembar, start=4):
        poin, total, kode = _expected(isi)
        sheet, rekap = book[isi.nama], book[REKAP]
        codes = {cell.value: cell.column for cell in rekap[3]}
        seen: dict[str, tuple[Any, Any]] = {
            "total": (sheet[PETAK_TOTAL].value, total),
            "predikat": (sheet[PETAK_PREDIKAT].value, kode),
            "rekap total": (rekap.cell(nomor, codes["Nilai"]).value, total),
            "rekap predikat": (rekap.cell(nomor, codes["Predikat"]).value, kode),
        }
        for n, (kunci, nilai) in enumerate(poin.items()):
            if kunci.tingkat <= SUB:
                seen[f"{kunci}"] = (sheet[f"G{nomor_of(n)}"].value, nilai)
        beda += [
            f"{path.name} {isi.nama} {apa}: {kini}, tetapi {mesin}"
            for apa, (kini, mesin) in seen.items()
            if not _same(kini, mesin)
        ]
    return beda


def _expected(isi: IsiLembar) -> tuple[dict[Kunci, float | None], float | None, str]:
    """The engine's points by row (None: asked and not answered), total and predikat."""
    berlaku, jawaban = isi.berlaku or isi.instrumen, isi.jawaban()
    butir = berlaku.butir(isi.jenis_entitas)
    found = {row.butir.kode: row for row in read_jawaban(butir, jawaban)[0]}
    poin: dict[Kunci, float | None] = {}
    for komponen in isi.instrumen.komponen:
        poin[Kunci(KOMPONEN, komponen.kode)] = 0.0
        for sub in komponen.subkomponen:
            rows = [row for row in found.values() if row.butir.subkomponen == sub.kode]
            exact = float(sum((row.poin for row in rows), Fraction(0)))
            asked = isi.instrumen.tingkat == "subkomponen" and not rows
            poin[Kunci(SUB, sub.kode)] = None if asked else exact
            poin[Kunci(KOMPONEN, komponen.kode)] += exact  # type: ignore[operator]  # a number
            for row in isi.instrumen.kriteria(sub, isi.jenis_entitas):
                poin[Kunci(2, row.kode)] = None
    subs = {row.subkomponen for row in butir}
    if len(found) < len(butir) or len(subs) < len(isi.instrumen.subkomponen):
        return poin, None, BELUM
    hasil = score_lke(berlaku, jawaban, jenis_entitas=isi.jenis_entitas)
    return poin, float(hasil.total), hasil.predikat.kode


def _same(kini: Any, mesin: Any) -> bool:
    if mesin is None:
        return kini in (None, "")
    if isinstance(mesin, float):
        return isinstance(kini, int | float) and abs(kini - mesin) < TERLIHAT
    return bool(kini == mesin)
