"""The one reader behind every import: safe first, then exact, then forgiving."""

import io
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from xlsxwriter.utility import xl_col_to_name

from sakip.web.arsip import ARSIP_RUSAK, BERMAKRO, check_members, open_arsip
from sakip.web.xlsx.csv import load_csv
from sakip.web.xlsx.kolom import LEMBAR_ISIAN, MAX_BARIS, MAX_HURUF, MAX_KOLOM, Kolom

CHILD = Path(__file__).with_name("child.py")
CHILD_SECONDS = 20
MAX_BERKAS = 10 * 1024 * 1024
MAX_BONGKAR = 100 * 1024 * 1024
# Rows that a title above the headers may take.
BARIS_JUDUL = 20
SEMUA_LEMBAR = "*"

RUSAK = "Berkas tidak dapat dibaca: rusak, terpotong, atau isinya terlalu besar. Simpan ulang dari Excel."
BUKAN_XLSX = (
    "Berkas harus .xlsx. Buka di Excel atau LibreOffice, lalu Simpan sebagai Excel (.xlsx)."
)
TERKUNCI = "Berkas dikunci kata sandi atau berformat Excel lama. Simpan ulang sebagai .xlsx tanpa kata sandi."
DILARANG = {
    "macrosheets/": BERMAKRO,
    "activex/": "Berkas berisi kontrol aktif. Hapus kontrolnya, lalu simpan ulang.",
    "externallinks/": "Berkas terhubung ke berkas lain. Putuskan lewat Data › Edit Link, lalu simpan ulang.",
    "connections.xml": "Berkas terhubung ke sumber data luar. Hapus koneksinya, lalu simpan ulang.",
}
SALAH_SEL = {
    "terpotong": "Angka lebih dari 15 digit sudah dibulatkan Excel. Jadikan sel Teks, lalu ketik ulang.",
    "tanggal": "Excel mengubahnya menjadi tanggal. Jadikan sel Teks, lalu ketik ulang.",
    "waktu": "Sel berisi jam, bukan isian yang diminta. Jadikan sel Teks, lalu ketik ulang.",
    "rumus": "Sel berisi rumus. Salin, lalu tempel sebagai nilai.",
}
# A number cell whose text another habit would read as thousands.
TIGA_DESIMAL = re.compile(r"^-?[0-9]{1,3}\.[0-9]{3}$")

# Each may take half a gigabyte: so many uploads at once are read, the next waits.
_giliran = threading.BoundedSemaphore(2)

Isi = dict[str, str | date]


@dataclass(slots=True)
class Baris:
    """One filled row: its number in the sheet, what it says by column key, faults of single cells.

    `dirapikan`: columns whose text had spaces or line breaks that nobody means.
    """

    nomor: int
    isi: Isi
    galat: dict[str, str] = field(default_factory=dict)
    dirapikan: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Lembar:
    """What was read: the rows, and headers that belong to no known column."""

    baris: list[Baris]
    diabaikan: list[str]


@dataclass(frozen=True, slots=True)
class LembarPetak:
    """A sheet as cells by address: what each holds, line breaks kept, or why it cannot be taken.

    A cell with a formula is in `salah`; an empty cell is in neither.
    """

    nama: str
    isi: dict[str, str]
    salah: dict[str, str]
    tinggi: int = 0

    def row(self, nomor: int, lebar: int) -> list[str]:
        """The first cells of a row, empty ones too."""
        return [self.isi.get(f"{xl_col_to_name(place)}{nomor}", "") for place in range(lebar)]


