"""How the measurement of units stands on a day: the sums that are kept, and what waits for its source."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from sakip.pengukuran.compute import load_aturan
from sakip.pengukuran.models import Masa, Potret, Ringkasan
from sakip.rules.alasan import Alasan
from sakip.rules.capaian import RataRata
from sakip.rules.kelas import Kelas, kelas_dari

# The agency as a whole, where a unit is asked for.
INSTANSI = 0


@dataclass(frozen=True, slots=True)
class Keadaan:
    """A period of one unit, or of the agency, as it stands today.

    Of the `diminta` indicators, `tanpa_capaian` have none, `kosong` of them because nothing was
    typed; `menunggu` are not asked for, because their source has not published.
    """

    ringkasan: Ringkasan = field(default_factory=Ringkasan)
    menunggu: int = 0

    @property
    def diminta(self) -> int:
        return self.ringkasan.diukur - self.menunggu

    @property
    def tercapai(self) -> int:
        return self.ringkasan.tercapai

    @property
    def kosong(self) -> int:
        return self.diminta - self.ringkasan.terisi

    @property
    def tanpa_capaian(self) -> int:
        return self.diminta - self.ringkasan.dihitung

    @property
    def tanpa_angka(self) -> int:
        """How many have no capaian for a reason: not measured, no percentage, not yet published."""
        return self.tanpa_capaian - self.kosong + self.menunggu

    @property
    def rata_rata(self) -> RataRata | None:
        """The mean of capaian; None where nothing is asked for."""
        return self.ringkasan.rata_rata if self.diminta else None

    @property
    def kelas(self) -> Kelas | None:
        """The class of the mean once nothing is missing: an unfinished sheet never looks good."""
        if self.rata_rata is None or self.rata_rata.nilai is None or self.kosong:
            return None
        return kelas_dari(load_aturan(), self.rata_rata.nilai)

    @property
    def tingkat(self) -> int:
        """The place of that class in its scale, the best being 1; 0 without a class."""
        return load_aturan().kelas.index(self.kelas) + 1 if self.kelas else 0


def last_day_asked(masa: Masa) -> date:
    """The day until which a figure could be asked for: today, or the lock of a past period."""
    today = masa.instansi.hari_ini
    return min(today, masa.kunci.astimezone(ZoneInfo(masa.instansi.zona_waktu)).date())


def load_keadaan(
    units: Collection[int], masa: Iterable[Masa], *, instansi: bool = False
) -> dict[tuple[int, int], Keadaan]:
    """By unit and period; with `instansi` also of the agency, under INSTANSI. Two queries, whatever the size.

    A unit that measures nothing in a period has no entry.
    """
    by_masa = {one.pk: one for one in masa}
    rows = Ringkasan.objects.filter(_wanted(units, instansi), masa__in=by_masa)
    waiting = _count_menunggu(by_masa, None if instansi else units)
    found = {}
    for row in rows:
        key = row.perangkat_daerah_id or INSTANSI, row.masa_id or 0
        found[key] = Keadaan(row, waiting[key])
    return found


def load_tahun(instansi_id: int, tahun: int, units: Collection[int]) -> dict[int, Ringkasan]:
    """The year so far by unit, and of the agency, under INSTANSI. One query."""
    rows = Ringkasan.objects.filter(_wanted(units, True), instansi=instansi_id, masa=None)
    return {row.perangkat_daerah_id or INSTANSI: row for row in rows.filter(tahun=tahun)}


def _wanted(units: Collection[int], instansi: bool) -> Q:
    wanted = Q(perangkat_daerah__in=units)
    if instansi:
        wanted |= Q(perangkat_daerah__isnull=True, simpul__isnull=True)
    return wanted


def _count_menunggu(
    masa: Mapping[int, Masa], units: Collection[int] | None
) -> Counter[tuple[int, int]]:
    """Contracts without a figure whose source has not published by the last day it is asked for."""
    empty = Q(realisasi__isnull=True) | Q(realisasi__alasan=Alasan.REALISASI_KOSONG.value)
    rows = Potret.objects.filter(empty, masa__in=masa, diukur=True, rilis_pada__isnull=False)
    if units is not None:
        rows = rows.filter(perangkat_daerah__in=units)
    found: Counter[tuple[int, int]] = Counter()
    days = rows.values_list("perangkat_daerah_id", "masa_id", "rilis_pada").order_by()
    for unit, key, rilis, n in days.annotate(n=Count("pk")):
        if rilis > last_day_asked(masa[key]):
            found[unit, key] += n
            found[INSTANSI, key] += n
    return found
