"""Workbooks of sheets: kept as they were read, then written as if each page was saved, or dropped."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from sakip.audit.actions import record, require, transition
from sakip.evaluasi import permissions
from sakip.evaluasi.actions.jawaban import import_halaman
from sakip.evaluasi.buku.beda import write_kunci
from sakip.evaluasi.buku.halaman import Ubahan, read_halaman
from sakip.evaluasi.lembar import blank_lembar
from sakip.evaluasi.models import ImporLembar, Penilaian
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.web.clock import now
from sakip.web.rows import hold_all, insert


@transaction.atomic
def create_impor_lembar(
    *,
    tahun: int,
    nama_berkas: str,
    sha256: str,
    objek: Sequence[Mapping[str, Any]],
    acting_user: Pengguna,
) -> ImporLembar:
    """Keep what a person changed in a workbook, until he has seen what it will do."""
    require(permissions.can_create_impor_lembar(acting_user))
    row = ImporLembar(
        instansi_id=acting_user.instansi_id,
        tahun=tahun,
        pembuat=acting_user,
        dibuat_pada=now(),
        nama_berkas=nama_berkas[-200:],
        sha256=sha256,
        isi={"objek": list(objek)},
        lembar=len(objek),
        baris=sum(len(one["baris"]) for one in objek),
    )
    insert(row)
    record(
        row,
        "impor_lembar.create",
        acting_user=acting_user,
        sha256=sha256,
        lembar=row.lembar,
        baris=row.baris,
    )
    return row


@transaction.atomic
def import_impor_lembar(
    row: ImporLembar, *, revisi: int, pilihan: Mapping[str, int | None], acting_user: Pengguna
) -> int:
    """Write every changed row, all or nothing; returns how many were.

    `pilihan` says by row what to do where the system changed as well: the revision that is written over,
    or None to leave it. Raises Konflik where something changed that is not in it, RuleError for an
    evaluation out of reach, PermissionDenied where it is not his turn any more.
    """
    require(permissions.can_import_lembar(acting_user, row))
    objek = sorted(row.objek, key=lambda one: one["penilaian"])
    pks = [one["penilaian"] for one in objek]
    hold_all(Penilaian.objects.filter(pk__in=pks))
    transition(
        row,
        "impor_lembar.import",
        before=ImporLembar.Status.DRAF,
        after=ImporLembar.Status.DITERAPKAN,
        revisi=revisi,
        acting_user=acting_user,
        isi={},
    )
    known = Penilaian.objects.visible_to(acting_user).for_list().in_bulk(pks)
    written = 0
    for one in objek:
        penilaian = known.get(one["penilaian"])
        if penilaian is None:
            raise RuleError(f"Lembar {one['lembar']} tidak lagi dalam jangkauan tugas Anda.")
        rows = _settle(one["penilaian"], one["baris"], pilihan)
        pages = read_halaman(blank_lembar(penilaian), rows)
        halaman = {kode: page.isi for kode, page in pages.items()}
        written += import_halaman(penilaian, one["tahap"], halaman, acting_user=acting_user)
    return written


@transaction.atomic
def revoke_impor_lembar(row: ImporLembar, *, acting_user: Pengguna) -> None:
    """Drop a waiting workbook; nothing of it is kept."""
    require(permissions.can_import_lembar(acting_user, row))
    transition(
        row,
        "impor_lembar.revoke",
        before=ImporLembar.Status.DRAF,
        after=ImporLembar.Status.DIBUANG,
        acting_user=acting_user,
        isi={},
    )


def _settle(
    penilaian: int, rows: Sequence[Ubahan], pilihan: Mapping[str, int | None]
) -> Iterator[Ubahan]:
    """The rows to write, each with the revision the person last saw."""
    for row in rows:
        kunci = write_kunci(penilaian, row)
        seen = pilihan.get(kunci, row["revisi"])
        if kunci not in pilihan or seen is not None:
            yield row | {"revisi": seen}
