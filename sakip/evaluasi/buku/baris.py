"""Where everything of an evaluation sheet stands in a workbook; both the writer and the reader ask here.

Pure: an instrument and a kind of entity give the rows, whatever is answered.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sakip.rules.instrumen import Butir, Instrumen, Subkomponen

KOMPONEN, SUB, KRITERIA = range(3)
JAWABAN = "jawaban"
JUDUL = ("Kode", "Uraian", "Lensa", "Bobot", "Jawaban", "Nilai", "Poin", "Satuan")
BARIS_JUDUL = 3
# Two rows that name the sheet stand between the headers and the first row.
BARIS_PERTAMA = BARIS_JUDUL + 3


class Kunci(NamedTuple):
    """A row of a sheet: a component, a sub-component and a criterion may share a code."""

    tingkat: int
    kode: str


class Petak(NamedTuple):
    """One cell by what it means: a row, and `jawaban` or the key of a further column."""

    baris: Kunci
    kunci: str


@dataclass(frozen=True, slots=True)
class Baris:
    """One row; `butir` where it brings points."""

    kunci: Kunci
    uraian: str
    lensa: str
    bobot: Fraction | None
    butir: Butir | None

    @property
    def tingkat(self) -> int:
        return self.kunci.tingkat


@dataclass(frozen=True, slots=True)
class KolomIsi:
    """A column right of the points: its key, header and width, and the words to choose from."""

    kunci: str
    judul: str
    lebar: int
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IsiLembar:
    """What one sheet of a workbook holds.

    `berlaku` is the instrument as it counts now, where some criteria wait for another sheet. `isi` is by
    cell; `terbuka` says which may be filled in, None for everything that brings points. `pilihan`: what a
    criterion is answered with where points come from the grade above it. `total` is given where the sheet
    does not hold every answer that made it.
    """

    nama: str
    judul: str
    instrumen: Instrumen
    jenis_entitas: str | None = None
    berlaku: Instrumen | None = None
    isi: Mapping[Petak, str] = field(default_factory=dict)
    terbuka: Collection[Petak] | None = None
    kolom: Sequence[KolomIsi] = ()
    pilihan: tuple[str, ...] = ()
    keadaan: str = ""
    total: Decimal | None = None

    def jawaban(self) -> dict[str, str]:
        """The answers that bring points, by code."""
        tingkat = KRITERIA if self.instrumen.tingkat == "kriteria" else SUB
        return {
            petak.baris.kode: teks
            for petak, teks in self.isi.items()
            if petak.kunci == JAWABAN and petak.baris.tingkat == tingkat and teks
        }


def build_baris(
    instrumen: Instrumen, jenis_entitas: str | None, berlaku: Instrumen | None = None
) -> tuple[Baris, ...]:
    """Components, sub-components and criteria in the order of the instrument."""
    return tuple(_build(instrumen, jenis_entitas, berlaku or instrumen))


def nomor_of(index: int) -> int:
    """The number in the workbook of the row at this place, from 0."""
    return BARIS_PERTAMA + index


def _build(instrumen: Instrumen, jenis_entitas: str | None, berlaku: Instrumen) -> Iterator[Baris]:
    butir = {row.kode: row for row in berlaku.butir(jenis_entitas)}
    per_kriteria = instrumen.tingkat == "kriteria"
    for komponen in instrumen.komponen:
        yield Baris(
            Kunci(KOMPONEN, komponen.kode), komponen.nama, "", Fraction(komponen.bobot), None
        )
        for sub in komponen.subkomponen:
            lensa, satu = instrumen.lensa[sub.lensa].nama, butir.get(sub.kode)
            answered = None if per_kriteria else satu
            yield Baris(Kunci(SUB, sub.kode), sub.nama, lensa, Fraction(sub.bobot), answered)
            for kode, uraian in _kriteria(instrumen, sub, jenis_entitas):
                satu = butir.get(kode) if per_kriteria else None
                yield Baris(Kunci(KRITERIA, kode), uraian, "", satu.bobot if satu else None, satu)


def _kriteria(
    instrumen: Instrumen, sub: Subkomponen, jenis_entitas: str | None
) -> Iterator[tuple[str, str]]:
    entitas = instrumen.entitas[jenis_entitas] if jenis_entitas else None
    for row in instrumen.kriteria(sub, jenis_entitas):
        warisan = entitas is not None and row.kode in entitas.diwariskan
        yield row.kode, f"{row.uraian} (dijawab sekali oleh pemda)" if warisan else row.uraian
