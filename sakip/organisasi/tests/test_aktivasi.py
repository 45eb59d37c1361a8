"""The first password, and the one after a forgotten one: set with a code, by the person alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from sakip.audit.models import Jejak
from sakip.latar.mail import send_surat
from sakip.latar.models import Surat
from sakip.organisasi.actions.akun import (
    create_kode_aktivasi,
    create_kode_surat,
    update_kata_sandi_by_kode,
)
from sakip.organisasi.models import KodeAktivasi, Pengguna, Sesi
from sakip.organisasi.views import akun

PAGI = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)
BARU = "kuda lumping minum jamu"
TIDAK_COCOK = "Nama pengguna dan kode ini tidak cocok."


@pytest.fixture
def jam():
    with time_machine.travel(PAGI, tick=False) as clock:
        yield clock


@pytest.fixture
def baru(sari):
    """Sari before her first login."""
    Pengguna.objects.filter(pk=sari.pk).update(password="")
    sari.refresh_from_db()
    return sari


@pytest.fixture
def kode(baru, rina, jam):
    return create_kode_aktivasi(baru, acting_user=rina)


def activate(client, kode, username="sari", baru=BARU, ulang=None):
    data = {"username": username, "kode": kode, "baru": baru, "ulang": ulang or baru}
    return client.post("/akun/aktivasi/", data)


def masuk(client, sandi=BARU):
    return client.post("/akun/masuk/", {"username": "sari", "password": sandi}).status_code == 302


def test_sari_sets_her_first_password_and_signs_in_with_it(client, baru, kode):
    assert activate(client, kode).url == "/akun/masuk/"
    assert "Kata sandi Anda tersimpan." in client.get("/akun/masuk/").content.decode()
    assert client.get("/akun/profil/").status_code == 302
    assert masuk(client)


def test_the_code_is_forgiving_about_its_looks(client, kode):
    assert (
        activate(client, f"  {kode.lower().replace('-', ' ')} ", username="Sari").status_code == 302
    )


def test_the_act_is_hers_and_names_neither_code_nor_password(client, baru, kode):
    activate(client, kode)
    jejak = Jejak.objects.order_by("nomor").last()
    assert (jejak.tindakan, jejak.pelaku) == ("kata_sandi.update", baru)
    for secret in (kode, BARU, Pengguna.objects.get(pk=baru.pk).password):
        assert secret not in jejak.isi
    assert '"organisasi.kodeaktivasi"' in jejak.isi


def test_a_code_works_once(client, kode):
    activate(client, kode)
    page = activate(client, kode, baru="ikan pari naik sepeda").content.decode()
    assert "Kode ini sudah dipakai." in page
    assert masuk(client)


def test_two_who_send_the_same_code_at_once_do_not_both_win(baru, kode):
    row = KodeAktivasi.objects.get()
    same = KodeAktivasi.objects.get()
    update_kata_sandi_by_kode(row, baru=BARU, acting_user=baru)
    with pytest.raises(PermissionDenied, match="sudah dipakai"):
        update_kata_sandi_by_kode(same, baru="ikan pari naik sepeda", acting_user=baru)
    baru.refresh_from_db()
    assert baru.check_password(BARU)


def test_a_code_lives_72_hours_and_not_a_second_more(client, kode, jam):
    jam.shift(timedelta(hours=72) - timedelta(seconds=1))
    assert "tidak sama" in activate(client, kode, ulang="lain").content.decode()
    jam.shift(timedelta(seconds=1))
    assert "kedaluwarsa" in activate(client, kode).content.decode()
    assert not masuk(client)


def test_a_newer_code_replaces_the_older(client, baru, kode, rina):
    newer = create_kode_aktivasi(baru, acting_user=rina)
    assert "sudah diganti" in activate(client, kode).content.decode()
    assert activate(client, newer).status_code == 302


def test_a_wrong_code_an_unknown_name_and_a_code_of_somebody_else_get_one_answer(
    client, baru, kode, siti, rina
):
    hers = create_kode_aktivasi(siti, acting_user=rina)
    for name, text in [("sari", "K7QM"), ("tidakada", kode), ("tidakada", "K7QM"), ("sari", hers)]:
        assert TIDAK_COCOK in activate(client, text, username=name).content.decode()


def test_an_action_refuses_the_code_of_somebody_else(baru, kode, siti):
    with pytest.raises(PermissionDenied):
        update_kata_sandi_by_kode(KodeAktivasi.objects.get(), baru=BARU, acting_user=siti)
    siti.refresh_from_db()
    assert not siti.check_password(BARU)


def test_a_disabled_account_is_not_opened_by_its_code(client, baru, kode):
    Pengguna.objects.filter(pk=baru.pk).update(is_active=False)
    assert "tidak aktif" in activate(client, kode).content.decode()


def test_a_weak_password_is_refused_and_the_code_stays_usable(client, kode):
    page = activate(client, kode, baru="Dinkes2026!!").content.decode()
    assert "mudah ditebak" in page
    page = activate(client, kode, baru="Sari-sari-sari-xy").content.decode()
    assert "mudah ditebak" in page
    assert activate(client, kode).status_code == 302


def test_setting_the_password_ends_every_session_and_every_other_code(client, sari, rina, jam):
    intruder = Client()
    intruder.force_login(sari)
    kode = create_kode_aktivasi(sari, acting_user=rina)
    sari.email = "sari@contoh.go.id"
    create_kode_surat(sari)
    activate(client, kode)
    assert not Sesi.objects.filter(pengguna=sari).exists()
    assert intruder.get("/akun/profil/").status_code == 302
    assert not KodeAktivasi.objects.usable(PAGI).exists()


def test_guessing_codes_is_slowed_down_like_the_login(client, baru, kode):
    answers = [activate(client, f"salah{n}").status_code for n in range(6)]
    assert answers == [200] * 5 + [429]
    assert client.get("/akun/aktivasi/").status_code == 200


def test_codes_never_stand_in_an_address(client, kode):
    page = client.get("/akun/aktivasi/", {"kode": kode}).content.decode()
    assert kode not in page
    assert 'method="post"' in page


# --- forgotten ------------------------------------------------------------------------------------------


@pytest.fixture
def cepat(monkeypatch):
    monkeypatch.setattr(akun, "LAMA_JAWABAN", 0)


def ask(client, username="sari"):
    return client.post("/akun/lupa/", {"username": username})


def test_sari_asks_for_a_code_by_mail_and_uses_it(client, sari, jam, cepat):
    Pengguna.objects.filter(pk=sari.pk).update(email="sari@contoh.go.id")
    assert ask(client, "SARI").url == "/akun/aktivasi/"
    surat = Surat.objects.get()
    assert (surat.kepada, surat.instansi_id) == ("sari@contoh.go.id", sari.instansi_id)
    kode = next(line for line in surat.isi.splitlines() if line.count("-") == 6)
    assert "/akun/aktivasi/" in surat.isi
    assert f"?{kode}" not in surat.isi
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku) == ("kode_aktivasi.create", None)
    assert kode not in jejak.isi
    assert activate(client, kode).status_code == 302
    assert masuk(client)


def test_the_letter_goes_out_and_the_code_stays_nowhere(client, sari, jam, cepat):
    Pengguna.objects.filter(pk=sari.pk).update(email="sari@contoh.go.id")
    ask(client)
    send_surat()
    [letter] = mail.outbox
    assert letter.to == ["sari@contoh.go.id"]
    assert letter.body.count("-") >= 6
    assert Surat.objects.get().isi == ""


def test_a_mailed_code_lives_one_hour(client, sari, jam, cepat):
    Pengguna.objects.filter(pk=sari.pk).update(email="sari@contoh.go.id")
    ask(client)
    assert KodeAktivasi.objects.get().kedaluwarsa == PAGI + timedelta(hours=1)


def test_asking_does_not_kill_the_code_that_sari_holds(client, baru, kode, cepat):
    Pengguna.objects.filter(pk=baru.pk).update(email="sari@contoh.go.id")
    ask(client)
    assert activate(client, kode).status_code == 302


def test_nobody_learns_from_the_answer_which_accounts_exist(client, sari, siti, joko, jam, cepat):
    Pengguna.objects.filter(pk=sari.pk).update(email="sari@contoh.go.id")
    Pengguna.objects.filter(pk=siti.pk).update(email="siti@contoh.go.id", is_active=False)
    pages = set()
    for name in ("sari", "siti", "joko", "tidakada"):
        visitor = Client()
        answer = ask(visitor, name)
        assert answer.url == "/akun/aktivasi/"
        page = visitor.get(answer.url).content.decode()
        pages.add(page.split("<main")[1].split("</main>")[0].split("csrfmiddlewaretoken")[0])
    assert len(pages) == 1
    assert Surat.objects.count() == 1


def test_the_answer_takes_as_long_for_an_unknown_name(client, db, monkeypatch):
    slept = []
    monkeypatch.setattr(akun.time, "sleep", slept.append)
    ask(client, "tidakada")
    assert 0.2 < slept[0] <= 0.25


def test_three_letters_an_hour_are_enough_for_one_account(client, sari, jam, cepat):
    Pengguna.objects.filter(pk=sari.pk).update(email="sari@contoh.go.id")
    assert [ask(client).status_code for _ in range(4)] == [302, 302, 302, 429]
    jam.shift(timedelta(minutes=20))
    assert ask(client).status_code == 302
    assert Surat.objects.count() == 4


def test_an_account_without_an_address_gets_no_letter(sari):
    with pytest.raises(PermissionDenied, match="alamat surel"):
        create_kode_surat(sari)
