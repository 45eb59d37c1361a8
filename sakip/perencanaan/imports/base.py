"""What every kind of file shares: sheets read as rows, rows with their outcome, one way to write them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from sakip.organisasi.models import Pengguna
from sakip.perencanaan.imports.sel import TANDA_KOSONG, Sel
from sakip.perencanaan.models import KolomBerkas
from sakip.perencanaan.rencana import Bacaan
from sakip.rules.angka import AngkaAmbigu, Pemisah
from sakip.web.xlsx import Kolom, read_sheet

MAX_AMBIGU = 3

Baris = dict[str, Any]
T = TypeVar("T")
P = TypeVar("P")


@dataclass(slots=True)
class Isian:
    """One row on its way: what was read (None as long as it cannot be), and the faults so far."""

    baris: Baris
    galat: list[tuple[str, str]] = field(default_factory=list)
    ambigu: list[str] = field(default_factory=list)
    nilai: Any = None

    def refuse(self, bidang: str, pesan: str) -> None:
        """Note a fault; of one cell only the first is said."""
        if bidang not in (known for known, _ in self.galat):
            self.galat.append((bidang, pesan))

    @property
    def kode(self) -> str:
        """What the row is about, as typed; empty when that cannot be said."""
        return str(self.baris["isi"].get("kode", ""))


class Reader(ABC):
    """One kind of file for one owner, read with one habit of separating thousands (None: not said)."""

    # What one request can check and write without keeping others waiting, in each sheet.
    max_baris = 3_000

    def __init__(self, user: Pengguna, pemisah: Pemisah | None = None) -> None:
        self.user = user
        self.pemisah = pemisah

    @property
    @abstractmethod
    def lembar(self) -> Mapping[str, Sequence[Kolom]]:
        """The columns of each sheet that is read, by its name."""

    @abstractmethod
    def read(self, rows: list[Baris]) -> Bacaan:
        """What the rows would do as things stand now. Reads, and changes nothing."""

    def read_cells(
        self, isian: Isian, sels: Iterable[Sel], values: dict[str, Any], *, is_new: bool
    ) -> None:
        """Put every cell that is filled into `values`; what cannot be read is a fault of the row."""
        cells: Mapping[str, str] = isian.baris["isi"]
        for sel in sels:
            text = cells.get(sel.kunci) or cells.get(sel.cadangan, "")
            if text in TANDA_KOSONG and sel.kosong:
                values[sel.kunci] = sel.kosong[0]
            elif text:
                read = partial(sel.read, text, self.pemisah)
                self.read_cell(isian, sel.kunci, read, values, sel.kunci)
            elif is_new and sel.kolom.wajib:
                isian.refuse(sel.kunci, "Belum diisi.")

    def read_cell(
        self, isian: Isian, kunci: str, read: Callable[[], T], into: dict[P, T], place: P
    ) -> None:
        """One cell; `kunci` names its column."""
        try:
            into[place] = read()
        except AngkaAmbigu as error:
            isian.ambigu.append(error.teks)
            isian.refuse(kunci, str(error))
        except ValueError as error:
            isian.refuse(kunci, str(error))

    def titles(self, lembar: str) -> dict[str, str]:
        """The header of each column."""
        return {kolom.kunci: kolom.judul for kolom in self.lembar[lembar]}

    def outcome(
        self,
        isian: Isian,
        keadaan: str,
        kode: str,
        judul: str,
        changes: Iterable[tuple[str, str, str]] = (),
    ) -> Baris:
        """The row with what it would do, in the form that is stored."""
        titles = self.titles(isian.baris["lembar"])
        read = {name: isian.baris[name] for name in ("lembar", "nomor", "isi", "salah")}
        return read | {
            "keadaan": "galat" if isian.galat else keadaan,
            "kode": kode,
            "judul": judul,
            "perubahan": [
                [titles.get(k, k), old or "kosong", new or "kosong"] for k, old, new in changes
            ],
            "pesan": [[titles.get(kunci, ""), pesan] for kunci, pesan in isian.galat],
        }


@dataclass(frozen=True, slots=True)
class Berkas:
    """The bytes of a file under its name, however it came here; can be read again and again."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.data)

    def read(self) -> bytes:
        """All of it."""
        return self.data


def read_book(
    reader: Reader, berkas: Berkas, sebutan: KolomBerkas | None = None
) -> tuple[list[Baris], list[str]]:
    """The filled rows of every sheet, and headers nobody knows.

    `sebutan` says how the system that made the file names its columns, and what holds for every row. A
    sheet may be empty, not all of them. A header named for two columns is the first one's, and the other
    takes its text from there (`Sel.cadangan`). Raises ValidationError when the file cannot be taken.
    """
    rows: list[Baris] = []
    unknown: list[str] = []
    bawaan: dict[str, str] = sebutan.bawaan if sebutan else {}
    for nama, kolom in reader.lembar.items():
        alias, shared = _aliases(kolom, sebutan)
        lacking = {*bawaan, *shared}
        try:
            sheet = read_sheet(
                berkas,
                [replace(k, wajib=k.wajib and k.kunci not in lacking) for k in kolom],
                nama=nama,
                max_baris=reader.max_baris,
                tepat=len(reader.lembar) > 1,
                csv=len(reader.lembar) == 1,
                alias=alias,
            )
        except ValidationError as error:
            if getattr(error, "code", None) != "kosong":
                raise
            continue
        unknown += [_clean(f"{nama}: {title}") for title in sheet.diabaikan]
        rows += [
            {"lembar": nama, "nomor": row.nomor, "isi": cells, "salah": row.galat}
            for row in sheet.baris
            for cells in (bawaan | {kunci: _clean(value) for kunci, value in row.isi.items()},)
        ]
    if not rows:
        raise ValidationError("Berkas ini belum berisi satu baris pun.")
    return rows, unknown


def begin(rows: Iterable[Baris]) -> list[Isian]:
    """Each row with the cells that could not be read as its first faults."""
    return [Isian(row, list(row["salah"].items())) for row in rows]


def find_ambigu(isian: Iterable[Isian]) -> list[str]:
    """A few different figures that can be read in two ways."""
    return list(dict.fromkeys(text for one in isian for text in one.ambigu))[:MAX_AMBIGU]


def _aliases(
    kolom: Sequence[Kolom], sebutan: KolomBerkas | None
) -> tuple[dict[str, str], set[str]]:
    """The other system's header of each column, and the columns that share one with an earlier column."""
    named: dict[str, str] = sebutan.judul if sebutan else {}
    titles: set[str] = set()
    alias: dict[str, str] = {}
    for kunci in (k.kunci for k in kolom if k.kunci in named):
        if named[kunci].casefold() not in titles:
            alias[kunci] = named[kunci]
        titles.add(named[kunci].casefold())
    return alias, named.keys() - alias.keys()


def _clean(value: object) -> str:
    """Text as both databases keep it; a sheet can smuggle in a zero byte."""
    return str(value).replace("\0", "")
