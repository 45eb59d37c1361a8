"""The national codes of programs, activities and sub-activities (Permendagri 90/2019 and its updates).

A code says its own level and its parent: `1.02` bidang, `1.02.02` program, `1.02.02.2.02` kegiatan
(the fourth part is the level of government), `1.02.02.2.02.0001` sub kegiatan.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sakip.rules.angka import shorten_teks

BIDANG, PROGRAM, KEGIATAN, SUBKEGIATAN = "bidang", "program", "kegiatan", "subkegiatan"
_BIDANG = r"(?:\d|X)\.(?:\d{2}|XX)"
# Each level as a whole code; sub-activities had two digits in the lists of 2020 and 2021.
POLA = {
    BIDANG: re.compile(_BIDANG),
    PROGRAM: re.compile(rf"{_BIDANG}\.\d{{2}}"),
    KEGIATAN: re.compile(rf"{_BIDANG}\.\d{{2}}\.[1-8]\.\d{{2}}"),
    SUBKEGIATAN: re.compile(rf"{_BIDANG}\.\d{{2}}\.[1-8]\.\d{{2}}\.(?:\d{{2}}|\d{{4}})"),
}
CONTOH = {
    BIDANG: "1.02 Urusan Pemerintahan Bidang Kesehatan",
    PROGRAM: "1.02.02 Program Pemenuhan Upaya Kesehatan",
    KEGIATAN: "1.02.02.2.02 Penyediaan Layanan Kesehatan",
    SUBKEGIATAN: "1.02.02.2.02.0001 Pengelolaan Pelayanan Kesehatan Ibu Hamil",
}
JENIS_PEMDA = {"PROV": "provinsi", "KABKOT": "kabkota"}


@dataclass(frozen=True, slots=True)
class Nomenklatur:
    """One code of the list; `induk` is the code above it, empty for a bidang."""

    jenis_pemda: str
    kode: str
    jenjang: str
    nama: str
    induk: str = ""
    kinerja: str = ""
    indikator: str = ""
    satuan: str = ""

    @property
    def kunci(self) -> tuple[str, str]:
        """What is unique in an edition: 474 codes mean one thing to provinces, another below."""
        return self.jenis_pemda, self.kode


@dataclass(frozen=True, slots=True)
class CatatanBaris:
    """What was noticed at a row of the list: mended and taken, or refused as a whole."""

    nomor: int
    kolom: str
    pesan: str
    ditolak: bool = False


@dataclass(slots=True)
class Daftar:
    """What a list says: its codes in the order of reading, and what was noticed at its rows."""

    isi: dict[tuple[str, str], Nomenklatur] = field(default_factory=dict)
    catatan: list[CatatanBaris] = field(default_factory=list)
    asal: dict[tuple[str, str], int] = field(default_factory=dict)

    def note(self, nomor: int, kolom: str, pesan: str) -> None:
        """A thing that was mended."""
        self.catatan.append(CatatanBaris(nomor, kolom, pesan))

    @property
    def ditolak(self) -> list[CatatanBaris]:
        """Why rows were refused, a note for each fault."""
        return [one for one in self.catatan if one.ditolak]


def part_kode(teks: str) -> tuple[str, str]:
    """The first word of a cell, where a code stands, and the words after it (empty: none).

    >>> part_kode("1.02.02.2.01.0001 - Pembangunan rumah sakit")
    ('1.02.02.2.01.0001', 'Pembangunan rumah sakit')
    """
    kode, _, nama = teks.partition(" ")
    return kode, nama.strip(" -–—:")


def split_kode(teks: str, jenjang: str) -> tuple[str, str]:
    """Code and name out of one cell, "1.02.02 PROGRAM …". Raises ValueError with a sentence."""
    kode, _, nama = teks.partition(" ")
    if not POLA[jenjang].fullmatch(kode) or not nama.strip():
        raise ValueError(
            f'"{shorten_teks(teks)}" bukan kode dan nama {jenjang}. Tulis seperti "{CONTOH[jenjang]}".'
        )
    return kode, nama.strip()


def add_baris(daftar: Daftar, nomor: int, isi: Mapping[str, str]) -> None:
    """Take one row (a sub-activity with the three levels above it) into the list, or refuse it whole.

    `isi` has the keys `jenis_pemda`, the four levels, `kinerja`, `indikator` and `satuan`. The first row
    names a level; another name for the same code is mended to it.
    """
    jenis = JENIS_PEMDA.get(isi.get("jenis_pemda", "").upper(), "")
    faults = [] if jenis else [("jenis_pemda", "Tulis PROV atau KABKOT.")]
    pairs: list[tuple[str, str]] = []
    for jenjang in POLA:
        try:
            pairs.append(split_kode(isi.get(jenjang, ""), jenjang))
        except ValueError as error:
            faults.append((jenjang, str(error)))
    faults += [] if faults else _misplaced(pairs)
    if faults:
        daftar.catatan += [CatatanBaris(nomor, kolom, pesan, True) for kolom, pesan in faults]
        return
    rows = [*_levels(jenis, pairs, isi)]
    known = daftar.isi.get(rows[-1].kunci)
    if known is not None:
        _repeat(daftar, nomor, known, rows[-1])
        return
    _add_levels(daftar, nomor, rows)
    if missing := [k for k in ("kinerja", "indikator", "satuan") if not isi.get(k)]:
        daftar.note(nomor, missing[0], f"Tanpa {', '.join(missing)}; dimuat tanpa isian itu.")


def _levels(
    jenis: str, pairs: Sequence[tuple[str, str]], isi: Mapping[str, str]
) -> Iterator[Nomenklatur]:
    above = ""
    for jenjang, (kode, nama) in zip(POLA, pairs, strict=True):
        last = jenjang == SUBKEGIATAN
        words = {k: isi.get(k, "") for k in ("kinerja", "indikator", "satuan")} if last else {}
        yield Nomenklatur(jenis, kode, jenjang, nama, above, **words)
        above = kode


def _misplaced(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first level whose code does not go on from the one above; those below it follow from that."""
    for jenjang, (above, _), (kode, _) in zip(list(POLA)[1:], pairs, pairs[1:], strict=False):
        if not kode.startswith(f"{above}."):
            pesan = f"Kode {kode} tidak berada di bawah {above}. Samakan awalan kodenya."
            return [(jenjang, pesan)]
    return []


def _repeat(daftar: Daftar, nomor: int, known: Nomenklatur, row: Nomenklatur) -> None:
    first = daftar.asal[known.kunci]
    if known == row:
        daftar.note(nomor, SUBKEGIATAN, f"Sama dengan baris {first}; dimuat sekali.")
        return
    pesan = f"Kode {row.kode} sudah dipakai baris {first} dengan isi lain. Hapus salah satunya."
    daftar.catatan.append(CatatanBaris(nomor, SUBKEGIATAN, pesan, True))


def _add_levels(daftar: Daftar, nomor: int, rows: Sequence[Nomenklatur]) -> None:
    for row in rows:
        known = daftar.isi.setdefault(row.kunci, row)
        first = daftar.asal.setdefault(row.kunci, nomor)
        if known.nama != row.nama:
            pesan = f"Nama {row.kode} berbeda dari baris {first}; dipakai nama di baris {first}."
            daftar.note(nomor, row.jenjang, pesan)
