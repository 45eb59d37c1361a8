"""Which sheet, which kind of entity and which year of evidence an evaluation has."""

from datetime import date

from sakip.evaluasi.models import Penilaian
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.calendar import load_kalender_of
from sakip.pengukuran.compute import roots
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.regulasi import in_force

PEMDA = "pemda"
# The kind of entity by which an instrument picks its criteria, for every kind of unit.
JENIS_ENTITAS = {
    PerangkatDaerah.Jenis.SEKRETARIAT: "perangkat_daerah",
    PerangkatDaerah.Jenis.INSPEKTORAT: "inspektorat",
    PerangkatDaerah.Jenis.DINAS: "perangkat_daerah",
    PerangkatDaerah.Jenis.BADAN: "perangkat_daerah",
    PerangkatDaerah.Jenis.RSUD: "rsud",
    PerangkatDaerah.Jenis.KECAMATAN: "kecamatan",
    PerangkatDaerah.Jenis.BAGIAN: "perangkat_daerah",
    PerangkatDaerah.Jenis.UPTD: "perangkat_daerah",
    PerangkatDaerah.Jenis.PUSKESMAS: "puskesmas",
    PerangkatDaerah.Jenis.KELURAHAN: "perangkat_daerah",
}
# Years from the evaluation to its evidence, by component: plans and measurement of the year itself,
# the LKjIP of the year before, the LHE of the year before with what was done about it. Practice of
# APIP under PermenPANRB 88/2021, which leaves the years to the evaluator.
JARAK_TAHUN_BUKTI = {"1": 0, "2": 0, "3": -1, "4": -1}


def jenis_entitas_of(unit: PerangkatDaerah | None) -> str:
    """The kind of entity of a unit; without one, the agency itself."""
    return PEMDA if unit is None else JENIS_ENTITAS[PerangkatDaerah.Jenis(unit.jenis)]


def choose_instrumen(jenis_entitas: str, tahun: int) -> Instrumen:
    """The sheet in force on the first day of the year that also grades per sub-component.

    Raises RuleError when there is none: older sheets are kept as official values only.
    """
    rows = (row for row in load_instrumen(roots()).values() if jenis_entitas in row.entitas)
    try:
        found = in_force(rows, date(tahun, 1, 1))
    except LookupError:
        found = None
    if found is None or not _is_graded_here(found):
        raise RuleError(
            f"Lembar kerja tahun {tahun} tidak diisi di sini. Catat nilainya sebagai nilai arsip."
        )
    return found


def _is_graded_here(instrumen: Instrumen) -> bool:
    """Whether every sub-component gets one of a scale's grades, as the pages ask for it."""
    scales = (instrumen.skala[sub.skala] for sub in instrumen.subkomponen)
    return instrumen.tingkat == "subkomponen" and all(skala.pilihan for skala in scales)


def compute_tahun_bukti(instrumen: Instrumen, tahun: int) -> dict[str, int]:
    """The year of evidence of every component, as it is proposed for a new evaluation."""
    return {row.kode: tahun + JARAK_TAHUN_BUKTI.get(row.kode, 0) for row in instrumen.komponen}


def load_instrumen_of(penilaian: Penilaian) -> Instrumen:
    """The sheet an evaluation was opened with. Raises KeyError when its file is gone."""
    return load_instrumen(roots())[penilaian.peraturan]


def tenggat_mandiri(tahun: int) -> date:
    """The last day of the self-assessment, as the calendar of the year says."""
    return load_kalender_of(tahun).find("mandiri-tutup").due(tahun)
