"""This year's season in the demo: one letter for all, and three sheets on their way, one past its end."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from sakip.demo.nilai import find_grades
from sakip.demo.organisasi import Pemeran
from sakip.demo.rekomendasi import Plan, create_rekomendasi_of, write_catatan
from sakip.evaluasi.actions.bukti import create_permintaan_bukti
from sakip.evaluasi.actions.jawaban import approve_nilai, approve_tanggapan, score_subkomponen
from sakip.evaluasi.actions.koreksi import create_koreksi
from sakip.evaluasi.actions.penilaian import (
    create_penilaian,
    lock_mandiri,
    publish_penilaian,
)
from sakip.evaluasi.actions.surat import create_surat_tugas
from sakip.evaluasi.actions.tahap import create_pernyataan, create_tanggapan, submit_tahap
from sakip.evaluasi.isian import IsianSub, IsiKriteria, IsiNilai, IsiSurat
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.calendar import load_kalender_of

# Who stands where in the letter.
TIM = {
    "anggota": ("anggota",),
    "evaluator": ("ketua",),
    "irban": ("pengendali_teknis",),
    "penjamin": ("pengendali_mutu",),
    "inspektur": ("penanggung_jawab",),
}
# The agency's own sheet holds the Inspektorat's work, so others score it.
AD_HOC = {
    "tim.adhoc": ("anggota", "ketua"),
    "penjamin.adhoc": ("pengendali_teknis", "penanggung_jawab"),
}
# How far each sheet goes past the members: with the leader, with the unit, released.
DI_KETUA, DI_TANGGAPAN, DIRILIS = "05", "20", "15"
URUTAN = (
    ("ketua", "evaluator"),
    ("pengendali_teknis", "irban"),
    ("pengendali_mutu", "penjamin"),
)
SAMPEL = "Isi dokumen dibaca pada sampel, bukan hanya dihitung."
KELIRU = "Nilai 3.c disalin dari kertas kerja unit lain; kertas kerja lembar ini memuat nilai lain."
KERTAS = {
    "fakta": "Lima sasaran dengan indikatornya dibaca pada dokumen yang berlaku.",
    "uji": "Dibandingkan dengan bunyi kriteria dan tahun buktinya.",
    "simpulan": "Terpenuhi pada sampel yang dibaca.",
}
KEBERATAN = "Keputusan rapat triwulan III mengubah rencana aksi kami; notulanya terlampir pada 2.c."
JAWABAN = "Notula dan rencana aksi yang berubah sudah dibaca; pemanfaatannya terbukti."


def create_surat(
    pemeran: Pemeran,
    sheets: Sequence[Penilaian],
    tahun: int,
    *,
    jenis: str = "inspektorat",
    nomor: str = "700.1.2/041/ST",
    tim: Mapping[str, Sequence[str]] = TIM,
) -> None:
    """One letter for sheets of the season; `tim` are the places of each person."""
    mulai = load_kalender_of(tahun).find("mandiri-tutup").due(tahun) + timedelta(days=1)
    isi = IsiSurat(
        jenis=jenis,
        nomor=f"{nomor}/{tahun}",
        tanggal=mulai,
        mulai=mulai,
        selesai=load_kalender_of(tahun).find("lhe-pd").due(tahun),
        nomor_pkpt=f"PKPT-{tahun}/07",
        tim=[(pemeran.orang[nama], one) for nama, places in tim.items() for one in places],
    )
    create_surat_tugas(sheets, isi, tahun=tahun, acting_user=pemeran.orang["evaluator"])
    for sheet in sheets:
        sheet.refresh_from_db()


def open_pemda(pemeran: Pemeran, tahun: int, alasan: str) -> None:
    """The agency's own sheet, under a decree, with the team that is not of the Inspektorat."""
    [sheet] = create_penilaian(tahun=tahun, units=[None], acting_user=pemeran.orang["evaluator"])
    create_surat(pemeran, [sheet], tahun, jenis="ad_hoc", nomor="100.3.3/188/KEP", tim=AD_HOC)
    declare(sheet, pemeran.orang["tim.adhoc"])
    lock_mandiri(sheet, alasan=alasan, acting_user=pemeran.orang["tim.adhoc"])


