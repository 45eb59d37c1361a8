"""Evidence of a quarter: Sari points to files by page; Dewi sees a file that is swapped anew."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.beranda.tugas import load_papan
from sakip.berkas.actions import update_berkas
from sakip.berkas.bukti import Tunjukan, load_terkini
from sakip.berkas.models import Berkas, Blob
from sakip.berkas.pemakai import load_pemakaian
from sakip.berkas.tests.test_berkas import isi, tambah
from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.pengukuran.actions import bukti as actions
from sakip.pengukuran.actions.bukti import (
    create_bukti_aksi,
    create_bukti_realisasi,
    delete_bukti_aksi,
    delete_bukti_realisasi,
)
from sakip.pengukuran.actions.realisasi import approve_lembar, submit_lembar
from sakip.pengukuran.actions.verifikasi import approve_verifikasi, return_verifikasi
from sakip.pengukuran.aksi import load_langkah
from sakip.pengukuran.kurang import count_tanpa_bukti
from sakip.pengukuran.models import BuktiAksi, BuktiRealisasi, LembarRealisasi, Masa, Verifikasi
from sakip.pengukuran.verifikasi import filter_objek
from sakip.perjanjian.models import RencanaAksi
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_pengguna
from sakip.tests.rencana import fill, make_indikator, make_target, open_masa
from sakip.web.clock import database_now

LEMBAR = "/2026/tw4/opd/05/realisasi/"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def lembar(dinkes, rina):
    """An open sheet of two rows: a figure of the unit, one of an outside source."""
    make_target(make_indikator(dinkes, nama="Kunjungan"), "80", "80", "80", "80")
    outside = make_indikator(dinkes, nama="Harapan hidup", bulan_rilis=1)
    make_target(outside, "73", "73", "73", "73")
    return open_masa(rina).lembar_set.select_related("masa__instansi", "perangkat_daerah").get()


@pytest.fixture
def potret(lembar):
    return lembar.masa.potret_set.select_related("indikator").get(nama="Kunjungan")


@pytest.fixture
def berkas(dinkes, sari):
    return tambah(dinkes, sari)


@pytest.fixture
def dewi(dinkes):
    return wearing(make_pengguna(dinkes.instansi, Peran.BAPPEDA, nama="Dewi"))


@pytest.fixture
def langkah(lembar, potret):
    RencanaAksi.objects.create(
        instansi=lembar.instansi, perangkat_daerah=lembar.perangkat_daerah,
        indikator=potret.indikator, tahun=2026, langkah="Kelas ibu hamil", pic="Bidan",
        satuan="kelas", target=4, bagian={"12": "4"},
    )  # fmt: skip
    return load_langkah(lembar)[0]


def tunjuk(lembar, potret, berkas, user, *halaman):
    tunjukan = Tunjukan(berkas, *halaman)
    return create_bukti_realisasi(lembar, potret=potret, tunjukan=tunjukan, acting_user=user)


def settle(lembar, sari, siti):
    """Filled, sent and approved."""
    for one in lembar.masa.potret_set.select_related("indikator"):
        fill(lembar.masa, one.indikator.kode, "79" if one.nama == "Kunjungan" else "72.9", sari)
    lembar.refresh_from_db()
    submit_lembar(lembar, acting_user=sari)
    approve_lembar(lembar, acting_user=siti)


def ulang(lembar, objek="kinerja"):
    return Verifikasi.objects.with_ulang().get(lembar=lembar, objek=objek).perlu_ulang


# --- pointing -------------------------------------------------------------------------------------


def test_sari_points_to_pages_of_one_file_from_many_rows_and_each_is_in_the_trail(
    sari, lembar, potret, berkas, langkah
):
    satu = tunjuk(lembar, potret, berkas, sari, 12, 14)
    dua = tunjuk(lembar, potret, berkas, sari, 4, 4)
    seluruhnya = create_bukti_aksi(
        lembar, langkah=langkah, tunjukan=Tunjukan(berkas), acting_user=sari
    )
    assert [one.halaman for one in (satu, dua, seluruhnya)] == ["12-14", "4", ""]
    assert Berkas.objects.count() == 1
    acts = ["bukti_realisasi.create", "bukti_aksi.create"]
    assert Jejak.objects.filter(tindakan__in=acts).count() == 3
    assert {row.tabel for row in check_chain(lembar.instansi_id)} & {
        "pengukuran.buktirealisasi",
        "pengukuran.buktiaksi",
        "pengukuran.lembarrealisasi",
    } == set()


def test_the_same_pages_twice_are_one_pointer_and_leave_one_row_in_the_trail(
    sari, lembar, potret, berkas
):
    first = tunjuk(lembar, potret, berkas, sari, 4, 4)
    assert tunjuk(lembar, potret, berkas, sari, 4, 4) == first
    assert Jejak.objects.filter(tindakan="bukti_realisasi.create").count() == 1
    for dari, sampai in ((0, 3), (5, 4)):
        with pytest.raises(IntegrityError), transaction.atomic():
            BuktiRealisasi.objects.update(halaman_dari=dari, halaman_sampai=sampai)


def test_letting_go_takes_the_pointer_and_never_the_file(sari, lembar, potret, berkas, langkah):
    row = tunjuk(lembar, potret, berkas, sari)
    delete_bukti_realisasi(lembar, bukti=row, acting_user=sari)
    assert not BuktiRealisasi.objects.exists()
    assert Berkas.objects.get() == berkas
    with pytest.raises(Konflik):
        delete_bukti_realisasi(lembar, bukti=row, acting_user=sari)
    row = create_bukti_aksi(lembar, langkah=langkah, tunjukan=Tunjukan(berkas), acting_user=sari)
    delete_bukti_aksi(lembar, bukti=row, acting_user=sari)
    acts = ["bukti_realisasi.delete", "bukti_aksi.delete"]
    assert Jejak.objects.filter(tindakan__in=acts).count() == 2
    assert "pengukuran.buktirealisasi" not in {r.tabel for r in check_chain(lembar.instansi_id)}


def test_evidence_is_settled_with_the_sheet_and_nobody_else_points(
    sari, siti, joko, lembar, potret, berkas, langkah
):
    row = tunjuk(lembar, potret, berkas, siti)
    with pytest.raises(PermissionDenied):
        tunjuk(lembar, potret, berkas, joko)
    settle(lembar, sari, siti)
    with pytest.raises(PermissionDenied, match="sudah disetujui"):
        tunjuk(lembar, potret, berkas, sari, 9, 9)
    with pytest.raises(PermissionDenied, match="sudah disetujui"):
        delete_bukti_realisasi(lembar, bukti=row, acting_user=sari)
    pointed = create_bukti_aksi(
        lembar, langkah=langkah, tunjukan=Tunjukan(berkas), acting_user=sari
    )
    Verifikasi.objects.create(
        instansi=lembar.instansi, lembar=lembar, objek="aksi", oleh=siti, pada=row.pada
    )
    for act in (
        lambda: create_bukti_aksi(
            lembar, langkah=langkah, tunjukan=Tunjukan(berkas, 2, 2), acting_user=sari
        ),
        lambda: delete_bukti_aksi(lembar, bukti=pointed, acting_user=sari),
    ):
        with pytest.raises(PermissionDenied, match="sudah diverifikasi"):
            act()


def test_nothing_lands_on_a_sheet_that_is_sent_at_the_same_moment(
    sari, lembar, potret, berkas, langkah
):
    row = tunjuk(lembar, potret, berkas, sari)
    type(lembar).objects.update(status="diajukan")
    for act in (
        lambda: tunjuk(lembar, potret, berkas, sari, 2, 2),
        lambda: delete_bukti_realisasi(lembar, bukti=row, acting_user=sari),
        lambda: create_bukti_aksi(
            lembar, langkah=langkah, tunjukan=Tunjukan(berkas), acting_user=sari
        ),
    ):
        with pytest.raises(Konflik):
            act()


def test_what_sari_points_to_while_the_quarter_locks_is_not_kept(
    sari, lembar, potret, berkas, langkah, monkeypatch
):
    """She waits for the sheet, and the lock comes meanwhile."""
    angka = tunjuk(lembar, potret, berkas, sari)
    step = {"langkah": langkah, "tunjukan": Tunjukan(berkas)}
    aksi = create_bukti_aksi(lembar, **step, acting_user=sari)
    step["tunjukan"] = Tunjukan(berkas, 7, 7)

    def hold(lembar):
        moment = database_now()
        Masa.objects.filter(pk=lembar.masa_id).update(tutup=moment, kunci=moment)

    monkeypatch.setattr(actions, "_hold", hold)
    for act in (
        lambda seen: tunjuk(seen, potret, berkas, sari, 7, 7),
        lambda seen: create_bukti_aksi(seen, **step, acting_user=sari),
        lambda seen: delete_bukti_realisasi(seen, bukti=angka, acting_user=sari),
        lambda seen: delete_bukti_aksi(seen, bukti=aksi, acting_user=sari),
    ):
        seen = LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah").get()
        with pytest.raises(PermissionDenied, match="terkunci"):
            act(seen)
    assert (BuktiRealisasi.objects.get(), BuktiAksi.objects.get()) == (angka, aksi)


def test_only_files_of_the_own_cabinet_and_rows_of_the_own_sheet(
    sari, joko, rina, lembar, potret, berkas, langkah
):
    pupr = joko.instansi.perangkat_daerah_set.get(kode="06")
    foreign = tambah(pupr, joko, nama="jalan.pdf", tambahan=b"3")
    replaced = berkas
    update_berkas(
        replaced, isi(tambahan=b"4"), tanggal_dokumen=date(2026, 10, 12), acting_user=sari
    )
    for wrong in (foreign, replaced):
        with pytest.raises(RuleError, match="tidak ada di lemari"):
            tunjuk(lembar, potret, wrong, sari)
        with pytest.raises(RuleError, match="tidak ada di lemari"):
            create_bukti_aksi(lembar, langkah=langkah, tunjukan=Tunjukan(wrong), acting_user=sari)
    other = open_masa(rina, ke=3).potret_set.first()
    with pytest.raises(RuleError, match="bukan dari lembar ini"):
        tunjuk(lembar, other, load_terkini([berkas.pk])[berkas.pk], sari)
    langkah.bulan = 3
    with pytest.raises(RuleError, match="tidak ada pada masa ini"):
        create_bukti_aksi(lembar, langkah=langkah, tunjukan=Tunjukan(berkas), acting_user=sari)


# --- a file that is swapped after it was seen (T06) ----------------------------------------------


def test_a_newer_file_in_the_place_of_a_checked_one_is_seen_anew_and_comes_back_to_dewi(
    client, sari, siti, dewi, lembar, potret, berkas
):
    tunjuk(lembar, potret, berkas, sari)
    settle(lembar, sari, siti)
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    assert not ulang(lembar)
    newer = berkas
    for n in (b"5", b"6"):
        newer = update_berkas(
            newer, isi(tambahan=n), tanggal_dokumen=date(2026, 10, 12), acting_user=sari
        )
        assert ulang(lembar)
    rows = type(lembar).objects.visible_to(dewi)
    assert [one.sudah for one in filter_objek(rows, lembar.masa, "kinerja")] == [False]
    assert "1 perangkat daerah menunggu." in [one.keterangan for one in load_papan(dewi).tugas]
    client.force_login(dewi)
    assert (
        "Perlu ulang: ada bukti yang diganti"
        in client.get("/2026/tw4/verifikasi/").content.decode()
    )
    assert "perlu ulang: bukti diganti" in client.get(LEMBAR).content.decode()
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    assert not ulang(lembar)
    assert Verifikasi.objects.get().bukti_set.get().berkas == newer
    with pytest.raises(Konflik):
        approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    assert {r.tabel for r in check_chain(lembar.instansi_id)} & {
        "pengukuran.verifikasi", "pengukuran.buktiverifikasi"
    } == set()  # fmt: skip


def test_another_content_under_the_same_row_by_any_route_is_seen_anew_too(
    sari, siti, dewi, lembar, potret, berkas
):
    tunjuk(lembar, potret, berkas, sari)
    settle(lembar, sari, siti)
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    other = Blob.objects.create(sha256="f" * 64, ukuran=9, jenis_isi="application/pdf")
    Berkas.objects.update(blob=other)
    assert ulang(lembar)


def test_each_part_remembers_its_own_files(sari, siti, dewi, lembar, potret, berkas, langkah):
    """The walidata see files of outside figures only, so a file of others does not call them back."""
    walidata = wearing(make_pengguna(lembar.instansi, Peran.WALIDATA))
    luar = tambah(lembar.perangkat_daerah, sari, nama="bps.pdf", tambahan=b"7")
    tunjuk(lembar, potret, berkas, sari)
    tunjuk(lembar, lembar.masa.potret_set.get(nama="Harapan hidup"), luar, sari)
    create_bukti_aksi(lembar, langkah=langkah, tunjukan=Tunjukan(luar), acting_user=sari)
    settle(lembar, sari, siti)
    approve_verifikasi(lembar, "kinerja", acting_user=dewi)
    approve_verifikasi(lembar, "statistik", acting_user=walidata)
    bagor = wearing(make_pengguna(lembar.instansi, Peran.BAGOR))
    approve_verifikasi(lembar, "aksi", acting_user=bagor)
    seen = {one.objek: {b.berkas for b in one.bukti_set.all()} for one in Verifikasi.objects.all()}
    assert seen == {"kinerja": {berkas, luar}, "statistik": {luar}, "aksi": {luar}}
    update_berkas(berkas, isi(tambahan=b"8"), tanggal_dokumen=date(2026, 10, 12), acting_user=sari)
    assert [ulang(lembar, objek) for objek in ("kinerja", "statistik")] == [True, False]
    return_verifikasi(lembar, "kinerja", alasan="Buktinya lain.", acting_user=dewi)
    assert "pengukuran.buktiverifikasi" not in {r.tabel for r in check_chain(lembar.instansi_id)}


# --- who reads, where it is used ------------------------------------------------------------------


def test_the_cabinet_says_where_a_file_is_used_and_whether_it_must_stay(
    sari, siti, joko, dewi, lembar, potret, berkas, langkah
):
    tunjuk(lembar, potret, berkas, sari, 4, 4)
    create_bukti_aksi(lembar, langkah=langkah, tunjukan=Tunjukan(berkas), acting_user=sari)
    kode = potret.indikator.kode

    def used(user):
        return [
            (one.label, one.halaman, one.terlihat, bool(one.kunci))
            for one in load_pemakaian(user, [berkas.pk])[berkas.pk]
        ]

    steps = "Kelas ibu hamil, TW IV 2026"
    assert used(sari) == [(f"{kode} TW IV 2026", "4", True, False), (steps, "", True, False)]
    assert used(joko) == [(f"{kode} TW IV 2026", "4", False, False), (steps, "", False, False)]
    settle(lembar, sari, siti)
    bagor = wearing(make_pengguna(lembar.instansi, Peran.BAGOR))
    approve_verifikasi(lembar, "aksi", acting_user=bagor)
    assert [kunci for *_, kunci in used(sari)] == [True, True]
    assert list(Berkas.objects.visible_to(dewi)) == [berkas]
    assert not Berkas.objects.visible_to(joko).exists()


def test_figures_that_nothing_proves_are_said_and_keep_no_sheet_back(
    client, sari, siti, lembar, potret, berkas, django_assert_num_queries
):
    kode = potret.indikator.kode
    fill(lembar.masa, kode, "79", sari)
    client.force_login(sari)
    page = client.get(LEMBAR).content.decode()
    assert "1 angka belum ada buktinya; lembar tetap dapat diajukan" in page
    with django_assert_num_queries(1):
        assert count_tanpa_bukti([lembar]) == {lembar.pk: 1}
    lembar.refresh_from_db()
    tunjuk(lembar, potret, berkas, sari)
    assert count_tanpa_bukti([lembar]) == {}
    assert "belum ada buktinya" not in client.get(LEMBAR).content.decode()
    BuktiRealisasi.objects.all().delete()
    settle(lembar, sari, siti)
    assert count_tanpa_bukti([lembar]) == {lembar.pk: 2}
