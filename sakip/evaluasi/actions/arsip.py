"""Official values of earlier years, as they were published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.evaluasi import permissions
from sakip.evaluasi.models import NilaiArsip
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import load_instrumen
from sakip.rules.penilaian import PenilaianError, score_lke
from sakip.rules.predikat import PredikatError, classify
from sakip.web.rows import insert


@dataclass(frozen=True, slots=True)
class IsiArsip:
    """One published value; without components only the total is known. `peraturan` is a sheet's key."""

    perangkat_daerah: PerangkatDaerah | None
    tahun: int
    peraturan: str
    sumber: str
    total: Decimal | None = None
    komponen: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def import_nilai_arsip(isi: Sequence[IsiArsip], *, acting_user: Pengguna) -> list[NilaiArsip]:
    """Keep published values; total and predikat follow from the components where they are known.

    Raises RuleError for a value its scheme does not have, ValidationError for a year kept already.
    """
    require(permissions.can_create_penilaian(acting_user))
    rows = [_row(one, acting_user) for one in isi]
    for row in rows:
        insert(row)
    if rows:
        record(rows[0], "nilai_arsip.import", acting_user=acting_user, juga=rows[1:])
    return rows


def _row(isi: IsiArsip, user: Pengguna) -> NilaiArsip:
    instrumen = load_instrumen(roots())[isi.peraturan]
    unit = isi.perangkat_daerah
    if unit is not None and unit.instansi_id != user.instansi_id:
        raise RuleError("Perangkat daerah ini milik instansi lain.")
    total = isi.total
    try:
        if isi.komponen:
            total = score_lke(instrumen, isi.komponen).total
        if total is None or (isi.total is not None and total != isi.total):
            raise RuleError(f"Jumlah komponen tahun {isi.tahun} tidak sama dengan totalnya.")
        predikat = classify(instrumen.predikat, total)
    except (PenilaianError, PredikatError) as error:
        raise RuleError(f"Nilai tahun {isi.tahun}: {error}") from error
    return NilaiArsip(
        instansi_id=user.instansi_id,
        perangkat_daerah=unit,
        tahun=isi.tahun,
        peraturan=isi.peraturan,
        komponen={kode: str(nilai) for kode, nilai in isi.komponen.items()},
        total=total,
        predikat=predikat.kode,
        sumber=isi.sumber,
    )
