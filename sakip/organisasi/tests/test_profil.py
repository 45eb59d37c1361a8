"""The profile: who one is, what one may do and since when, and how one signs in."""

from datetime import UTC, date, datetime

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.organisasi.models import Pengguna, Peran
from sakip.tests.builders import make_pengguna, make_penugasan

PROFIL = "/akun/profil/"
SANDI = "tenda-biru-di-tepi-sawah"


def masuk(client):
    return client.post("/akun/masuk/", {"username": "sari", "password": SANDI})


def text_of(client):
    return " ".join(client.get(PROFIL).content.decode().split())


def test_sari_sees_who_she_is_and_who_corrects_it(client, sari):
    Pengguna.objects.filter(pk=sari.pk).update(nip="198001012005012001", pangkat="Penata (III/c)")
    client.force_login(sari)
    page = text_of(client)
    assert "<dd>sari</dd>" in page
    assert "19800101 200501 2 001" in page
    assert "<dd>Penata (III/c)</dd>" in page
    assert "diubah oleh Bagian Organisasi" in page


def test_sari_sees_all_her_assignments_with_their_letters_and_nobody_elses(
    client, sari, siti, dinkes
):
    make_penugasan(
        sari, Peran.PENGAMPU, mulai=date(2025, 3, 1), selesai=date(2025, 6, 30), nomor_surat="800/9"
    )
    make_penugasan(
        sari, Peran.KEPALA_OPD, dinkes, jenis="plt", mulai=date(2099, 1, 1), nomor_surat="800/10"
    )
    make_penugasan(siti, Peran.PENGAMPU, nomor_surat="800/11")
    client.force_login(sari)
    page = text_of(client)
    assert "1 Mar 2025 sampai 30 Jun 2025" in page
    assert "sejak 1 Jan 2020" in page
    assert "Plt. Kepala perangkat daerah" in page
    for word in ("800/9", "800/10", "Berlaku", "Berakhir", "Mendatang"):
        assert word in page
    assert "800/11" not in page


def test_the_cap_in_use_is_marked_and_the_other_can_be_put_on(client, sari):
    cap = make_penugasan(sari, Peran.PENGAMPU)
    client.force_login(sari)
    assert "<strong>Operator perangkat daerah Dinkes</strong>" in text_of(client)
    client.post(f"/akun/cap/{cap.pk}/")
    page = text_of(client)
    assert "<strong>Tim pengampu</strong>" in page
    assert "<strong>Operator" not in page


def test_sari_sees_when_she_signed_in_before(client, sari):
    with time_machine.travel(datetime(2026, 10, 12, 1, 0, tzinfo=UTC), tick=False) as clock:
        masuk(client)
        assert "Belum pernah" in text_of(client)
        client.post("/akun/keluar/")
        clock.move_to(datetime(2026, 10, 13, 1, 0, tzinfo=UTC))
        masuk(client)
        assert "Senin, 12 Oktober 2026 pukul 08.00 WIB" in text_of(client)


def test_a_person_without_any_assignment_reads_that_on_the_profile(client, kabupaten):
    client.force_login(make_pengguna(kabupaten))
    page = text_of(client)
    assert "Tidak ada penugasan yang berlaku hari ini. Hubungi Bagian Organisasi." in page
    assert "Anda belum pernah diberi penugasan." in page


def test_the_profile_asks_as_often_for_one_assignment_as_for_twenty(client, sari, dinkes):
    client.force_login(sari)
    client.get(PROFIL)
    with CaptureQueriesContext(connection) as once:
        client.get(PROFIL)
    for _ in range(20):
        make_penugasan(sari, Peran.PEGAWAI, dinkes)
    with CaptureQueriesContext(connection) as again:
        client.get(PROFIL)
    assert len(again) == len(once) <= 7
