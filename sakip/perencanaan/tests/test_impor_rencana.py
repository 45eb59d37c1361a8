"""Sari uploads her Renstra: what each row would do, what is wrong with it, and when it is written."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.audit.models import Jejak
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import (
    ImporRencana,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    TargetTahun,
    Versi,
)
from sakip.perencanaan.tests.buku import (
    BAIK_INDIKATOR,
    BAIK_SIMPUL,
    DAERAH,
    UNIT,
    ambiguous,
    apply,
    buku,
    faults,
    rpjmd,
    simpul,
    stage,
    states,
    upload,
)
from sakip.tests.rencana import make_periode


# --- good files ---------------------------------------------------------------------------------
def test_sari_uploads_looks_and_applies(desk, sari, dinkes):
    answer = upload(desk, buku(BAIK_SIMPUL, BAIK_INDIKATOR))
    page = answer.content.decode()
    assert "Belum ada yang ditulis. 3 baris akan mengubah data." in page
    assert "Renstra 2025–2029 Dinas Kesehatan" in page
    assert not PeriodeRencana.objects.exists()
    row = ImporRencana.objects.get()
    assert states(row) == ["baru", "baru", "baru"]
    page = apply(desk, row).content.decode()
    assert "3 baris sudah diterapkan: 3 baru, 0 berubah." in page
    assert [j.tindakan for j in Jejak.objects.order_by("nomor")] == [
        "impor_rencana.create", "rencana.import", "impor_rencana.import",
    ]  # fmt: skip
    target = TargetTahun.objects.get()
    assert (target.tahun, str(target.bawah)) == (2026, "73.5")
    assert IsiIndikator.objects.get().perangkat_daerah == dinkes


def test_the_last_year_of_a_neighbours_document_does_not_bind_ours(client, rina, kota):
    make_periode(kota)
    client.force_login(rina)
    answer = upload(client, buku(), DAERAH, jenis="rpjmd", tahun_akhir=2030)
    assert "sudah ada dan berakhir" not in answer.content.decode()


def test_a_waiting_file_can_be_left_and_found_again(desk, dinkes):
    row = stage(desk, buku(BAIK_SIMPUL))
    link = f'href="/perencanaan/impor/{row.pk}/"'
    assert link in desk.get(UNIT).content.decode()
    assert link in desk.get("/2026/tw4/opd/05/rencana/").content.decode()
    desk.post(f"/perencanaan/impor/{row.pk}/buang/")
    row.refresh_from_db()
    assert (row.status, row.baris) == ("dibuang", [])
    assert link not in desk.get("/2026/tw4/opd/05/rencana/").content.decode()
    assert "dibuang" in desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert not IsiSimpul.objects.exists()


def test_the_same_file_again_is_nothing_to_apply(desk):
    apply(desk, stage(desk, buku(BAIK_SIMPUL, BAIK_INDIKATOR)))
    row = stage(desk, buku(BAIK_SIMPUL, BAIK_INDIKATOR))
    assert states(row) == ["sama"] * 3
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "0 perubahan" in page
    assert "Tidak ada baris baik yang mengubah sesuatu." in page
    assert apply(desk, row).status_code == 403
    assert Versi.objects.count() == 1


def test_applying_twice_writes_once(desk):
    row = stage(desk, buku(BAIK_SIMPUL))
    apply(desk, row)
    answer = apply(desk, row)
    assert answer.status_code == 403
    assert "Berkas ini sudah diterapkan." in answer.content.decode()
    assert (Versi.objects.count(), IsiSimpul.objects.count()) == (1, 2)


def test_a_change_is_shown_before_and_after(desk):
    apply(desk, stage(desk, buku(BAIK_SIMPUL, BAIK_INDIKATOR)))
    changed = [(*BAIK_INDIKATOR[0][:-2], "1.234,5", "")]
    row = stage(desk, buku([("S1", "Sasaran", "", "Warga sehat", "")], changed))
    assert [one["perubahan"] for one in row.baris] == [
        [["Pernyataan", "Warga makin sehat", "Warga sehat"]],
        [["Target 2026", "73,50", "1.234,50"]],
    ]
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "73,50 → 1.234,50" in page


def test_an_empty_cell_keeps_what_is_stored_and_a_dash_clears_it(desk):
    kepala = ("Kode", "Jenjang", "Pernyataan", "Penerima manfaat", "Nomenklatur")
    first = [kepala, ("S1", "Sasaran", "Warga sehat", "Balita", "1.02")]
    apply(desk, stage(desk, buku(first)))
    row = stage(desk, buku([kepala, ("S1", None, None, "–", "")]))
    assert [one["perubahan"] for one in row.baris] == [[["Penerima manfaat", "Balita", "kosong"]]]
    apply(desk, row)
    isi = IsiSimpul.objects.berlaku().get()
    assert (isi.penerima_manfaat, isi.nomenklatur, isi.pernyataan) == ("", "1.02", "Warga sehat")


def test_a_file_with_only_one_filled_sheet_is_enough_and_none_is_not(desk):
    assert states(stage(desk, buku(BAIK_SIMPUL))) == ["baru", "baru"]
    page = upload(desk, buku()).content.decode()
    assert "Berkas ini belum berisi satu baris pun." in page


def test_rows_may_stand_in_any_order(desk):
    row = stage(desk, buku(reversed(BAIK_SIMPUL), BAIK_INDIKATOR))
    assert states(row) == ["baru"] * 3
    apply(desk, row)
    assert IsiSimpul.objects.berlaku().get(simpul__kode="P1").induk.kode == "S1"


# --- faulty rows --------------------------------------------------------------------------------
def test_every_fault_names_sheet_row_and_column(desk):
    nodes = [
        ("S1", "Sasaran", "", "Warga makin sehat", ""),
        ("K1", "Kegiatan", "S1", "Salah tempat", ""),
        ("K1.1", "Sub kegiatan", "K1", "Di bawah baris galat", ""),
        ("S1", "Sasaran", "", "Kembar", ""),
        ("S2", "Misi", "", "", "77"),
    ]
    sheets = [
        ("S1.a", "S1", "Baik", "%", "R/T", "posisi akhir", "triwulanan", "5", ""),
        ("S1.b", "K1", "Ikut jatuh", "%", "R/T", "posisi akhir", "triwulanan", "5", ""),
        ("S1.c", "S1", "Rentang", "%", "rentang naik", "posisi akhir", "triwulanan", "5", "x"),
        ("S1.d", "S1", "", "%", "R/X", "posisi akhir", "harian", "5", ""),
    ]
    row = stage(desk, buku(nodes, sheets))
    found = faults(row)
    assert {place: [judul for judul, _ in pesan] for place, pesan in found.items()} == {
        ("Simpul", 3): ["Induk"],
        ("Simpul", 4): ["Induk"],
        ("Simpul", 5): ["Kode"],
        ("Simpul", 6): ["Jenjang", "Pernyataan"],
        ("Indikator", 3): ["Simpul"],
        ("Indikator", 4): ["Target 2026", "Target TW I 2026"],
        ("Indikator", 5): ["Nama", "Rumus", "Frekuensi"],
    }
    assert found["Simpul", 5] == [("Kode", "Kode ini sudah ada di baris 2. Hapus salah satunya.")]
    assert found["Indikator", 4][0][1] == (
        'Target "5" tidak cocok dengan rumus rentang naik. Tulis seperti 9,60–9,90.'
    )
    assert (row.baru, row.galat) == (2, 7)


def test_the_good_rows_are_written_and_the_faulty_ones_passed_over(desk):
    row = stage(desk, buku([*BAIK_SIMPUL, ("K9", "Kegiatan", "S9", "Yatim", "")]))
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "2 baris akan mengubah data, 1 baris galat akan dilewati." in page
    apply(desk, row)
    assert IsiSimpul.objects.count() == 2
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "Unduh 1 baris galat dengan alasannya" in page


def test_what_is_wrong_with_a_row_is_said_at_once_and_not_one_upload_at_a_time(desk):
    kepala = ("Kode", "Simpul", "Nama", "Satuan", "Rumus", "Agregasi", "Frekuensi", "Arah",
              "Baseline", "Perangkat daerah", "Target 2026")  # fmt: skip
    sheet = ("S1.a", "S1", "Usia", "tahun", "R/T", "posisi akhir", "triwulanan", "turun",
             "banyak", "05+06", "tinggi")  # fmt: skip
    row = stage(desk, buku(BAIK_SIMPUL, [kepala, sheet]))
    assert sorted(judul for judul, _ in faults(row)["Indikator", 2]) == [
        "Arah", "Baseline", "Perangkat daerah", "Target 2026",
    ]  # fmt: skip


def test_a_child_is_not_hung_under_the_agencys_node_when_its_own_parent_is_faulty(
    desk, rina, dinkes
):
    import_rencana(rpjmd(simpul("T1", "tujuan"), simpul("S1", induk="T1")), acting_user=rina)
    row = stage(
        desk, buku([("S1", "Misi", "", "Rusak", ""), ("P1", "Program", "S1", "Program", "")])
    )
    assert states(row) == ["galat", "galat"]


def test_a_fault_of_the_whole_file_is_said_beside_the_field(desk):
    page = upload(desk, SimpleUploadedFile("rencana.xlsx", b"PK bukan")).content.decode()
    assert "Berkas harus .xlsx" in page
    assert 'value="2025"' in page
    lone = buku(BAIK_SIMPUL)
    lone.name = "rencana.pdf"
    assert "Berkas harus .xlsx" in upload(desk, lone).content.decode()
    assert not ImporRencana.objects.exists()


def test_a_sheet_with_another_name_is_told_which_one_is_missing(desk):
    kepala = ("Kode", "Jenjang", "Pernyataan")
    made = openpyxl.Workbook()
    made.active.title = "Simpul"
    made.active.append(kepala)
    made.active.append(("S1", "Sasaran", "Warga sehat"))
    buffer = io.BytesIO()
    made.save(buffer)
    page = upload(desk, SimpleUploadedFile("a.xlsx", buffer.getvalue())).content.decode()
    assert "Lembar Indikator tidak ada di berkas ini." in page


def test_a_zero_byte_hidden_in_a_sheet_is_left_out(desk):
    kepala = ("Kode", "Jenjang", "Pernyataan", "Cat_x0000_atan")
    row = stage(desk, buku([kepala, ("S1", "Sasaran", "Warga_x0000_ sehat", "x")]))
    assert row.isi["diabaikan"] == ["Simpul: Catatan"]
    apply(desk, row)
    assert IsiSimpul.objects.get().pernyataan == "Warga sehat"


def test_a_file_too_large_is_refused_before_it_is_read(desk, monkeypatch):
    monkeypatch.setattr("sakip.perencanaan.forms.MAX_BERKAS", 100)
    assert "Berkas lebih dari 10 MB." in upload(desk, buku(BAIK_SIMPUL)).content.decode()
    assert not ImporRencana.objects.exists()


def test_headers_nobody_knows_are_told(desk):
    nodes = [("Kode", "Jenjang", "Pernyataan", "Catatan"), ("S1", "Sasaran", "Warga sehat", "x")]
    page = upload(desk, buku(nodes)).content.decode()
    assert "Kolom yang tidak dikenal dan tidak dibaca: Simpul: Catatan." in page


# --- figures that can be read in two ways ---------------------------------------------------------
def test_sari_is_asked_once_what_1234_means_and_nothing_is_guessed(desk):
    row = stage(desk, ambiguous())
    assert states(row)[-1] == "galat"
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "Satu pertanyaan untuk seluruh berkas" in page
    desk.post(f"/perencanaan/impor/{row.pk}/angka/", {"pemisah_ribuan": ".", "revisi": 0})
    row.refresh_from_db()
    assert (states(row)[-1], row.pemisah_ribuan, row.isi["ambigu"]) == ("baru", ".", [])
    page = apply(desk, row).content.decode()
    assert "Satu pertanyaan" not in page
    assert TargetTahun.objects.get().bawah == 1234


def test_the_answer_may_come_with_the_upload(desk):
    apply(desk, stage(desk, ambiguous(), pemisah_ribuan=","))
    assert str(TargetTahun.objects.get().bawah) == "1.234"


def test_a_number_cell_is_never_asked_about(desk):
    apply(desk, stage(desk, ambiguous(14.125), pemisah_ribuan="."))
    assert str(TargetTahun.objects.get().bawah) == "14.125"


def test_no_answer_is_asked_again(desk):
    row = stage(desk, ambiguous())
    answer = desk.post(f"/perencanaan/impor/{row.pk}/angka/", {"revisi": 0}, follow=True)
    assert "Pilih dahulu arti angka" in answer.content.decode()


def test_two_people_answer_differently_and_the_second_is_told(desk):
    row = stage(desk, ambiguous())
    address = f"/perencanaan/impor/{row.pk}/angka/"
    assert desk.post(address, {"pemisah_ribuan": ".", "revisi": 0}).status_code == 302
    assert desk.post(address, {"pemisah_ribuan": ",", "revisi": 0}).status_code == 409
    row.refresh_from_db()
    assert row.pemisah_ribuan == "."
