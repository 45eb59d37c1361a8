"""Cells of a plan: how a text becomes a value, and how a value is written back.

Every reader raises ValueError with the sentence for the person; figures that can be read in two ways
raise AngkaAmbigu, so that the whole file is asked about once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from sakip.perencanaan.models import IsiSimpul
from sakip.rules.agregasi import Agregasi
from sakip.rules.angka import Pemisah, read_angka, read_nomor, shorten_teks, write_angka
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.tanggal import BULAN, BULAN_PENDEK
from sakip.rules.target import JENIS_BERANGKA, JenisTarget, Target, write_target
from sakip.web.xlsx import Kolom

E = TypeVar("E", bound=StrEnum)

# What a person writes in a cell to say that there is none; an empty cell keeps what is stored.
TANDA_KOSONG = {"-", "–", "—"}
YA_TIDAK = {"ya": True, "tidak": False}
_RIBUAN = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_TIGA_DESIMAL = re.compile(r"(?<![\d,])(\d{1,3},\d{3})(?![\d,])")


@dataclass(frozen=True, slots=True)
class Sel:
    """One column with its reader and writer; `kosong` is what a dash means, where it may stand.

    `cadangan`: the column whose text stands in for an empty cell.
    """

    kolom: Kolom
    read: Callable[[str, Pemisah | None], Any]
    write: Callable[[Any], str] = str
    kosong: tuple[Any, ...] = ()
    cadangan: str = ""

    @property
    def kunci(self) -> str:
        """The name of the field."""
        return self.kolom.kunci


def read_teks(teks: str, _: Pemisah | None) -> str:
    """The text itself; the reader of sheets has trimmed it."""
    return teks


def read_ukuran(teks: str, pemisah: Pemisah | None) -> Decimal:
    """A measure."""
    return read_angka(teks, pemisah_ribuan=pemisah)


def read_bulat(teks: str, pemisah: Pemisah | None) -> int:
    """A whole number."""
    angka = read_angka(teks, pemisah_ribuan=pemisah)
    if angka != int(angka):
        raise ValueError(f"{shorten_teks(teks)} bukan bilangan bulat.")
    return int(angka)


def read_ya(teks: str, _: Pemisah | None) -> bool:
    """Ya or Tidak."""
    if teks.casefold() not in YA_TIDAK:
        raise ValueError("Tulis Ya atau Tidak.")
    return YA_TIDAK[teks.casefold()]


def read_bulan(teks: str, _: Pemisah | None) -> int:
    """November, Nov or 11."""
    names = [*map(str.casefold, BULAN), *map(str.casefold, BULAN_PENDEK)]
    if teks.casefold() in names:
        return names.index(teks.casefold()) % 12 + 1
    bulan = read_nomor(teks)
    if bulan and bulan <= 12:
        return bulan
    raise ValueError(f'"{shorten_teks(teks)}" bukan bulan. Tulis seperti November, atau 11.')


def read_daftar(teks: str, _: Pemisah | None) -> tuple[str, ...]:
    """Several words between semicolons, each once."""
    return tuple(sorted({one.strip() for one in teks.split(";") if one.strip()}))


def write_daftar(daftar: tuple[str, ...]) -> str:
    """05; 06."""
    return "; ".join(daftar)


def read_tanda(teks: str, pemisah: Pemisah | None) -> tuple[str, ...]:
    """Tags by their names, as keys: Prioritas nasional is prioritas_nasional."""
    names = read_daftar(teks, pemisah)
    return tuple(sorted("_".join(one.casefold().split()) for one in names))


def write_tanda(daftar: tuple[str, ...]) -> str:
    """Prioritas nasional; Terukur."""
    return write_daftar(tuple(one.replace("_", " ").capitalize() for one in daftar))


def read_jenjang(teks: str, _: Pemisah | None) -> str:
    """A level by its name or its key."""
    for key, name in IsiSimpul.Jenjang.choices:
        if _bare(teks) in (_bare(key), _bare(str(name))):
            return str(key)
    names = ", ".join(map(str, IsiSimpul.Jenjang.labels))
    raise ValueError(f'Jenjang "{shorten_teks(teks)}" tidak dikenal. Pilih {names}.')


def read_member(kind: type[E]) -> Callable[[str, Pemisah | None], E]:
    """A reader of one of several words: as documents print it, its name, or its key."""

    def read(teks: str, _: Pemisah | None) -> E:
        for one in kind:
            printed = (one.value, one.name, getattr(one, "token", ""), getattr(one, "nama", ""))
            if _bare(teks) in {_bare(text) for text in printed if text}:
                return one
        names = ", ".join(map(write_member, kind))
        raise ValueError(f'"{shorten_teks(teks)}" tidak dikenal. Pilih {names}.')

    return read


def write_member(one: Rumus | Agregasi | Frekuensi | Arah | StrEnum | None) -> str:
    """The word that a template offers for it."""
    match one:
        case None:
            return ""
        case Rumus():
            return one.token
        case Agregasi():
            return one.nama
        case Frekuensi():
            return one.name.lower()
    return one.value


def write_jenjang(key: str) -> str:
    """Sub kegiatan."""
    return str(IsiSimpul.Jenjang(key).label)


def write_bulan(bulan: int | None) -> str:
    """November."""
    return BULAN[bulan - 1] if bulan else ""


def write_ya(value: bool) -> str:
    """Ya or Tidak."""
    return "Ya" if value else "Tidak"


def write_ukuran(angka: Decimal | None) -> str:
    """A measure with all its digits."""
    return "" if angka is None else write_angka(angka, None)


def write_janji(target: Target, desimal: int) -> str:
    """A target as the plan prints it, and never with fewer digits than it has."""
    if target.jenis not in JENIS_BERANGKA:
        return write_target(target)
    printed = [angka for angka in (target.bawah, target.atas) if angka is not None]
    if target.jenis is JenisTarget.TEPAT:
        # Printed as middle ± tolerance: half of a sum or difference may have one place more.
        low, high = printed
        printed = [(high + low) / 2, (high - low) / 2]
    return write_target(target, max([desimal, *map(_places, printed)]))


def to_sheet(teks: str) -> str:
    """Figures as a sheet holds them: without separators of thousands, so that nobody must ask back.

    >>> to_sheet("1.234.567,125–2.000")
    '1234567,125–2000'
    >>> to_sheet("14,125")
    '14,1250'
    """
    return _TIGA_DESIMAL.sub(r"\g<1>0", _RIBUAN.sub("", teks))


def _places(angka: Decimal) -> int:
    exponent = angka.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _bare(teks: str) -> str:
    """A word as it is compared: no spaces, no underscores, one kind of minus."""
    return "".join(teks.split()).replace("_", "").replace("−", "-").casefold()
