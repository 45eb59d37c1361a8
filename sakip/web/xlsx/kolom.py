"""What both sides of a workbook share: its columns."""

from dataclasses import dataclass

LEMBAR_ISIAN = "Isian"
MAX_BARIS = 5_000
MAX_KOLOM = 60
MAX_HURUF = 8_000_000


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of a sheet: its key in code, its header, and how a person fills it.

    In a column of figures (`angka`) a cell that holds a number comes as a text that can be read in
    one way only: 14.125 is 14.1250.
    """

    kunci: str
    judul: str
    wajib: bool = False
    tanggal: bool = False
    angka: bool = False
    keterangan: str = ""
    contoh: str = ""
    pilihan: tuple[str, ...] = ()
    lebar: int = 18
