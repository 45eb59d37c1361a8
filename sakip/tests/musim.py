"""Builders of a season: a sheet in its stages under a letter, with a team that declared itself free."""

from datetime import date, timedelta
from typing import Any

from sakip.audit.check import Temuan, check_chain
from sakip.evaluasi.actions.penilaian import submit_mandiri
from sakip.evaluasi.actions.surat import create_surat_tugas
from sakip.evaluasi.actions.tahap import create_pernyataan, submit_tahap
from sakip.evaluasi.isian import IsiSurat
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Penilaian, SuratTugas
from sakip.organisasi.models import Instansi, Keterlibatan, Pengguna, PerangkatDaerah
from sakip.tests.evaluasi import NILAI, answer, fill_mandiri
from sakip.web.clock import database_now

BERJENJANG = "berjenjang"
TABEL = {
    f"evaluasi.{name}"
    for name in (
        "jawaban", "nilaisub", "hasil", "kertaskerja", "koreksi", "tanggapan", "serahan", "surattugas",
        "timpenilai",
    )
}  # fmt: skip
Tim = list[tuple[Pengguna, str]]


def isi_surat(tim: Tim, **lain: Any) -> IsiSurat:
    """A letter of 16 March 2026."""
    isi = {
        "jenis": "inspektorat",
        "nomor": "700/1/ST/2026",
        "tanggal": date(2026, 3, 16),
        "mulai": date(2026, 3, 16),
        "selesai": date(2026, 5, 31),
        "nomor_pkpt": "PKPT-12",
    }
    return IsiSurat(tim=tim, **(isi | lain))


def make_surat(*penilaian: Penilaian, tim: Tim, acting_user: Pengguna, **lain: Any) -> SuratTugas:
    """The letter, written down by its action; the sheets are read anew."""
    isi = isi_surat(tim, **lain)
    tahun = penilaian[0].tahun_evaluasi
    row = create_surat_tugas(penilaian, isi, tahun=tahun, acting_user=acting_user)
    for sheet in penilaian:
        sheet.refresh_from_db()
    return row


def declare(penilaian: Penilaian, *people: Pengguna) -> None:
    """Each of them has no conflict of interest here."""
    for user in people:
        create_pernyataan(penilaian, ada_benturan=False, acting_user=user)


def put_at(penilaian: Penilaian, tahap: str) -> Penilaian:
    """Put the sheet at a stage, without the way there."""
    Penilaian.objects.filter(pk=penilaian.pk).update(
        status=Penilaian.Status.DINILAI, tahap=tahap, tahap_sejak=database_now()
    )
    penilaian.refresh_from_db()
    return penilaian


def answer_all(sheet: Penilaian, tahap: str, user: Pengguna) -> None:
    """Every criterion of its own is met."""
    lembar = load_lembar(sheet)
    for sub in lembar.instrumen.subkomponen:
        own = {row.kode: "terpenuhi" for row in lembar.kriteria_sendiri(sub)}
        answer(sheet, tahap, sub.kode, acting_user=user, status=own)


def grade(sheet: Penilaian, user: Pengguna, tahap: str = "ketua", **lain: str) -> None:
    """Twelve grades, each with a reason should it differ from the suggestion."""
    other = {f"{name[1]}.{name[0]}": value for name, value in lain.items()}
    for kode, nilai in (NILAI | other).items():
        answer(sheet, tahap, kode, nilai=nilai, alasan_beda="Mutunya.", acting_user=user)


def touched(instansi: Instansi) -> list[Temuan]:
    """What `sakip jejak periksa` has against answers, grades, results and the rows around them."""
    return [row for row in check_chain(instansi.pk) if row.tabel in TABEL]


def tie(user: Pengguna, unit: PerangkatDaerah, jenis: str) -> None:
    """Since three months he works there, coaches it, or drafted for it."""
    Keterlibatan.objects.create(
        instansi=unit.instansi, pengguna=user, perangkat_daerah=unit, jenis=jenis,
        mulai=unit.instansi.hari_ini - timedelta(days=90),
    )  # fmt: skip


def until_release(
    sheet: Penilaian, sari: Pengguna, siti: Pengguna, eko: Pengguna, budi: Pengguna, *atas: Pengguna
) -> Penilaian:
    """The whole way up to the Inspektur."""
    tono, ratna = atas
    fill_mandiri(sheet, acting_user=sari)
    submit_mandiri(sheet, acting_user=siti)
    answer_all(sheet, "anggota", eko)
    submit_tahap(sheet, tahap="anggota", acting_user=eko)
    grade(sheet, budi)
    for tahap, user in (
        ("ketua", budi), ("pengendali_teknis", tono), ("pengendali_mutu", ratna), ("tanggapan", siti),
    ):  # fmt: skip
        submit_tahap(sheet, tahap=tahap, acting_user=user)
    return sheet
