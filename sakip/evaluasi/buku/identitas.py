"""By what a workbook is known again: agency, year, sheets, and the revision every row was made from.

It stands on a hidden sheet and is guarded by a hash against mishaps. It is no secret and gives no right:
whoever makes one up may do with it what he may do on the page, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sakip.audit.hashing import canonical, sha256
from sakip.evaluasi.buku.baris import Kunci

VERSI = "1"
RUSAK = (
    "Lembar tersembunyi Identitas pada buku kerja ini berubah atau hilang. Unduh buku kerja baru, "
    "lalu salin isian Anda ke sana."
)


class IdentitasError(ValueError):
    """The hidden sheet does not say what a workbook of ours says; the text is shown to the user."""


@dataclass(frozen=True, slots=True)
class Asal:
    """What a row was made from: `revisi` None where nothing was stored, and which cells may be filled."""

    revisi: int | None
    sidik: str
    bidang: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objek:
    """One sheet of the workbook: whose evaluation, by which instrument, in which stage."""

    nama: str
    penilaian: int
    kode: str
    peraturan: str
    sidik: str
    tahap: str
    judul: str
    kolom: tuple[str, ...]
    baris: dict[Kunci, Asal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identitas:
    """The whole workbook; `instansi` is the code of the region."""

    instansi: str
    nama_instansi: str
    tahun: int
    dibuat: str
    objek: Sequence[Objek]


def write_identitas(identitas: Identitas) -> list[list[str]]:
    """The rows of the hidden sheet, the hash last."""
    rows = [
        ["buku", VERSI],
        ["instansi", identitas.instansi, identitas.nama_instansi],
        ["tahun", str(identitas.tahun)],
        ["dibuat", identitas.dibuat],
    ]
    for one in identitas.objek:
        kolom = ",".join(one.kolom)
        rows.append(
            [
                *("objek", one.nama, str(one.penilaian), one.kode, one.peraturan, one.sidik),
                *(one.tahap, one.judul, kolom),
            ]
        )
        for kunci, asal in one.baris.items():
            revisi = "" if asal.revisi is None else str(asal.revisi)
            bidang = ",".join(asal.bidang)
            rows.append(
                ["baris", one.nama, str(kunci.tingkat), kunci.kode, revisi, asal.sidik, bidang]
            )
    return [*rows, ["sidik", _hash(rows)]]


def read_identitas(rows: Sequence[Sequence[str]]) -> Identitas:
    """What the hidden sheet says. Raises IdentitasError when anything of it is not as it was written."""
    body = [_trim(row) for row in rows]
    if len(body) < 5 or body[-1] != ["sidik", _hash(body[:-1])] or body[0] != ["buku", VERSI]:
        raise IdentitasError(RUSAK)
    objek: dict[str, Objek] = {}
    for row in body[4:-1]:
        cells = [*row, *[""] * (9 - len(row))]
        if cells[0] == "objek":
            nama, pk, kode, peraturan, sidik, tahap, judul, kolom = cells[1:9]
            objek[nama] = Objek(
                nama, int(pk), kode, peraturan, sidik, tahap, judul, tuple(kolom.split(","))
            )
        else:
            nama, tingkat, kode, revisi, sidik, bidang = cells[1:7]
            asal = Asal(int(revisi) if revisi else None, sidik, tuple(bidang.split(",")))
            objek[nama].baris[Kunci(int(tingkat), kode)] = asal
    instansi, nama_instansi = body[1][1:3]
    return Identitas(instansi, nama_instansi, int(body[2][1]), body[3][1], list(objek.values()))


def _trim(row: Sequence[str]) -> list[str]:
    """A row without the empty cells that another program may have added behind it."""
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _hash(rows: Sequence[Sequence[str]]) -> str:
    return sha256(canonical([_trim(row) for row in rows]))
