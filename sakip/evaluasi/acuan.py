"""Which sheet, which kind of entity and which year of evidence an evaluation has."""

from datetime import date
from zoneinfo import ZoneInfo

from sakip.evaluasi.models import Penilaian, PilihanInstrumen
from sakip.organisasi.models import Instansi, PerangkatDaerah
from sakip.pengukuran.calendar import load_kalender_of
from sakip.pengukuran.compute import roots
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.kalender import ButirKalender
from sakip.rules.regulasi import in_force
from sakip.rules.tahapan import MANDIRI, Tahap, Tahapan, load_tahapan, tahapan_on
from sakip.rules.varian import compare_instrumen, compute_sidik

PEMDA = "pemda"
PERANGKAT_DAERAH = "perangkat_daerah"
# The kind of entity by which an instrument picks its criteria, for every kind of unit.
JENIS_ENTITAS = {
    PerangkatDaerah.Jenis.SEKRETARIAT: PERANGKAT_DAERAH,
    PerangkatDaerah.Jenis.INSPEKTORAT: "inspektorat",
    PerangkatDaerah.Jenis.DINAS: PERANGKAT_DAERAH,
    PerangkatDaerah.Jenis.BADAN: PERANGKAT_DAERAH,
    PerangkatDaerah.Jenis.RSUD: "rsud",
    PerangkatDaerah.Jenis.KECAMATAN: "kecamatan",
    PerangkatDaerah.Jenis.BAGIAN: PERANGKAT_DAERAH,
    PerangkatDaerah.Jenis.UPTD: PERANGKAT_DAERAH,
    PerangkatDaerah.Jenis.PUSKESMAS: "puskesmas",
    PerangkatDaerah.Jenis.KELURAHAN: PERANGKAT_DAERAH,
}
# Years from the evaluation to its evidence, by component: plans and measurement of the year itself,
# the LKjIP of the year before, the LHE of the year before with what was done about it. Practice of
# APIP under PermenPANRB 88/2021, which leaves the years to the evaluator; A to E are those of 12/2015,
# whose fifth is the capaian that the LKjIP reports.
JARAK_TAHUN_BUKTI = {"1": 0, "2": 0, "3": -1, "4": -1, "A": 0, "B": 0, "C": -1, "D": -1, "E": -1}


def jenis_entitas_of(unit: PerangkatDaerah | None) -> str:
    """The kind of entity of a unit; without one, the agency itself."""
    return PEMDA if unit is None else JENIS_ENTITAS[PerangkatDaerah.Jenis(unit.jenis)]


def choose_instrumen(instansi: Instansi, jenis_entitas: str, tahun: int) -> Instrumen:
    """The agency's own sheet of the year, else the one in force on its first day.

    Raises RuleError when there is none that is filled here: such years are kept as official values.
    """
    chosen = load_pilihan(instansi, tahun)
    found = chosen if chosen and jenis_entitas in chosen.entitas else None
    found = found or find_nasional(jenis_entitas, tahun)
    if found is None or not _is_filled_here(found):
        raise RuleError(
            f"Lembar kerja tahun {tahun} tidak diisi di sini. Catat nilainya sebagai nilai arsip."
        )
    return found


def find_nasional(jenis_entitas: str, tahun: int) -> Instrumen | None:
    """The sheet for this kind of entity in force on the first day of the year, nobody's variant."""
    rows = [row for row in load_instrumen(roots()).values() if not row.varian_dari]
    try:
        return in_force((r for r in rows if jenis_entitas in r.entitas), date(tahun, 1, 1))
    except LookupError:
        return None


def load_pilihan(instansi: Instansi, tahun: int) -> Instrumen | None:
    """The agency's own sheet of a year; None where it uses the national one."""
    row = PilihanInstrumen.objects.filter(instansi=instansi, tahun=tahun).first()
    if row is None or not row.kunci:
        return None
    found = load_instrumen(roots()).get(row.kunci)
    if found is None:
        raise RuleError(
            f"Berkas lembar {row.kunci} yang dipilih untuk {tahun} tidak ada lagi. Kembalikan berkasnya "
            "ke folder regulasi, atau pilih lembar lain."
        )
    return found


