"""Passwords: what they may not be, how a person changes his own, and who is never asked."""

import json

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from sakip.audit.models import Jejak
from sakip.organisasi.actions.akun import (
    create_kode_aktivasi,
    update_hash,
    update_kata_sandi,
    update_surel,
)
from sakip.organisasi.models import KodeAktivasi, Pengguna, Sesi
from sakip.rules.decision import Konflik
from sakip.tests.builders import make_perangkat_daerah
from sakip.web.clock import now

LAMA = "tenda-biru-di-tepi-sawah"
BARU = "kuda lumping minum jamu"

# What people really choose, for Sari of Dinas Kesehatan, Kabupaten Contoh (T20).
LAZIM = """
Dinkes2026! Dinkes2026!! Dinkes@2026 DinasKesehatan2026 dinaskesehatan1 dinaskesehatan123
Sakip2026!! sakip2026sakip SAKIP@2026!! e-sakip-2026 Esakip123456 SakipKabContoh1
kabupatencontoh1 KabupatenContoh2026 KabContoh#2026 pemkabcontoh123 PemdaContoh2026
Admin1234567 Administrator1 admin@sakip2026 adminadminadmin Operator2026! operatordinkes1
password1234 Password2026! P@ssw0rd2026 p@55w0rd1234 katasandi2026 KataSandi123! rahasia12345
Bappeda2026!! Inspektorat2026 Setda2026!!! BagianOrganisasi1 opd2026opd2026
sari12345678 SariWulandari1 sari.wulandari wulandari1980 sariwulandari@contoh
198001012005012001 19800101-200501-2-001 0812-3456-7890 123456789012 1234567890ab
qwertyuiop12 qwerty123456 asdfghjkl123 1q2w3e4r5t6y zxcvbnm12345 abcdefghijkl abcd1234efgh
Indonesia2026 indonesiamerdeka45 Bismillah2026 bismillah12345 Merdeka17081945 Jakarta2026!!
Oktober2026!! Selamatdatang1 iloveyou2026 aaaaaaaaaaaa 111111111111 !@#$%^&*()_+
"""

BAIK = [
    BARU,
    LAMA,
    "correct horse battery staple",
    "9w!Kz2#qLm7@xB",
    "hT4vQ8nR2cYp",
    "ikan-pari-naik-sepeda",
    "Puskesmas mana lewat jembatan gantung?",
    "3f9a1c7b2e4d",
]


@pytest.fixture
def sari_wulandari(sari):
    sari.nama, sari.nip, sari.email = "Sari Wulandari", "198001012005012001", "sari@contoh.go.id"
    sari.save()
    return sari


def test_the_list_is_long_enough_to_mean_something():
    assert len(set(LAZIM.split())) >= 50


@pytest.mark.parametrize("sandi", LAZIM.split())
def test_sari_may_not_choose_what_her_neighbour_would_guess(sari_wulandari, sandi):
    with pytest.raises(ValidationError) as fault:
        validate_password(sandi, sari_wulandari)
    for sentence in fault.value.messages:
        assert sentence.startswith("Kata sandi"), sentence
        assert sentence.endswith("."), sentence


@pytest.mark.parametrize("sandi", BAIK)
def test_sari_may_choose_words_or_chance(sari_wulandari, sandi):
    validate_password(sandi, sari_wulandari)


def test_the_name_of_a_unit_far_away_is_no_obvious_word(sari, kota):
    make_perangkat_daerah(kota, nama="Dinas Xerofit", singkatan="Xerofit")
    validate_password("xerofit-xerofit", sari)
    make_perangkat_daerah(sari.instansi, nama="Dinas Xerofit", singkatan="Xerofit")
    with pytest.raises(ValidationError):
        validate_password("xerofit-xerofit", sari)


@pytest.mark.parametrize("sandi", ["pendek-aja", "hT4vQ8nR2cY"])
def test_eleven_letters_are_too_few(sari, sandi):
    with pytest.raises(ValidationError, match="setidaknya 12"):
        validate_password(sandi, sari)


# --- changing one's own ---------------------------------------------------------------------------------


def change(client, lama=LAMA, baru=BARU, ulang=None):
    data = {"lama": lama, "baru": baru, "ulang": baru if ulang is None else ulang}
    return client.post("/akun/kata-sandi/", data)


def test_sari_changes_her_password_and_other_sessions_end(client, sari):
    other = Client()
    for c in (other, client):
        c.post("/akun/masuk/", {"username": "sari", "password": LAMA})
    before = client.cookies["sakip"].value
    assert change(client).url == "/akun/profil/"
    assert client.cookies["sakip"].value != before
    assert client.get("/akun/profil/").status_code == 200
    assert Sesi.objects.filter(pengguna=sari).count() == 1
    assert other.get("/akun/profil/").status_code == 302
    stolen = Client()
    stolen.cookies["sakip"] = before
    assert stolen.get("/akun/profil/").status_code == 302
    fresh = Client()
    assert fresh.post("/akun/masuk/", {"username": "sari", "password": LAMA}).status_code == 200
    assert fresh.post("/akun/masuk/", {"username": "sari", "password": BARU}).status_code == 302


