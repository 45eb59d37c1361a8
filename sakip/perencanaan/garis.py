"""The line of an indicator through eight years and the documents they lie in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sakip.perencanaan.checks import years_of
from sakip.perencanaan.kait import load_realisasi
from sakip.perencanaan.kelanjutan import Ruas, load_garis
from sakip.perencanaan.models import IsiIndikator, TargetTahun
from sakip.rules.angka import write_angka
from sakip.rules.target import Target, write_target

TAHUN_GARIS = 8
Kunci = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Titik:
    """One year: what was promised and reached, both as printed, and in which document.

    `putus` says why the years before do not compare with this one; empty where they do.
    """

    tahun: int
    dokumen: str
    satuan: str
    target: str
    realisasi: str
    putus: str


def load_titik(isi: IsiIndikator, target: Mapping[int, Target], sampai: int) -> list[Titik]:
    """The years up to `sampai` that have a figure or a promise; four queries.

    `target`: the promises by year of the sheet that is read.
    """
    line = load_garis([isi])[isi.indikator_id]
    years = range(sampai - TAHUN_GARIS + 1, sampai + 1)
    pks = [one.isi.indikator_id for one in line]
    reached = load_realisasi(pks, years)
    rows = TargetTahun.objects.filter(indikator__in=pks[1:], tahun__in=years).berlaku()
    janji = {(row.indikator_id, row.tahun): row.to_rule() for row in rows}
    janji |= {(isi.indikator_id, tahun): one for tahun, one in target.items()}
    found: list[Titik] = []
    before = None
    for tahun in years:
        at = _pick(line, tahun, reached.keys(), janji.keys())
        if at is None:
            continue
        key = line[at].isi.indikator_id, tahun
        putus = "" if before is None else _break(line[min(at, before) + 1 : max(at, before) + 1])
        found.append(_make(line[at].isi, tahun, janji.get(key), reached.get(key), putus))
        before = at
    return found


def _pick(line: list[Ruas], tahun: int, *known: Collection[Kunci]) -> int | None:
    """Which part of the line speaks for a year: one with a figure, else one with a promise, the newest."""
    for keys in known:
        for at, ruas in enumerate(line):
            here = tahun in years_of(ruas.isi.indikator.periode)
            if here and (ruas.isi.indikator_id, tahun) in keys:
                return at
    return None


def _break(crossed: Iterable[Ruas]) -> str:
    """Why the figures on both sides of these parts do not compare."""
    return next((one.kelanjutan.nama for one in crossed if one.kelanjutan.terputus), "")


def _make(
    isi: IsiIndikator, tahun: int, target: Target | None, realisasi: Decimal | None, putus: str
) -> Titik:
    return Titik(
        tahun,
        str(isi.indikator.periode),
        isi.satuan,
        "" if target is None else write_target(target, isi.desimal),
        "" if realisasi is None else write_angka(realisasi, isi.desimal),
        putus,
    )
