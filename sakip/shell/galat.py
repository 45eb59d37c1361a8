"""Faults in a file or an argument given on the command line: one clear line for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

EXIT_GALAT = 2


@dataclass(frozen=True, slots=True)
class Galat:
    """One fault and where it stands; `baris` counts the lines of the file from 1.

    `baris` and `kolom` are None when the fault is of the whole file, or of a whole row.
    `pesan` is a whole Indonesian sentence with a full stop.
    """

    baris: int | None
    kolom: str | None
    pesan: str

    def __str__(self) -> str:
        tempat = [f"baris {self.baris}"] if self.baris is not None else []
        tempat += [f"kolom {self.kolom}"] if self.kolom is not None else []
        return f"{', '.join(tempat)}: {self.pesan}" if tempat else self.pesan


class GalatError(Exception):
    """Input that cannot be used at all; carries every fault that was found."""

    def __init__(self, *galat: Galat) -> None:
        super().__init__(*map(str, galat))
        self.galat = galat


def read_berkas(nama: str) -> str:
    """The whole text of a UTF-8 file, with or without a byte order mark, line ends as they are.

    Raises GalatError with one Indonesian sentence when it cannot be read or is not UTF-8 text.
    """
    try:
        isi = Path(nama).read_bytes()
        teks = isi.decode("utf-8-sig")
    except OSError as error:
        raise GalatError(Galat(None, None, describe_os_error(nama, error))) from error
    except UnicodeDecodeError as error:
        baris = isi.count(b"\n", 0, error.start) + 1
        pesan = f"Berkas {nama} bukan teks UTF-8. Simpan ulang dengan pengodean UTF-8."
        raise GalatError(Galat(baris, None, pesan)) from error
    if "\0" in teks:
        raise GalatError(Galat(None, None, f"Berkas {nama} bukan berkas teks."))
    return teks


def print_galat(galat: Iterable[Galat], err: TextIO) -> int:
    """Print each fault on a line of its own and return the exit status of bad input."""
    for satu in galat:
        print(_one_line(str(satu)), file=err)
    return EXIT_GALAT


def describe_os_error(nama: str, error: OSError) -> str:
    """Why a file cannot be read, and what to do, as one sentence."""
    if isinstance(error, FileNotFoundError):
        return f"Berkas {nama} tidak ditemukan. Periksa nama dan foldernya."
    if isinstance(error, IsADirectoryError):
        return f"{nama} adalah folder. Sebutkan nama berkasnya."
    if isinstance(error, PermissionError):
        return f"Berkas {nama} tidak boleh dibaca. Minta izin baca kepada pemiliknya."
    return f"Berkas {nama} tidak dapat dibaca. Salin dahulu ke komputer ini."


def _one_line(text: str) -> str:
    """Blank what a typed value may smuggle in: line breaks, terminal codes, broken characters."""
    return "".join(huruf if huruf.isprintable() else " " for huruf in text)
