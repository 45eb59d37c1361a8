"""What a line of the home says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tugas:
    """One act: what, why, where, by when."""

    judul: str
    keterangan: str
    alamat: str
    tombol: str
    tenggat: date | None = None
    lewat: bool = False
