"""The workbooks that leave: a template, the plan in force in the same shape, the faulty rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.anggaran import BarisAnggaran
from sakip.perencanaan.actions.pagu import BarisPagu
from sakip.perencanaan.actions.serapan import BarisSerapan
from sakip.perencanaan.imports.anggaran import AnggaranReader, write_anggaran
from sakip.perencanaan.imports.base import Baris, Reader
from sakip.perencanaan.imports.contoh import (
    CONTOH_ANGGARAN,
    CONTOH_PAGU,
    CONTOH_SERAPAN,
    contoh_rencana,
)
from sakip.perencanaan.imports.pagu import PaguReader
from sakip.perencanaan.imports.rencana import SEL, RencanaReader, stored_rows, write_cells
from sakip.perencanaan.imports.sel import to_sheet
from sakip.perencanaan.imports.serapan import SerapanReader
from sakip.perencanaan.imports.uang import INSTANSI, BarisReader
from sakip.perencanaan.models import Anggaran, Pagu, Serapan
from sakip.perencanaan.rencana import ANGGARAN, INDIKATOR, PAGU, SERAPAN, SIMPUL
from sakip.web.xlsx import Kolom, LembarTulis, write_book

ALASAN = Kolom("alasan", "Yang perlu diperbaiki", lebar=70)
PETUNJUK = (
    Kolom("lembar", "Lembar"),
    Kolom("kolom", "Kolom", lebar=22),
    Kolom("wajib", "Wajib"),
    Kolom("isi", "Isi", lebar=80),
    Kolom("contoh", "Contoh", lebar=30),
)
CARA_UMUM = [
    ("Semua", "", "", text, "")
    for text in (
        "Baris dikenali dari kodenya: kode yang sudah ada diubah, kode baru ditambahkan.",
        "Sel kosong tidak menghapus isi yang tersimpan. Untuk mengosongkan, tulis tanda –.",
        "Ketik angka persen apa adanya, misalnya 87,5; jangan memakai format persen Excel.",
        "Contoh ada di lembar Contoh; lembar itu tidak dibaca.",
    )
]

Cells = Mapping[str, str]


def is_target(kolom: Kolom) -> bool:
    """Whether the column holds the promises of a year or a quarter."""
    return kolom.kunci.startswith(("target_", "tw_"))


def write_rencana(reader: RencanaReader, tahun: int, *, filled: bool) -> bytes:
    """A workbook to fill in, or with `filled` what the version in force says.

    Of the quarters it offers those of `tahun`, and those that have promises. Of the indicators it
    holds those of units within the person's reach.
    """
    acuan = reader.load_acuan()
    units = {unit.kode for unit in PerangkatDaerah.objects.visible_to(reader.user)}
    rows = {
        lembar: [
            write_cells(row)
            for row in stored_rows(acuan, lembar).values()
            if filled and (lembar == SIMPUL or row.unit in units)
        ]
        for lembar in SEL
    }
    choices = {
        "unit": tuple(kode for kode in acuan.units if kode in units),
        "skala": tuple(acuan.skala),
    }
    kolom = _kolom(reader, choices, tahun, rows[INDIKATOR])
    return _write(kolom, rows, contoh_rencana(reader.dokumen.tahun_awal, tahun))


def write_templat_anggaran(reader: AnggaranReader, tahun: int, *, filled: bool) -> bytes:
    """A workbook of money to fill in, or with `filled` what is stored of a year."""
    stored = Anggaran.objects.visible_to(reader.user).filter(tahun=tahun)
    in_order = stored.select_related("perangkat_daerah").order_by(
        "triwulan", "perangkat_daerah__kode"
    )
    rows = [write_anggaran(BarisAnggaran.of(row)) for row in in_order] if filled else []
    return _write(reader.lembar, {ANGGARAN: rows}, {ANGGARAN: CONTOH_ANGGARAN})


def write_templat_pagu(reader: PaguReader, tahun: int, *, filled: bool) -> bytes:
    """A workbook of budget lines to fill in, or with `filled` the newest stage of each unit of a year."""
    stored = Pagu.objects.visible_to(reader.user).terakhir(tahun)
    in_order = stored.select_related("perangkat_daerah").order_by(
        "perangkat_daerah__kode", "kode", "sumber_dana"
    )
    rows = [BarisPagu.of(row) for row in in_order] if filled else []
    return _write(reader.lembar, {PAGU: _owned(reader, rows)}, {PAGU: CONTOH_PAGU})


def write_templat_serapan(reader: SerapanReader, tahun: int, *, filled: bool) -> bytes:
    """A workbook of what was spent to fill in, or with `filled` what is stored of a year."""
    stored = Serapan.objects.visible_to(reader.user).filter(tahun=tahun)
    in_order = stored.select_related("perangkat_daerah").order_by(
        "triwulan", "perangkat_daerah__kode", "kode", "sumber_dana"
    )
    rows = [BarisSerapan.of(row) for row in in_order] if filled else []
    return _write(reader.lembar, {SERAPAN: _owned(reader, rows)}, {SERAPAN: CONTOH_SERAPAN})


def write_galat(reader: Reader, rows: Iterable[Baris]) -> bytes:
    """Rows as they were read, with one more column; the reader passes over that column."""
    faulty = list(rows)
    filled = {kunci for row in faulty for kunci in row["isi"]}
    book = []
    for lembar, all_kolom in reader.lembar.items():
        kolom = [k for k in all_kolom if k.kunci in filled or not is_target(k)]
        lines = [
            [*(row["isi"].get(k.kunci, "") for k in kolom), write_alasan(row)]
            for row in faulty
            if row["lembar"] == lembar
        ]
        book.append(LembarTulis(lembar, [*kolom, ALASAN], lines))
    return write_book(book)


def write_alasan(row: Baris) -> str:
    """The faults of a row in one text, each with its column."""
    return " ".join(f"{judul}: {pesan}" if judul else pesan for judul, pesan in row["pesan"])


def write_petunjuk(kolom: Mapping[str, Sequence[Kolom]]) -> Iterator[tuple[str, ...]]:
    """Sheet, column, whether it is required, what it holds, an example; the targets are told once."""
    for nama, several in kolom.items():
        targets = [k for k in several if is_target(k)]
        for k in several:
            if k in targets[1:]:
                continue
            judul = f"{k.judul} … {targets[-1].judul}" if k in targets else k.judul
            pilihan = f" Pilihan: {'; '.join(k.pilihan)}." if 0 < len(k.pilihan) <= 12 else ""
            isi = f"{k.keterangan}{pilihan}".strip()
            yield nama, judul, "Ya" if k.wajib else "", isi, k.contoh


def _kolom(
    reader: RencanaReader,
    choices: Mapping[str, tuple[str, ...]],
    tahun: int,
    rows: Iterable[Cells],
) -> dict[str, list[Kolom]]:
    """The columns to offer, with the choices that only this agency has."""
    filled = {kunci for row in rows for kunci in row}
    akhir = reader.dokumen.tahun_akhir

    def is_shown(kolom: Kolom) -> bool:
        if not is_target(kolom) or kolom.kunci in filled:
            return True
        kind, year, *_ = kolom.kunci.split("_")
        return int(year) == tahun if kind == "tw" else int(year) <= akhir

    return {
        lembar: [
            replace(one, pilihan=choices.get(one.kunci, one.pilihan))
            for one in kolom
            if is_shown(one)
        ]
        for lembar, kolom in reader.lembar.items()
    }


def _owned(reader: BarisReader, rows: Iterable[BarisPagu | BarisSerapan]) -> list[Cells]:
    """Rows as cells, with whose file it is."""
    owner = {INSTANSI.kunci: reader.user.instansi.kode_wilayah}
    return [reader.write_cells(row) | owner for row in rows]


def _write(
    kolom: Mapping[str, Sequence[Kolom]],
    rows: Mapping[str, Sequence[Cells]],
    contoh: Mapping[str, Sequence[Cells]],
) -> bytes:
    sheets = [
        LembarTulis(nama, kolom[nama], _lines(kolom[nama], rows[nama]), pilihan=True)
        for nama in kolom
    ]
    examples = [
        LembarTulis(f"Contoh {nama}", kolom[nama], _lines(kolom[nama], contoh[nama]))
        for nama in kolom
    ]
    return write_book(
        [
            *sheets,
            LembarTulis("Petunjuk", PETUNJUK, [*CARA_UMUM, *write_petunjuk(kolom)]),
            *examples,
        ]
    )


def _lines(kolom: Sequence[Kolom], rows: Iterable[Cells]) -> list[list[str]]:
    return [
        [to_sheet(text) if k.angka else text for k in kolom for text in (row.get(k.kunci, ""),)]
        for row in rows
    ]
