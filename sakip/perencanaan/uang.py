"""Writing rows of money from a file: what is new or changed, with what it takes to undo it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sakip.audit.actions import record
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan.models import Anggaran, KolomBerkas, Pagu, Serapan
from sakip.perencanaan.rencana import Perubahan, columns_of
from sakip.rules.decision import RuleError

SEKALIGUS = 500
BarisTersimpan = Anggaran | Pagu | Serapan


class BarisUang(Protocol):
    """A row of a file: whose it is, and what it is about."""

    @property
    def unit(self) -> str: ...
    @property
    def kunci(self) -> str: ...


B = TypeVar("B", bound=BarisUang)


def find_kolom(user: Pengguna, jenis: str) -> KolomBerkas | None:
    """How the agency's other system names the columns of an export of this kind, when that was said."""
    return KolomBerkas.objects.visible_to(user).filter(jenis=jenis).first()


def load_units(rows: Sequence[BarisUang], user: Pengguna) -> dict[str, PerangkatDaerah]:
    """The agency's units by kode. Raises RuleError for a kode that names none, and for a row said twice."""
    units = {row.kode: row for row in PerangkatDaerah.objects.filter(instansi=user.instansi_id)}
    if unknown := {row.unit for row in rows} - units.keys():
        raise RuleError(f"Perangkat daerah dengan kode {min(unknown)} tidak ada.")
    if len({row.kunci for row in rows}) < len(rows):
        raise RuleError("Ada dua baris tentang hal yang sama. Hapus salah satunya.")
    return units


def write_uang(
    rows: Sequence[B],
    stored: Mapping[str, Any],
    make: Callable[[B], BarisTersimpan],
    kolom: Sequence[str],
    *,
    tindakan: str,
    acting_user: Pengguna,
) -> Perubahan:
    """Write `kolom` of what is new (`make` gives the row) or changed; the same rows twice change nothing.

    Runs in the transaction of the action that calls it.
    """
    perubahan, new, changed = Perubahan(), [], []
    before: dict[int, dict[str, str]] = {}
    for row in rows:
        values = {name: getattr(row, name) for name in kolom}
        old = stored.get(row.kunci)
        same = old is not None and all(getattr(old, k) == v for k, v in values.items())
        perubahan.count(row.kunci, is_new=old is None, same=same)
        if old is None:
            old = make(row)
            new.append(old)
        elif not same:
            before[old.pk] = columns_of(old, [*kolom, "revisi"])
            old.revisi += 1
            changed.append(old)
        for name, value in values.items():
            setattr(old, name, value)
    touched: list[Any] = [*new, *changed]
    if not touched:
        return perubahan
    manager = type(touched[0])._base_manager
    manager.bulk_update(changed, [*kolom, "revisi"], batch_size=SEKALIGUS)
    manager.bulk_create(new, batch_size=SEKALIGUS)
    perubahan.mundur = [(row.pk, before.get(row.pk)) for row in touched]
    record(touched[0], tindakan, acting_user=acting_user, juga=touched[1:])
    return perubahan
