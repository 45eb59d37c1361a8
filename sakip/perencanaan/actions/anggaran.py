"""Writing pagu and realisasi of units, as they come from the budget system."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from sakip.audit.actions import require
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.models import Anggaran
from sakip.perencanaan.rencana import Perubahan
from sakip.perencanaan.uang import load_units, write_uang
from sakip.rules.tanggal import write_triwulan

KOLOM = ("pagu", "realisasi")


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
    def kunci(self) -> str:
        """What the row is about: one unit has one row a quarter."""
        return f"{self.unit} {write_triwulan(self.triwulan, self.tahun)}"


@transaction.atomic
def import_anggaran(rows: Sequence[BarisAnggaran], *, acting_user: Pengguna) -> Perubahan:
    """Write what is new or changed; the same rows twice change nothing. All or nothing.

    Raises RuleError when a kode names no unit of the agency, or two rows are about one quarter.
    """
    require(permissions.can_import_anggaran(acting_user))
    units = load_units(rows, acting_user)

    def make(row: BarisAnggaran) -> Anggaran:
        unit = units[row.unit]
        same = {"instansi_id": unit.instansi_id, "perangkat_daerah": unit}
        return Anggaran(**same, tahun=row.tahun, triwulan=row.triwulan)

    stored = load_anggaran({(row.tahun, row.triwulan) for row in rows}, acting_user)
    return write_uang(
        rows, stored, make, KOLOM, tindakan="anggaran.import", acting_user=acting_user
    )


def load_anggaran(quarters: Iterable[tuple[int, int]], user: Pengguna) -> dict[str, Anggaran]:
    """What is stored of these quarters (year, number), by the kode of the row."""
    wanted = Q(pk__in=[])
    for tahun, triwulan in sorted(quarters):
        wanted |= Q(tahun=tahun, triwulan=triwulan)
    found = Anggaran.objects.filter(wanted, instansi=user.instansi_id)
    rows = found.select_related("perangkat_daerah")
    return {BarisAnggaran.of(row).kunci: row for row in rows}
