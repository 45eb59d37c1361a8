"""What the directory of a ZIP promises, read before anything of it is unpacked."""

import lzma
import zipfile
import zlib
from collections.abc import Sequence
from typing import IO, Any

from django.core.exceptions import ValidationError

MAX_ANGGOTA = 2_000
MAX_RASIO = 100
# The directory of so many members takes a quarter of this.
MAX_SEKALI_BACA = 1_000_000
# What an archive that is none, or whose parts were changed by hand, makes Python's reader raise.
ARSIP_RUSAK = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, NotImplementedError, OSError, EOFError,
    ValueError,
)  # fmt: skip
TERKUNCI = "Berkas dikunci kata sandi. Simpan ulang tanpa kata sandi."
TERLALU_BESAR = "Isi berkas jauh lebih besar daripada ukurannya, jadi tidak diterima."
BERMAKRO = "Berkas berisi makro. Simpan ulang tanpa makro, lalu unggah lagi."


class _Sedikit:
    """A file that is never read whole: a directory of millions of members would fill the memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if size > MAX_SEKALI_BACA:
            raise ValidationError(TERLALU_BESAR)
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def open_arsip(file: IO[bytes]) -> zipfile.ZipFile:
    """An archive with its directory read. Raises ARSIP_RUSAK; ValidationError when that is too long."""
    return zipfile.ZipFile(_Sedikit(file))


def check_members(members: Sequence[zipfile.ZipInfo], size: int, max_bongkar: int) -> None:
    """Refuse in words what is locked, bears macros, or unpacks to too much (ASVS 5.0: 5.2.3).

    `size`: bytes of the archive; `max_bongkar`: the most bytes it may unpack to. Raises ValidationError.
    """
    if any(member.flag_bits & 1 for member in members):
        raise ValidationError(TERKUNCI)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_ANGGOTA or unpacked > min(max_bongkar, MAX_RASIO * size):
        raise ValidationError(TERLALU_BESAR)
    if any("vbaproject" in member.filename.casefold() for member in members):
        raise ValidationError(BERMAKRO)
