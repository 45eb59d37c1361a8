"""What a workbook holds depends on the stage: which cells are open, what stands beside them, what counts."""

import io

import openpyxl
import pytest

from sakip.evaluasi.actions.impor import import_impor_lembar
from sakip.evaluasi.actions.instrumen import update_instrumen
from sakip.evaluasi.actions.jawaban import approve_nilai
from sakip.evaluasi.buku.baca import read_buku
from sakip.evaluasi.buku.beda import load_beda
from sakip.evaluasi.compute import compute_jumlah
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Hasil, Jawaban, Penilaian
from sakip.evaluasi.tests.buku_acak import convert
from sakip.tests.buku import make_buku, stage, to_berkas, type_in
from sakip.tests.evaluasi import EVALUATOR, answer, fill_mandiri, make_penilaian, start_scoring
from sakip.tests.musim import BERJENJANG, declare, make_surat, put_at
from sakip.web.clock import now

pytestmark = pytest.mark.django_db


def apply(row, user):
    return import_impor_lembar(row, revisi=row.revisi, pilihan={}, acting_user=user)


def open_cells(isi):
    sheet = openpyxl.load_workbook(io.BytesIO(isi))["05"]
    return {
        (sheet.cell(cell.row, 1).value, sheet.cell(3, cell.column).value): cell.value
        for row in sheet.iter_rows(min_row=6)
        for cell in row
        if not cell.protection.locked
    }


def test_each_stage_gets_the_cells_that_it_writes(musim, eko, budi, tono):
    put_at(musim, "anggota")
    assert not open_cells(make_buku(budi, musim)).keys() & {("1.b", "Jawaban")}
    terbuka = open_cells(make_buku(eko, musim))
    assert ("1.b.3", "Jawaban") in terbuka
    assert {kode for kode, judul in terbuka} & {"1.a", "1.b", "1.c"} == set()

    row = stage(eko, type_in(make_buku(eko, musim), {("1.b.3", "Jawaban"): "Sebagian"}))
    assert apply(row, eko) == 1
    assert Jawaban.objects.get().tahap == "anggota"

    put_at(musim, "ketua")
    sheet = openpyxl.load_workbook(io.BytesIO(make_buku(budi, musim)))["05"]
    titles = [cell.value for cell in sheet[3]]
    row = next(r for r in sheet.iter_rows(min_row=6) if r[0].value == "1.b.3")
    assert row[titles.index("Anggota tim")].value == "Sebagian"
    assert row[titles.index("Jawaban")].value is None
    assert ("1.b", "Jawaban") in open_cells(make_buku(budi, musim))

    put_at(musim, "pengendali_teknis")
    assert open_cells(make_buku(tono, musim)) == {}


def test_budi_counts_what_eko_answered_where_answers_make_the_points(
    rina, sari, eko, budi, dinkes, tim
):
    update_instrumen(2026, "contoh-ya-tidak", revisi=None, acting_user=rina)
    sheet = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    make_surat(sheet, tim=tim, acting_user=eko)
    declare(sheet, eko, budi)
    put_at(sheet, "anggota")
    fill_own(sheet, "anggota", "ya", eko)
    put_at(sheet, "ketua")

    isi = make_buku(budi, sheet)

    book = openpyxl.load_workbook(io.BytesIO(isi), data_only=True)
    jumlah = compute_jumlah(load_lembar(sheet), "ketua")
    poin = {r[0].value: r[6].value for r in book["05"].iter_rows(min_row=6)}
    assert {kode: float(nilai) for kode, nilai in jumlah.poin.items()} == {
        kode: round(poin[kode], 2) for kode in jumlah.poin
    }
    assert (jumlah.lengkap, book["05"]["E2"].value) == (False, "Belum lengkap")
    assert read_buku(to_berkas(isi), tahun=2026, user=budi) == []
    kode = next(kode for kode, judul in open_cells(isi) if kode.count(".") == 2)
    row = stage(budi, type_in(isi, {(kode, "Jawaban"): "Tidak"}))
    assert [one.keadaan for one in load_beda(budi, row.objek)] == ["baru"]
    assert apply(row, budi) == 1
    assert Jawaban.objects.get(tahap="ketua").kriteria == kode


