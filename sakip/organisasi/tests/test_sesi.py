"""Sessions: how long they last, what keeps them alive, and what ends them at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sakip.conftest import wearing
from sakip.organisasi.models import Pengguna, Penugasan, Peran, Percobaan, Sesi
from sakip.organisasi.pekerjaan import delete_past
from sakip.tests.builders import make_instansi, make_pengguna, make_penugasan

PAGI = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)
SANDI = "tenda-biru-di-tepi-sawah"
PROFIL = "/akun/profil/"
# A page that fetches a part of itself.
PART = {"HX-Request": "true", "HX-Current-URL": "http://testserver/akun/profil/"}


@pytest.fixture
def jam():
    with time_machine.travel(PAGI, tick=False) as clock:
        yield clock


def test_a_cookie_that_is_no_key_is_a_visitor(client):
    client.cookies["sakip"] = "kunci-lama\0"
    assert client.get(PROFIL).url.startswith("/akun/masuk/")


def is_open(client, **headers):
    return client.get(PROFIL, headers=headers).status_code == 200


# --- time --------------------------------------------------------------------------------------------


def test_half_an_hour_without_an_act_ends_the_session_and_the_login_says_so(client, sari, jam):
    client.force_login(sari)
    assert is_open(client)
    jam.shift(timedelta(minutes=30))
    assert is_open(client)
    jam.shift(timedelta(minutes=30, seconds=1))
    answer = client.get("/akun/profil/?a=1")
    assert answer.url == "/akun/masuk/?next=/akun/profil/%3Fa%3D1"
    assert "Sesi Anda berakhir" in client.get(answer.url).content.decode()
    assert "Sesi Anda berakhir" not in client.get(answer.url).content.decode()


def test_twelve_hours_end_a_session_that_never_rested(client, sari, jam):
    client.force_login(sari)
    for _ in range(36):
        assert is_open(client)
        jam.shift(timedelta(minutes=20))
    assert is_open(client)
    jam.shift(timedelta(seconds=1))
    assert not is_open(client)


def test_a_new_key_does_not_make_the_session_younger(client, sari, jam):
    cap = make_penugasan(sari, Peran.PENGAMPU)
    client.force_login(sari)
    for _ in range(36):
        assert client.post(f"/akun/cap/{cap.pk}/").status_code == 302
        jam.shift(timedelta(minutes=20))
    jam.shift(timedelta(seconds=1))
    assert not is_open(client)


def test_a_tab_that_asks_by_itself_does_not_keep_the_session_alive(client, sari, jam):
    client.force_login(sari)
    assert is_open(client)
    for _ in range(30):
        jam.shift(timedelta(minutes=1))
        assert is_open(client, **PART)
    jam.shift(timedelta(minutes=1))
    assert client.get(PROFIL, headers=PART).status_code == 401
    assert not is_open(client)


def test_saving_by_htmx_is_an_act(client, sari, jam):
    client.force_login(sari)
    assert is_open(client)
    jam.shift(timedelta(minutes=20))
    client.post("/akun/kata-sandi/", headers=PART)
    jam.shift(timedelta(minutes=20))
    assert is_open(client)


def test_a_page_that_is_read_writes_nothing_within_the_same_minute(client, sari, jam):
    client.force_login(sari)
    is_open(client)
    jam.shift(timedelta(seconds=59))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert is_open(client)
    written = [q["sql"] for q in seen if not q["sql"].startswith("SELECT")]
    assert written == []


# --- people --------------------------------------------------------------------------------------------


def test_a_disabled_account_is_out_at_its_next_request(client, sari):
    client.force_login(sari)
    assert is_open(client)
    Pengguna.objects.filter(pk=sari.pk).update(is_active=False)
    assert not is_open(client)


def test_an_assignment_that_is_revoked_acts_at_the_next_request(client, rina):
    client.force_login(rina)
    assert client.get("/setelan/").status_code == 200
    Penugasan.objects.filter(pengguna=rina).update(dicabut=True)
    assert client.get("/setelan/").status_code == 403


@pytest.mark.parametrize(
    ("zona", "tengah_malam"),
    [
        ("Asia/Jakarta", datetime(2026, 10, 12, 17, 0, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 10, 12, 16, 0, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 10, 12, 15, 0, tzinfo=UTC)),
    ],
)
def test_an_assignment_ends_and_begins_at_midnight_of_the_agency(db, zona, tengah_malam):
    instansi = make_instansi(zona_waktu=zona)
    lama, baru = make_pengguna(instansi), make_pengguna(instansi)
    make_penugasan(lama, Peran.BAGOR, selesai=date(2026, 10, 12))
    make_penugasan(baru, Peran.BAGOR, mulai=date(2026, 10, 13))
    with time_machine.travel(tengah_malam - timedelta(seconds=1), tick=False) as clock:
        clients = [Client(), Client()]
        for client, person in zip(clients, (lama, baru), strict=True):
            client.force_login(person)
        assert [c.get("/setelan/").status_code for c in clients] == [200, 403]
        clock.shift(timedelta(seconds=1))
        assert [c.get("/setelan/").status_code for c in clients] == [403, 200]


# --- caps ------------------------------------------------------------------------------------------------


def test_changing_the_cap_changes_the_key_and_the_menu(client, sari):
    bagor = make_penugasan(sari, Peran.BAGOR)
    client.force_login(sari)
    assert client.get("/setelan/").status_code == 403
    before = client.cookies["sakip"].value
    client.post(f"/akun/cap/{bagor.pk}/")
    assert client.cookies["sakip"].value != before
    assert not Sesi.objects.filter(pk=before).exists()
    assert client.get("/setelan/").status_code == 200


def test_sari_cannot_wear_a_cap_of_somebody_else_nor_one_that_has_ended(client, sari, rina):
    ended = make_penugasan(sari, Peran.BAGOR, selesai=date(2021, 1, 1))
    client.force_login(sari)
    for penugasan in (rina.penugasan_set.get(), ended):
        assert client.post(f"/akun/cap/{penugasan.pk}/").status_code == 404
    assert client.get("/setelan/").status_code == 403


def test_a_cap_that_ends_while_it_is_worn_falls_off(client, sari):
    bagor = make_penugasan(sari, Peran.BAGOR)
    client.force_login(sari)
    client.post(f"/akun/cap/{bagor.pk}/")
    Penugasan.objects.filter(pk=bagor.pk).update(dicabut=True)
    assert client.get("/setelan/").status_code == 403
    assert wearing(sari).cap.peran == Peran.OPERATOR_OPD


def test_without_an_assignment_one_sees_why_and_whom_to_ask_and_nothing_else(
    client, kabupaten, dinkes, rina, joko
):
    tono = make_pengguna(kabupaten)
    make_penugasan(tono, Peran.EVALUATOR, mulai=date(2099, 1, 1), nomor_surat="800/1/2099")
    make_penugasan(
        joko, Peran.OPERATOR_OPD, dinkes, mulai=date(2098, 1, 1), nomor_surat="800/2/2098"
    )
    former = make_pengguna(kabupaten, Peran.BAGOR, nama="Pengelola Lama")
    former.penugasan_set.update(selesai=date(2020, 6, 30))
    client.force_login(tono)
    for page in ("/", "/setelan/", "/2026/tw4/perangkat-daerah/"):
        answer = client.get(page)
        assert answer.status_code == 403
        text = answer.content.decode()
        assert "belum punya penugasan yang berlaku hari ini" in text
        assert "Rina" in text
        assert "Joko" not in text
        assert "800/1/2099" in text
        assert "800/2/2098" not in text
        assert "Pengelola Lama" not in text
    assert client.get("/sehat/").status_code == 200
    assert is_open(client)
    assert client.post("/akun/keluar/").status_code == 302


# --- one's own sessions ----------------------------------------------------------------------------------


def two_sessions(client, person):
    other = Client()
    for c in (other, client):
        c.post("/akun/masuk/", {"username": person.username, "password": SANDI})
        c.get(PROFIL)
    return other


def test_sari_sees_her_sessions_and_ends_the_others(client, sari, siti):
    other, hers = two_sessions(client, sari), Client()
    hers.force_login(siti)
    page = client.get("/akun/sesi/").content.decode()
    assert "Sesi ini" in page
    assert page.count("Di tempat lain") == 1
    client.post("/akun/sesi/", {"lama": SANDI})
    assert is_open(client)
    assert not is_open(other)
    assert is_open(hers)


def test_ending_sessions_asks_for_the_password(client, sari):
    other = two_sessions(client, sari)
    page = client.post("/akun/sesi/", {"lama": "bukan-ini"}).content.decode()
    assert "tidak cocok dengan kata sandi Anda sekarang" in page
    assert is_open(other)


def test_a_session_that_has_run_out_is_not_listed(client, sari, jam):
    two_sessions(client, sari)
    jam.shift(timedelta(minutes=20))
    assert is_open(client)
    jam.shift(timedelta(minutes=20))
    assert "Di tempat lain" not in client.get("/akun/sesi/").content.decode()


def test_what_has_run_out_is_swept_away_and_the_rest_stays(client, sari, siti, jam):
    client.force_login(sari)
    client.post("/akun/keluar/")
    client.post("/akun/masuk/", {"username": "sari", "password": "salah"})
    jam.shift(timedelta(hours=13))
    client.post("/akun/masuk/", {"username": "siti", "password": "salah"})
    Client().force_login(siti)
    delete_past()
    assert [row.pengguna_id for row in Sesi.objects.all()] == [siti.pk]
    assert Percobaan.objects.count() == 3
