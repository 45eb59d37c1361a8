"""Writing the budget lines of units, stage by stage, as their DPA says them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.models import Pagu
from sakip.perencanaan.rencana import Perubahan, columns_of
from sakip.rules.decision import RuleError
from sakip.rules.pagu import write_tahap

SEKALIGUS = 500
KOLOM = ("nama", "jumlah", "revisi")


@dataclass(frozen=True, slots=True)
class BarisPagu:
    """One line of a DPA: whose, when, which sub-activity, from which fund, how much (rupiah)."""

    unit: str
    tahun: int
    tahap: int
    kode: str
    nama: str
    sumber_dana: str
    jumlah: Decimal

    @classmethod
    def of(cls, row: Pagu) -> "BarisPagu":
        """A stored row as an import writes it."""
        unit = row.perangkat_daerah.kode
        return cls(
            unit, row.tahun, row.tahap, row.kode, row.nama, row.sumber_dana, row.jumlah
        )  # fmt: skip

    @property
    def kunci(self) -> str:
        """What the line is about; a second one about the same is refused."""
        tahap = f"{write_tahap(self.tahap).lower()} {self.tahun}"
        return f"{self.unit} {self.kode}, {self.sumber_dana}, {tahap}"


@transaction.atomic
def import_pagu(rows: Sequence[BarisPagu], *, acting_user: Pengguna) -> Perubahan:
    """Write what is new or changed; the same rows twice change nothing. All or nothing.

    Raises RuleError when a kode names no unit of the agency, or two rows are about one line.
    """
    require(permissions.can_import_anggaran(acting_user))
    instansi = acting_user.instansi
    units = {row.kode: row for row in PerangkatDaerah.objects.filter(instansi=instansi)}
    if unknown := {row.unit for row in rows} - units.keys():
        raise RuleError(f"Perangkat daerah dengan kode {min(unknown)} tidak ada.")
    if len({row.kunci for row in rows}) < len(rows):
        raise RuleError("Ada dua baris tentang sub kegiatan, sumber dana, dan tahap yang sama.")
    stored = load_pagu({row.tahun for row in rows}, acting_user)
    perubahan = Perubahan()
    new, changed = [], []
    before: dict[int, dict[str, str]] = {}
    for row in rows:
        old = stored.get(row.kunci)
        same = old is not None and (old.nama, old.jumlah) == (row.nama, row.jumlah)
        perubahan.count(row.kunci, is_new=old is None, same=same)
        if old is None:
            columns = {k: getattr(row, k) for k in ("tahun", "tahap", "kode", "sumber_dana")}
            new.append(Pagu(instansi=instansi, perangkat_daerah=units[row.unit], **columns))
            old = new[-1]
        elif not same:
            before[old.pk] = columns_of(old, KOLOM)
            old.revisi += 1
            changed.append(old)
        old.nama, old.jumlah = row.nama, row.jumlah
    Pagu.objects.bulk_update(changed, KOLOM, batch_size=SEKALIGUS)
    touched = [*Pagu.objects.bulk_create(new, batch_size=SEKALIGUS), *changed]
    perubahan.mundur = [(row.pk, before.get(row.pk)) for row in touched]
    if touched:
        record(touched[0], "pagu.import", acting_user=acting_user, juga=touched[1:])
    return perubahan


def load_pagu(years: Collection[int], user: Pengguna) -> dict[str, Pagu]:
    """What is stored of these years, by what each line is about."""
    found = Pagu.objects.filter(tahun__in=years, instansi=user.instansi_id)
    rows = found.select_related("perangkat_daerah")
    return {BarisPagu.of(row).kunci: row for row in rows}
