"""When the figures of the demo were typed: spread over the weeks before each deadline.

Each year's first quarter came in at the last moment, later ones less so; one unit was late.
"""

from datetime import datetime, timedelta

from sakip.audit.actions import record
from sakip.demo.organisasi import Pemeran
from sakip.pengukuran.models import Masa, Realisasi
from sakip.web.clock import now

# One unit of so many types in the last two days, by quarter.
MEPET = {1: 2, 2: 3, 3: 5, 4: 6}
TERLAMBAT = {(1, "29")}


def spread_waktu(masa: Masa, tutup: datetime, pemeran: Pemeran) -> None:
    """Put the moment of every figure of a period where its unit would have typed it."""
    rows = list(
        Realisasi.objects.filter(potret__masa=masa).select_related("potret__perangkat_daerah")
    )
    end = min(tutup, now())
    for row in rows:
        unit = row.potret.perangkat_daerah.kode
        row.diubah_pada = max(masa.buka, end - _before(masa.ke, unit, row.potret.urutan))
        if (masa.ke, unit) in TERLAMBAT and end == tutup:
            row.diubah_pada, row.terlambat = end + timedelta(days=1), True
    Realisasi.objects.bulk_update(rows, ["diubah_pada", "terlambat"])
    record(masa, "masa.update", acting_user=pemeran.bagor, juga=rows)


def _before(ke: int, unit: str, urutan: int) -> timedelta:
    number = sum(map(ord, unit))
    hours = urutan * 5 % 7
    if number % MEPET[ke] == 0:
        return timedelta(hours=1 + hours)
    return timedelta(days=3 + (number * 7 + ke * 11) % 18, hours=hours)
