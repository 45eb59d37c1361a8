"""The plan before the RPJMD: an RPD of three years whose indicators go on, change, or end."""

from collections.abc import Iterator

from sakip.demo.organisasi import Pemeran
from sakip.demo.pengukuran import seed_tahun
from sakip.demo.rencana import make_simpul
from sakip.demo.sumber import TAHUN_TULIS, read_rows
from sakip.perencanaan.actions.kelanjutan import update_kelanjutan
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import Indikator, PeriodeRencana
from sakip.perencanaan.rencana import BarisIndikator, Rencana
from sakip.rules.agregasi import Agregasi
from sakip.rules.angka import read_angka
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.target import read_target

UNIT = "05"
TAHUN = (2023, 2024)
# Left for a visitor to pair on the page.
DICOBA = "D04"
BERHENTI = {
    "D05": "Di atas 95 persen selama dua tahun; dilanjutkan sebagai indikator Dinas Kesehatan."
}


def seed_rpd(pemeran: Pemeran, tahun: int) -> None:
    """The plan in force, and the two years that were measured under it."""
    import_rencana(_make_rpd(tahun), acting_user=pemeran.orang["bappeda"])
    for tulis in TAHUN:
        figures = {row["kode"]: _reached(row, tulis) for row in read_rows("rpd")}
        seed_tahun(pemeran, tulis + tahun - TAHUN_TULIS, figures)


def seed_kelanjutan(pemeran: Pemeran) -> None:
    """What became of its indicators in the RPJMD."""
    bappeda = pemeran.orang["bappeda"]
    agency = PeriodeRencana.objects.filter(instansi=pemeran.instansi, perangkat_daerah=None)
    rpd, rpjmd = agency.get(jenis="rpd"), agency.get(jenis="rpjmd")
    own = {row.kode: row for row in Indikator.objects.filter(periode__in=(rpd, rpjmd))}
    for row in read_rows("rpd"):
        if row["kode"] == DICOBA:
            continue
        lama, baru = own[row["kode"]], own.get(row["penerus"])
        update_kelanjutan(
            rpjmd,
            lama.pk,
            revisi=lama.revisi,
            baru=baru.pk if baru else None,
            alasan=BERHENTI.get(row["kode"], ""),
            acting_user=bappeda,
        )


def _make_rpd(tahun: int) -> Rencana:
    nodes = tuple(make_simpul(row) for row in read_rows("sasaran") if row["kode"] in {"T1", "S1"})
    sheets = tuple(_lembar(tahun))
    return Rencana("rpd", tahun - 4, tahun - 2, simpul=nodes, indikator=sheets)


def _lembar(tahun: int) -> Iterator[BarisIndikator]:
    """Every one of them is counted once a year."""
    for row in read_rows("rpd"):
        rumus = member(Rumus, row["rumus"])
        yield BarisIndikator(
            kode=row["kode"], simpul="S1", unit=UNIT, nama=row["nama"], satuan=row["satuan"],
            rumus=rumus, arah=rumus.arah or Arah.NAIK, agregasi=Agregasi.TAHUNAN,
            frekuensi=Frekuensi.TAHUNAN, definisi=row["definisi"], sumber=row["sumber"],
            desimal=0 if row["satuan"] == "kasus" else 2,
            baseline=read_angka(row["baseline"]) if row["baseline"] else None,
            target_tahun={
                tulis + tahun - TAHUN_TULIS: read_target(row[f"target_{tulis}"], rumus)
                for tulis in TAHUN
            },
        )  # fmt: skip


def _reached(row: dict[str, str], tulis: int) -> str:
    """What was reached; of the last year it is the baseline of the one that goes on."""
    text = row[f"realisasi_{tulis}"]
    return text or next(
        one["baseline_2024"]
        for one in read_rows("indikator")
        if f"IK{int(one['no']):02d}" == row["penerus"]
    )
