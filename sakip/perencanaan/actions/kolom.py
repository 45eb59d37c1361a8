"""Remembering how another system names the columns of its exports."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.models import KolomBerkas
from sakip.rules.decision import Konflik

# One column of an export may hold both: "1.02.02.2.01.0001 Pembangunan rumah sakit".
SATU_SEL = {"kode", "nama"}


@transaction.atomic
def update_kolom_berkas(
    jenis: str,
    *,
    judul: Mapping[str, str],
    bawaan: Mapping[str, str],
    revisi: int | None,
    acting_user: Pengguna,
) -> None:
    """Keep the headers of one kind of export; `revisi` is None the first time.

    Raises ValidationError when a header is named for two columns (`SATU_SEL` may share one), Konflik when
    somebody was first.
    """
    require(permissions.can_import_anggaran(acting_user))
    if any(len(kunci) > 1 and kunci != SATU_SEL for kunci in _by_title(judul)):
        raise ValidationError("Satu judul dipakai untuk dua kolom. Bedakan.")
    instansi = acting_user.instansi_id
    if revisi is not None:
        row = KolomBerkas.objects.get(instansi=instansi, jenis=jenis)
        update_guarded(
            row, "kolom_berkas.update", revisi=revisi, acting_user=acting_user,
            judul=dict(judul), bawaan=dict(bawaan),
        )  # fmt: skip
        return
    row = KolomBerkas(instansi_id=instansi, jenis=jenis, judul=dict(judul), bawaan=dict(bawaan))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Konflik from error
    record(row, "kolom_berkas.create", acting_user=acting_user)


def _by_title(judul: Mapping[str, str]) -> Collection[set[str]]:
    """The columns of each header."""
    found: dict[str, set[str]] = defaultdict(set)
    for kunci, title in judul.items():
        found[title.casefold()].add(kunci)
    return found.values()
