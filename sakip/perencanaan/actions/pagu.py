"""Writing the budget lines of units, stage by stage, as their DPA says them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.models import IkatanPagu, Pagu, Simpul
from sakip.perencanaan.rencana import Perubahan
from sakip.perencanaan.uang import load_units, write_uang
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.rules.pagu import write_tahap
from sakip.web.rows import hold, insert

KOLOM = ("nama", "jumlah")


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
    units = load_units(rows, acting_user)

    def make(row: BarisPagu) -> Pagu:
        unit = units[row.unit]
        columns = {k: getattr(row, k) for k in ("tahun", "tahap", "kode", "sumber_dana")}
        return Pagu(instansi_id=unit.instansi_id, perangkat_daerah=unit, **columns)

    stored = load_pagu({row.tahun for row in rows}, acting_user)
    return write_uang(rows, stored, make, KOLOM, tindakan="pagu.import", acting_user=acting_user)


@transaction.atomic
def update_ikatan(
    unit: PerangkatDaerah,
    kode: str,
    simpul: Simpul | None,
    *,
    revisi: int | None,
    acting_user: Pengguna,
) -> None:
    """Tie a unit's budget code to a node of its plan, or let it go again (None).

    `revisi` is None for a code that was tied to nothing. Raises Konflik when somebody was first, RuleError
    for a code the unit has no line of, or a node of another unit's plan.
    """
    require(permissions.can_import_rencana(acting_user, unit))
    hold(unit)
    if not Pagu.objects.filter(perangkat_daerah=unit, kode=kode).exists():
        raise RuleError("Perangkat daerah ini tidak punya baris DPA berkode itu. Muat ulang.")
    if simpul is not None and simpul.periode.perangkat_daerah_id != unit.pk:
        raise RuleError("Simpul itu bukan milik rencana perangkat daerah ini. Muat ulang.")
    row = IkatanPagu.objects.filter(perangkat_daerah=unit, kode=kode).first()
    tied = None if row is None else row.simpul
    if simpul == tied:
        return
    if row is None and revisi is None:
        row = IkatanPagu(
            instansi_id=unit.instansi_id, perangkat_daerah=unit, kode=kode, simpul=simpul
        )
        insert(row)
        record(row, "ikatan.create", acting_user=acting_user, kode=kode, simpul=simpul)
    elif row is None or row.revisi != revisi:
        raise Konflik((Beda(f"ikatan {kode}", _name(simpul), _name(tied)),))
    elif simpul is None:
        IkatanPagu.objects.filter(pk=row.pk).delete()
        record(row, "ikatan.delete", acting_user=acting_user, kode=kode)
    else:
        update_guarded(
            row, "ikatan.update", revisi=row.revisi, acting_user=acting_user, simpul=simpul
        )


def _name(simpul: Simpul | None) -> str:
    return "tidak diikat" if simpul is None else simpul.kode


def load_pagu(years: Collection[int], user: Pengguna) -> dict[str, Pagu]:
    """What is stored of these years, by what each line is about."""
    found = Pagu.objects.filter(tahun__in=years, instansi=user.instansi_id)
    rows = found.select_related("perangkat_daerah")
    return {BarisPagu.of(row).kunci: row for row in rows}
