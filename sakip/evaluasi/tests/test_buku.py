"""A workbook goes out, is filled in elsewhere, and comes back with what it will change."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.evaluasi.actions.impor import import_impor_lembar, revoke_impor_lembar
from sakip.evaluasi.actions.instrumen import update_instrumen
from sakip.evaluasi.buku.baca import BUKAN_BUKU, read_buku
from sakip.evaluasi.buku.beda import load_beda
from sakip.evaluasi.buku.identitas import RUSAK
from sakip.evaluasi.compute import compute_hasil
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Jawaban, NilaiSub, Penilaian
from sakip.rules.decision import Konflik
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.buku import DIJAWAB, make_buku, save, stage, to_berkas, type_in
from sakip.tests.evaluasi import (
    EVALUATOR,
    MANDIRI,
    answer,
    fill_mandiri,
    make_penilaian,
    start_scoring,
)

pytestmark = pytest.mark.django_db


def apply(row, user, **pilihan):
    return import_impor_lembar(row, revisi=row.revisi, pilihan=pilihan, acting_user=user)


def refuse(user, isi, tahun=2026):
    with pytest.raises(ValidationError) as error:
        read_buku(to_berkas(isi), tahun=tahun, user=user)
    assert not Jawaban.objects.exists()
    return error.value.messages


def keadaan(row, user):
    return {one.kode: one.keadaan for one in load_beda(user, row.objek)}


def test_sari_fills_in_her_sheet_offline_and_sees_what_it_will_do_before_it_is_written(
    penilaian, sari
):
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.1": "belum"})
    row = stage(
        sari, type_in(make_buku(sari, penilaian), DIJAWAB | {("1.b.1", "Jawaban"): "sebagian"})
    )

    beda = {one.kode: one for one in load_beda(sari, row.objek)}

    assert {kode: one.keadaan for kode, one in beda.items()} == {
        "1.b": "baru", "1.b.1": "berubah", "1.b.3": "baru",
    }  # fmt: skip
    assert beda["1.b.1"].perubahan == [("Jawaban", "Belum", "sebagian")]
    assert beda["1.b.1"].oleh == str(sari)
    assert Jawaban.objects.count() == 1

    assert apply(row, sari) == 3
    stored = Jawaban.objects.get(kriteria="1.b.3")
    assert (stored.status, stored.kekuatan_bukti) == ("terpenuhi", 3)
    assert stored.catatan == "Sampel lima sasaran.\nTiga sesuai."
    assert NilaiSub.objects.get().catatan == "-2 sasaran belum terukur, +1 membaik."
    assert Jejak.objects.get(tindakan="penilaian_mandiri.import").pelaku_id == sari.pk
    row.refresh_from_db()
    assert (row.status, row.objek) == ("diterapkan", [])
    assert not [one for one in check_chain(penilaian.instansi_id) if "evaluasi." in one.tabel]


def test_what_sari_did_not_touch_changes_nothing(penilaian, sari):
    fill_mandiri(penilaian, acting_user=sari)
    before = list(Jawaban.objects.values_list("pk", "revisi"))

    assert read_buku(to_berkas(make_buku(sari, penilaian)), tahun=2026, user=sari) == []

    book = openpyxl.load_workbook(io.BytesIO(make_buku(sari, penilaian)))
    assert read_buku(to_berkas(save(book)), tahun=2026, user=sari) == []
    assert list(Jawaban.objects.values_list("pk", "revisi")) == before


def test_the_total_in_the_workbook_is_the_total_of_the_system(penilaian, sari):
    fill_mandiri(penilaian, acting_user=sari)

    book = openpyxl.load_workbook(io.BytesIO(make_buku(sari, penilaian)), data_only=True)

    hasil = compute_hasil(load_lembar(penilaian), MANDIRI)
    assert [cell.value for cell in book.worksheets[0][2]][3:6] == [
        float(hasil.total), hasil.predikat.kode, hasil.predikat.kata,
    ]  # fmt: skip
    assert book["Identitas"].sheet_state == "hidden"


def test_sari_can_fill_in_her_own_cells_and_nothing_else(penilaian, sari):
    book = openpyxl.load_workbook(io.BytesIO(make_buku(sari, penilaian)))
    sheet = book["05"]

    terbuka = {
        (sheet.cell(cell.row, 1).value, sheet.cell(3, cell.column).value)
        for row in sheet.iter_rows(min_row=6)
        for cell in row
        if not cell.protection.locked
    }

    lembar = load_lembar(penilaian)
    sub = lembar.subkomponen("1.a")
    own = {row.kode for row in lembar.kriteria_sendiri(sub)}
    assert {(kode, "Jawaban") in terbuka for kode in own} == {True}
    inherited = {row.kode for row in lembar.kriteria(sub)} - own
    assert inherited
    assert not {kode for kode, _ in terbuka} & inherited
    assert ("1.a", "Terpenuhi semua sejak tahun") in terbuka
    assert ("1.b", "Terpenuhi semua sejak tahun") not in terbuka
    assert all(one.protection.sheet for one in book)
    lists = {str(one.formula1) for one in sheet.data_validations.dataValidation}
    assert '"Terpenuhi,Sebagian,Belum"' in lists
    assert "=Skala!$B$2:$B$9" in {f"={one}".replace("==", "=") for one in lists}


def test_a_text_never_becomes_a_formula_on_the_way_out(penilaian, sari):
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.3": "terpenuhi"})
    for n, tanda in enumerate("=+-@", start=1):
        Jawaban.objects.update(catatan=f"{tanda}1+1")
        book = openpyxl.load_workbook(io.BytesIO(make_buku(sari, penilaian)))
        found = [c for r in book["05"].iter_rows() for c in r if c.value == f"{tanda}1+1"]
        assert [(c.data_type, c.quotePrefix) for c in found] == [("s", True)], n


def test_where_both_changed_sari_decides_and_nothing_is_lost_by_itself(penilaian, sari):
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.1": "belum", "1.b.3": "belum"})
    isi = make_buku(sari, penilaian)
    answer(
        penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.1": "sebagian", "1.b.2": "belum"}
    )
    both = {("1.b.1", "Jawaban"): "Terpenuhi", ("1.b.3", "Jawaban"): "Terpenuhi"}
    row = stage(sari, type_in(isi, both))

    assert keadaan(row, sari) == {"1.b.1": "konflik", "1.b.3": "berubah"}
    with pytest.raises(Konflik) as error:
        apply(row, sari)
    assert [one.bidang for one in error.value.beda] == ["Kriteria 1.b.1"]
    assert set(Jawaban.objects.values_list("status", flat=True)) == {"sebagian", "belum"}

    row.refresh_from_db()
    assert (row.status, row.baris) == ("draf", 2)
    kunci = f"{penilaian.pk}:2:1.b.1"
    with pytest.raises(Konflik):
        apply(row, sari, **{kunci: 99})
    row.refresh_from_db()
    assert apply(row, sari, **{kunci: None}) == 1
    assert Jawaban.objects.get(kriteria="1.b.1").status == "sebagian"

    again = stage(sari, type_in(isi, both))
    assert apply(again, sari, **{kunci: Jawaban.objects.get(kriteria="1.b.1").revisi}) == 1
    assert Jawaban.objects.get(kriteria="1.b.1").status == "terpenuhi"


def test_a_row_that_sari_empties_stays_as_it_is_stored(penilaian, sari):
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.1": "belum"})
    kosong = {("1.b.1", "Jawaban"): None, ("1.b.1", "Kekuatan bukti"): None}
    row = stage(sari, type_in(make_buku(sari, penilaian), kosong))

    assert keadaan(row, sari) == {"1.b.1": "dibiarkan"}
    assert apply(row, sari) == 0
    assert Jawaban.objects.get().status == "belum"


def test_eko_writes_why_he_differs_once_his_grade_is_stored_and_it_does(penilaian, eko):
    dinilai = start_scoring(penilaian)
    judul = "Alasan berbeda dari saran"

    def titles():
        sheet = openpyxl.load_workbook(io.BytesIO(make_buku(eko, dinilai)))["05"]
        return [cell.value for cell in sheet[3]]

    answer(dinilai, EVALUATOR, "1.b", acting_user=eko, status={"1.b.1": "terpenuhi"})
    assert judul not in titles()
    answer(dinilai, EVALUATOR, "1.b", acting_user=eko, nilai="CC")
    isi = make_buku(eko, dinilai)
    row = stage(eko, type_in(isi, {("1.b", judul): "Mutunya lebih baik."}))
    assert [one.perubahan for one in load_beda(eko, row.objek)] == [
        [(judul, "", "Mutunya lebih baik.")]
    ]
    assert apply(row, eko) == 1
    stored = NilaiSub.objects.get()
    assert (stored.jawaban, stored.alasan_beda) == ("CC", "Mutunya lebih baik.")
    with pytest.raises(ValidationError, match=r"Lembar 05 sel [A-Z]+\d+: Alasan paling panjang"):
        stage(eko, type_in(make_buku(eko, dinilai), {("1.b", judul): "a" * 4001}))


def test_eko_reads_the_units_answers_beside_his_own_and_never_a_suggestion(penilaian, sari, eko):
    fill_mandiri(penilaian, acting_user=sari)
    dinilai = start_scoring(penilaian)
    status = {"1.b.1": "terpenuhi"}
    answer(dinilai, EVALUATOR, "1.b", acting_user=eko, status=status, nilai="CC")
    assert NilaiSub.objects.filter(tahap=EVALUATOR).exclude(saran="").exists()

    sheet = openpyxl.load_workbook(io.BytesIO(make_buku(eko, dinilai)))["05"]

    titles = [cell.value for cell in sheet[3]]
    assert "Penilaian mandiri" in titles
    assert not [title for title in titles if title.lower().startswith("saran")]
    row = next(r for r in sheet.iter_rows(min_row=6) if r[0].value == "1.b.1")
    assert row[titles.index("Penilaian mandiri")].value == "Terpenuhi"
    assert row[titles.index("Penilaian mandiri")].protection.locked


def test_a_workbook_of_many_sheets_has_a_recap_and_writes_all_of_them_or_none(
    penilaian, rina, kabupaten, eko, budi
):
    lain = make_penilaian(
        rina,
        make_perangkat_daerah(kabupaten, kode="06", nama="Dinas Lain"),
        ketua=budi,
        anggota=[eko],
    )
    start_scoring(penilaian)
    start_scoring(lain)
    isi = make_buku(eko, penilaian, lain)
    book = openpyxl.load_workbook(io.BytesIO(isi))
    assert book.sheetnames[:3] == ["Rekap", "05", "06"]
    assert book["Rekap"]["A5"].value == "06"

    for lembar in ("05", "06"):
        isi = type_in(isi, {("1.b", "Jawaban"): "BB", ("1.b.3", "Jawaban"): "Terpenuhi"}, lembar)
    row = stage(eko, isi)
    assert (row.lembar, row.baris) == (2, 4)
    Penilaian.objects.filter(pk=lain.pk).update(status="mandiri")
    with pytest.raises(PermissionDenied, match="belum disampaikan"):
        apply(row, eko)
    assert not NilaiSub.objects.exists()

    start_scoring(lain)
    row.refresh_from_db()
    assert apply(row, eko) == 4
    assert NilaiSub.objects.filter(jawaban="BB", penilai=eko).count() == 2


# --- what is refused ------------------------------------------------------------------------------


def test_sari_is_told_which_cells_cannot_be_stored(penilaian, sari):
    sheet = openpyxl.load_workbook(io.BytesIO(make_buku(sari, penilaian)))["05"]
    at = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=6)}
    salah = {
        ("1.b", "Jawaban"): "Z",
        ("1.b.1", "Catatan"): "Belum dijawab.",
        ("1.b.3", "Jawaban"): "Mungkin",
        ("1.b.3", "Kekuatan bukti"): "9 Pasti",
        ("1.b.4", "Jawaban"): '="Belum"',
        ("1.b.5", "Jawaban"): "Belum",
        ("1.b.5", "Tautan bukti"): "bukti saya",
    }

    said = refuse(sari, type_in(make_buku(sari, penilaian), salah))

    assert said == [
        f"Lembar 05 sel E{at['1.b.4']}: Sel berisi rumus. Salin, lalu tempel sebagai nilai.",
        f"Lembar 05 sel E{at['1.b.1']}: Pilih terpenuhi, sebagian, atau belum.",
        f"Lembar 05 sel E{at['1.b.3']}: Pilih terpenuhi, sebagian, atau belum.",
        f"Lembar 05 sel I{at['1.b.3']}: Pilih kekuatan bukti dari daftar.",
        f"Lembar 05 sel J{at['1.b.5']}: Tulis alamat lengkap yang dimulai dengan https://.",
        f"Lembar 05 sel E{at['1.b']}: Pilih nilai subkomponen: AA, A, BB, B, CC, C, D, E.",
    ]


def test_sari_is_told_which_locked_cell_changed(penilaian, sari):
    isi = make_buku(sari, penilaian)

    [said] = refuse(sari, type_in(isi, DIJAWAB, alamat={"A8": "9.z"}))
    assert said == "Lembar 05 sel A8: sel terkunci ini berubah. Kembalikan menjadi “1.a.1”."
    [said] = refuse(sari, type_in(isi, DIJAWAB, alamat={"A1": "LKE lain"}))
    assert said.startswith(
        "Lembar 05 sel A1: sel terkunci ini berubah. Kembalikan menjadi “LKE 2026"
    )
    assert refuse(sari, _edit_identity(isi, "tahun", "2027")) == [RUSAK]
    book = openpyxl.load_workbook(io.BytesIO(isi))
    del book["05"]
    assert refuse(sari, save(book))[0].startswith("Lembar 05 tidak ada lagi di berkas.")
    del book["Identitas"]
    assert refuse(sari, save(book)) == [BUKAN_BUKU]


def _edit_identity(isi, kunci, teks):
    book = openpyxl.load_workbook(io.BytesIO(isi))
    for row in book["Identitas"].iter_rows():
        if row[0].value == kunci:
            row[1].value = teks
    return save(book)


def test_a_workbook_of_another_agency_year_or_unit_is_refused(
    penilaian, sari, wati, kabupaten, rina, joko
):
    isi = type_in(make_buku(sari, penilaian), DIJAWAB)

    [said] = refuse(wati, isi)
    assert said.startswith(f"Buku kerja ini milik {kabupaten.nama}, bukan {wati.instansi.nama}.")
    [said] = refuse(sari, isi, tahun=2025)
    assert said.startswith(
        "Buku kerja ini untuk evaluasi tahun 2026, sedangkan halaman ini tahun 2025."
    )
    [said] = refuse(rina, isi)
    assert said == "Lembar 05: Penilaian mandiri diisi oleh operator perangkat daerahnya."
    [said] = refuse(joko, isi)
    assert said == "Lembar 05: penilaian ini tidak ada, atau di luar jangkauan tugas Anda."


def test_a_workbook_of_another_version_or_stage_is_refused(penilaian, sari, monkeypatch):
    isi = type_in(make_buku(sari, penilaian), DIJAWAB)

    start_scoring(penilaian)
    [said] = refuse(sari, isi)
    assert said == "Lembar 05: Penilaian mandiri sudah ditutup dan tidak diubah lagi."

    monkeypatch.setattr("sakip.evaluasi.buku.baca.compute_sidik", lambda _: "lain")
    [said] = refuse(sari, isi)
    assert said.startswith(
        "Lembar 05: isi berkas lembar permenpanrb-88-2021 bukan lagi yang dipakai"
    )


def test_nobody_applies_or_drops_the_workbook_of_another_and_a_dropped_one_is_empty(
    penilaian, sari, dinkes, kabupaten
):
    row = stage(sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    rekan = make_pengguna(kabupaten, "operator_opd", dinkes, username="rekan")
    assert not type(row).objects.visible_to(rekan).exists()
    for act in (apply, lambda row, user: revoke_impor_lembar(row, acting_user=user)):
        with pytest.raises(PermissionDenied, match="yang mengunggahnya"):
            act(row, rekan)

    revoke_impor_lembar(row, acting_user=sari)
    assert (row.status, row.objek) == ("dibuang", [])
    with pytest.raises(PermissionDenied, match="sudah diterapkan atau dibuang"):
        apply(row, sari)


def test_a_workbook_is_settled_once_in_whatever_window(penilaian, sari):
    row = stage(sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    stale = type(row).objects.get(pk=row.pk)
    revoke_impor_lembar(row, acting_user=sari)
    for act in (apply, lambda row, user: revoke_impor_lembar(row, acting_user=user)):
        with pytest.raises(Konflik):
            act(stale, sari)
    with pytest.raises(Konflik):
        import_impor_lembar(stale, revisi=row.revisi, pilihan={}, acting_user=sari)
    assert not Jawaban.objects.exists()


@pytest.mark.parametrize("kunci", ["contoh-ya-tidak", "contoh-huruf-capaian"])
def test_a_regions_own_sheet_goes_out_and_comes_back_as_well(kunci, rina, dinkes, sari):
    update_instrumen(2026, kunci, revisi=None, acting_user=rina)
    penilaian = make_penilaian(rina, dinkes)
    lembar = load_lembar(penilaian)
    sub = lembar.instrumen.subkomponen[1]
    kriteria = lembar.kriteria_sendiri(sub)[0]
    pilihan = lembar.instrumen.skala_of(sub, kriteria).pilihan
    jawaban = pilihan[1].kode if lembar.per_kriteria else "Sebagian"
    isi = {(kriteria.kode, "Jawaban"): jawaban, (sub.kode, "Catatan"): "Untuk LHE."}
    if not lembar.per_kriteria:
        isi[sub.kode, "Jawaban"] = pilihan[0].kode

    row = stage(sari, type_in(make_buku(sari, penilaian), isi))

    assert apply(row, sari) == 2
    assert Jawaban.objects.get().status == (jawaban if lembar.per_kriteria else "sebagian")
    assert NilaiSub.objects.get().catatan == "Untuk LHE."
    assert read_buku(to_berkas(make_buku(sari, penilaian)), tahun=2026, user=sari) == []
