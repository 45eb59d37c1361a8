"""The login: who comes in, what is said to those who do not, and how guessing is slowed down."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import IntegrityError, transaction
from django.test import Client

from sakip.audit.models import Jejak
from sakip.organisasi.hashers import Argon2Hasher
from sakip.organisasi.models import Pengguna, Percobaan, Sesi
from sakip.organisasi.throttle import (
    TerlaluSeringError,
    client_network,
    login_limits,
    take_try,
)
from sakip.tests.builders import make_pengguna

SANDI = "tenda-biru-di-tepi-sawah"
PAGI = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)
ARGON2 = ["sakip.organisasi.hashers.Argon2Hasher"]


def masuk(client, username, password=SANDI, **extra):
    return client.post("/akun/masuk/", {"username": username, "password": password}, **extra)


@pytest.fixture
def pagi():
    with time_machine.travel(PAGI, tick=False) as clock:
        yield clock


# --- who comes in ------------------------------------------------------------------------------


def test_sari_signs_in_and_reaches_her_work(client, sari):
    assert masuk(client, "sari").url == "/"
    assert client.get("/akun/profil/").status_code == 200


def test_sari_need_not_mind_capitals_in_her_name(client, sari):
    assert masuk(client, " SARI ").status_code == 302


def test_whoever_is_signed_in_does_not_see_the_login_again(client, sari):
    client.force_login(sari)
    assert client.get("/akun/masuk/?next=/akun/profil/").url == "/akun/profil/"


def test_after_the_login_sari_gets_the_page_she_asked_for(client, sari):
    asked = client.get("/2026/tw4/perangkat-daerah/?cari=dinas")
    assert asked.url == "/akun/masuk/?next=/2026/tw4/perangkat-daerah/%3Fcari%3Ddinas"
    page = client.get(asked.url).content.decode()
    assert 'value="/2026/tw4/perangkat-daerah/?cari=dinas"' in page
    form = {"username": "sari", "password": SANDI, "next": "/2026/tw4/perangkat-daerah/?cari=dinas"}
    assert client.post("/akun/masuk/", form).url == "/2026/tw4/perangkat-daerah/?cari=dinas"


@pytest.mark.parametrize(
    "there",
    ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", "\\\\jahat.example"],
)
def test_nobody_is_led_elsewhere_by_a_link_to_the_login(client, sari, there):
    assert there not in client.get("/akun/masuk/", {"next": there}).content.decode()
    form = {"username": "sari", "password": SANDI, "next": there}
    assert client.post("/akun/masuk/", form).url == "/"


def test_a_form_sent_without_a_session_leads_back_to_its_page(client):
    answer = client.post(
        "/akun/kata-sandi/", headers={"Referer": "http://testserver/akun/kata-sandi/?a=1"}
    )
    assert answer.url == "/akun/masuk/?next=/akun/kata-sandi/%3Fa%3D1"
    answer = client.post("/akun/kata-sandi/", headers={"Referer": "https://jahat.example/x"})
    assert answer.url == "/akun/masuk/"


def test_a_part_fetched_without_a_session_leads_the_whole_page_to_the_login(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/setelan/"}
    answer = client.get("/2026/tw4/perangkat-daerah/", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/akun/masuk/?next=/setelan/"


def test_signing_out_is_a_post_and_ends_the_session(client, sari):
    client.force_login(sari)
    assert client.get("/akun/keluar/").status_code == 405
    assert client.post("/akun/keluar/").url == "/akun/masuk/"
    assert client.get("/akun/profil/").status_code == 302
    assert "sudah keluar" in client.get("/akun/masuk/").content.decode()


# --- what is said to others ----------------------------------------------------------------------


def test_wrong_unknown_disabled_and_not_yet_activated_get_the_same_answer(
    client, sari, siti, joko, pagi
):
    Pengguna.objects.filter(pk=siti.pk).update(is_active=False)
    Pengguna.objects.filter(pk=joko.pk).update(password="")
    pages = set()
    for name, password in [
        ("sari", "bukan-sandi-sari"),
        ("tidakada", SANDI),
        ("siti", SANDI),
        ("joko", SANDI),
    ]:
        answer = masuk(client, name, password)
        assert answer.status_code == 200
        page = answer.content.decode().replace(f'value="{name}"', "")
        pages.add(page[page.index("<main") : page.index("</main>")].replace(_token(page), ""))
        assert "Nama pengguna atau kata sandi tidak cocok." in page
    assert len(pages) == 1


def _token(page):
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_wrong_unknown_disabled_and_not_yet_activated_cost_one_hash_each(
    client, sari, siti, joko, settings, monkeypatch
):
    settings.PASSWORD_HASHERS = ARGON2
    for person in (sari, siti, joko):
        Pengguna.objects.filter(pk=person.pk).update(password=make_password(SANDI))
    Pengguna.objects.filter(pk=siti.pk).update(is_active=False)
    Pengguna.objects.filter(pk=joko.pk).update(password="")
    work = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2Hasher,
            name,
            lambda *args, original=original: work.append(1) or original(*args),
            raising=False,
        )
    for name, password in [
        ("sari", "salah"),
        ("tidakada", SANDI),
        ("siti", SANDI),
        ("joko", SANDI),
    ]:
        work.clear()
        assert masuk(client, name, password).status_code == 200
        assert len(work) == 1, name


def test_no_password_and_no_name_reaches_the_log(client, sari, caplog):
    with caplog.at_level("DEBUG"):
        masuk(client, "sari", "rahasia-yang-salah")
        masuk(client, "nama-yang-salah", "rahasia-yang-salah")
        masuk(client, "sari")
    assert "ditolak, dari jaringan 127.0.0.0/24" in caplog.text
    assert f"Pengguna {sari.pk} masuk" in caplog.text
    lines = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    for secret in ("rahasia-yang-salah", "nama-yang-salah", SANDI):
        assert secret not in "\n".join(lines)


def test_fields_tell_the_browser_what_they_are_and_keep_the_name_typed(client, sari):
    page = masuk(client, "sari", "salah").content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert 'value="sari"' in page
    assert "salah" not in page.split("<form")[1]


# --- the hash --------------------------------------------------------------------------------------


def test_passwords_are_kept_as_argon2id_at_19_mib_two_passes_one_lane(settings):
    settings.PASSWORD_HASHERS = ARGON2
    assert make_password(SANDI).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_weaker_hash_is_renewed_at_the_login_and_that_is_recorded(client, sari, settings):
    settings.PASSWORD_HASHERS = ARGON2
    weak = Argon2Hasher()
    weak.time_cost = 1
    Pengguna.objects.filter(pk=sari.pk).update(password=weak.encode(SANDI, "garam-untuk-uji"))
    masuk(client, "sari", "salah")
    assert not Jejak.objects.exists()
    masuk(client, "sari")
    stored = Pengguna.objects.get(pk=sari.pk).password
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku) == ("kata_sandi.update", sari)
    assert client.get("/akun/profil/").status_code == 200
    masuk(Client(), "sari")
    assert Jejak.objects.count() == 1


# --- guessing ----------------------------------------------------------------------------------------


def test_the_sixth_guess_at_sari_waits_and_the_right_password_waits_too(client, sari, pagi):
    for _ in range(5):
        assert masuk(client, "sari", "salah").status_code == 200
    answer = masuk(client, "sari")
    assert answer.status_code == 429
    assert "Coba lagi dalam 60 detik." in answer.content.decode()
    pagi.shift(timedelta(seconds=59))
    assert masuk(client, "sari").status_code == 429
    pagi.shift(timedelta(seconds=1))
    assert masuk(client, "sari").status_code == 302


def test_knocking_while_one_must_wait_does_not_make_the_wait_longer(client, sari, pagi):
    for _ in range(40):
        masuk(client, "sari", "salah")
    pagi.shift(timedelta(seconds=60))
    assert masuk(client, "sari").status_code == 302


def test_sari_gets_in_from_elsewhere_while_somebody_guesses(client, sari, pagi):
    for _ in range(20):
        masuk(client, "sari", "salah", REMOTE_ADDR="203.0.113.7")
    assert masuk(client, "sari", REMOTE_ADDR="203.0.113.99").status_code == 429
    assert masuk(client, "sari", REMOTE_ADDR="198.51.100.7").status_code == 302


def tries(rf, names_and_addresses):
    """How many of these tries are looked at."""
    passed = 0
    for name, address in names_and_addresses:
        try:
            take_try(login_limits(rf.post("/", REMOTE_ADDR=address), name))
        except TerlaluSeringError:
            continue
        passed += 1
    return passed


def test_one_password_tried_on_a_thousand_names_passes_ten_times(db, rf, pagi):
    assert tries(rf, [(f"19800101200501{n:04d}", "203.0.113.7") for n in range(1000)]) == 10
    pagi.shift(timedelta(seconds=30))
    assert tries(rf, [(f"19800101200501{n:04d}", "203.0.113.7") for n in range(20)]) == 1


def test_the_eleventh_name_from_one_network_waits_at_the_door(client, db, pagi):
    answers = [masuk(client, f"nama{n}").status_code for n in range(12)]
    assert answers == [200] * 10 + [429] * 2


def test_guessing_from_everywhere_is_slowed_down_for_all_together(db, rf, pagi):
    everywhere = [(f"nama{n}", f"10.{n // 200}.{n % 200}.1") for n in range(320)]
    assert tries(rf, everywhere) == 300


def test_an_office_behind_one_address_signs_in_at_eight(kabupaten, client, pagi):
    for person in [make_pengguna(kabupaten) for _ in range(30)]:
        assert masuk(Client(), person.username).status_code == 302


def test_a_known_browser_gets_in_while_its_office_is_used_for_guessing(client, sari, pagi):
    masuk(client, "sari")
    client.post("/akun/keluar/")
    stranger = Client()
    for n in range(30):
        masuk(stranger, "sari", "salah")
        masuk(stranger, f"nama{n}", "salah")
    assert masuk(stranger, "sari").status_code == 429
    assert masuk(client, "sari").status_code == 302


def test_a_known_browser_is_known_for_its_own_account_only(client, sari, siti, pagi):
    masuk(client, "sari")
    client.post("/akun/keluar/")
    answers = [masuk(client, "siti", "salah").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    answers = [masuk(client, "sari", "salah").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_an_insider_cannot_clear_the_count_with_his_own_login(client, sari, joko, pagi):
    for n in range(9):
        masuk(client, f"nama{n}", "salah")
    assert masuk(client, "joko").status_code == 302
    other = Client()
    assert masuk(other, "nama9", "salah").status_code == 200
    assert masuk(other, "nama10", "salah").status_code == 429


def test_nothing_typed_or_seen_is_kept_of_a_try(client, sari, pagi):
    masuk(client, "sari", "salah")
    kept = "".join(Percobaan.objects.values_list("kunci", flat=True))
    assert len(kept) == 3 * 64
    assert "sari" not in kept
    assert "127" not in str(Percobaan.objects.filter(kunci__contains="127.0").values())


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:aaaa::7", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", "tidak dikenal"),
    ],
)
def test_the_network_is_a_24_or_a_64(rf, address, network):
    assert client_network(rf.get("/", REMOTE_ADDR=address)) == network


def test_a_forwarding_header_counts_only_behind_our_own_proxies(rf, settings):
    request = rf.get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.7, 192.0.2.9"
    )
    assert client_network(request) == "10.0.0.0/24"
    settings.PROXY = 1
    assert client_network(request) == "192.0.2.0/24"
    settings.PROXY = 2
    assert client_network(request) == "203.0.113.0/24"
    settings.PROXY = 4
    assert client_network(request) == "10.0.0.0/24"


# --- the session that begins ---------------------------------------------------------------------------


def test_a_session_planted_before_the_login_is_dead_after(client, sari):
    client.post("/akun/lupa/", {"username": "siapa"})
    planted = client.cookies["sakip"].value
    session = client.session
    session["titipan"] = "x"
    session.save()
    masuk(client, "sari")
    assert client.cookies["sakip"].value != planted
    assert "titipan" not in client.session
    assert not Sesi.objects.filter(pk=planted).exists()
    thief = Client()
    thief.cookies["sakip"] = planted
    assert thief.get("/akun/profil/").status_code == 302


def test_signing_in_again_over_an_open_session_gives_a_new_key(client, sari, siti):
    masuk(client, "sari")
    first = client.cookies["sakip"].value
    client.post("/akun/keluar/")
    masuk(client, "siti")
    assert client.cookies["sakip"].value != first
    assert not Sesi.objects.filter(pk=first).exists()


def test_the_session_cookie_is_out_of_reach_of_scripts_and_ends_with_the_browser(client, sari):
    masuk(client, "sari")
    cookie = client.cookies["sakip"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_a_second_login_says_that_the_account_is_open_elsewhere(client, sari):
    masuk(Client(), "sari")
    masuk(client, "sari")
    assert "masih terbuka di 1 tempat lain" in client.get("/akun/profil/").content.decode()
    assert "masih terbuka" not in client.get("/akun/profil/").content.decode()


def test_two_people_cannot_have_names_that_differ_in_capitals_only(kabupaten, sari):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pengguna(kabupaten, username="Sari")
