"""Writing what was spent of the budget lines of units, as the budget system says it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from sakip.audit.actions import require
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.models import Pagu, Serapan
from sakip.perencanaan.rencana import Perubahan
from sakip.perencanaan.uang import load_units, write_uang
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_triwulan

KOLOM = ("realisasi",)


@dataclass(frozen=True, slots=True)
class BarisSerapan:
    """What was spent of one budget line to the end of a quarter; rupiah with sen."""

    unit: str
    tahun: int
    triwulan: int
    kode: str
    sumber_dana: str
    realisasi: Decimal

    @classmethod
    def of(cls, row: Serapan) -> "BarisSerapan":
        """A stored row as an import writes it."""
        unit = row.perangkat_daerah.kode
        return cls(unit, row.tahun, row.triwulan, row.kode, row.sumber_dana, row.realisasi)

    @property
    def kunci(self) -> str:
        """What the row is about; a second one about the same is refused."""
        masa = write_triwulan(self.triwulan, self.tahun)
        return f"{self.unit} {self.kode}, {self.sumber_dana}, {masa}"


@transaction.atomic
def import_serapan(rows: Sequence[BarisSerapan], *, acting_user: Pengguna) -> Perubahan:
    """Write what is new or changed; the same rows twice change nothing. All or nothing.

    Raises RuleError when a kode names no unit of the agency, two rows are about one line and quarter, or
    a row has no budget line.
    """
    require(permissions.can_import_anggaran(acting_user))
    units = load_units(rows, acting_user)
    if faults := check_pagu(rows, acting_user):
        raise RuleError(next(iter(faults.values())))

    def make(row: BarisSerapan) -> Serapan:
        unit = units[row.unit]
        columns = {k: getattr(row, k) for k in ("tahun", "triwulan", "kode", "sumber_dana")}
        return Serapan(instansi_id=unit.instansi_id, perangkat_daerah=unit, **columns)

    stored = load_serapan({row.tahun for row in rows}, acting_user)
    return write_uang(rows, stored, make, KOLOM, tindakan="serapan.import", acting_user=acting_user)


def check_pagu(rows: Sequence[BarisSerapan], user: Pengguna) -> Mapping[str, str]:
    """Rows without a budget line at any stage of their year: a sentence each, by their key; one query."""
    lines = Pagu.objects.filter(instansi=user.instansi_id, tahun__in={row.tahun for row in rows})
    known = set(lines.values_list("perangkat_daerah__kode", "tahun", "kode", "sumber_dana"))
    return {
        row.kunci: f"Pagu {row.kode} dari {row.sumber_dana} tahun {row.tahun} belum dimuat untuk "
        f"perangkat daerah {row.unit}. Muat pagunya, atau perbaiki kode dan sumber dananya."
        for row in rows
        if (row.unit, row.tahun, row.kode, row.sumber_dana) not in known
    }


def load_serapan(years: Collection[int], user: Pengguna) -> dict[str, Serapan]:
    """What is stored of these years, by what each row is about."""
    found = Serapan.objects.filter(tahun__in=years, instansi=user.instansi_id)
    rows = found.select_related("perangkat_daerah")
    return {BarisSerapan.of(row).kunci: row for row in rows}
