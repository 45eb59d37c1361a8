"""What a file really is: its ending and its content must agree, and opening it must harm nobody (T14, T15).

Nothing is unpacked or decoded here: headers, the directory of an archive, the size of a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from PIL import Image, UnidentifiedImageError

from sakip.berkas.names import clean_nama, write_ukuran
from sakip.web.arsip import ARSIP_RUSAK, check_members, open_arsip

MAX_PIKSEL = 50_000_000
MAX_BONGKAR = 500_000_000
MAX_DAFTAR_JENIS = 1_000_000
EKOR_PDF = 2_048
KONTROL = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f") + b"\x7f"
PROGRAM = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php", b"<%", b"#!/")

DITERIMA = "PDF, PNG, JPG, WEBP, XLSX, DOCX, CSV, atau TXT"
SALAH_ISI = "Isi berkas bukan {jenis}, atau rusak. Simpan ulang sebagai {jenis}, lalu unggah lagi."
TERLALU_LUAS = "Gambar lebih dari 50 juta piksel. Perkecil dahulu, lalu unggah lagi."
BERISI_PROGRAM = "Berkas teks ini berisi halaman web atau program. Simpan sebagai PDF."


@dataclass(frozen=True, slots=True)
class Unggahan:
    """An upload that passed: its content, its cleaned name, and what it is."""

    file: File[bytes]
    nama: str
    jenis_isi: str


@dataclass(frozen=True, slots=True)
class Jenis:
    """A kind of file: what it is called, its media type, and how its content is told."""

    nama: str
    jenis_isi: str
    is_so: Callable[[IO[Any]], bool]


def check_unggahan(file: File[bytes], maks: int | None = None) -> Unggahan:
    """The upload as one of the accepted kinds, of at most `maks` bytes (without it: those of a form).

    Raises ValidationError with one Indonesian sentence.
    """
    nama, jenis = check_janji(
        file.name or "", file.size, settings.BERKAS_MAKS_BITA if maks is None else maks
    )
    file.seek(0)
    if file.file is None or not jenis.is_so(file.file):
        raise ValidationError(SALAH_ISI.format(jenis=jenis.nama))
    return Unggahan(file, nama, jenis.jenis_isi)


def check_janji(nama: str, ukuran: int, maks: int) -> tuple[str, Jenis]:
    """The cleaned name and kind of what is to come, from its name and size. Raises ValidationError."""
    nama = clean_nama(nama)
    jenis = JENIS.get(nama.rpartition(".")[2])
    if jenis is None:
        raise ValidationError(f"Jenis berkas ini tidak diterima. Unggah {DITERIMA}.")
    if ukuran <= 0:
        raise ValidationError("Berkas ini kosong. Pilih berkas lain.")
    if ukuran > maks:
        batas = write_ukuran(maks)
        raise ValidationError(f"Berkas lebih dari {batas}. Perkecil atau bagi, lalu unggah lagi.")
    return nama, jenis


def _is_pdf(file: IO[Any]) -> bool:
    if file.read(5) != b"%PDF-":
        return False
    size = file.seek(0, 2)
    file.seek(max(0, size - EKOR_PDF))
    return b"%%EOF" in file.read()


def _is_image(name: str, file: IO[Any]) -> bool:
    try:
        with Image.open(file, formats=[name]) as image:
            width, height = image.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TERLALU_LUAS) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False
    if width * height > MAX_PIKSEL:
        raise ValidationError(TERLALU_LUAS)
    return True


def _is_office(main_part: str, file: IO[Any]) -> bool:
    if file.read(4) != b"PK\x03\x04":
        return False
    size = file.seek(0, 2)
    try:
        with open_arsip(file) as archive:
            check_members(archive.infolist(), size, MAX_BONGKAR)
            with archive.open("[Content_Types].xml") as parts:
                listed = parts.read(MAX_DAFTAR_JENIS).decode("utf-8", "replace")
    except ARSIP_RUSAK:
        return False
    return f"{main_part}.main+xml" in listed


def _is_text(file: IO[Any]) -> bool:
    begin = b""
    while chunk := file.read(65_536):
        if chunk.translate(None, KONTROL) != chunk:
            return False
        begin = begin or chunk
    if any(mark in begin.lower() for mark in PROGRAM):
        raise ValidationError(BERISI_PROGRAM)
    return True


_OFFICE = "application/vnd.openxmlformats-officedocument."
_DOCX, _XLSX = _OFFICE + "wordprocessingml.document", _OFFICE + "spreadsheetml.sheet"
_JPG = Jenis("JPG", "image/jpeg", partial(_is_image, "JPEG"))

# By the ending of the name. SVG, HTML, archives and programs have no line, so they are refused.
JENIS = {
    "pdf": Jenis("PDF", "application/pdf", _is_pdf),
    "png": Jenis("PNG", "image/png", partial(_is_image, "PNG")),
    "jpg": _JPG,
    "jpeg": _JPG,
    "webp": Jenis("WEBP", "image/webp", partial(_is_image, "WEBP")),
    "docx": Jenis("DOCX", _DOCX, partial(_is_office, _DOCX)),
    "xlsx": Jenis("XLSX", _XLSX, partial(_is_office, _XLSX)),
    "csv": Jenis("CSV", "text/plain", _is_text),
    "txt": Jenis("TXT", "text/plain", _is_text),
}
