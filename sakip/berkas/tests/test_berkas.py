"""Evidence of units: who adds, who replaces, who reads, and what a swapped content shows."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.berkas.actions import create_berkas, update_berkas
from sakip.berkas.checks import check_unggahan
from sakip.berkas.models import Berkas, Blob
from sakip.berkas.pekerjaan import delete_unfinished
from sakip.berkas.storage import check_berkas, store_isi
from sakip.berkas.tests.korpus import PDF, unggah
from sakip.latar import queue
from sakip.latar.actions import enqueue
from sakip.latar.runner import run_pekerjaan
from sakip.organisasi.models import PerangkatDaerah
from sakip.tests.builders import make_perangkat_daerah
from sakip.web.store import load_store
from sakip.web.xlsx import Kolom, read_sheet

TANGGAL = date(2026, 10, 12)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def isi(nama="laporan.pdf", tambahan=b""):
    return store_isi(check_unggahan(unggah(nama, PDF[:-6] + tambahan + PDF[-6:])))


def tambah(unit, user, **fields):
    return create_berkas(
        isi(**fields), perangkat_daerah=unit, tanggal_dokumen=TANGGAL, acting_user=user
    )


def path_of(row, tmp_path):
    sha256 = row.blob.sha256
    return tmp_path / "berkas" / sha256[:2] / sha256[2:4] / sha256


def test_sari_adds_a_file_and_the_trail_knows_its_content(sari, dinkes):
    row = tambah(dinkes, sari)
    assert (row.nama, row.pengunggah, row.blob.jenis_isi) == (
        "laporan.pdf",
        sari,
        "application/pdf",
    )
    jejak = Jejak.objects.get()
    assert jejak.tindakan == "berkas.create"
    ditulis = json.loads(jejak.isi)
    assert ditulis["rincian"]["sha256"] == row.blob.sha256
    assert list(ditulis["baris"]["berkas.blob"]) == [str(row.blob_id)]


@pytest.mark.parametrize("orang", ["eko", "joko", "wati"])
def test_nobody_else_puts_files_into_the_cabinet_of_dinkes(orang, dinkes, request):
    user = request.getfixturevalue(orang)
    with pytest.raises(PermissionDenied):
        tambah(dinkes, user)
    assert not Berkas.objects.exists()


@pytest.mark.parametrize("orang", ["sari", "siti", "rina", "adi"])
def test_operator_head_and_those_who_run_the_organisation_do(orang, dinkes, request):
    assert tambah(dinkes, request.getfixturevalue(orang)).perangkat_daerah == dinkes


def test_a_unit_that_ended_takes_no_more_files(sari, dinkes):
    PerangkatDaerah.objects.update(aktif_sampai=date(2021, 1, 1))
    dinkes.refresh_from_db()
    with pytest.raises(PermissionDenied, match="sudah berakhir"):
        tambah(dinkes, sari)


def test_the_same_content_is_stored_once_and_each_agency_only_knows_its_own(
    sari, wati, dinkes, kota
):
    dinas = make_perangkat_daerah(kota)
    ours, theirs = tambah(dinkes, sari), tambah(dinas, wati)
    assert ours.blob == theirs.blob
    assert Blob.objects.count() == 1
    assert list(Berkas.objects.visible_to(sari)) == [ours]
    assert list(Berkas.objects.visible_to(wati)) == [theirs]
    assert Berkas.objects.visible_to(wati).total_size() == theirs.blob.ukuran


def test_a_cabinet_holds_a_content_once_and_says_which_file_has_it(sari, dinkes):
    tambah(dinkes, sari)
    with pytest.raises(
        ValidationError,
        match=r"Isi yang sama sudah ada: “laporan\.pdf”, tanggal dokumen 12 Oktober 2026",
    ):
        tambah(dinkes, sari, nama="lain.pdf")


def test_the_room_of_a_unit_is_bounded_and_replaced_files_count(sari, dinkes, settings):
    row = tambah(dinkes, sari)
    settings.BERKAS_KUOTA_BITA = int(row.blob.ukuran * 1.5)
    with pytest.raises(PermissionDenied, match="Ruang berkas Dinkes tinggal 24 B dari 72 B"):
        tambah(dinkes, sari, tambahan=b"2")
    with pytest.raises(PermissionDenied, match="Ruang berkas"):
        update_berkas(row, isi(tambahan=b"2"), tanggal_dokumen=TANGGAL, acting_user=sari)


def test_a_newer_file_takes_the_place_and_the_old_one_stays_as_it_was(sari, dinkes):
    lama = tambah(dinkes, sari)
    before = Berkas.objects.filter(pk=lama.pk).values().get()
    baru = update_berkas(lama, isi(tambahan=b"2"), tanggal_dokumen=TANGGAL, acting_user=sari)
    assert Berkas.objects.filter(pk=lama.pk).values().get() == before
    assert list(Berkas.objects.current()) == [baru]
    assert baru.menggantikan == lama
    assert [jejak.tindakan for jejak in Jejak.objects.order_by("nomor")] == [
        "berkas.create",
        "berkas.update",
    ]


def test_only_the_newest_version_is_replaced(sari, siti, dinkes):
    lama = tambah(dinkes, sari)
    update_berkas(lama, isi(tambahan=b"2"), tanggal_dokumen=TANGGAL, acting_user=sari)
    with pytest.raises(PermissionDenied, match="sudah diganti"):
        update_berkas(lama, isi(tambahan=b"3"), tanggal_dokumen=TANGGAL, acting_user=siti)


def test_joko_cannot_replace_a_file_of_dinkes(sari, joko, dinkes):
    lama = tambah(dinkes, sari)
    with pytest.raises(PermissionDenied, match="di luar lingkup"):
        update_berkas(lama, isi(tambahan=b"2"), tanggal_dokumen=TANGGAL, acting_user=joko)


def test_a_content_swapped_or_lost_on_disk_is_found_and_named(sari, dinkes, tmp_path):
    utuh = tambah(dinkes, sari)
    tukar = tambah(dinkes, sari, nama="tukar.pdf", tambahan=b"2")
    hilang = tambah(dinkes, sari, nama="hilang.pdf", tambahan=b"3")
    path_of(tukar, tmp_path).write_bytes(b"%PDF-1.7 bukti lain")
    path_of(hilang, tmp_path).unlink()
    rows = [utuh, tukar, hilang]
    found = [t and (t.berkas.nama, t.pesan) for t in check_berkas(rows)]
    assert found == [
        None,
        ("tukar.pdf", "Isinya bukan lagi isi yang diunggah."),
        ("hilang.pdf", "Isinya tidak ada di penyimpanan."),
    ]


def test_rina_has_all_contents_of_her_agency_checked_in_the_background(
    rina, sari, wati, dinkes, kota, tmp_path
):
    tambah(dinkes, sari)
    tukar = tambah(dinkes, sari, nama="tukar.pdf", tambahan=b"2")
    asing = tambah(make_perangkat_daerah(kota), wati, nama="asing.pdf", tambahan=b"3")
    for row in (tukar, asing):
        path_of(row, tmp_path).write_bytes(b"lain")
    enqueue("berkas.periksa", acting_user=rina, judul="Periksa")
    row = queue.claim()
    run_pekerjaan(row)
    row.refresh_from_db()
    assert (row.status, row.hasil_nama) == ("selesai", "pemeriksaan-berkas.xlsx")
    with load_store("hasil").open(row.hasil) as file:
        hasil = unggah(row.hasil_nama, file.read())
    lembar = read_sheet(
        hasil, (Kolom("nama", "Nama berkas"), Kolom("pesan", "Temuan")), nama="Temuan"
    )
    assert [baris.isi["nama"] for baris in lembar.baris] == ["tukar.pdf"]


def test_sari_may_not_have_all_contents_checked(sari, dinkes):
    enqueue("berkas.periksa", acting_user=sari, judul="Periksa")
    row = queue.claim()
    run_pekerjaan(row)
    row.refresh_from_db()
    assert row.galat == "Hanya Admin atau Bagian Organisasi yang memeriksa keutuhan berkas."


def test_what_was_half_written_goes_and_evidence_stays(sari, dinkes, tmp_path):
    row = tambah(dinkes, sari)
    delete_unfinished()
    assert path_of(row, tmp_path).exists()
