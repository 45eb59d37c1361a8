"""Evaluations of the demo: eight official years of the agency, last year's sheets, this year's season."""

from collections.abc import Mapping
from decimal import Decimal

from sakip.demo.buku import seed_buku
from sakip.demo.musim import create_surat, declare, open_pemda, play_stages
from sakip.demo.nilai import find_grades
from sakip.demo.organisasi import Pemeran
from sakip.demo.rekomendasi import (
    close_rekomendasi,
    create_rekomendasi_of,
    plan_rekomendasi,
    write_catatan,
)
from sakip.demo.sumber import TAHUN_TULIS, read_rows
from sakip.evaluasi.actions.arsip import IsiArsip, import_nilai_arsip
from sakip.evaluasi.actions.jawaban import import_nilai_sub, score_subkomponen
from sakip.evaluasi.actions.penilaian import (
    create_penilaian,
    lock_mandiri,
    publish_penilaian,
    submit_mandiri,
)
from sakip.evaluasi.isian import IsianSub, IsiKriteria, IsiNilai
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import TAHAPAN_LAMA, Penilaian
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.calendar import load_kalender_of
from sakip.rules.angka import read_angka
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.tahapan import MANDIRI

KOMPONEN = ("perencanaan", "pengukuran", "pelaporan", "evaluasi", "capaian")
LEMBAR = {
    "permenpanrb-12-2015-instansi": "permenpanrb-12-2015-lhe",
    "permenpanrb-88-2021": "permenpanrb-88-2021-lhe",
}
SUMBER = "Surat Menteri PANRB tentang hasil evaluasi AKIP {tahun}"
SEN = Decimal("0.01")
# The first three components' usual share of a total; the fourth has the rest.
BAGIAN = {"1": Decimal("0.302"), "2": Decimal("0.291"), "3": Decimal("0.156")}
LEWAT = "Jadwal penilaian mandiri sudah lewat."
# Who is scored by whom: nobody scores where he works.
DI_LUAR = {"03"}
# Units that declare themselves early: before the season is over the evaluators have their sheets.
CEPAT = {"06", "14", "17"}
MENILAI_DIRI = "05"
# Who graded himself last year, whatever the evaluators thought: one saw itself as they did, two did not.
MANDIRI_LALU = {"05", "17", "21"}
NILAI_MANDIRI = Decimal("78.60")
EVALUATOR = "evaluator"
# Whose sheet a member of the team filled in as a workbook.
BERBUKU = "07"


def seed_evaluasi(pemeran: Pemeran) -> None:
    """Archive, last year, this year."""
    tahun = pemeran.instansi.hari_ini.year
    _seed_arsip(pemeran, tahun - TAHUN_TULIS)
    _seed_arsip_unit(pemeran, tahun - 2)
    _seed_last_year(pemeran, tahun - 1)
    _seed_this_year(pemeran, tahun)


def _seed_arsip(pemeran: Pemeran, geser: int) -> None:
    """The agency's own official values, with the break between two instruments."""
    isi = []
    for row in read_rows("nilai_pemda"):
        kunci = LEMBAR[row["peraturan"]]
        parts = [read_angka(row[name]) for name in KOMPONEN if row[name]]
        kodes = [butir.kode for butir in load_instrumen()[kunci].butir()]
        tahun = int(row["tahun"]) + geser
        isi.append(
            IsiArsip(
                perangkat_daerah=None,
                tahun=tahun,
                peraturan=kunci,
                sumber=SUMBER.format(tahun=tahun),
                total=read_angka(row["total"]),
                komponen=dict(zip(kodes, parts, strict=True)),
            )
        )
    import_nilai_arsip(isi, acting_user=pemeran.orang["bagor"])


def _seed_arsip_unit(pemeran: Pemeran, tahun: int) -> None:
    """What each unit's letter said a year earlier: most lower, some higher, by component."""
    units = _units(pemeran)
    isi = [
        IsiArsip(
            perangkat_daerah=units[kode],
            tahun=tahun,
            peraturan=LEMBAR["permenpanrb-88-2021"],
            sumber=f"LHE Inspektorat {tahun}",
            komponen=_split(total - Decimal(n % 11 - 3) * Decimal("0.45")),
        )
        for n, (kode, total) in enumerate(_totals().items())
    ]
    import_nilai_arsip(isi, acting_user=pemeran.orang["bagor"])


def _split(total: Decimal) -> Mapping[str, Decimal]:
    """A total shared out among the four components, as letters print it."""
    parts = {kode: (total * share).quantize(SEN) for kode, share in BAGIAN.items()}
    return parts | {"4": total - sum(parts.values())}


