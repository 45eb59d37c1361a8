"""Mergers, splits and changes of name: what ends, what begins, what stays as history."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.organisasi.actions.perangkat_daerah import update_perangkat_daerah
from sakip.organisasi.actions.pergantian import create_pergantian
from sakip.organisasi.caps import load_caps
from sakip.organisasi.models import (
    Keterlibatan,
    Koordinasi,
    Penugasan,
    Peran,
    PerangkatDaerah,
    Pergantian,
)
from sakip.organisasi.pergantian import Rencana, UnitBaru
from sakip.rules.decision import Konflik
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

LIST = "/setelan/pergantian/"
MULAI = date(2026, 10, 1)
TERAKHIR = date(2026, 9, 30)
BARU = UnitBaru("30", "Dinas Pangan", "Dispangan")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.HARI_INI = "2026-10-12"


@pytest.fixture
def tani(kabupaten):
    return make_perangkat_daerah(kabupaten, kode="26", nama="Dinas Pertanian", liga="urusan")


@pytest.fixture
def ikan(kabupaten):
    return make_perangkat_daerah(kabupaten, kode="24", nama="Dinas Perikanan", punya_dpa=False)


def rencana(jenis, asal, menjadi=(), baru=(), **lain):
    return Rencana(
        **{"jenis": Pergantian.Jenis(jenis), "asal": asal, "menjadi": menjadi, "baru": baru,
           "tanggal": MULAI, "dasar": "Perda 4/2026"} | lain
    )  # fmt: skip


def isian(*baru, langkah="catat", **lain):
    """What the page posts: units by key, new units one after another."""
    data = {"tanggal": MULAI, "dasar": "Perda 4/2026", "langkah": langkah}
    data |= {"baru-TOTAL_FORMS": len(baru) or 1, "baru-INITIAL_FORMS": 0}
    for n, unit in enumerate(baru):
        data |= {f"baru-{n}-kode": unit.kode, f"baru-{n}-nama": unit.nama,
                 f"baru-{n}-singkatan": unit.singkatan}  # fmt: skip
    return data | lain


# --- what happens ---------------------------------------------------------------------------------


def test_two_offices_become_a_new_one(client, adi, tani, ikan):
    client.force_login(adi)
    answer = client.post(f"{LIST}gabung/", isian(BARU, asal=[tani.pk, ikan.pk]))
    assert answer.status_code == 302
    assert answer.url == "/2026/tw4/opd/30/"
    new = PerangkatDaerah.objects.get(kode="30")
    assert (new.aktif_sejak, new.aktif_sampai, new.instansi) == (MULAI, None, adi.instansi)
    # It takes over from the first in the order of codes, the fishery office.
    assert (new.jenis, new.punya_dpa) == ("dinas", False)
    for old in (tani, ikan):
        old.refresh_from_db()
        assert old.aktif_sampai == TERAKHIR
    assert Pergantian.objects.filter(menjadi=new, jenis="gabung").count() == 2
    assert set(new.chain()) == {tani, ikan, new}


def test_an_office_joins_one_that_goes_on(adi, tani, ikan):
    assert create_pergantian(rencana("gabung", [ikan], [tani]), acting_user=adi) == [tani]
    tani.refresh_from_db()
    assert tani.aktif_sampai is None
    assert PerangkatDaerah.objects.count() == 2


def test_an_office_is_split_into_a_new_one_and_one_that_exists(client, adi, tani, ikan):
    client.force_login(adi)
    data = isian(BARU, UnitBaru("", "", ""), asal=tani.pk, menjadi=[ikan.pk])
    assert client.post(f"{LIST}pecah/", data).status_code == 302
    heirs = Pergantian.objects.filter(asal=tani).values_list("menjadi__nama", flat=True)
    assert set(heirs) == {"Dinas Pangan", "Dinas Perikanan"}


def test_a_new_name_takes_over_the_code_and_the_old_one_is_dated(client, adi, dinkes):
    client.force_login(adi)
    new = UnitBaru("05", "Dinas Kesehatan dan KB", "Dinkes KB")
    assert client.post(f"{LIST}ganti-nama/", isian(new, asal=dinkes.pk)).status_code == 302
    dinkes.refresh_from_db()
    assert (dinkes.kode, dinkes.nama) == ("05-260930", "Dinas Kesehatan")
    assert PerangkatDaerah.objects.get(kode="05").nama == "Dinas Kesehatan dan KB"


def test_assignments_end_with_the_unit_and_a_later_one_is_withdrawn(adi, sari, siti, dinkes):
    kepala = make_jabatan(dinkes)
    elsewhere = make_penugasan(make_pengguna(dinkes.instansi), Peran.ASISTEN, jabatan=kepala)
    past = make_penugasan(siti, Peran.PEGAWAI, dinkes, selesai=date(2024, 1, 1))
    later = make_penugasan(sari, Peran.PEGAWAI, dinkes, mulai=date(2026, 10, 5))
    works = Keterlibatan.objects.create(
        instansi=dinkes.instansi, pengguna=sari, perangkat_daerah=dinkes, jenis="bekerja",
        mulai=date(2020, 1, 1), penugasan=sari.penugasan_set.first(),
    )  # fmt: skip
    create_pergantian(rencana("ganti_nama", [dinkes], baru=[BARU]), acting_user=adi)
    for row in (past, later, elsewhere, works):
        row.refresh_from_db()
    assert past.selesai == date(2024, 1, 1)
    assert (later.dicabut, later.selesai) == (True, None)
    assert (elsewhere.selesai, works.selesai) == (TERAKHIR, TERAKHIR)
    assert load_caps(sari, date(2026, 10, 12)) == ()
    assert len(load_caps(sari, TERAKHIR)) == 1


def test_units_below_move_to_the_successor_and_positions_stay_as_history(adi, dinkes):
    rsud = make_perangkat_daerah(dinkes.instansi, kode="37", induk=dinkes)
    gone = make_perangkat_daerah(dinkes.instansi, induk=dinkes, aktif_sampai=date(2024, 1, 1))
    kepala = make_jabatan(dinkes)
    (new,) = create_pergantian(rencana("ganti_nama", [dinkes], baru=[BARU]), acting_user=adi)
    for row in (rsud, gone, kepala):
        row.refresh_from_db()
    assert (rsud.induk, gone.induk, kepala.perangkat_daerah) == (new, dinkes, dinkes)


def test_one_row_of_the_trail_covers_everything_that_changed(adi, sari, tani, dinkes):
    rsud = make_perangkat_daerah(dinkes.instansi, induk=dinkes)
    (new,) = create_pergantian(rencana("gabung", [dinkes, tani], baru=[BARU]), acting_user=adi)
    jejak = Jejak.objects.get()
    isi = json.loads(jejak.isi)
    assert (jejak.tindakan, jejak.pelaku) == ("pergantian.create", adi)
    assert isi["rincian"]["dasar"] == "Perda 4/2026"
    units = {str(unit.pk) for unit in (dinkes, tani, new, rsud)}
    assert set(isi["baris"]["organisasi.perangkatdaerah"]) == units
    assert set(isi["baris"]["organisasi.penugasan"]) == {str(sari.penugasan_set.get().pk)}
    events = {jejak.objek_id} | {int(pk) for pk in isi["baris"]["organisasi.pergantian"]}
    assert events == set(Pergantian.objects.values_list("pk", flat=True))


# --- before it happens ----------------------------------------------------------------------------


def test_adi_reads_what_will_happen_before_anything_is_stored(client, adi, sari, dinkes):
    make_perangkat_daerah(dinkes.instansi, nama="RSUD Contoh", induk=dinkes)
    asisten = make_jabatan(make_perangkat_daerah(dinkes.instansi))
    Koordinasi.objects.create(
        instansi=dinkes.instansi, jabatan=asisten, perangkat_daerah=dinkes
    )  # fmt: skip
    new = UnitBaru("05", "Dinas Kesehatan dan KB", "Dinkes KB")
    client.force_login(adi)
    answer = client.post(f"{LIST}ganti-nama/", isian(new, asal=dinkes.pk, langkah="periksa"))
    page = answer.content.decode()
    assert "berakhir 30 September 2026" in page
    assert "yang lama menjadi 05-260930" in page
    assert "RSUD Contoh" in page
    assert "1 penugasan berakhir" in page
    assert "Sari" in page
    assert "1 koordinasi asisten" in page
    assert not Pergantian.objects.exists()
    assert not Jejak.objects.exists()


def test_what_was_typed_travels_along_and_can_be_changed_again(client, adi, tani, ikan):
    client.force_login(adi)
    seen = client.post(f"{LIST}gabung/", isian(BARU, asal=[tani.pk, ikan.pk], langkah="periksa"))
    page = seen.content.decode()
    for name, value in (("baru-0-nama", "Dinas Pangan"), ("asal", tani.pk), ("asal", ikan.pk)):
        assert f'<input type="hidden" name="{name}" value="{value}"' in page
    back = client.post(f"{LIST}gabung/", isian(BARU, asal=[tani.pk, ikan.pk], langkah="ubah"))
    assert "Lihat akibatnya" in back.content.decode()
    assert 'value="Dinas Pangan"' in back.content.decode()
    assert not Pergantian.objects.exists()


def test_rina_sees_why_the_admin_must_do_it(client, rina, dinkes):
    make_pengguna(dinkes.instansi, Peran.EVALUATOR, dinkes, nama="Eko Dua")
    client.force_login(rina)
    seen = client.post(f"{LIST}ganti-nama/", isian(BARU, asal=dinkes.pk, langkah="periksa"))
    assert "Penugasan Eko Dua (Evaluator (APIP)) ikut berakhir." in seen.content.decode()
    assert client.post(f"{LIST}ganti-nama/", isian(BARU, asal=dinkes.pk)).status_code == 403
    assert Penugasan.objects.get(peran=Peran.EVALUATOR).selesai is None


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lain", "why"),
    [
        ({"tanggal": "2026-10-13"}, "pada atau sesudah tanggal berlakunya"),
        ({"tanggal": "2020-01-01"}, "baru aktif sejak 1 Januari 2020"),
        ({"tanggal": "31-31-2026"}, "Tulis tanggal seperti 31-12-2026."),
        ({"dasar": ""}, "Dasar hukum: "),
        ({"baru-0-kode": "06"}, "Dinas Pangan: Kode ini sudah dipakai"),
        ({"baru-0-kode": "0 6"}, "Kode hanya berisi huruf"),
        ({"baru-0-nama": ""}, "Nama: "),
    ],
)
def test_a_change_with_a_fault_is_refused_beside_its_field(client, adi, dinkes, joko, lain, why):
    client.force_login(adi)
    answer = client.post(f"{LIST}ganti-nama/", isian(BARU, asal=dinkes.pk, **lain))
    assert answer.status_code == 200
    assert why in answer.content.decode()
    assert PerangkatDaerah.objects.get(pk=dinkes.pk).aktif_sampai is None
    assert not Pergantian.objects.exists()


@pytest.mark.parametrize("jenis", ["gabung", "pecah", "ganti-nama"])
def test_a_unit_of_another_agency_cannot_be_taken_in(client, adi, kota, tani, jenis):
    foreign = make_perangkat_daerah(kota, nama="Dinas Kota")
    client.force_login(adi)
    data = isian(BARU, asal=[foreign.pk, tani.pk] if jenis == "gabung" else foreign.pk)
    answer = client.post(f"{LIST}{jenis}/", data)
    assert answer.status_code == 200
    assert "Dinas Kota" not in answer.content.decode()
    with pytest.raises(PermissionDenied, match="instansi lain"):
        create_pergantian(rencana("ganti_nama", [foreign], baru=[BARU]), acting_user=adi)
    assert not Pergantian.objects.exists()


def test_a_merger_with_a_unit_of_another_agency_is_refused_to_a_command(adi, kota, tani):
    foreign = make_perangkat_daerah(kota)
    with pytest.raises(ValidationError, match="instansi yang sama"):
        create_pergantian(rencana("gabung", [tani], [foreign]), acting_user=adi)
    tani.refresh_from_db()
    assert tani.aktif_sampai is None


def test_one_unit_cannot_be_merged_alone_and_nothing_cannot_be_a_name(adi, tani):
    for wrong in (rencana("gabung", [tani], baru=[BARU]), rencana("ganti_nama", [tani])):
        with pytest.raises(ValidationError):
            create_pergantian(wrong, acting_user=adi)


def test_a_unit_does_not_become_itself_or_what_is_below_it(adi, tani, ikan):
    upt = make_perangkat_daerah(tani.instansi, induk=tani)
    for heir in (tani, upt):
        with pytest.raises(ValidationError, match="berakhir"):
            create_pergantian(rencana("gabung", [tani, ikan], [heir]), acting_user=adi)


def test_a_successor_that_ended_is_refused(adi, tani, ikan):
    PerangkatDaerah.objects.filter(pk=ikan.pk).update(aktif_sampai=date(2025, 1, 1))
    ikan.refresh_from_db()
    with pytest.raises(ValidationError, match="belum atau tidak lagi aktif"):
        create_pergantian(rencana("gabung", [tani], [ikan]), acting_user=adi)


def test_units_below_do_not_end_up_too_deep(adi, tani, ikan):
    upt = make_perangkat_daerah(ikan.instansi, induk=ikan)
    deep = make_perangkat_daerah(ikan.instansi, induk=upt)
    make_perangkat_daerah(tani.instansi, nama="UPT Benih", induk=tani)
    with pytest.raises(ValidationError, match="UPT Benih: Susunan perangkat daerah paling dalam"):
        create_pergantian(rencana("gabung", [tani], [deep]), acting_user=adi)
    tani.refresh_from_db()
    assert tani.aktif_sampai is None


def test_a_code_too_long_to_be_dated_is_not_taken_over(adi, tani):
    PerangkatDaerah.objects.filter(pk=tani.pk).update(kode="1" * 25)
    tani.refresh_from_db()
    same = UnitBaru("1" * 25, "Dinas Pangan", "DP")
    with pytest.raises(ValidationError, match="terlalu panjang untuk dipakai lagi"):
        create_pergantian(rencana("ganti_nama", [tani], baru=[same]), acting_user=adi)


def test_a_unit_somebody_changed_meanwhile_is_not_ended(adi, rina, tani):
    stale = PerangkatDaerah.objects.get(pk=tani.pk)
    update_perangkat_daerah(tani, revisi=0, acting_user=rina, nama="Dinas Tani")
    with pytest.raises(Konflik):
        create_pergantian(rencana("ganti_nama", [stale], baru=[BARU]), acting_user=adi)
    assert not PerangkatDaerah.objects.filter(kode="30").exists()


def test_the_second_of_two_clicks_finds_the_unit_ended(client, adi, tani):
    client.force_login(adi)
    assert client.post(f"{LIST}ganti-nama/", isian(BARU, asal=tani.pk)).status_code == 302
    assert client.post(f"{LIST}ganti-nama/", isian(BARU, asal=tani.pk)).status_code == 200
    assert Pergantian.objects.count() == 1


def test_sari_reads_what_happened_and_may_not_record_it(client, sari, adi, tani, dinkes):
    create_pergantian(rencana("ganti_nama", [tani], baru=[BARU]), acting_user=adi)
    client.force_login(sari)
    page = client.get(LIST).content.decode()
    assert "Dinas Pertanian berganti nama menjadi Dinas Pangan." in " ".join(page.split())
    assert "Hanya Admin atau Bagian Organisasi" in page
    assert client.get(f"{LIST}gabung/").status_code == 403
    # Asked before anything is read: a change without units is refused to her all the same.
    for wanted in ([dinkes], []):
        with pytest.raises(PermissionDenied):
            create_pergantian(rencana("ganti_nama", wanted, baru=[BARU]), acting_user=sari)


def test_the_history_of_another_agency_is_not_shown(client, adi, wati, tani):
    create_pergantian(rencana("ganti_nama", [tani], baru=[BARU]), acting_user=adi)
    client.force_login(wati)
    page = client.get(LIST).content.decode()
    assert "Dinas Pertanian" not in page
    assert "Belum ada perangkat daerah yang digabung" in page


def test_a_kind_of_change_that_does_not_exist_is_not_found(client, adi):
    client.force_login(adi)
    assert client.get(f"{LIST}bubar/").status_code == 404


def test_the_page_knows_the_unit_it_was_opened_from(client, adi, dinkes):
    client.force_login(adi)
    page = client.get(f"{LIST}ganti-nama/?asal=05").content.decode()
    assert f'<option value="{dinkes.pk}" selected>05 Dinas Kesehatan</option>' in page


def test_the_history_asks_as_often_for_one_change_as_for_many(client, adi, tani, count_queries):
    units = [tani]
    client.force_login(adi)
    counts = []
    for n in range(6):
        new = UnitBaru(f"7{n}", f"Dinas {n}", f"D{n}")
        day = date(2026, 10, n + 2)
        units += create_pergantian(
            rencana("ganti_nama", [units[-1]], baru=[new], tanggal=day), acting_user=adi
        )
        counts.append(count_queries(LIST))
    assert len(set(counts)) == 1
