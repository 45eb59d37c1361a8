"""Rows of files, as they are made: alone by an upload, or together with a record that brings them in."""

from collections.abc import Collection, Sequence
from typing import Any

from sakip.berkas.models import Berkas, Blob
from sakip.berkas.storage import Isi
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.web.clock import now

# What a content is taken for until somebody says it.
JENIS_AWAL = dict.fromkeys(("image/jpeg", "image/png", "image/webp"), Berkas.Jenis.FOTO)


def build_berkas(
    isi: Isi, blob: Blob, unit: PerangkatDaerah | None, pengunggah: Pengguna, **lain: Any
) -> Berkas:
    """A row that is not stored yet, for a content that is; `unit` None: in no cabinet."""
    return Berkas(
        instansi_id=pengunggah.instansi_id,
        perangkat_daerah=unit,
        blob=blob,
        nama=isi.nama,
        pengunggah=pengunggah,
        diunggah_pada=now(),
        **{"jenis": JENIS_AWAL.get(isi.jenis_isi, Berkas.Jenis.LAIN)} | lain,
    )


def store_blob(isis: Collection[Isi]) -> dict[str, Blob]:
    """The row of each content by its SHA-256, made where it is new."""
    Blob.objects.bulk_create(
        [Blob(sha256=one.sha256, ukuran=one.ukuran, jenis_isi=one.jenis_isi) for one in isis],
        ignore_conflicts=True,
    )
    return {row.sha256: row for row in Blob.objects.filter(sha256__in=[one.sha256 for one in isis])}


def store_lampiran(
    isis: Sequence[Isi], unit: PerangkatDaerah | None, *, pengunggah: Pengguna, **lain: Any
) -> list[Berkas]:
    """Files of different contents that show what was seen, stored with the record they belong to.

    A file of the cabinet with the same content serves as well. Who calls has asked the permission, and
    names the rows in the trail of its record.
    """
    twins = Berkas.objects.current().filter(
        perangkat_daerah=unit, blob__sha256__in=[one.sha256 for one in isis]
    )
    known = {row.blob.sha256: row for row in twins.select_related("blob").order_by("-pk")}
    blobs = store_blob([one for one in isis if one.sha256 not in known])
    new = {
        one.sha256: build_berkas(one, blobs[one.sha256], unit, pengunggah, fisik=True, **lain)
        for one in isis
        if one.sha256 in blobs
    }
    Berkas.objects.bulk_create(new.values())
    return [(known | new)[one.sha256] for one in isis]


def find_kembar(sha256: str, unit: PerangkatDaerah) -> Berkas | None:
    """The file of a cabinet that has this content, if there is one."""
    return Berkas.objects.current().filter(perangkat_daerah=unit, blob__sha256=sha256).first()
