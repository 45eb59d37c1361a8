"""Jobs: queued with the change that caused them, run as their owner, ended with words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from sakip.latar import queue
from sakip.latar.actions import enqueue, revoke_pekerjaan, submit_pekerjaan
from sakip.latar.context import JobContext, Stopped
from sakip.latar.models import Pekerjaan
from sakip.latar.pekerjaan import delete_old
from sakip.latar.permissions import can_read_hasil
from sakip.latar.runner import run_pekerjaan
from sakip.latar.tests import pekerjaan_uji as uji
from sakip.organisasi.models import Penugasan, Peran
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_pengguna
from sakip.web.clock import now
from sakip.web.scope import SEMUA, instansi_scope
from sakip.web.store import load_store


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def jam(time_machine):
    """The clock on the wall, which only the test moves."""
    time_machine.move_to(now(), tick=False)
    return time_machine


def jalankan(row: Pekerjaan) -> Pekerjaan:
    """One attempt by a worker, now."""
    with instansi_scope(SEMUA):
        taken = queue.claim()
    assert taken == row
    run_pekerjaan(taken)
    row.refresh_from_db()
    return row


def test_a_job_of_a_change_that_failed_is_never_run(sari):
    with transaction.atomic():
        enqueue(uji.siapa, acting_user=sari, judul="Salin target")
        transaction.set_rollback(True)
    assert queue.claim() is None


def test_a_job_runs_as_sari_under_the_cap_she_wore(sari):
    row = jalankan(enqueue(uji.siapa, acting_user=sari, judul="Siapa"))
    assert row.status == Pekerjaan.Status.SELESAI
    assert row.kemajuan == 100
    with load_store("hasil").open(row.hasil) as file:
        isi = file.read().decode()
    assert isi == "Sari sebagai Operator perangkat daerah Dinkes"


def test_a_job_does_not_run_once_the_assignment_of_its_owner_has_ended(sari):
    row = enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    Penugasan.objects.filter(pengguna=sari).update(selesai=date(2020, 12, 31))
    row = jalankan(row)
    assert row.status == Pekerjaan.Status.GAGAL
    assert row.galat == "Penugasan yang dipakai untuk memulai pekerjaan ini sudah berakhir."


def test_a_job_does_not_run_under_another_cap_of_its_owner(sari, kabupaten):
    row = enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    Penugasan.objects.create(
        instansi=kabupaten, pengguna=sari, peran=Peran.BAGOR, mulai=date(2020, 1, 1)
    )
    Penugasan.objects.filter(pk=sari.cap.penugasan_id).update(dicabut=True)
    assert jalankan(row).status == Pekerjaan.Status.GAGAL


def test_a_person_without_an_assignment_starts_no_job(kabupaten):
    tamu = make_pengguna(kabupaten)
    with pytest.raises(PermissionDenied, match="belum punya penugasan"):
        enqueue(uji.siapa, acting_user=tamu, judul="Siapa")


def test_pressing_the_button_twice_gives_one_job(sari):
    first = enqueue(uji.catat, acting_user=sari, judul="Salin", berkas="a")
    assert enqueue(uji.catat, acting_user=sari, judul="Salin", berkas="a") == first
    assert enqueue(uji.catat, acting_user=sari, judul="Salin", berkas="b") != first


def test_sari_cannot_fill_the_queue(sari, siti, settings):
    settings.LATAR_ANTREAN_PENGGUNA = 2
    for nama in "ab":
        enqueue(uji.catat, acting_user=sari, judul="Salin", berkas=nama)
    with pytest.raises(PermissionDenied, match="sudah punya 2 pekerjaan"):
        enqueue(uji.catat, acting_user=sari, judul="Salin", berkas="c")
    enqueue(uji.catat, acting_user=siti, judul="Salin", berkas="c")


def test_an_agency_cannot_fill_the_queue_for_the_others(sari, siti, wati, settings):
    settings.LATAR_ANTREAN_INSTANSI = 1
    enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    with pytest.raises(PermissionDenied, match="Antrean pekerjaan instansi"):
        enqueue(uji.siapa, acting_user=siti, judul="Siapa")
    enqueue(uji.siapa, acting_user=wati, judul="Siapa")


def test_siti_does_not_wait_behind_all_jobs_of_sari(sari, siti):
    for nama in "abc":
        enqueue(uji.catat, acting_user=sari, judul="Salin", berkas=nama)
    enqueue(uji.siapa, acting_user=siti, judul="Siapa")
    order = [row.pemilik.username for row in iter(queue.claim, None)]
    assert order == ["sari", "siti", "sari", "sari"]


def test_a_small_agency_does_not_wait_behind_all_people_of_a_large_one(sari, siti, rina, wati):
    for person in (sari, siti, rina):
        for nama in "ab":
            enqueue(uji.catat, acting_user=person, judul="Salin", berkas=nama)
    for nama in "ab":
        enqueue(uji.catat, acting_user=wati, judul="Salin", berkas=nama)
    order = [row.pemilik.username for row in iter(queue.claim, None)]
    assert order == ["sari", "wati", "siti", "rina", "sari", "wati", "siti", "rina"]


def test_two_workers_never_take_the_same_job(sari):
    enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    assert queue.claim() is not None
    assert queue.claim() is None


def test_a_refusal_is_told_in_its_own_words_and_not_tried_again(sari):
    row = jalankan(enqueue(uji.tolak, acting_user=sari, judul="Impor"))
    assert (row.status, row.percobaan) == (Pekerjaan.Status.GAGAL, 1)
    assert row.galat == "Baris 12 kolom target: tulis angka seperti 87,5."


def test_a_fault_in_the_program_is_a_sentence_with_a_number_and_no_traceback(sari, caplog):
    row = jalankan(enqueue(uji.rusak, acting_user=sari, judul="Impor"))
    assert row.status == Pekerjaan.Status.GAGAL
    assert row.galat == f"Ada gangguan di server. Beri tahu admin kode pekerjaan {row.pk}."
    assert "rahasia-dalam-galat" in caplog.text


def test_a_full_disk_is_waited_for_and_given_up_after_three_tries(sari, jam):
    row = enqueue(uji.sibuk, acting_user=sari, judul="Ekspor")
    for menunggu in (5, 20):
        row = jalankan(row)
        assert row.status == Pekerjaan.Status.MENUNGGU
        assert queue.claim() is None
        jam.shift(timedelta(seconds=menunggu))
    row = jalankan(row)
    assert (row.status, row.percobaan) == (Pekerjaan.Status.GAGAL, 3)
    assert row.galat == "Penyimpanan sedang sibuk atau penuh. Ulangi beberapa menit lagi."


def test_the_lease_of_a_dead_worker_runs_out_and_the_job_is_taken_again(sari, jam):
    enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    first = queue.claim()
    jam.shift(queue.SEWA + timedelta(seconds=1))
    second = queue.claim()
    assert second == first
    assert (first.percobaan, second.percobaan) == (1, 2)


def test_a_worker_thought_dead_cannot_end_the_job_of_its_successor(sari, jam):
    enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    first = queue.claim()
    jam.shift(queue.SEWA + timedelta(seconds=1))
    queue.claim()
    run_pekerjaan(first)
    assert not queue.renew(first)
    row = Pekerjaan.objects.get()
    assert (row.status, row.hasil) == (Pekerjaan.Status.BERJALAN, "")


def test_a_worker_that_lives_keeps_its_job(sari, jam):
    enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    row = queue.claim()
    jam.shift(queue.SEWA - timedelta(seconds=1))
    assert queue.renew(row)
    jam.shift(timedelta(seconds=2))
    assert queue.claim() is None


def test_a_job_that_kills_every_worker_is_given_up(sari, jam):
    enqueue(uji.mati, acting_user=sari, judul="Ekspor")
    for _ in range(3):
        assert queue.claim() is not None
        jam.shift(queue.SEWA + timedelta(seconds=1))
    assert queue.claim() is None
    row = Pekerjaan.objects.get()
    assert row.status == Pekerjaan.Status.GAGAL
    assert "terhenti di tengah jalan 3 kali" in row.galat


def test_sari_cancels_a_waiting_job_and_it_is_never_run(sari):
    row = enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    revoke_pekerjaan(row, acting_user=sari)
    row.refresh_from_db()
    assert row.status == Pekerjaan.Status.DIBATALKAN
    assert queue.claim() is None


def test_sari_cancels_a_running_job_and_it_stops_at_the_next_look(sari, tmp_path):
    berkas = tmp_path / "catatan"
    enqueue(uji.catat, acting_user=sari, judul="Salin", berkas=str(berkas), detik=60)
    row = queue.claim()
    revoke_pekerjaan(row, acting_user=sari)
    assert not queue.renew(row)
    run_pekerjaan(row)
    row.refresh_from_db()
    assert row.status == Pekerjaan.Status.DIBATALKAN
    assert "akhir" not in berkas.read_text()


def test_a_cancel_that_comes_too_late_changes_nothing(sari):
    enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    seen = queue.claim()
    run_pekerjaan(Pekerjaan.objects.get())
    revoke_pekerjaan(seen, acting_user=sari)
    row = Pekerjaan.objects.get()
    assert (row.status, row.batal_diminta) == (Pekerjaan.Status.SELESAI, False)


def test_siti_can_neither_cancel_nor_repeat_a_job_of_sari(sari, siti):
    row = enqueue(uji.tolak, acting_user=sari, judul="Impor")
    with pytest.raises(PermissionDenied, match="Hanya yang memulai"):
        revoke_pekerjaan(row, acting_user=siti)
    row = jalankan(row)
    with pytest.raises(PermissionDenied, match="Hanya yang memulai"):
        submit_pekerjaan(row, acting_user=siti)


def test_what_has_ended_is_not_cancelled_and_what_waits_is_not_repeated(sari):
    row = enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    with pytest.raises(PermissionDenied, match="gagal atau dibatalkan"):
        submit_pekerjaan(row, acting_user=sari)
    row = jalankan(row)
    with pytest.raises(PermissionDenied, match="sudah berakhir"):
        revoke_pekerjaan(row, acting_user=sari)


def test_sari_repeats_a_failed_job_and_the_failed_one_stays(sari):
    row = jalankan(enqueue(uji.tolak, acting_user=sari, judul="Impor"))
    again = submit_pekerjaan(row, acting_user=sari)
    assert again != row
    assert (again.nama, again.judul, again.status) == (row.nama, row.judul, "menunggu")


def test_a_job_looks_itself_whether_it_was_cancelled(sari):
    enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    row = queue.claim()
    ctx = JobContext(row, sari)
    ctx.check_cancelled()
    revoke_pekerjaan(row, acting_user=sari)
    for act in (ctx.check_cancelled, ctx.finish):
        with pytest.raises(Stopped):
            act()


def test_a_job_that_an_upgrade_took_away_says_where_to_begin_anew(sari):
    row = enqueue(uji.siapa, acting_user=sari, judul="Siapa")
    Pekerjaan.objects.update(nama="uji.dulu_ada")
    row = jalankan(row)
    assert row.galat == "Jenis pekerjaan ini tidak ada lagi. Mulai dari halaman asalnya."
    with pytest.raises(RuleError, match="tidak ada lagi"):
        submit_pekerjaan(row, acting_user=sari)


def test_a_result_is_for_its_owner_alone(sari, siti):
    row = jalankan(enqueue(uji.siapa, acting_user=sari, judul="Siapa"))
    assert can_read_hasil(sari, row)
    assert not can_read_hasil(siti, row)


def test_old_results_and_rows_go_away(sari, jam):
    row = jalankan(enqueue(uji.siapa, acting_user=sari, judul="Siapa"))
    enqueue(uji.tolak, acting_user=sari, judul="Masih menunggu")
    delete_old()
    assert load_store("hasil").measure(row.hasil).ukuran == row.hasil_ukuran
    jam.shift(timedelta(days=9))
    delete_old()
    with pytest.raises(FileNotFoundError):
        load_store("hasil").open(row.hasil)
    assert Pekerjaan.objects.count() == 2
    jam.shift(timedelta(days=30))
    delete_old()
    assert [row.judul for row in Pekerjaan.objects.all()] == ["Masih menunggu"]
