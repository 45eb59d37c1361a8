"""The predikat kinerja organisasi of units in a quarter, from the sums that are kept."""

from dataclasses import dataclass, field

from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.pengukuran.keadaan import INSTANSI, Keadaan, load_keadaan, load_tahun
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.rules.capaian import RataRata
from sakip.rules.predikat_organisasi import (
    PredikatOrganisasi,
    compute_predikat_organisasi,
    skema_on,
)

Status = LembarRealisasi.Status


@dataclass(slots=True)
class BarisPredikat:
    """A unit (None: the agency): its periods, its year so far, its predikat in the period that is read."""

    unit: PerangkatDaerah | None
    masa: list[Keadaan] = field(default_factory=list)
    kini: Keadaan = field(default_factory=Keadaan)
    tahun: RataRata | None = None
    predikat: PredikatOrganisasi | None = None


def load_predikat_unit(
    units: list[PerangkatDaerah], masa: list[Masa], kini: Masa | None, *, instansi: bool = False
) -> list[BarisPredikat]:
    """The lines of these units, with `instansi` the agency's before them; four queries.

    `kini` is the period whose predikat is asked for; the agency has none of its own.
    """
    keys = [unit.pk for unit in units]
    found = load_keadaan(keys, masa, instansi=instansi)
    years = load_tahun(masa[0].instansi_id, masa[0].tahun, keys) if masa else {}
    agreed = set(
        LembarRealisasi.objects.filter(
            masa=kini, perangkat_daerah__in=keys, status=Status.DISETUJUI
        ).values_list("perangkat_daerah_id", flat=True)
    )
    rows = []
    for unit in ([None] if instansi else []) + [*units]:
        key = unit.pk if unit else INSTANSI
        row = BarisPredikat(unit, [found.get((key, one.pk), Keadaan()) for one in masa])
        row.tahun = years[key].rata_rata if key in years else None
        if kini is not None:
            row.kini = found.get((key, kini.pk), row.kini)
        if kini is not None and unit is not None:
            row.predikat = compute_predikat_organisasi(
                skema_on(kini.tahun, roots()),
                row.kini.rata_rata,
                kosong=row.kini.kosong,
                disetujui=unit.pk in agreed,
            )
        rows.append(row)
    return rows