def test_the_change_is_recorded_without_the_password(client, sari):
    client.force_login(sari)
    change(client)
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku) == ("kata_sandi.update", sari)
    assert json.loads(jejak.isi)["rincian"] == {"cara": "sendiri"}
    stored = Pengguna.objects.get(pk=sari.pk).password
    for secret in (LAMA, BARU, stored):
        assert secret not in jejak.isi


def test_the_old_password_is_asked_and_guessing_it_is_slowed_down(client, sari):
    client.force_login(sari)
    with time_machine.travel("2026-10-12T01:00:00Z", tick=False):
        for _ in range(5):
            answer = change(client, lama="salah-salah-salah")
            assert "tidak cocok dengan kata sandi Anda sekarang" in answer.content.decode()
        assert change(client).status_code == 429
    assert Pengguna.objects.get(pk=sari.pk).check_password(LAMA)


def test_weak_passwords_and_typing_errors_do_not_count_as_guesses(client, sari):
    client.force_login(sari)
    with time_machine.travel("2026-10-12T01:00:00Z", tick=False):
        for _ in range(6):
            assert "mudah ditebak" in change(client, baru="Dinkes2026!!").content.decode()
            assert "tidak sama" in change(client, ulang="kuda lumping").content.decode()
        assert change(client).status_code == 302


def test_the_old_password_is_not_a_new_one(client, sari):
    client.force_login(sari)
    assert "sama dengan yang lama" in change(client, baru=LAMA).content.decode()


def test_spaces_around_a_password_belong_to_it(client, sari):
    client.force_login(sari)
    change(client, baru=f" {BARU} ")
    assert Pengguna.objects.get(pk=sari.pk).check_password(f" {BARU} ")


def test_a_change_ends_the_codes_that_were_open(client, rina, sari):
    create_kode_aktivasi(sari, acting_user=rina)
    client.force_login(sari)
    change(client)
    assert not KodeAktivasi.objects.usable(now()).exists()


def test_nobody_chooses_a_password_for_somebody_else(adi, sari):
    for act in (
        lambda: update_kata_sandi(sari, baru=BARU, sesi=None, acting_user=adi),
        lambda: update_hash(sari, kata_sandi=BARU, acting_user=adi),
        lambda: update_surel(sari, email="adi@contoh.go.id", revisi=0, acting_user=adi),
    ):
        with pytest.raises(PermissionDenied, match="Hanya pemilik akun"):
            act()
    sari.refresh_from_db()
    assert sari.check_password(LAMA)
    assert not sari.email


# --- the e-mail address -----------------------------------------------------------------------------------


def test_sari_changes_her_address_with_her_password_and_the_trail_forgets_the_address(client, sari):
    client.force_login(sari)
    data = {"email": "sari@contoh.go.id", "lama": LAMA, "revisi": 0}
    assert client.post("/akun/surel/", data).url == "/akun/profil/"
    assert "sari@contoh.go.id" in client.get("/akun/profil/").content.decode()
    jejak = Jejak.objects.get()
    assert jejak.tindakan == "pengguna.update"
    assert "sari@contoh.go.id" not in jejak.isi


def test_the_address_is_not_changed_without_the_password(client, sari):
    client.force_login(sari)
    page = client.post("/akun/surel/", {"email": "x@contoh.go.id", "lama": "salah", "revisi": 0})
    assert "tidak cocok" in page.content.decode()
    assert 'value="x@contoh.go.id"' in page.content.decode()
    assert not Pengguna.objects.get(pk=sari.pk).email


def test_two_people_change_the_account_and_the_second_sees_both_values(client, sari):
    client.force_login(sari)
    Pengguna.objects.filter(pk=sari.pk).update(email="dulu@contoh.go.id", revisi=1)
    answer = client.post("/akun/surel/", {"email": "x@contoh.go.id", "lama": LAMA, "revisi": 0})
    assert answer.status_code == 409
    assert "dulu@contoh.go.id" in answer.content.decode()


def test_a_password_changed_meanwhile_is_not_brought_back(sari):
    """A login that keeps the old one under a stronger hash, or a second window, comes too late."""
    late = Pengguna.objects.get(pk=sari.pk)
    update_kata_sandi(sari, baru=BARU, sesi=None, acting_user=sari)
    for act in (
        lambda: update_hash(late, kata_sandi=LAMA, acting_user=late),
        lambda: update_kata_sandi(late, baru="lain-sama-sekali-9", sesi=None, acting_user=late),
    ):
        with pytest.raises(Konflik):
            act()
    assert Pengguna.objects.get(pk=sari.pk).check_password(BARU)
