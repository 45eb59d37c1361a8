"""A document as plain values: one description, from which PDF and DOCX are written alike.

Every text is data. Nothing a person typed is ever read as markup, formula or template.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Kertas(Enum):
    """Paper in upright position, width and height in millimetres; F4 is what offices here print on."""

    A4 = (210, 297)
    F4 = (215, 330)


@dataclass(frozen=True, slots=True)
class Bab:
    """A heading; `tingkat` 1 is a chapter, 2 a section of it, 3 a part of that."""

    judul: str
    tingkat: int = 1


@dataclass(frozen=True, slots=True)
class Paragraf:
    """Running text; a line break starts a new paragraph."""

    teks: str


@dataclass(frozen=True, slots=True)
class CatatanKecil:
    """Small print that a reader needs only to check the document, such as a hash."""

    teks: str


@dataclass(frozen=True, slots=True)
class Fakta:
    """Names and values, one pair a line: "Tahun: 2026"."""

    baris: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column; figures stand to the right. `lebar` is its share of the width."""

    nama: str
    angka: bool = False
    lebar: int = 1


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table with its caption; each row has as many texts as there are columns."""

    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Daftar:
    """A list, numbered where the order counts (recommendations) or with bullets."""

    butir: tuple[str, ...]
    bernomor: bool = False


@dataclass(frozen=True, slots=True)
class Pihak:
    """Who signs: position, name, and the lines below the name (rank, NIP)."""

    jabatan: str
    nama: str
    keterangan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """The signature block: one party, or several side by side; place and date stand above the last."""

    tempat_tanggal: str
    pihak: tuple[Pihak, ...]


@dataclass(frozen=True, slots=True)
class HalamanBaru:
    """What follows begins on a new page."""


Bagian = Bab | Paragraf | CatatanKecil | Fakta | Tabel | Daftar | TandaTangan | HalamanBaru


@dataclass(frozen=True, slots=True)
class Dokumen:
    """A whole document. `kop` are the lines of the letterhead, the first one large.

    `dicetak` stands in the foot of every page; a draft carries a watermark on each.
    """

    judul: str
    kop: tuple[str, ...]
    dicetak: date
    isi: tuple[Bagian, ...]
    draf: bool = False
    kertas: Kertas = Kertas.A4
    mendatar: bool = False

    @property
    def ukuran(self) -> tuple[int, int]:
        """Width and height of the page in millimetres."""
        width, height = self.kertas.value
        return (height, width) if self.mendatar else (width, height)


def clean_text(text: str) -> str:
    """The text without what cannot be printed: control, private and unassigned characters.

    Line breaks stay; invisible marks that turn the direction of reading go as well.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in composed if c == "\n" or not unicodedata.category(c).startswith("C"))


def write_nama_berkas(*parts: str | int | date, akhiran: str) -> str:
    """2026_TW3_Dinkes_Realisasi_v3_2026-10-12.pdf: plain letters, empty parts left out (ux 4.6)."""
    texts = (part.isoformat() if isinstance(part, date) else str(part) for part in parts)
    return "_".join(plain for text in texts if (plain := _plain(text))) + f".{akhiran}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9-]+", "", letters)
