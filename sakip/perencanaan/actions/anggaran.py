"""Writing pagu and realisasi of units, as they come from the budget system."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.models import Anggaran
from sakip.perencanaan.rencana import Perubahan, columns_of
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_triwulan

SEKALIGUS = 500
KOLOM = ("pagu", "realisasi", "revisi")


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    """Pagu, and realisasi to the end of a quarter, of one unit; rupiah with sen."""

    unit: str
    tahun: int
    triwulan: int
    pagu: Decimal
    realisasi: Decimal

    @classmethod
    def of(cls, row: Anggaran) -> "BarisAnggaran":
        """A stored row as an import writes it."""
        unit = row.perangkat_daerah.kode
        return cls(unit, row.tahun, row.triwulan, row.pagu, row.realisasi)

    @property
    def kode(self) -> str:
        """What the row is about: one unit has one row a quarter."""
        return f"{self.unit} {write_triwulan(self.triwulan, self.tahun)}"


@transaction.atomic
def import_anggaran(rows: Sequence[BarisAnggaran], *, acting_user: Pengguna) -> Perubahan:
    """Write what is new or changed; the same rows twice change nothing. All or nothing.

    Raises RuleError when a kode names no unit of the agency, or two rows are about one quarter.
    """
    require(permissions.can_import_anggaran(acting_user))
    instansi = acting_user.instansi
    units = {row.kode: row for row in PerangkatDaerah.objects.filter(instansi=instansi)}
    if unknown := {row.unit for row in rows} - units.keys():
        raise RuleError(f"Perangkat daerah dengan kode {min(unknown)} tidak ada.")
    if len({row.kode for row in rows}) < len(rows):
        raise RuleError("Ada dua baris tentang perangkat daerah dan triwulan yang sama.")
    stored = load_anggaran({(row.tahun, row.triwulan) for row in rows}, acting_user)
    perubahan = Perubahan()
    new, changed = [], []
    before: dict[int, dict[str, str]] = {}
    for row in rows:
        old = stored.get(row.kode)
        same = old is not None and (old.pagu, old.realisasi) == (row.pagu, row.realisasi)
        perubahan.count(row.kode, is_new=old is None, same=same)
        if old is None:
            columns = {"tahun": row.tahun, "triwulan": row.triwulan}
            new.append(Anggaran(instansi=instansi, perangkat_daerah=units[row.unit], **columns))
            old = new[-1]
        elif not same:
            before[old.pk] = columns_of(old, KOLOM)
            old.revisi += 1
            changed.append(old)
        old.pagu, old.realisasi = row.pagu, row.realisasi
    Anggaran.objects.bulk_update(changed, KOLOM, batch_size=SEKALIGUS)
    touched = [*Anggaran.objects.bulk_create(new, batch_size=SEKALIGUS), *changed]
    perubahan.mundur = [(row.pk, before.get(row.pk)) for row in touched]
    if touched:
        record(touched[0], "anggaran.import", acting_user=acting_user, juga=touched[1:])
    return perubahan


def load_anggaran(quarters: Iterable[tuple[int, int]], user: Pengguna) -> dict[str, Anggaran]:
    """What is stored of these quarters (year, number), by the kode of the row."""
    wanted = Q(pk__in=[])
    for tahun, triwulan in sorted(quarters):
        wanted |= Q(tahun=tahun, triwulan=triwulan)
    found = Anggaran.objects.filter(wanted, instansi=user.instansi_id)
    rows = found.select_related("perangkat_daerah")
    return {BarisAnggaran.of(row).kode: row for row in rows}
