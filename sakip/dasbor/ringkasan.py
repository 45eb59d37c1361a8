"""One line per unit: capaian, serapan, score and change, gathered in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from sakip.evaluasi.models import Hasil, NilaiArsip, Penilaian, Tahap
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import load_aturan
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret
from sakip.perencanaan.models import Anggaran
from sakip.rules.capaian import RataRata, compute_rata_rata
from sakip.rules.kelas import Kelas, kelas_dari

BELUM = "belum_diisi"


@dataclass(slots=True)
class Nilai:
    """A final score of a unit's evaluation in one year; `berlembar` where its sheet is kept here."""

    tahun: int
    total: Decimal
    predikat: str
    berlembar: bool = False


@dataclass(slots=True)
class BarisUnit:
    """What a leader sees of one unit; None where there is nothing to say, never a 0.

    Of the `diminta` indicators, `tanpa_capaian` have none, `kosong` of them because nothing was
    typed; `menunggu` are not asked for, because their source has not published.
    """

    unit: PerangkatDaerah
    status: str = BELUM
    diminta: int = 0
    tercapai: int = 0
    tanpa_capaian: int = 0
    kosong: int = 0
    menunggu: int = 0
    rata_rata: RataRata | None = None
    kelas: Kelas | None = None
    tingkat: int = 0
    anggaran: Anggaran | None = None
    nilai: list[Nilai] = field(default_factory=list)

    @property
    def tanpa_angka(self) -> int:
        """How many have no capaian for a reason: not measured, no percentage, not yet published."""
        return self.tanpa_capaian - self.kosong + self.menunggu

    @property
    def serapan(self) -> Decimal | None:
        """Money spent of the pagu, in percent."""
        if self.anggaran is None or not self.anggaran.pagu:
            return None
        spent, pagu = Decimal(self.anggaran.realisasi), Decimal(self.anggaran.pagu)
        return spent / pagu * 100

    @property
    def nilai_terakhir(self) -> Nilai | None:
        return self.nilai[0] if self.nilai else None

    @property
    def perubahan(self) -> Decimal | None:
        """Points since the year before the last score; None without two neighbouring years."""
        if len(self.nilai) < 2 or self.nilai[0].tahun - self.nilai[1].tahun != 1:
            return None
        return self.nilai[0].total - self.nilai[1].total


def load_ringkasan(
    units: Sequence[PerangkatDaerah], masa: Masa | None, tahun: int, tw: int
) -> list[BarisUnit]:
    """The lines of these units for a quarter: five queries, whatever their number.

    `masa` is what was measured then (`Masa.objects.pada`), None when nothing was.
    """
    rows = {unit.pk: BarisUnit(unit) for unit in units}
    if masa is not None:
        _add_status(rows, masa)
        _add_capaian(rows, masa)
    _add_anggaran(rows, tahun, tw)
    _add_nilai(rows, tahun)
    return [rows[unit.pk] for unit in units]


def group_by_liga(rows: Iterable[BarisUnit]) -> list[tuple[str, list[BarisUnit]]]:
    """The leagues in their order, each by mean capaian; unfinished sheets after the finished ones."""
    by_liga: dict[str, list[BarisUnit]] = defaultdict(list)
    for row in rows:
        by_liga[row.unit.liga].append(row)
    labels = [*PerangkatDaerah.Liga.choices, ("", "Tanpa liga")]
    return [(label, sorted(by_liga[key], key=_order)) for key, label in labels if by_liga[key]]


def last_day_asked(masa: Masa) -> date:
    """The day until which a figure could be asked for: today, or the lock of a past period."""
    today = masa.instansi.hari_ini
    return min(today, masa.kunci.astimezone(ZoneInfo(masa.instansi.zona_waktu)).date())


def _order(row: BarisUnit) -> tuple[bool, bool, Decimal, str]:
    mean = row.rata_rata.nilai if row.rata_rata else None
    return (mean is None, row.kosong > 0, -(mean or Decimal(0)), row.unit.kode)


def _add_status(rows: dict[int, BarisUnit], masa: Masa) -> None:
    sheets = LembarRealisasi.objects.filter(perangkat_daerah__in=rows, masa=masa)
    for pk, status in sheets.values_list("perangkat_daerah_id", "status"):
        rows[pk].status = status


def _add_capaian(rows: dict[int, BarisUnit], masa: Masa) -> None:
    """Means are cut as the scale says; what is not measured or not published is outside every count."""
    found = Potret.objects.filter(perangkat_daerah__in=rows, masa=masa, diukur=True).values_list(
        "perangkat_daerah_id",
        "rilis_pada",
        "realisasi__pk",
        "realisasi__capaian",
        "realisasi__tercapai",
    )
    until = last_day_asked(masa)
    capaian: dict[int, list[Decimal | None]] = defaultdict(list)
    for pk, rilis, typed, value, reached in found:
        if typed is None and rilis is not None and rilis > until:
            rows[pk].menunggu += 1
            continue
        capaian[pk].append(value)
        rows[pk].diminta += 1
        rows[pk].tercapai += reached is True
        rows[pk].tanpa_capaian += value is None
        rows[pk].kosong += typed is None
    for pk, values in capaian.items():
        _conclude(rows[pk], values)


def _conclude(row: BarisUnit, values: list[Decimal | None]) -> None:
    """The mean, and its class once nothing is missing: an unfinished sheet never looks good."""
    aturan = load_aturan()
    row.rata_rata = compute_rata_rata(values, aturan.batas_rata_rata)
    if row.kosong == row.diminta and row.status == LembarRealisasi.Status.DRAF:
        row.status = BELUM
    if row.rata_rata.nilai is not None and not row.kosong:
        row.kelas = kelas_dari(aturan, row.rata_rata.nilai)
        row.tingkat = aturan.kelas.index(row.kelas) + 1


def _add_anggaran(rows: dict[int, BarisUnit], tahun: int, tw: int) -> None:
    for money in Anggaran.objects.filter(perangkat_daerah__in=rows, tahun=tahun, triwulan=tw):
        rows[money.perangkat_daerah_id].anggaran = money


def _add_nilai(rows: dict[int, BarisUnit], tahun: int) -> None:
    """Final scores of the last three years, newest first: our own sheets, else what was published."""
    results = Hasil.objects.filter(
        tahap=Tahap.EVALUATOR,
        penilaian__perangkat_daerah__in=rows,
        penilaian__status=Penilaian.Status.SELESAI,
        penilaian__tahun_evaluasi__range=(tahun - 2, tahun),
    )
    published = NilaiArsip.objects.filter(
        perangkat_daerah__in=rows, tahun__range=(tahun - 2, tahun)
    )
    known: list[tuple[int | None, Nilai]] = [
        (unit, Nilai(year, total, predikat, berlembar=True))
        for unit, year, total, predikat in results.values_list(
            "penilaian__perangkat_daerah_id", "penilaian__tahun_evaluasi", "total", "predikat"
        )
    ]
    known += [
        (row.perangkat_daerah_id, Nilai(row.tahun, row.total, row.predikat)) for row in published
    ]
    for unit, nilai in sorted(known, key=lambda pair: -pair[1].tahun):
        if unit is not None and all(one.tahun != nilai.tahun for one in rows[unit].nilai):
            rows[unit].nilai.append(nilai)