def play_stages(
    pemeran: Pemeran, sheets: Mapping[str, Penilaian], totals: Mapping[str, Decimal]
) -> None:
    """Three sheets leave the members; two are graded and reviewed, one is objected to and released."""
    for kode in (DI_KETUA, DI_TANGGAPAN, DIRILIS):
        sheet = sheets[kode]
        sheet.refresh_from_db()
        for nama in TIM:
            if not sheet.pernyataan_set.filter(pengguna=pemeran.orang[nama]).exists():
                declare(sheet, pemeran.orang[nama])
        _answer(sheet, pemeran.orang["anggota"])
        submit_tahap(sheet, tahap="anggota", acting_user=pemeran.orang["anggota"])
    create_permintaan_bukti(
        sheets[DI_KETUA],
        kriteria="1.b.9",
        diminta="Notula kesepakatan lintas bidang yang memuat peran dan sumbangan tiap pihak.",
        acting_user=pemeran.orang["evaluator"],
    )
    for kode in (DI_TANGGAPAN, DIRILIS):
        _grade(pemeran, sheets[kode], totals[kode])
    _release(pemeran, sheets[DIRILIS])
    create_tanggapan(
        sheets[DI_TANGGAPAN],
        subkomponen="2.c",
        uraian=KEBERATAN,
        acting_user=pemeran.operator[DI_TANGGAPAN],
    )


def declare(sheet: Penilaian, user: Pengguna) -> None:
    """He is free of this object."""
    create_pernyataan(sheet, ada_benturan=False, acting_user=user)


def _answer(sheet: Penilaian, user: Pengguna) -> None:
    """Every criterion of its own; each third only in part, with the same note as the others."""
    lembar = load_lembar(sheet)
    for sub in lembar.instrumen.subkomponen:
        rows = [
            IsiKriteria(row.kode, "sebagian", 3, catatan="Baru sebagian bidang pada sampel.")
            if n % 3 == 2
            else IsiKriteria(row.kode, "terpenuhi", 3, kertas=KERTAS if n == 0 else {})
            for n, row in enumerate(lembar.kriteria_sendiri(sub))
        ]
        if rows:
            score_subkomponen(sheet, IsianSub("anggota", sub.kode, rows), acting_user=user)


def _grade(pemeran: Pemeran, sheet: Penilaian, total: Decimal) -> None:
    """The leader's twelve grades, reviewed and proposed."""
    grades = find_grades(load_lembar(sheet).instrumen, total)
    catatan = write_catatan(grades)
    for kode, huruf in grades.items():
        isi = IsiNilai(huruf, catatan.get(kode, ""), SAMPEL)
        score_subkomponen(
            sheet, IsianSub("ketua", kode, nilai=isi), acting_user=pemeran.orang["evaluator"]
        )
    plan = Plan(1, pemeran.instansi.hari_ini + timedelta(days=60), ditutup=False)
    create_rekomendasi_of(sheet, grades, plan, pemeran.orang["evaluator"])
    for tahap, nama in URUTAN:
        if tahap == "pengendali_teknis":
            user = pemeran.orang[nama]
            approve_nilai(sheet, tahap, "ketua", grades["1.a"], "1.a", acting_user=user)
        submit_tahap(sheet, tahap=tahap, acting_user=pemeran.orang[nama])


def _release(pemeran: Pemeran, sheet: Penilaian) -> None:
    """One objection accepted, then the Inspektur; a slip found afterwards waits for his decision."""
    row = create_tanggapan(
        sheet, subkomponen="2.c", uraian=KEBERATAN, acting_user=pemeran.operator[sheet.kode]
    )
    grades = load_lembar(sheet).nilai_tahap("ketua")
    better = "A" if grades["2.c"] == "BB" else "BB"
    evaluator = pemeran.orang["evaluator"]
    approve_tanggapan(row, nilai=better, jawaban=JAWABAN, acting_user=evaluator)
    sheet.refresh_from_db()
    submit_tahap(sheet, tahap="tanggapan", acting_user=pemeran.kepala[sheet.kode])
    publish_penilaian(sheet, acting_user=pemeran.orang["inspektur"])
    lower = "B" if grades["3.c"] != "B" else "CC"
    create_koreksi(sheet, {"3.c": lower}, alasan=KELIRU, acting_user=evaluator)