class Berkas(Protocol):
    """An uploaded file, as far as the reader needs it."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    def read(self) -> bytes: ...


def read_sheet(
    berkas: Berkas,
    kolom: Sequence[Kolom],
    *,
    nama: str = LEMBAR_ISIAN,
    max_baris: int = MAX_BARIS,
    max_huruf: int = MAX_HURUF,
    tepat: bool = False,
    csv: bool = False,
    alias: Mapping[str, str] | None = None,
) -> Lembar:
    """The filled rows of the sheet `nama`, or of the first sheet when there is none of that name.

    Headers may stand in any of the first 20 rows, in any order and capitals. Numbers come as the
    shortest text that means them, days as `date`. `alias` are other headers by column key. With
    `csv` a CSV is read like the one sheet of a workbook. Raises ValidationError when the file as a whole
    cannot be taken (with `tepat` also when no sheet has that name; code "kosong" for a sheet without
    rows); what is wrong with one cell is in its row's `galat`.
    """
    is_csv = csv and (berkas.name or "").casefold().endswith(".csv")
    raw = (
        _load_lines(berkas, max_baris, max_huruf)
        if is_csv
        else _load_child(berkas, nama, max_baris, max_huruf)[0]
    )
    if tepat and raw["lembar"] != nama:
        raise ValidationError(f"Lembar {nama} tidak ada di berkas ini. Pakai templatnya.")
    lines: list[list[Any]] = raw["baris"]
    at, places, unknown = _find_header(lines, kolom, alias or {})
    formulas = {_position(ref) for ref in raw["rumus"]}
    rows = [
        _row(number, line, kolom, places, formulas)
        for number, line in enumerate(lines[at + 1 :], start=at + 2)
        if any(line)
    ]
    rows = [row for row in rows if row.isi or row.galat]
    if not rows:
        pesan = f"Lembar {raw['lembar']} belum berisi satu baris pun."
        raise ValidationError(pesan, code="kosong")
    if len(rows) > max_baris:
        raise ValidationError(
            f"Berkas berisi {len(rows)} baris; paling banyak {max_baris}. Bagi dua."
        )
    return Lembar(rows, unknown)


def read_cells(
    berkas: Berkas, *, max_baris: int = MAX_BARIS, max_huruf: int = MAX_HURUF
) -> dict[str, LembarPetak]:
    """Every sheet of a workbook by its name, hidden ones too. Raises ValidationError as `read_sheet`."""
    sheets = _load_child(berkas, SEMUA_LEMBAR, max_baris, max_huruf)
    return {raw["lembar"]: _cells(raw) for raw in sheets}


def _cells(raw: dict[str, Any]) -> LembarPetak:
    isi: dict[str, str] = {}
    salah = dict.fromkeys(raw["rumus"], SALAH_SEL["rumus"])
    for number, line in enumerate(raw["baris"], start=1):
        for place, cell in enumerate(line):
            ref = f"{xl_col_to_name(place)}{number}"
            if not cell or ref in salah:
                continue
            if isinstance(cell, str):
                isi[ref] = cell.replace("\r\n", "\n").strip()
            elif cell[0] in SALAH_SEL:
                salah[ref] = SALAH_SEL[cell[0]]
            else:
                isi[ref] = cell[1]
    return LembarPetak(raw["lembar"], isi, salah, raw["tinggi"])


def check_archive(berkas: Berkas) -> bytes:
    """The bytes of a workbook whose directory promises nothing harmful; nothing is unpacked yet."""
    if not (berkas.name or "").casefold().endswith(".xlsx"):
        raise ValidationError(BUKAN_XLSX)
    if (berkas.size or 0) > MAX_BERKAS:
        raise ValidationError(
            "Berkas lebih dari 10 MB. Hapus gambar dan lembar lain, lalu unggah lagi."
        )
    data = berkas.read()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(TERKUNCI)
    if not data.startswith(b"PK\x03\x04"):
        raise ValidationError(BUKAN_XLSX)
    try:
        with open_arsip(io.BytesIO(data)) as archive:
            _check_workbook(archive.infolist(), len(data))
    except ARSIP_RUSAK as error:
        raise ValidationError(RUSAK) from error
    return data


def _check_workbook(members: list[zipfile.ZipInfo], size: int) -> None:
    check_members(members, size, MAX_BONGKAR)
    names = [member.filename.casefold() for member in members]
    for mark, sentence in DILARANG.items():
        if any(mark in name for name in names):
            raise ValidationError(sentence)
    if "xl/workbook.xml" not in names:
        raise ValidationError(BUKAN_XLSX)


def _load_lines(berkas: Berkas, max_baris: int, max_huruf: int) -> dict[str, Any]:
    """What a CSV holds, refused in words when it is too large."""
    if (berkas.size or 0) > MAX_BERKAS:
        raise ValidationError("Berkas lebih dari 10 MB. Bagi menjadi beberapa berkas.")
    raw = load_csv(berkas.read(), max_baris + BARIS_JUDUL, MAX_KOLOM, max_huruf)
    _check_size(raw, max_baris)
    return raw


def _load_child(berkas: Berkas, nama: str, max_baris: int, max_huruf: int) -> list[dict[str, Any]]:
    """The sheets the child process read; when it died or ran too long, the file is refused in words."""
    data = check_archive(berkas)
    limits = [str(max_baris + BARIS_JUDUL), str(MAX_KOLOM), str(max_huruf)]
    try:
        with _giliran:
            done = subprocess.run(  # noqa: S603  # our own script, fixed arguments, the file on stdin
                [sys.executable, "-I", str(CHILD), nama, *limits],
                input=data,
                capture_output=True,
                timeout=CHILD_SECONDS,
                check=True,
            )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ValidationError(RUSAK) from error
    sheets: list[dict[str, Any]] = json.loads(done.stdout)
    for raw in sheets:
        _check_size(raw, max_baris)
    return sheets


def _check_size(raw: dict[str, Any], max_baris: int) -> None:
    """Refuse a sheet that is taller or wider than allowed."""
    if raw["tinggi"] > max_baris + BARIS_JUDUL:
        raise ValidationError(
            f"Lembar {raw['lembar']} terisi sampai baris {raw['tinggi']}; paling banyak {max_baris}. "
            "Bagi menjadi beberapa berkas, atau hapus isi di bawah tabel."
        )
    if raw["lebar"] > MAX_KOLOM:
        raise ValidationError(
            f"Lembar {raw['lembar']} terisi sampai kolom ke-{raw['lebar']}; paling banyak {MAX_KOLOM}. "
            "Hapus isi di kanan tabel."
        )


def _find_header(
    lines: list[list[Any]], kolom: Sequence[Kolom], alias: Mapping[str, str]
) -> tuple[int, dict[str, int], list[str]]:
    """The row of headers, the place of each column, and headers nobody knows."""
    known = {_bare(k.judul): k.kunci for k in kolom}
    known |= {_bare(judul): kunci for kunci, judul in alias.items()}
    required = {k.kunci for k in kolom if k.wajib}
    best: set[str] = set()
    for at, line in enumerate(lines[:BARIS_JUDUL]):
        titles = [_clean(cell) if isinstance(cell, str) else "" for cell in line]
        found = [known.get(_bare(title), "") for title in titles]
        if required <= set(found):
            _check_twice(found, kolom)
            places = {kunci: place for place, kunci in enumerate(found) if kunci}
            return at, places, [t for t, k in zip(titles, found, strict=True) if t and not k]
        best = max(best, set(found) & required, key=len)
    missing = ", ".join(k.judul for k in kolom if k.kunci in required - best)
    expected = ", ".join(k.judul for k in kolom)
    raise ValidationError(
        f"Judul kolom tidak ditemukan: {missing}. Judul yang dikenal: {expected}. Pakai templatnya."
    )


def _check_twice(found: list[str], kolom: Sequence[Kolom]) -> None:
    for k in kolom:
        if found.count(k.kunci) > 1:
            raise ValidationError(f"Judul kolom {k.judul} ada dua kali. Hapus salah satunya.")


def _row(
    number: int,
    line: list[Any],
    kolom: Sequence[Kolom],
    places: dict[str, int],
    formulas: set[tuple[int, int]],
) -> Baris:
    row = Baris(number, {})
    for k in kolom:
        place = places.get(k.kunci)
        if place is None:
            continue
        kind, value = _cell(line[place])
        if (number, place + 1) in formulas:
            row.galat[k.kunci] = SALAH_SEL["rumus"]
        elif kind == "tanggal" and k.tanggal:
            row.isi[k.kunci] = date.fromisoformat(value)
        elif kind in SALAH_SEL:
            row.galat[k.kunci] = SALAH_SEL[kind]
        elif kind == "angka" and k.angka:
            row.isi[k.kunci] = TIGA_DESIMAL.sub(r"\g<0>0", value)
        elif value:
            row.isi[k.kunci] = value
    row.dirapikan = {k for k, value in row.isi.items() if _is_untidy(value, line[places[k]])}
    return row


def _is_untidy(value: str | date, cell: str | list[str]) -> bool:
    return isinstance(cell, str) and value != cell


def _cell(cell: str | list[str]) -> tuple[str, str]:
    if isinstance(cell, str):
        return "teks", _clean(cell)
    return cell[0], cell[1]


def _clean(text: str) -> str:
    """A text without the spaces nobody sees: non-breaking, zero-width, doubled, at the ends."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def _bare(title: str) -> str:
    """A header as it is compared: letters and digits only, so `N I P *` is `NIP`."""
    return "".join(c for c in title.casefold() if c.isalnum())


def _position(ref: str) -> tuple[int, int]:
    """Row and column, from 1, of an address like AB12."""
    letters = ref.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(ref[len(letters) :]), column
