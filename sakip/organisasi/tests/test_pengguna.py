"""People: who adds and changes them, how they first sign in, and what closing an account does at once."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.actions.pengguna import (
    create_pengguna,
    create_slip,
    load_without_kode,
    update_pengguna,
    update_pengguna_aktif,
)
from sakip.organisasi.codes import hash_kode
from sakip.organisasi.models import KodeAktivasi, Pengguna, Peran
from sakip.tests.builders import make_instansi, make_pengguna, make_penugasan
from sakip.web.clock import today

LIST = "/setelan/pengguna/"
BUDI = {
    "username": "Budi.S",
    "nama": "Budi Santoso",
    "nip": "19890101 201503 1 001",
    "pangkat": "Penata Muda (III/a)",
    "email": "",
}


def address(row, tail=""):
    return f"/setelan/pengguna/{row.pk}/{tail}"


def isian(row, **fields):
    return {
        "username": row.username, "nama": row.nama, "nip": row.nip,
        "pangkat": row.pangkat, "email": row.email, "revisi": row.revisi,
    } | fields  # fmt: skip


def make_newcomer(instansi, **fields):
    """A person who has no password yet."""
    row = make_pengguna(instansi, **fields)
    row.set_unusable_password()
    row.save()
    return row


# --- the list -----------------------------------------------------------------------------------
def test_rina_sees_who_may_do_what_today(client: Client, rina, sari):
    client.force_login(rina)
    page = client.get(LIST).content.decode()
    assert "Operator perangkat daerah Dinkes" in page
    assert "Sari" in page


def test_a_role_that_ended_is_no_duty_of_today(client, rina, dinkes):
    person = make_pengguna(rina.instansi, nama="Pensiunan")
    make_penugasan(person, Peran.PEGAWAI, dinkes, selesai=date(2025, 12, 31))
    client.force_login(rina)
    assert "Belum bertugas" in client.get(f"{LIST}?cari=Pensiunan").content.decode()


def test_sari_is_told_who_manages_people(client, sari, siti):
    client.force_login(sari)
    answers = [client.get(url) for url in (LIST, f"{LIST}tambah/", address(siti))]
    answers += [client.post(f"{LIST}slip/")]
    for answer in answers:
        assert answer.status_code == 403
        assert "Hanya Admin atau Bagian Organisasi" in answer.content.decode()


def test_the_list_finds_people_by_words_and_by_the_state_of_their_account(client, rina, sari, siti):
    make_newcomer(rina.instansi, nama="Orang Baru")
    update_pengguna_aktif(siti, is_active=False, revisi=0, acting_user=rina)
    client.force_login(rina)

    def names(query):
        page = client.get(f"{LIST}?{query}", headers={"HX-Request": "true"}).content.decode()
        return set(re.findall(r"/setelan/pengguna/\d+/\">([^<]+)<", page))

    assert names("cari=sari") == {"Sari"}
    assert names("keadaan=belum_aktivasi") == {"Orang Baru"}
    assert names("keadaan=nonaktif") == {"Siti"}
    assert names("keadaan=aktif") == {"Rina", "Sari"}
    assert names("keadaan=ngawur") == {"Orang Baru", "Rina", "Sari", "Siti"}
    assert names("cari=tidak+ada") == set()


def test_the_list_asks_as_often_for_one_person_as_for_thirty(client, rina, dinkes, count_queries):
    client.force_login(rina)
    few = count_queries(LIST)
    for _ in range(30):
        make_pengguna(rina.instansi, Peran.OPERATOR_OPD, dinkes)
    assert count_queries(LIST) == few


def test_a_persons_page_asks_as_often_for_one_assignment_as_for_ten(
    client, rina, sari, dinkes, count_queries
):
    client.force_login(rina)
    few = count_queries(address(sari))
    for year in range(2000, 2010):
        make_penugasan(sari, Peran.PEGAWAI, dinkes, mulai=date(year, 1, 1))
    assert count_queries(address(sari)) == few


def test_a_person_of_another_agency_is_not_found(client, wati, sari):
    client.force_login(wati)
    assert "Sari" not in client.get(LIST).content.decode()
    for tail in ("", "penugasan/"):
        assert client.get(address(sari, tail)).status_code == 404
    for tail in ("", "aktif/", "kode/", "penugasan/"):
        assert client.post(address(sari, tail), {}).status_code == 404


# --- adding and changing ------------------------------------------------------------------------
def test_rina_adds_budi_who_has_no_password_and_leaves_no_personal_data_in_the_trail(client, rina):
    client.force_login(rina)
    answer = client.post(f"{LIST}tambah/", BUDI)
    budi = Pengguna.objects.get(username="budi.s")
    assert answer["Location"] == address(budi)
    assert (budi.nip, budi.keadaan) == ("198901012015031001", "belum_aktivasi")
    assert budi.pangkat == "Penata Muda (III/a)"
    assert not budi.check_password("")
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.objek_id, jejak.pelaku) == ("pengguna.create", budi.pk, rina)
    assert "Budi" not in jejak.isi
    assert "Penata" not in jejak.isi
    assert "1989" not in jejak.isi


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"username": "SARI"}, "Nama pengguna ini sudah dipakai."),
     ({"username": "bu di"}, "tanpa spasi"), ({"nip": "123"}, "18 angka"),
     ({"nip": "199001012015031002"}, "NIP ini sudah dipakai Sari"), ({"email": "budi@"}, "email")],
)  # fmt: skip
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    client, rina, sari, typed, sentence
):
    Pengguna.objects.filter(pk=sari.pk).update(nip="199001012015031002")
    client.force_login(rina)
    page = client.post(f"{LIST}tambah/", BUDI | typed).content.decode()
    assert sentence in page
    assert "Budi Santoso" in page
    assert not Pengguna.objects.filter(nama="Budi Santoso").exists()


def test_a_name_in_use_at_another_agency_is_refused_in_the_same_words(rina, wati):
    with pytest.raises(ValidationError, match="sudah dipakai"):
        create_pengguna(acting_user=rina, username="wati", nama="Wati Kedua")


def test_rina_corrects_a_name_and_the_trail_says_only_that_it_changed(client, rina, sari):
    client.force_login(rina)
    client.post(address(sari), isian(sari, nama="Sari Wulandari"))
    sari.refresh_from_db()
    assert sari.nama == "Sari Wulandari"
    rincian = json.loads(Jejak.objects.get().isi)["rincian"]
    assert rincian == {"pribadi": ["nama"], "sebelum": {}, "sesudah": {}}


def test_two_people_correct_one_name_and_the_second_sees_both(client, rina, sari):
    seen = sari.revisi
    update_pengguna(sari, revisi=seen, acting_user=rina, nama="Sari W.")
    client.force_login(rina)
    answer = client.post(address(sari), isian(sari, nama="Sari Wulan", revisi=seen))
    assert answer.status_code == 409
    assert "Sari W." in answer.content.decode()


def test_nobody_changes_his_own_account_here(client, rina):
    client.force_login(rina)
    answer = client.post(address(rina), isian(rina, nama="Ratu Rina"))
    assert answer.status_code == 403
    assert "Profil" in answer.content.decode()


def test_rina_cannot_redirect_the_codes_of_an_admin_even_of_one_to_come(rina, adi, dinkes):
    with pytest.raises(PermissionDenied, match="hanya diubah oleh Admin"):
        update_pengguna(adi, revisi=0, acting_user=rina, email="rina@contoh.go.id")
    tomorrow = make_pengguna(rina.instansi)
    make_penugasan(tomorrow, Peran.ADMIN, mulai=today("Asia/Jakarta").replace(year=2090))
    with pytest.raises(PermissionDenied, match="hanya diubah oleh Admin"):
        create_slip([tomorrow], acting_user=rina)
    update_pengguna(rina, revisi=0, acting_user=adi, nama="Rina S.")


def test_the_actions_themselves_ask_who_acts(sari, siti, wati):
    for person, reason in ((sari, "Hanya Admin atau Bagian"), (wati, "instansi lain")):
        with pytest.raises(PermissionDenied, match=reason):
            update_pengguna(siti, revisi=0, acting_user=person, nama="Siti Lain")
        with pytest.raises(PermissionDenied, match=reason):
            update_pengguna_aktif(siti, is_active=False, revisi=0, acting_user=person)
        with pytest.raises(PermissionDenied, match=reason):
            create_slip([siti], acting_user=person)
    with pytest.raises(PermissionDenied, match="Hanya Admin atau Bagian"):
        create_pengguna(acting_user=sari, username="baru", nama="Baru")
    assert not Pengguna.objects.filter(username="baru").exists()


# --- closing and reopening ----------------------------------------------------------------------
def test_closing_an_account_ends_its_sessions_on_the_next_request(client, rina, sari):
    phone, desk = Client(), Client()
    for device in (phone, desk):
        device.force_login(sari)
        assert device.get("/").status_code == 200
    client.force_login(rina)
    client.post(address(sari, "aktif/"), {"revisi": sari.revisi, "is_active": "tidak"})
    for device in (phone, desk):
        assert device.get("/").status_code == 302
    sari.refresh_from_db()
    update_pengguna_aktif(sari, is_active=True, revisi=sari.revisi, acting_user=rina)
    # Reopened, but the old sessions stay dead.
    assert phone.get("/").status_code == 302
    assert [j.tindakan for j in Jejak.objects.order_by("nomor")] == ["pengguna.update"] * 2


def test_closing_needs_the_state_one_saw(client, rina, sari):
    client.force_login(rina)
    url = address(sari, "aktif/")
    assert client.post(url, {"revisi": 9, "is_active": "tidak"}).status_code == 409
    assert client.post(url, {"revisi": 0, "is_active": "barangkali"}).status_code == 400
    sari.refresh_from_db()
    assert sari.is_active


# --- codes --------------------------------------------------------------------------------------
def test_a_code_is_shown_once_and_kept_only_as_a_hash(client, rina, sari):
    client.force_login(rina)
    page = client.post(address(sari, "kode/")).content.decode()
    code = re.search(r"kode-besar\">([0-9A-Z-]+)<", page).group(1)
    assert KodeAktivasi.objects.get(pengguna=sari).hash == hash_kode(code)
    assert "/akun/aktivasi/" in page
    assert "Berlaku sampai" in page
    page = client.get(address(sari)).content.decode()
    assert "Kode aktivasi sudah dibuat" in page
    assert code not in page
    KodeAktivasi.objects.update(kedaluwarsa=datetime(2026, 1, 1, tzinfo=UTC))
    assert "Kode aktivasi sudah dibuat" not in client.get(address(sari)).content.decode()


def test_one_page_prints_the_slips_of_everybody_who_waits(client, rina, sari, adi):
    waiting = [make_newcomer(rina.instansi, nama=f"Orang {n}") for n in range(3)]
    high = make_newcomer(rina.instansi, nama="Calon Admin")
    make_penugasan(high, Peran.ADMIN)
    closed = make_newcomer(rina.instansi, nama="Sudah Keluar", is_active=False)
    make_newcomer(make_instansi(), nama="Orang Instansi Lain")
    client.force_login(rina)
    assert "3 orang belum dapat masuk" in client.get(LIST).content.decode()
    page = client.post(f"{LIST}slip/").content.decode()
    assert page.count("kode-besar") == 3
    assert {k.pengguna for k in KodeAktivasi.objects.all()} == set(waiting)
    # They have their codes now; the admin alone may issue the one of the admin to be.
    assert not load_without_kode(rina).exists()
    assert list(load_without_kode(adi)) == [high]
    assert closed not in load_without_kode(adi)
    # Nobody issues a code for himself.
    assert list(load_without_kode(wearing(high))) == []
    assert "sudah punya kata sandi" in client.post(f"{LIST}slip/").content.decode()


def test_whose_code_has_expired_waits_for_a_new_one(rina):
    newcomer = make_newcomer(rina.instansi)
    create_slip([newcomer], acting_user=rina)
    assert not load_without_kode(rina).exists()
    KodeAktivasi.objects.update(kedaluwarsa=datetime(2026, 1, 1, tzinfo=UTC))
    assert list(load_without_kode(rina)) == [newcomer]


def test_slips_come_in_numbers_one_can_print(client, rina, monkeypatch):
    monkeypatch.setattr("sakip.organisasi.views.pengguna.MAX_SLIP", 2)
    for n in range(3):
        make_newcomer(rina.instansi, nama=f"Orang {n}")
    client.force_login(rina)
    page = client.post(f"{LIST}slip/").content.decode()
    assert page.count("kode-besar") == 2
    assert "1 orang lain masih belum punya kode" in page
