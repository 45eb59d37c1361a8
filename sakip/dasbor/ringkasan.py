"""One line per unit: capaian, serapan, score and change, gathered in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sakip.evaluasi.models import Hasil, NilaiArsip
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.keadaan import Keadaan, load_keadaan
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.perencanaan.models import Anggaran
from sakip.rules.pagu import compute_serapan

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
    """What a leader sees of one unit; None where there is nothing to say, never a 0."""

    unit: PerangkatDaerah
    status: str = BELUM
    ukur: Keadaan = field(default_factory=Keadaan)
    anggaran: Anggaran | None = None
    nilai: list[Nilai] = field(default_factory=list)

    @property
    def serapan(self) -> Decimal | None:
        """Money spent of the pagu, in percent."""
        if self.anggaran is None:
            return None
        return compute_serapan(self.anggaran.realisasi, self.anggaran.pagu)

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
    """The lines of these units for a quarter: six queries, whatever their number.

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


def _order(row: BarisUnit) -> tuple[bool, bool, Decimal, str]:
    mean = row.ukur.rata_rata.nilai if row.ukur.rata_rata else None
    return (mean is None, row.ukur.kosong > 0, -(mean or Decimal(0)), row.unit.kode)


def _add_status(rows: dict[int, BarisUnit], masa: Masa) -> None:
    sheets = LembarRealisasi.objects.filter(perangkat_daerah__in=rows, masa=masa)
    for pk, status in sheets.values_list("perangkat_daerah_id", "status"):
        rows[pk].status = status


def _add_capaian(rows: dict[int, BarisUnit], masa: Masa) -> None:
    for (pk, _), one in load_keadaan(rows, [masa]).items():
        row = rows[pk]
        row.ukur = one
        begun = not one.diminta or one.kosong < one.diminta
        if not begun and row.status == LembarRealisasi.Status.DRAF:
            row.status = BELUM


def _add_anggaran(rows: dict[int, BarisUnit], tahun: int, tw: int) -> None:
    for money in Anggaran.objects.filter(perangkat_daerah__in=rows, tahun=tahun, triwulan=tw):
        rows[money.perangkat_daerah_id].anggaran = money


def _add_nilai(rows: dict[int, BarisUnit], tahun: int) -> None:
    """Final scores of the last three years, newest first: our own sheets, else what was published."""
    results = Hasil.objects.berlaku().filter(
        penilaian__perangkat_daerah__in=rows,
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
