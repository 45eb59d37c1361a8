"""Writing the national list of codes, as the server's own command brings it."""

from collections.abc import Iterable

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.models import Nomenklatur
from sakip.perencanaan.rencana import Perubahan
from sakip.rules import nomenklatur as rules

SEKALIGUS = 500
KOLOM = ("jenjang", "nama", "induk_kode", "kinerja", "indikator", "satuan")


@transaction.atomic
def import_nomenklatur(
    rows: Iterable[rules.Nomenklatur], *, edisi: str, acting_user: Pengguna | None
) -> Perubahan:
    """Write what is new or changed in an edition; the same rows twice change nothing.

    The list belongs to no agency, so only the server's own command may call it, with
    `acting_user=None`. A code that the list no longer has stays: plans may stand on it.
    """
    require(permissions.can_import_nomenklatur(acting_user))
    found = Nomenklatur.objects.filter(edisi=edisi)
    stored = {(row.jenis_pemda, row.kode): row for row in found}
    perubahan = Perubahan()
    new, changed = [], []
    for isi in rows:
        old = stored.get(isi.kunci)
        same = old is not None and old.to_rule() == isi
        perubahan.count(isi.kode, is_new=old is None, same=same)
        if old is None:
            old = Nomenklatur(jenis_pemda=isi.jenis_pemda, edisi=edisi, kode=isi.kode)
            new.append(old)
        elif not same:
            changed.append(old)
        old.jenjang, old.nama, old.induk_kode = isi.jenjang, isi.nama, isi.induk
        old.kinerja, old.indikator, old.satuan = isi.kinerja, isi.indikator, isi.satuan
    Nomenklatur.objects.bulk_update(changed, KOLOM, batch_size=SEKALIGUS)
    touched = [*Nomenklatur.objects.bulk_create(new, batch_size=SEKALIGUS), *changed]
    if touched:
        first, *rest = touched
        record(first, "nomenklatur.import", acting_user=acting_user, juga=rest, edisi=edisi)
    return perubahan
