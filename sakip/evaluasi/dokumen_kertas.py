"""The working paper (KKE) as parts of a document: annex of the LHE, and a paper of its own."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sakip.cetak.dokumen import Bab, Bagian, Dokumen, Fakta, HalamanBaru, Kolom, Paragraf, Tabel
from sakip.evaluasi.dokumen import write_penugasan
from sakip.rules.tanggal import write_tanggal

Isi = Mapping[str, Any]
JUDUL = "Kertas kerja evaluasi"
TIDAK_ADA = "–"
# The evaluators' own columns of an answer, which the evaluated do not read.
MILIK_TIM = {"fakta": "Fakta", "uji": "Uji", "simpulan": "Simpulan"}
TANPA_MILIK_TIM = "Fakta, uji, dan simpulan atas sampel disimpan tim penilai."


def write_lampiran(isi: Isi, *, milik_tim: bool) -> tuple[Bagian, ...]:
    """The annex of the LHE, on pages of its own; with the evaluators' own columns or without."""
    return (HalamanBaru(), Bab(f"Lampiran: {JUDUL}"), *_parts(isi, milik_tim=milik_tim))


def write_kertas(isi: Isi, hari: date, *, draf: bool, milik_tim: bool) -> Dokumen:
    """The working paper as a document of its own."""
    return Dokumen(
        judul=f"{JUDUL} AKIP {isi['nama']} Tahun {isi['tahun']}",
        kop=(f"Pemerintah {isi['instansi']}", isi["inspektorat"]),
        dicetak=hari,
        isi=(*write_penugasan(isi), *_parts(isi, milik_tim=milik_tim)),
        draf=draf,
    )


def _parts(isi: Isi, *, milik_tim: bool) -> Iterator[Bagian]:
    yield Tabel(
        "Yang mengerjakan",
        (
            Kolom("Tahap", lebar=4),
            Kolom("Diisi oleh", lebar=5),
            Kolom("Kriteria dijawab", angka=True, lebar=2),
            Kolom("Diserahkan", lebar=5),
        ),
        tuple(_worker(row) for row in isi["pengisi"]),
    )
    kekuatan = "; ".join(f"{row['kode']} {row['nama'].lower()}" for row in isi["kekuatan"])
    yield Paragraf(
        f"Angka sesudah jawaban adalah kekuatan buktinya: {kekuatan}. Tanda * berarti kriteria yang "
        "dijawab sekali pada lembar pemda."
    )
    if not milik_tim:
        yield Paragraf(TANPA_MILIK_TIM)
    for sub in isi["bagian"]:
        yield from _sub(sub, [row["nama"] for row in isi["pengisi"]], milik_tim=milik_tim)


def _worker(row: Isi) -> tuple[str, ...]:
    last = row["diserahkan"]
    return (
        row["nama"],
        ", ".join(row["oleh"]),
        str(row["jawaban"]),
        f"{write_tanggal(date.fromisoformat(last['pada']))} oleh {last['oleh']}"
        if last
        else TIDAK_ADA,
    )


def _sub(sub: Isi, stages: list[str], *, milik_tim: bool) -> Iterator[Bagian]:
    yield Bab(f"{sub['komponen']}: {sub['kode']} {sub['nama']}", 2)
    yield Fakta((("Lensa", sub["lensa"]), *_grades(sub)))
    if sub["kriteria"]:
        yield Tabel(
            f"Jawaban atas kriteria {sub['kode']}",
            (Kolom("Kriteria", lebar=9), *(Kolom(nama, lebar=3) for nama in stages)),
            tuple(_answers(row, stages) for row in sub["kriteria"]),
        )
    for row in sub["kriteria"]:
        if words := tuple(_words(row, milik_tim=milik_tim)):
            yield Bab(f"{row['kode']} {row['uraian']}", 3)
            yield Fakta(words)


def _grades(sub: Isi) -> Iterator[tuple[str, str]]:
    """What each stage gave, with its note and why it differs from the suggestion."""
    for row in sub["nilai"]:
        reason = f"Berbeda dari saran: {row['alasan']}" if row["alasan"] else ""
        said = (row["nilai"] and f"{row['nilai']}.", row["catatan"], reason)
        if words := " ".join(filter(None, said)):
            yield row["tahap"], words
    if sub["koreksi"]:
        yield "Koreksi", f"Nilainya menjadi {sub['koreksi']}."


def _answers(row: Isi, stages: list[str]) -> tuple[str, ...]:
    by_stage = {one["tahap"]: f"{one['jawaban']} ({one['kekuatan']})" for one in row["jawaban"]}
    mark = " *" if row["pemda"] else ""
    return (f"{row['kode']}{mark} {row['uraian']}", *(by_stage.get(n, TIDAK_ADA) for n in stages))


def _words(row: Isi, *, milik_tim: bool) -> Iterator[tuple[str, str]]:
    """Evidence, and all that was written to a criterion, stage by stage."""
    if row["bukti"]:
        yield "Bukti", "; ".join(row["bukti"])
    for one in row["jawaban"]:
        columns = {"tautan": "Tautan", "catatan": "Catatan", **(MILIK_TIM if milik_tim else {})}
        said = [f"{nama}: {one[kunci]}" for kunci, nama in columns.items() if one[kunci]]
        if said:
            yield one["tahap"], "\n".join([f"{one['oleh']}", *said])
    if row["koreksi"]:
        yield "Koreksi", f"Jawabannya menjadi {row['koreksi']}."