def _totals() -> dict[str, Decimal]:
    """The published total of every unit that was evaluated."""
    rows = read_rows("perangkat_daerah")
    return {row["kode"]: read_angka(row["nilai_apip"]) for row in rows if row["nilai_apip"]}


def _seed_last_year(pemeran: Pemeran, tahun: int) -> None:
    """Every unit's sheet, graded to its published total and finished by the quality guard."""
    evaluator, penjamin = pemeran.orang["evaluator"], pemeran.orang["penjamin"]
    units, totals = _units(pemeran), _totals()
    plans = plan_rekomendasi(totals, pemeran.instansi.hari_ini)
    terbit = load_kalender_of(tahun).find("lhe-pd").due(tahun)
    for kode, total in totals.items():
        team = pemeran.orang["tim.adhoc"] if kode in DI_LUAR else evaluator
        guard = pemeran.orang["penjamin.adhoc"] if kode in DI_LUAR else penjamin
        [sheet] = create_penilaian(
            tahun=tahun,
            units=[units[kode]],
            anggota=[team],
            tahapan=TAHAPAN_LAMA,
            acting_user=evaluator,
        )
        if kode in MANDIRI_LALU:
            own = find_grades(_instrumen(sheet), NILAI_MANDIRI)
            import_nilai_sub(sheet, MANDIRI, own, acting_user=pemeran.operator[kode])
        lock_mandiri(sheet, alasan=LEWAT, acting_user=team)
        grades = find_grades(_instrumen(sheet), total)
        import_nilai_sub(sheet, EVALUATOR, grades, catatan=write_catatan(grades), acting_user=team)
        rows = create_rekomendasi_of(sheet, grades, plans[kode], team)
        publish_penilaian(sheet, tanggal=terbit, acting_user=guard)
        if plans[kode].ditutup:
            close_rekomendasi(rows, team)


def _seed_this_year(pemeran: Pemeran, tahun: int) -> None:
    """All sheets open under one letter; past the season they lie at every stage, one is released."""
    tutup = load_kalender_of(tahun).find("mandiri-tutup").due(tahun)
    lewat = tutup < pemeran.instansi.hari_ini
    evaluator, anggota = pemeran.orang["evaluator"], pemeran.orang["anggota"]
    units = [unit for kode, unit in _units(pemeran).items() if kode not in DI_LUAR]
    sheets = create_penilaian(tahun=tahun, units=units, acting_user=evaluator)
    create_surat(pemeran, sheets, tahun)
    for sheet in sheets:
        if sheet.kode == MENILAI_DIRI or (sheet.kode in CEPAT and not lewat):
            _declare(pemeran, sheet)
        elif lewat:
            declare(sheet, anggota)
            lock_mandiri(sheet, alasan=LEWAT, acting_user=anggota)
    if lewat:
        by_kode = {sheet.kode: sheet for sheet in sheets}
        play_stages(pemeran, by_kode, _totals())
        seed_buku(by_kode[BERBUKU], anggota)
        open_pemda(pemeran, tahun, LEWAT)


def _declare(pemeran: Pemeran, sheet: Penilaian) -> None:
    """An office answers every criterion of its own, a little kindly, and its head declares it."""
    lembar = load_lembar(sheet)
    grades = find_grades(lembar.instrumen, NILAI_MANDIRI)
    for sub in lembar.instrumen.subkomponen:
        rows = lembar.kriteria_sendiri(sub)
        isian = IsianSub(
            MANDIRI,
            sub.kode,
            [_answer(row.kode, n) for n, row in enumerate(rows)],
            IsiNilai(grades[sub.kode]),
        )
        score_subkomponen(sheet, isian, acting_user=pemeran.operator[sheet.kode])
        sheet.refresh_from_db()
    submit_mandiri(sheet, acting_user=pemeran.kepala[sheet.kode])


def _answer(kode: str, n: int) -> IsiKriteria:
    """Most are met; every fourth only in part."""
    if n % 4 == 3:
        return IsiKriteria(kode, "sebagian", 1, catatan="Baru sebagian bidang.")
    return IsiKriteria(kode, "terpenuhi", 3, tautan=f"https://contoh.example/bukti/{kode}")


def _instrumen(sheet: Penilaian) -> Instrumen:
    return load_instrumen()[sheet.peraturan]


def _units(pemeran: Pemeran) -> dict[str, PerangkatDaerah]:
    rows = PerangkatDaerah.objects.filter(instansi=pemeran.instansi, dinilai_lke=True)
    return {row.kode: row for row in rows.order_by("kode")}
