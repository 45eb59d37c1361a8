"""Where contents lie, how one gets there, and whether they are still what they were."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db.models import Q, QuerySet

from sakip.berkas.checks import Unggahan
from sakip.berkas.models import Berkas, Blob
from sakip.web.store import ContentStore, load_store

# A content written within this time may be waiting for its row.
SEHARI = 24 * 60 * 60
HILANG = "Isinya tidak ada di penyimpanan."
BERUBAH = "Isinya bukan lagi isi yang diunggah."
YATIM = "Isi ini tidak ditunjuk berkas mana pun."


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


def living_blobs() -> QuerySet[Blob]:
    """Contents that some row still needs: a file that was not destroyed, or a row of any other table."""
    found = Q(pk__in=[])
    for relation in Blob._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model:
            column = relation.field.name  # type: ignore[union-attr]
            rows = relation.related_model._base_manager.filter(**{f"{column}__isnull": False})
            if relation.related_model is Berkas:
                rows = rows.filter(musnah_pada__isnull=True)
            found |= Q(pk__in=rows.values(column))
    return Blob.objects.filter(found)


def check_contents() -> Iterator[tuple[str, str]]:
    """Compare every content with its name, both ways: (SHA-256, what is wrong or "").

    Reads all of the store; first what rows need, then what lies there and no row knows.
    """
    needed = set()
    for blob in living_blobs().order_by("pk").iterator():
        needed.add(blob.sha256)
        yield blob.sha256, _fault(blob)
    for sha256 in berkas_store().names():
        if sha256 not in needed:
            yield sha256, YATIM


def delete_isi(blob: Blob) -> None:
    """Delete a content that no row needs any more, unless somebody has just written it again."""
    if not living_blobs().filter(pk=blob.pk).exists():
        berkas_store().delete(blob.sha256, SEHARI)


def _fault(blob: Blob) -> str:
    try:
        stored = berkas_store().measure(blob.sha256)
    except FileNotFoundError:
        return HILANG
    return "" if (stored.sha256, stored.ukuran) == (blob.sha256, blob.ukuran) else BERUBAH
