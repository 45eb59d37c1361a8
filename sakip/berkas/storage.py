"""Where contents lie, how one gets there, and whether they are still what they were."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sakip.berkas.checks import Unggahan
from sakip.berkas.models import Berkas, Blob
from sakip.web.store import ContentStore, load_store

HILANG = "Isinya tidak ada di penyimpanan."
BERUBAH = "Isinya bukan lagi isi yang diunggah."


@dataclass(frozen=True, slots=True)
class Isi:
    """Checked content that lies in the store; nobody sees it before a Berkas points to it."""

    sha256: str
    ukuran: int
    jenis_isi: str
    nama: str


@dataclass(frozen=True, slots=True)
class Temuan:
    """A file whose content on disk is not what was uploaded."""

    berkas: Berkas
    pesan: str


def berkas_store() -> ContentStore:
    """The store of evidence."""
    return load_store("berkas")


def store_isi(unggahan: Unggahan) -> Isi:
    """Write checked content, before and outside any transaction: writing may take a while."""
    unggahan.file.seek(0)
    stored = berkas_store().write(unggahan.file.chunks())
    return Isi(stored.sha256, stored.ukuran, unggahan.jenis_isi, unggahan.nama)


def open_isi(berkas: Berkas) -> BinaryIO:
    """The content of a file, from its first byte. Raises FileNotFoundError."""
    return berkas_store().open(berkas.blob.sha256)


def check_berkas(rows: Iterable[Berkas]) -> Iterator[Temuan | None]:
    """Read each content anew: one answer a row, None where it is what was uploaded (T06)."""
    known: dict[str, str] = {}
    for row in rows:
        sha256 = row.blob.sha256
        if sha256 not in known:
            known[sha256] = _fault(row.blob)
        yield Temuan(row, known[sha256]) if known[sha256] else None


def _fault(blob: Blob) -> str:
    try:
        stored = berkas_store().measure(blob.sha256)
    except FileNotFoundError:
        return HILANG
    return "" if (stored.sha256, stored.ukuran) == (blob.sha256, blob.ukuran) else BERUBAH
