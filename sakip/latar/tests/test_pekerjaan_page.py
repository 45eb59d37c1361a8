"""The page "Pekerjaan latar": one's own jobs, asked anew only while one of them is not done."""

from datetime import timedelta

import pytest

from sakip.latar import queue
from sakip.latar.actions import enqueue
from sakip.latar.models import Pekerjaan
from sakip.latar.runner import run_pekerjaan
from sakip.latar.tests import pekerjaan_uji as uji
from sakip.web.clock import now

LIST = "/pekerjaan-latar/"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def selesai(sari):
    """A job of Sari that has left a result."""
    enqueue(uji.siapa, acting_user=sari, judul="Daftar target")
    row = queue.claim()
    run_pekerjaan(row)
    row.refresh_from_db()
    return row


def test_an_empty_page_says_what_will_appear_here(client, sari):
    client.force_login(sari)
    assert "Tidak ada pekerjaan berjalan." in client.get(LIST).content.decode()


def test_the_page_asks_anew_while_a_job_runs_and_rests_when_all_are_done(client, sari):
    enqueue(uji.siapa, acting_user=sari, judul="Daftar target")
    client.force_login(sari)
    assert "every 2s" in client.get(LIST).content.decode()
    run_pekerjaan(queue.claim())
    page = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Daftar target" in page
    assert "every 2s" not in page


def test_siti_does_not_see_the_jobs_of_sari(client, siti, selesai):
    client.force_login(siti)
    assert "Daftar target" not in client.get(LIST).content.decode()
    for act in ("batal", "ulangi"):
        assert client.post(f"/latar/pekerjaan/{selesai.pk}/{act}/").status_code == 404
    assert client.get(f"/latar/pekerjaan/{selesai.pk}/hasil/").status_code == 404


def test_sari_downloads_the_result_as_a_file_that_no_browser_opens(client, sari, selesai):
    client.force_login(sari)
    assert f"/latar/pekerjaan/{selesai.pk}/hasil/" in client.get(LIST).content.decode()
    answer = client.get(f"/latar/pekerjaan/{selesai.pk}/hasil/")
    assert b"".join(answer.streaming_content).startswith(b"Sari sebagai")
    assert answer["Content-Disposition"] == 'attachment; filename="siapa.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_after_seven_days_the_result_is_gone_and_the_page_says_so(client, sari, selesai):
    Pekerjaan.objects.update(selesai_pada=now() - timedelta(days=8))
    client.force_login(sari)
    assert "Hasilnya sudah dihapus setelah 7 hari." in client.get(LIST).content.decode()
    answer = client.get(f"/latar/pekerjaan/{selesai.pk}/hasil/")
    assert answer.status_code == 403
    assert "dihapus setelah 7 hari" in answer.content.decode()


def test_a_job_without_a_file_has_nothing_to_download(client, sari):
    row = enqueue(uji.siapa, acting_user=sari, judul="Daftar target")
    client.force_login(sari)
    assert client.get(f"/latar/pekerjaan/{row.pk}/hasil/").status_code == 403


def test_sari_cancels_and_repeats_from_the_page(client, sari):
    row = enqueue(uji.siapa, acting_user=sari, judul="Daftar target")
    client.force_login(sari)
    assert client.post(f"/latar/pekerjaan/{row.pk}/batal/").status_code == 302
    assert "Dibatalkan" in client.get(LIST).content.decode()
    assert client.post(f"/latar/pekerjaan/{row.pk}/ulangi/").status_code == 302
    assert Pekerjaan.objects.active().count() == 1


def test_a_running_job_shows_its_words_and_that_it_is_being_cancelled(client, sari):
    row = enqueue(uji.siapa, acting_user=sari, judul="Daftar target")
    Pekerjaan.objects.update(status="berjalan", kemajuan=40, kata="Baris 4 dari 10.")
    client.force_login(sari)
    assert "40 % · Baris 4 dari 10." in client.get(LIST).content.decode()
    client.post(f"/latar/pekerjaan/{row.pk}/batal/")
    page = client.get(LIST).content.decode()
    assert "Sedang dibatalkan." in page
    assert client.post(f"/latar/pekerjaan/{row.pk}/batal/").status_code == 403


def test_the_page_asks_as_often_for_one_job_as_for_ten(client, sari, django_assert_num_queries):
    def jobs(names):
        Pekerjaan.objects.bulk_create(
            Pekerjaan(
                instansi_id=sari.instansi_id, pemilik=sari, penugasan_id=1, nama="uji.siapa",
                judul=nama, parameter="{}", sidik=nama, prioritas=5, giliran=0, status="gagal",
                ambil_sejak=now(), dibuat_pada=now(),
            )
            for nama in names
        )  # fmt: skip

    jobs("a")
    client.force_login(sari)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    jobs("bcdefghij")
    with django_assert_num_queries(5):
        client.get(LIST)