def test_a_released_sheet_shows_its_total_while_inherited_answers_are_closed(rina, eko, dinkes):
    update_instrumen(2026, "contoh-ya-tidak", revisi=None, acting_user=rina)
    sheets = [make_penilaian(rina, unit, anggota=[eko]) for unit in (None, dinkes)]
    for sheet in map(start_scoring, sheets):
        fill_own(sheet, EVALUATOR, "ya", eko)
    sheet = sheets[1]
    Penilaian.objects.filter(pk=sheet.pk).update(
        status="selesai", selesai_oleh=eko, selesai_pada=now()
    )
    total = Hasil.objects.get(penilaian=sheet, tahap=EVALUATOR).total

    drawn = openpyxl.load_workbook(io.BytesIO(make_buku(eko, sheet)), data_only=True)["05"]

    assert (drawn["D2"].value, drawn["E2"].value) == (float(total), "AA")
    assert drawn["B2"].value == "Terjawab 63 dari 79"  # sixteen stand on the agency's sheet


def test_budi_reads_in_his_workbook_who_agreed_with_which_grade(musim, budi, tono):
    put_at(musim, "ketua")
    answer(musim, "ketua", "1.b", nilai="BB", acting_user=budi)
    put_at(musim, "pengendali_teknis")
    approve_nilai(musim, "pengendali_teknis", "ketua", "BB", "1.b", acting_user=tono)
    sheet = openpyxl.load_workbook(io.BytesIO(make_buku(budi, musim)))["05"]
    kolom = [cell.value for cell in sheet[3]].index("Disetujui")
    said = {row[0].value: row[kolom] for row in sheet.iter_rows(min_row=6) if row[kolom].value}
    assert {kode: cell.value for kode, cell in said.items()} == {"1.b": "Pengendali teknis"}
    assert said["1.b"].protection.locked


def fill_own(sheet, tahap, jawaban, user):
    lembar = load_lembar(sheet)
    for sub in lembar.instrumen.subkomponen:
        if own := {row.kode: jawaban for row in lembar.kriteria_sendiri(sub)}:
            answer(sheet, tahap, sub.kode, acting_user=user, status=own)


def test_what_a_later_stage_says_stays_out_of_the_units_own_workbook(penilaian, sari, eko):
    fill_mandiri(penilaian, acting_user=sari)
    start_scoring(penilaian)
    answer(penilaian, EVALUATOR, "1.b", acting_user=eko, status={"1.b.1": "belum"}, nilai="D")

    sheet = openpyxl.load_workbook(io.BytesIO(make_buku(sari, penilaian)))["05"]

    assert "Evaluator" not in [cell.value for cell in sheet[3]]
    assert open_cells(make_buku(sari, penilaian)) == {}
    row = next(r for r in sheet.iter_rows(min_row=6) if r[0].value == "1.b")
    assert row[4].value == "CC"


@pytest.mark.bukti
def test_what_libreoffice_saves_is_read_as_it_was_written(penilaian, sari, tmp_path):
    fill_mandiri(penilaian, acting_user=sari)
    for n, teks in enumerate(
        ("=1+1", "-5 %", "Baris satu.\nBaris “dua” & <tiga>.", "0012"), start=1
    ):
        Jawaban.objects.filter(kriteria=f"1.b.{n}").update(catatan=teks)
    path = tmp_path / "lke.xlsx"
    path.write_bytes(make_buku(sari, penilaian))

    convert([path], tmp_path, "xlsx", tmp_path / "simpan")

    saved = (tmp_path / "simpan" / "lke.xlsx").read_bytes()
    assert read_buku(to_berkas(saved), tahun=2026, user=sari) == []
    row = stage(sari, type_in(saved, {("1.b.1", "Jawaban"): "Belum"}))
    assert [one.kode for one in load_beda(sari, row.objek)] == ["1.b.1"]
