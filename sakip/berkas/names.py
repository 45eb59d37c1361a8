"""File names and sizes as people read them."""

import re
import unicodedata
from decimal import Decimal
from pathlib import PurePosixPath

from sakip.rules.angka import bulatkan, write_angka

PANJANG_NAMA = 120
TERLARANG = re.compile(r'[<>:"/\\|?*]+')
KILO = 1000


def clean_nama(nama: str) -> str:
    """A name without folders, control or direction-turning characters; its ending in small letters."""
    last = PurePosixPath(nama.replace("\\", "/")).name
    composed = unicodedata.normalize("NFC", last)
    visible = "".join(c for c in composed if not unicodedata.category(c).startswith("C"))
    stem, dot, ending = TERLARANG.sub("-", visible).rpartition(".")
    stem = " ".join(stem.split()).strip(". ")[:PANJANG_NAMA]
    return f"{stem or 'berkas'}{dot}{ending.strip().casefold()}"


def write_ukuran(ukuran: int) -> str:
    """3,4 MB; 20 MB; 512 B: the units a file manager shows."""
    for unit, size in (("GB", KILO**3), ("MB", KILO**2), ("kB", KILO)):
        if ukuran >= size:
            nilai = bulatkan(Decimal(ukuran) / size, 1)
            return f"{write_angka(nilai, 0 if nilai % 1 == 0 else 1)} {unit}"
    return f"{ukuran} B"