def load_tawaran(tahun: int) -> list[Instrumen]:
    """The regions' own sheets that may be chosen for a year."""
    begun = (
        row for row in load_instrumen(roots()).values() if row.berlaku_sejak <= date(tahun, 12, 31)
    )
    return [row for row in begun if row.varian_dari and _is_filled_here(row)]


def load_beda(lokal: Instrumen) -> tuple[str, ...]:
    """What a region's sheet does otherwise than the national one that it stands for."""
    nasional = load_instrumen(roots()).get(lokal.varian_dari)
    return compare_instrumen(lokal, nasional) if nasional else ()


def is_offered(kunci: str, tahun: int) -> bool:
    """Whether a sheet may be chosen for a year."""
    return any(row.kunci == kunci for row in load_tawaran(tahun))


def _is_filled_here(instrumen: Instrumen) -> bool:
    """Whether everything to answer has choices, and whoever is asked has a kind of entity."""
    return bool(instrumen.entitas) and all(row.skala.pilihan for row in instrumen.butir())


def compute_tahun_bukti(instrumen: Instrumen, tahun: int) -> dict[str, int]:
    """The year of evidence of every component, as it is proposed for a new evaluation."""
    return {row.kode: tahun + JARAK_TAHUN_BUKTI.get(row.kode, 0) for row in instrumen.komponen}


def load_instrumen_of(penilaian: Penilaian) -> Instrumen:
    """The sheet an evaluation was opened with. Raises RuleError when its file is gone."""
    found = find_instrumen_of(penilaian)
    if found is None:
        raise RuleError(
            f"Berkas lembar {penilaian.peraturan} tidak ada lagi, jadi isinya tidak dapat dibuka. "
            "Kembalikan berkas itu ke folder regulasi."
        )
    return found


def find_instrumen_of(penilaian: Penilaian) -> Instrumen | None:
    """The sheet an evaluation was opened with; None when its file is gone."""
    return load_instrumen(roots()).get(penilaian.peraturan)


def is_changed(penilaian: Penilaian, instrumen: Instrumen) -> bool:
    """Whether the sheet asks or counts otherwise than when the evaluation was opened."""
    return penilaian.sidik not in ("", compute_sidik(instrumen))


def is_frozen(penilaian: Penilaian) -> bool:
    """Whether only the stored result can be shown: its file is gone, or changed since the end."""
    instrumen = find_instrumen_of(penilaian)
    final = penilaian.status == Penilaian.Status.SELESAI
    return instrumen is None or (final and is_changed(penilaian, instrumen))


def choose_tahapan(tahun: int) -> Tahapan:
    """The stages in force on the first day of the year. Raises LookupError before the first."""
    return tahapan_on(date(tahun, 1, 1), roots())


def load_tahapan_of(penilaian: Penilaian) -> Tahapan:
    """The stages an evaluation was opened with. Raises KeyError when their file is gone."""
    return load_tahapan(roots())[penilaian.tahapan]


def tahap_of(penilaian: Penilaian) -> Tahap:
    """Where a sheet lies; one from before stages were data says it by its state alone."""
    tahapan = load_tahapan_of(penilaian)
    if penilaian.status == Penilaian.Status.MANDIRI:
        return tahapan.get(MANDIRI)
    return tahapan.get(penilaian.tahap or tahapan.hasil)


def find_butir(kode: str, tahun: int) -> ButirKalender | None:
    """The calendar's entry that opens or closes a stage; None where the stage names none."""
    return load_kalender_of(tahun).find(kode) if kode else None


def tenggat_tanggapan(penilaian: Penilaian, tahap: Tahap) -> date:
    """The last day of a stage that ends by itself: so many working days after it began."""
    assert penilaian.tahap_sejak is not None  # noqa: S101  # every hand-over writes its moment
    began = penilaian.tahap_sejak.astimezone(ZoneInfo(penilaian.instansi.zona_waktu)).date()
    return load_kalender_of(began.year).workday_after(began, tahap.hari_kerja)


def tenggat_mandiri(tahun: int) -> date:
    """The last day of the self-assessment, as the calendar of the year says."""
    return load_kalender_of(tahun).find("mandiri-tutup").due(tahun)
