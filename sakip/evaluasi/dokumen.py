"""The LHE as a document: its content in our own words, for page, PDF and DOCX alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sakip.cetak.dokumen import (
    Bab,
    Bagian,
    CatatanKecil,
    Daftar,
    Dokumen,
    Fakta,
    Kolom,
    Paragraf,
    Pihak,
    Tabel,
    TandaTangan,
)
from sakip.rules.angka import write_angka
from sakip.rules.tanggal import write_tanggal

Isi = Mapping[str, Any]
TIDAK_ADA = "–"
# What is written by hand: place, and the name of whoever is Inspektur on that day.
TITIK = "." * 20
METODE = (
    "Penilaian memakai lembar kerja evaluasi: setiap kriteria diperiksa terhadap dokumen, ditanyakan, "
    "dan dicocokkan dengan sampel; lalu "
)
# What a report that was frozen before it kept this says.
CARA_NILAI = "setiap subkomponen diberi nilai AA sampai E"


@dataclass(frozen=True, slots=True)
class TandaKeutuhan:
    """What proves that a printed report is the one that was finished: hash and place in the trail."""

    hash: str
    nomor_jejak: int
    hash_jejak: str


def write_lhe(isi: Isi, tanda: TandaKeutuhan | None) -> Dokumen:
    """The report; without the mark of a finished evaluation it is a draft."""
    return Dokumen(
        judul=f"Laporan Hasil Evaluasi AKIP {isi['nama']} Tahun {isi['tahun']}",
        kop=(f"Pemerintah {isi['instansi']}", isi["inspektorat"]),
        dicetak=date.fromisoformat(isi["tanggal"]),
        isi=(
            *_pendahuluan(isi),
            *_hasil(isi),
            *_rekomendasi(isi),
            *_tindak_lanjut(isi),
            *_penutup(isi, tanda),
        ),
        draf=tanda is None,
    )


def _pendahuluan(isi: Isi) -> Iterator[Bagian]:
    yield Bab("1. Pendahuluan")
    yield Fakta(
        (
            ("Yang dievaluasi", isi["nama"]),
            ("Tahun evaluasi", str(isi["tahun"])),
            (
                "Dasar",
                f"Perpres 29/2014 tentang SAKIP dan {isi['peraturan']} tentang evaluasi AKIP",
            ),
        )
    )
    yield Paragraf(
        f"Evaluasi ini menilai seberapa jauh {isi['nama']} merencanakan, mengukur, melaporkan, dan "
        "mengevaluasi kinerjanya untuk hasil yang dirasakan masyarakat, serta memberi saran "
        "perbaikannya."
    )
    bukti = "; ".join(
        f"{row['nama'].lower()} tahun {isi['tahun_bukti'].get(row['kode'], isi['tahun'])}"
        for row in isi["komponen"]
    )
    yield Paragraf(f"Ruang lingkupnya {len(isi['komponen'])} komponen, dengan bukti {bukti}.")
    cara = f"{METODE}{isi.get('cara_nilai', CARA_NILAI)}."
    yield Paragraf(" ".join(filter(None, (cara, isi.get("cara_hitung")))))
    yield from write_penugasan(isi)


def _hasil(isi: Isi) -> Iterator[Bagian]:
    yield Bab("2. Hasil evaluasi")
    predikat = isi["predikat"]
    yield Paragraf(
        f"{isi['nama']} memperoleh nilai {_angka(isi['total'])} dengan predikat {predikat['kode']} "
        f"({predikat['kata']}), yaitu {predikat['rentang']}. {predikat['tafsir']}"
    )
    yield from _koreksi(isi)
    if (lalu := isi["lalu"]) is not None:
        yield Paragraf(_compare(isi, lalu))
    tahun_lalu = f"Nilai {isi['tahun'] - 1}"
    yield Tabel(
        "Nilai menurut komponen dan subkomponen",
        (
            Kolom("Komponen", lebar=8),
            Kolom("Bobot", angka=True, lebar=2),
            Kolom("Predikat", lebar=2),
            Kolom(tahun_lalu, angka=True, lebar=2),
            Kolom(f"Nilai {isi['tahun']}", angka=True, lebar=2),
        ),
        tuple(_lines(isi)),
    )
    yield Bab("Catatan menurut komponen", 2)
    for row in isi["komponen"]:
        notes = [
            f"{sub['kode']} {sub['nama']}: {sub['catatan']}"
            for sub in row["subkomponen"]
            if sub["catatan"]
        ]
        yield Paragraf(f"{row['kode']}. {row['nama']} ({_angka(row['nilai'])} dari {_bobot(row)})")
        yield Daftar(tuple(notes) or ("Tidak ada catatan.",))


def write_penugasan(isi: Isi) -> Iterator[Bagian]:
    """The letter, the team, the stages and the objections; nothing where no letter was asked for."""
    if (surat := isi.get("surat_tugas")) is None:
        return
    mulai, selesai, tanggal = (
        write_tanggal(date.fromisoformat(surat[name])) for name in ("mulai", "selesai", "tanggal")
    )
    pkpt = (("Nomor PKPT", surat["nomor_pkpt"]),) if surat["nomor_pkpt"] else ()
    yield Bab("Penugasan dan tahapan", 2)
    yield Fakta(
        (
            (surat["jenis"], f"{surat['nomor']}, {tanggal}"),
            *pkpt,
            ("Masa tugas", f"{mulai} sampai {selesai}"),
            *((row["peran"], row["nama"]) for row in isi["tim"]),
        )
    )
    yield Tabel(
        "Tahapan",
        (
            Kolom("Tanggal", lebar=3),
            Kolom("Dari", lebar=4),
            Kolom("Ke", lebar=5),
            Kolom("Oleh", lebar=4),
        ),
        tuple(
            (
                write_tanggal(date.fromisoformat(row["pada"])),
                row["nama"],
                f"{row['ke']} (dikembalikan)" if row["kembali"] else row["ke"],
                row["oleh"],
            )
            for row in isi["tahap"]
        ),
    )
    if isi["tanggapan"]:
        yield Tabel(
            "Tanggapan yang dievaluasi",
            (
                Kolom("Kriteria", lebar=2),
                Kolom("Tanggapan", lebar=6),
                Kolom("Keadaan", lebar=2),
                Kolom("Jawaban tim", lebar=6),
            ),
            tuple(
                (row["letak"], row["uraian"], row["keadaan"], row["jawaban"] or TIDAK_ADA)
                for row in isi["tanggapan"]
            ),
        )


def _koreksi(isi: Isi) -> Iterator[Bagian]:
    """That this result stands in place of another, and why."""
    if (lama := isi.get("koreksi")) is not None:
        yield Paragraf(
            f"Hasil ini mengoreksi hasil {_angka(lama['total'])} ({lama['predikat']}), tanda keutuhan "
            f"{lama['hash']}. Alasannya: {lama['alasan']}"
        )


def _compare(isi: Isi, lalu: Isi) -> str:
    """How far it moved since last year; between two regulations only the values stand side by side."""
    before = f"Tahun {lalu['tahun']} nilainya {_angka(lalu['total'])} ({lalu['predikat']})"
    if lalu["peraturan"] != isi["peraturan"]:
        return f"{before} menurut {lalu['peraturan']}, sehingga kedua nilai tidak dibandingkan."
    beda = Decimal(isi["total"]) - Decimal(lalu["total"])
    if beda == 0:
        return f"{before}; nilainya tetap."
    return f"{before}; nilainya {'naik' if beda > 0 else 'turun'} {write_angka(abs(beda))}."


def _lines(isi: Isi) -> Iterator[tuple[str, ...]]:
    for row in isi["komponen"]:
        yield _line(row, f"{row['kode']}. {row['nama']}", "")
        for sub in row["subkomponen"]:
            yield _line(sub, f"{sub['kode']} {sub['nama']}", sub["jawaban"])
    lalu = isi["lalu"]
    yield (
        "Nilai hasil evaluasi",
        "100",
        isi["predikat"]["kode"],
        _angka(lalu["total"]) if lalu else TIDAK_ADA,
        _angka(isi["total"]),
    )


def _line(row: Isi, nama: str, jawaban: str) -> tuple[str, ...]:
    return (
        nama,
        _bobot(row),
        jawaban,
        TIDAK_ADA if row["lalu"] is None else _angka(row["lalu"]),
        _angka(row["nilai"]),
    )


def _rekomendasi(isi: Isi) -> Iterator[Bagian]:
    yield Bab("3. Rekomendasi")
    if not isi["rekomendasi"]:
        yield Paragraf("Tidak ada rekomendasi.")
        return
    for row in isi["komponen"]:
        subs = {sub["kode"] for sub in row["subkomponen"]}
        found = [one for one in isi["rekomendasi"] if one["subkomponen"] in subs]
        if found:
            yield Bab(f"{row['kode']}. {row['nama']}", 2)
            yield Daftar(tuple(_write_rekomendasi(one) for one in found), bernomor=True)


def _write_rekomendasi(one: Isi) -> str:
    tenggat = write_tanggal(date.fromisoformat(one["tenggat"]))
    letak = "subkomponen" if one["letak"] == one["subkomponen"] else "kriteria"
    return f"{one['uraian'].rstrip('. ')} ({letak} {one['letak']}, paling lambat {tenggat})."


def _tindak_lanjut(isi: Isi) -> Iterator[Bagian]:
    yield Bab(f"4. Tindak lanjut rekomendasi tahun {isi['tahun'] - 1}")
    rows = isi["tindak_lanjut"]
    if not rows:
        yield Paragraf("Tidak ada rekomendasi tahun lalu yang tercatat dalam sistem ini.")
        return
    closed = sum(bool(row["tindak_lanjut"]) for row in rows)
    yield Paragraf(f"{closed} dari {len(rows)} rekomendasi sudah selesai ditindaklanjuti.")
    yield Tabel(
        f"Rekomendasi tahun {isi['tahun'] - 1} dan tindak lanjutnya",
        (
            Kolom("Kriteria", lebar=2),
            Kolom("Rekomendasi", lebar=6),
            Kolom("Keadaan", lebar=2),
            Kolom("Tindak lanjut", lebar=6),
        ),
        tuple(
            (row["letak"], row["uraian"], row["keadaan"], row["tindak_lanjut"] or TIDAK_ADA)
            for row in rows
        ),
    )


def _penutup(isi: Isi, tanda: TandaKeutuhan | None) -> Iterator[Bagian]:
    yield Bab("5. Penutup")
    yield Paragraf(
        f"Laporan ini disampaikan kepada pimpinan {isi['nama']} untuk ditindaklanjuti, dengan tembusan "
        f"kepada {isi['kepala_daerah']}. Pemenuhan rekomendasi dipantau pada evaluasi berikutnya."
    )
    yield TandaTangan(
        f"{TITIK}, {write_tanggal(date.fromisoformat(isi['tanggal']))}",
        (Pihak("Inspektur,", TITIK * 2, ("NIP",)),),
    )
    if tanda is not None:
        yield CatatanKecil(
            f"Tanda keutuhan: hasil {tanda.hash}; jejak nomor {tanda.nomor_jejak}, {tanda.hash_jejak}."
        )


def _angka(teks: str) -> str:
    return write_angka(Decimal(teks))


def _bobot(row: Isi) -> str:
    return write_angka(Decimal(row["bobot"]), None)
