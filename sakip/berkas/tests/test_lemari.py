"""What a cabinet says of its files: kind, validity, time and place, use, hints; the bin; sharing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.berkas.actions import delete_berkas, revoke_penghapusan
from sakip.berkas.actions.berbagi import (
    approve_berbagi,
    create_berbagi,
    return_berbagi,
    revoke_berbagi,
)
from sakip.berkas.models import Berbagi, Berkas
from sakip.berkas.pekerjaan import musnahkan
from sakip.berkas.tests.pemakai import daftarkan
from sakip.berkas.tests.test_berkas import path_of, tambah
from sakip.conftest import wearing
from sakip.organisasi.models import Peran, PerangkatDaerah
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.web.store import LocalStore

LEMARI = "/2026/tw4/opd/05/berkas/"
KETERANGAN = {
    "jenis": "foto", "tanggal_dokumen": "2026-09-12", "berlaku_sejak": "2026-01-01",
    "berlaku_sampai": "2026-10-31", "fisik": "on", "diambil_pada": "2026-09-12T09:14",
    "tempat": "Posyandu Melati", "revisi": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.HARI_INI = "2026-11-22"


@pytest.fixture
def uji(monkeypatch):
    return daftarkan(monkeypatch)


@pytest.fixture
def pupr(joko):
    return PerangkatDaerah.objects.get(kode="06")


def halaman(client, saring=""):
    return client.get(LEMARI + saring).content.decode()


# --- what a file is -------------------------------------------------------------------------------


def test_sari_says_what_a_file_is_and_the_list_shows_and_finds_it(client, sari, dinkes):
    row = tambah(dinkes, sari, nama="foto.pdf")
    tambah(dinkes, sari, nama="lain.pdf", tambahan=b"2")
    client.force_login(sari)
    url = f"/berkas/{row.pk}/keterangan/"
    assert client.post(url, KETERANGAN).status_code == 302
    row.refresh_from_db()
    assert row.diambil_pada == datetime(2026, 9, 12, 2, 14, tzinfo=UTC)  # 09.14 WIB
    assert 'value="2026-09-12T09:14"' in client.get(url).content.decode()
    page = halaman(client)
    for words in ("Foto ·", "Bukti fisik ·", "09.14", "Posyandu Melati", "Kedaluwarsa"):
        assert words in page
    for saring in ("?versi=kedaluwarsa", "?versi=fisik", "?jenis=foto", "?cari=melati"):
        found = halaman(client, saring)
        assert "foto.pdf" in found, saring
        assert "lain.pdf" not in found, saring
    assert "Tidak ada berkas yang cocok dengan saringan ini." in halaman(client, "?jenis=surat")


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"berlaku_sampai": "2025-12-31"}, "Masa berlaku berakhir sebelum dimulai."),
        ({"diambil_pada": ""}, "Tulis kapan bukti fisik ini dilihat atau difoto."),
        ({"tanggal_dokumen": "2026-11-23"}, "Tanggal dokumen belum terjadi."),
    ],
)
def test_what_cannot_be_so_is_said_beside_its_field(client, sari, dinkes, isian, kalimat):
    row = tambah(dinkes, sari)
    client.force_login(sari)
    answer = client.post(f"/berkas/{row.pk}/keterangan/", KETERANGAN | isian)
    assert kalimat in answer.content.decode()
    row.refresh_from_db()
    assert row.revisi == 0


def test_two_who_describe_the_same_file_see_both_values(client, sari, siti, dinkes):
    row = tambah(dinkes, sari)
    for user, status in ((sari, 302), (siti, 409)):
        client.force_login(user)
        url = f"/berkas/{row.pk}/keterangan/"
        answer = client.post(url, KETERANGAN | {"tempat": user.username})
        assert answer.status_code == status
    assert "Posyandu" not in Berkas.objects.get().tempat


# --- where it is used -----------------------------------------------------------------------------


def test_a_cabinet_shows_where_files_are_used_and_filters_by_it(client, uji, sari, dinkes):
    dipakai, sepi = tambah(dinkes, sari), tambah(dinkes, sari, nama="sepi.pdf", tambahan=b"2")
    uji.tunjuk(dipakai, "IK02", "4", [sari])
    uji.tunjuk(dipakai, "Rahasia unit lain", "9")
    client.force_login(sari)
    page = halaman(client)
    assert '<a class="bergaris" href="/halaman-uji/">IK02</a> (hal. 4)' in page
    assert "Rahasia unit lain" not in page
    assert "dan 1 lainnya" in page
    assert sepi.nama not in halaman(client, "?dipakai=uji")
    assert dipakai.nama not in halaman(client, "?dipakai=belum")
    assert sepi.nama in halaman(client, "?dipakai=belum")


def test_a_cabinet_asks_as_often_for_one_file_as_for_ten(client, uji, sari, dinkes):
    client.force_login(sari)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            halaman(client)
        return len(captured)

    uji.tunjuk(tambah(dinkes, sari), melihat=[sari])
    queries()  # the first request also opens the session
    before = queries()
    for n in range(9):
        uji.tunjuk(tambah(dinkes, sari, nama=f"{n}.pdf", tambahan=bytes([n])), melihat=[sari])
    assert queries() == before


# --- the bin --------------------------------------------------------------------------------------


def test_a_removed_file_waits_thirty_days_and_comes_back(client, sari, dinkes):
    row = tambah(dinkes, sari)
    client.force_login(sari)
    assert client.post(f"/berkas/{row.pk}/hapus/").status_code == 302
    client.get(LEMARI)  # the message is shown once
    assert "laporan.pdf" not in halaman(client)
    assert "laporan.pdf" in halaman(client, "?versi=terhapus")
    assert client.get(f"/berkas/{row.pk}/ganti/").status_code == 403
    assert client.get(f"/berkas/{row.pk}/keterangan/").status_code == 403
    assert client.post(f"/berkas/{row.pk}/hapus/").status_code == 403
    assert client.post(f"/berkas/{row.pk}/pulihkan/").status_code == 302
    assert "laporan.pdf" in halaman(client)
    assert client.post(f"/berkas/{row.pk}/pulihkan/").status_code == 403
    tindakan = list(Jejak.objects.order_by("nomor").values_list("tindakan", flat=True))
    assert tindakan == ["berkas.create", "berkas.delete", "penghapusan_berkas.revoke"]


def test_what_was_sent_holds_its_file_in_the_cabinet(uji, sari, siti, dinkes):
    row = tambah(dinkes, sari)
    uji.tunjuk(row, kunci="Berkas ini dipakai lembar TW III yang sudah diajukan.")
    with pytest.raises(PermissionDenied, match="lembar TW III yang sudah diajukan"):
        delete_berkas(row, revisi=0, acting_user=sari)
    assert Berkas.objects.current().exists()


def test_two_who_remove_and_describe_are_told(sari, dinkes):
    row = tambah(dinkes, sari)
    Berkas.objects.update(revisi=1)
    with pytest.raises(Konflik):
        delete_berkas(row, revisi=0, acting_user=sari)


def test_two_who_bring_the_same_file_back_are_told(sari, dinkes):
    row = tambah(dinkes, sari)
    delete_berkas(row, revisi=0, acting_user=sari)
    with pytest.raises(Konflik):
        revoke_penghapusan(row, revisi=0, acting_user=sari)
    assert not Berkas.objects.current().exists()


def test_a_content_that_came_back_by_another_upload_is_not_there_twice(sari, dinkes):
    row = tambah(dinkes, sari)
    delete_berkas(row, revisi=0, acting_user=sari)
    tambah(dinkes, sari, nama="lagi.pdf")
    with pytest.raises(RuleError, match=r"“lagi\.pdf”"):
        revoke_penghapusan(row, revisi=1, acting_user=sari)


def lewat(*rows, hari=31):
    Berkas.objects.filter(pk__in=[r.pk for r in rows]).update(
        dihapus_pada=timezone.now() - timedelta(days=hari)
    )


def test_after_thirty_days_a_content_goes_unless_somebody_needs_it(
    uji, sari, joko, wati, dinkes, pupr, tmp_path, monkeypatch, client
):
    sepi, bersama, ditunjuk, baru = (
        tambah(dinkes, sari, nama=f"{n}.pdf", tambahan=str(n).encode()) for n in range(4)
    )
    tambah(pupr, joko, nama="punya-pupr.pdf", tambahan=b"1")
    for row in (sepi, bersama, ditunjuk, baru):
        delete_berkas(row, revisi=0, acting_user=sari)
    uji.tunjuk(ditunjuk)
    lewat(sepi, bersama, ditunjuk)
    lewat(baru, hari=29)
    # What was written today may be waiting for its row, so it lies there another day.
    musnahkan()
    assert path_of(sepi, tmp_path).exists()
    Berkas.objects.filter(pk=sepi.pk).update(musnah_pada=None)
    monkeypatch.setattr("sakip.berkas.storage.SEHARI", -1)
    musnahkan()
    there = [path_of(row, tmp_path).exists() for row in (sepi, bersama, ditunjuk, baru)]
    assert there == [False, True, True, True]
    sepi.refresh_from_db()
    assert sepi.musnah_pada is not None
    assert Jejak.objects.filter(tindakan="isi_berkas.delete").count() == 3
    assert not Berkas.objects.visible_to(sari).filter(pk=sepi.pk).exists()
    client.force_login(sari)
    assert client.get(f"/berkas/{sepi.pk}/unduh/").status_code == 404
    with pytest.raises(PermissionDenied, match="dimusnahkan sesudah 30 hari"):
        revoke_penghapusan(sepi, revisi=sepi.revisi, acting_user=sari)


def test_a_file_brought_back_at_that_moment_stays_with_its_content(
    sari, dinkes, tmp_path, monkeypatch
):
    first, second = (
        tambah(dinkes, sari, nama=f"{n}.pdf", tambahan=str(n).encode()) for n in (1, 2)
    )
    for row in (first, second):
        delete_berkas(row, revisi=0, acting_user=sari)
    lewat(first, second)

    def bring_back(blob):
        revoke_penghapusan(Berkas.objects.get(pk=second.pk), revisi=1, acting_user=sari)

    monkeypatch.setattr("sakip.berkas.pekerjaan.delete_isi", bring_back)
    musnahkan()
    assert list(Berkas.objects.current()) == [second]
    assert list(Berkas.objects.filter(musnah_pada__isnull=True)) == [second]


def test_removed_files_fill_the_room_until_their_content_is_gone(sari, dinkes):
    row = tambah(dinkes, sari)
    delete_berkas(row, revisi=0, acting_user=sari)
    assert Berkas.objects.total_size() == row.blob.ukuran
    lewat(row)
    musnahkan()
    assert Berkas.objects.total_size() == 0


def test_the_chain_still_fits_after_all_of_this(sari, dinkes):
    row = tambah(dinkes, sari)
    delete_berkas(row, revisi=0, acting_user=sari)
    found = check_chain(dinkes.instansi_id)
    assert [one for one in found if one.tabel.startswith("berkas.")] == []


# --- sharing --------------------------------------------------------------------------------------


@pytest.fixture
def tawaran(sari, dinkes, pupr):
    return create_berbagi(tambah(dinkes, sari), ke_unit=pupr, pesan="Silakan.", acting_user=sari)


def test_joko_reads_a_shared_file_only_after_he_accepted_it(client, joko, pupr, tawaran):
    row = tawaran.berkas
    assert not Berkas.objects.visible_to(joko).exists()
    client.force_login(joko)
    assert (
        "1 berkas ditawarkan perangkat daerah lain."
        in client.get("/2026/tw4/opd/06/berkas/").content.decode()
    )
    approve_berbagi(tawaran, acting_user=joko)
    assert list(Berkas.objects.visible_to(joko)) == [row]
    assert list(Berkas.objects.for_unit(pupr)) == [row]
    assert client.get(f"/berkas/{row.pk}/ganti/").status_code == 403


def test_a_refused_or_withdrawn_file_is_not_read(sari, joko, pupr, dinkes, tawaran):
    with pytest.raises(RuleError, match="Tulis alasan menolak"):
        return_berbagi(tawaran, alasan=" ", acting_user=joko)
    return_berbagi(tawaran, alasan="Bukan urusan kami.", acting_user=joko)
    lagi = create_berbagi(tawaran.berkas, ke_unit=pupr, pesan="", acting_user=sari)
    with pytest.raises(RuleError, match="sudah ditawarkan kepada Dinas PUPR"):
        create_berbagi(tawaran.berkas, ke_unit=pupr, pesan="", acting_user=sari)
    approve_berbagi(lagi, acting_user=joko)
    with pytest.raises(RuleError, match="tidak lagi dibagikan"):
        revoke_berbagi(lagi, alasan="", acting_user=sari)
    revoke_berbagi(lagi, alasan="Salah berkas.", acting_user=sari)
    assert not Berkas.objects.visible_to(joko).exists()
    assert not Berkas.objects.for_unit(pupr).exists()
    with pytest.raises(PermissionDenied, match="sudah ditolak atau ditarik"):
        revoke_berbagi(lagi, alasan="x", acting_user=sari)
    assert {row.status for row in Berbagi.objects.all()} == {"ditolak", "ditarik"}


def test_what_joko_accepted_is_not_shown_to_a_third_unit(client, sari, joko, kabupaten, tawaran):
    disdik = make_perangkat_daerah(kabupaten, kode="04")
    dian = wearing(make_pengguna(kabupaten, Peran.OPERATOR_OPD, disdik))
    approve_berbagi(tawaran, acting_user=joko)
    assert not Berkas.objects.visible_to(dian).exists()
    client.force_login(dian)
    assert "laporan.pdf" not in client.get("/berkas/berbagi/").content.decode()


def test_each_side_of_an_offer_finds_only_its_own_buttons(client, sari, joko, tawaran):
    for user, button, other in ((sari, "Ya, tarik", "Terima<"), (joko, "Terima<", "Ya, tarik")):
        client.force_login(user)
        page = client.get("/berkas/berbagi/").content.decode()
        assert button in page
        assert other not in page


def test_joko_reads_a_shared_file_but_neither_passes_it_on_nor_opens_its_cabinet(
    client, joko, tawaran
):
    approve_berbagi(tawaran, acting_user=joko)
    client.force_login(joko)
    assert client.post(f"/berkas/{tawaran.berkas_id}/bagikan/", {}).status_code == 403
    assert LEMARI not in client.get(f"/berkas/{tawaran.berkas_id}/lihat/").content.decode()


def test_a_file_is_not_offered_to_a_unit_that_is_no_more(client, sari, dinkes, pupr):
    PerangkatDaerah.objects.filter(pk=pupr.pk).update(aktif_sampai=date(2026, 6, 30))
    row = tambah(dinkes, sari)
    client.force_login(sari)
    page = client.post(f"/berkas/{row.pk}/bagikan/", {"ke_unit": pupr.pk}).content.decode()
    assert "Pilih perangkat daerah dari daftar." in page
    assert not Berbagi.objects.exists()


def test_joko_who_accepts_while_sari_takes_it_back_is_told(sari, joko, tawaran):
    revoke_berbagi(Berbagi.objects.get(), alasan="", acting_user=sari)
    with pytest.raises(Konflik):
        approve_berbagi(tawaran, acting_user=joko)
    assert Berbagi.objects.get().status == Berbagi.Status.DITARIK


def test_a_file_is_not_offered_to_its_own_unit_or_another_agency(sari, wati, dinkes, kota):
    row = tambah(dinkes, sari)
    asing = PerangkatDaerah.objects.create(
        instansi=kota,
        kode="09",
        nama="X",
        singkatan="X",
        jenis="dinas",
        aktif_sejak=date(2020, 1, 1),
    )
    for unit in (dinkes, asing):
        with pytest.raises(RuleError, match="Pilih perangkat daerah lain"):
            create_berbagi(row, ke_unit=unit, pesan="", acting_user=sari)


def test_both_sides_read_the_offers_and_a_removed_file_is_no_longer_shared(
    client, sari, joko, pupr, tawaran
):
    approve_berbagi(tawaran, acting_user=joko)
    for user, words in ((sari, "Alasan menarik"), (joko, "laporan.pdf")):
        client.force_login(user)
        assert words in client.get("/berkas/berbagi/").content.decode()
    delete_berkas(tawaran.berkas, revisi=0, acting_user=sari)
    assert not Berkas.objects.visible_to(joko).exists()


# --- the store ------------------------------------------------------------------------------------


def test_a_content_just_written_is_not_deleted_and_an_old_one_is(tmp_path):
    store = LocalStore(tmp_path / "g")
    sha256 = store.write([b"isi"]).sha256
    store.delete(sha256, 60)
    assert list(store.names()) == [sha256]
    store.delete(sha256, -1)
    store.delete(sha256, -1)
    assert list(store.names()) == []
