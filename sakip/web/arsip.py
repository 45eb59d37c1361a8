"""What the directory of a ZIP promises, read before anything of it is unpacked."""

import zipfile
from collections.abc import Sequence

from django.core.exceptions import ValidationError

MAX_ANGGOTA = 2_000
MAX_RASIO = 100
TERKUNCI = "Berkas dikunci kata sandi. Simpan ulang tanpa kata sandi."
TERLALU_BESAR = "Isi berkas jauh lebih besar daripada ukurannya, jadi tidak diterima."
BERMAKRO = "Berkas berisi makro. Simpan ulang tanpa makro, lalu unggah lagi."


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
