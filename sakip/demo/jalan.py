"""The agency's own sheets of the demo, so that the way to a predikat has a start; scenarios and peers."""

from decimal import Decimal

from sakip.demo.organisasi import Pemeran
from sakip.evaluasi.actions.jawaban import import_nilai_sub, score_subkomponen
from sakip.evaluasi.actions.penilaian import create_penilaian, submit_mandiri
from sakip.evaluasi.isian import IsianSub, IsiKriteria, IsiNilai
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Penilaian
from sakip.jalan.actions.nilai import import_pembanding
from sakip.jalan.actions.skenario import create_skenario
from sakip.jalan.isi import IsiPembanding
from sakip.organisasi.models import Pengguna
from sakip.rules.jalan_soal import Soal
from sakip.rules.tahapan import MANDIRI

# What the region does not meet yet (practice estimates); everything else is met.
KURANG = frozenset({
    "1.b.3", "1.b.7", "1.b.8", "1.b.9", "1.c.1", "1.c.4", "1.c.5", "1.c.6", "2.b.1", "2.b.3", "2.c.1",
    "2.c.2", "2.c.3", "2.c.5", "2.c.7", "2.c.8", "3.b.6", "3.b.7", "3.b.8", "3.c.4", "3.c.6", "3.c.7",
    "4.b.3", "4.c.1", "4.c.4", "4.c.5",
})  # fmt: skip
# Documents stood complete a year earlier already; two grades were lower then.
BERTAHAN = ("1.a", "2.a", "3.a", "4.a")
LEBIH_RENDAH = {"2.b": "C", "4.b": "CC"}
SKENARIO = {
    "BB dalam dua musim": [("menuju", "BB"), ("musim", "2")],
    "Tanpa pohon kinerja baru": [("menuju", "BB"), ("musim", "2"), ("t-A02", "jangan")],
}

# Invented neighbours.
PEMBANDING = {"Kabupaten Seberang": "63.90", "Kabupaten Tetangga": "66.10", "Kota Hulu": "70.05"}
SUMBER = "Siaran pers contoh"


def seed_jalan(pemeran: Pemeran) -> None:
    """The own sheets of two years, declared by the head of the region; two scenarios, and peers."""
    bagor, tahun = pemeran.orang["bagor"], pemeran.instansi.hari_ini.year
    last, before = (_open(tahun - lalu, bagor) for lalu in (1, 2))
    grades = _answer(last, bagor)
    import_nilai_sub(before, MANDIRI, grades | LEBIH_RENDAH, acting_user=bagor)
    for kode in grades:
        _write(before, kode, None, bagor)
    for sheet in (last, before):
        sheet.refresh_from_db()
        submit_mandiri(sheet, acting_user=pemeran.orang["bupati"])
    import_pembanding(
        [
            IsiPembanding(nama, tahun - 1, Decimal(nilai), SUMBER)
            for nama, nilai in PEMBANDING.items()
        ],
        acting_user=bagor,
    )
    for nama, isian in SKENARIO.items():
        create_skenario(None, tahun=tahun, nama=nama, isian=isian, acting_user=bagor)


def _open(tahun: int, bagor: Pengguna) -> Penilaian:
    [sheet] = create_penilaian(tahun=tahun, units=[None], acting_user=bagor)
    return sheet


def _answer(sheet: Penilaian, bagor: Pengguna) -> dict[str, str]:
    """Every criterion, and the grades that counting them gives."""
    instrumen = load_lembar(sheet).instrumen
    soal = Soal(
        instrumen,
        frozenset(row.kode for row in instrumen.semua_kriteria) - KURANG,
        (),
        lanjut=dict.fromkeys(BERTAHAN, 1),
        jenis_entitas=sheet.jenis_entitas,
    )
    grades = {row.kode: row.jawaban for row in soal.score(soal.terpenuhi).subkomponen}
    for kode, jawaban in grades.items():
        _write(sheet, kode, jawaban, bagor)
    return grades


def _write(sheet: Penilaian, kode: str, jawaban: str | None, bagor: Pengguna) -> None:
    lembar = load_lembar(sheet)
    sub = next(row for row in lembar.instrumen.subkomponen if row.kode == kode)
    rows = [
        IsiKriteria(row.kode, "belum" if row.kode in KURANG else "terpenuhi")
        for row in lembar.kriteria_sendiri(sub)
    ]
    grade = IsiNilai(jawaban) if jawaban else None
    score_subkomponen(sheet, IsianSub(MANDIRI, kode, kriteria=rows, nilai=grade), acting_user=bagor)
