"""Real worker processes, killed and stopped in the middle of a job."""

import signal
from pathlib import Path

import pytest

from sakip.latar.actions import enqueue
from sakip.latar.tests import pekerjaan_uji as uji
from sakip.latar.tests.proses import Bengkel, bunuh, is_alive, tunggu


@pytest.fixture
def bengkel(transactional_db, tmp_path):
    bengkel = Bengkel(tmp_path)
    yield bengkel
    bengkel.tutup()


def baris(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_a_worker_killed_in_mid_job_loses_nothing_and_leaves_nobody_working(bengkel, sari):
    catatan = bengkel.folder / "catatan"
    enqueue(uji.catat, acting_user=sari, judul="Salin", berkas=str(catatan), detik=2)
    bengkel.buka()
    first = bengkel.kerja()
    tunggu(lambda: baris(catatan))
    child = int(baris(catatan)[0].split()[2])
    assert bengkel.keadaan() == ("berjalan", 1)
    bunuh(first)
    tunggu(lambda: not is_alive(child))

    bengkel.kerja()
    tunggu(lambda: bengkel.keadaan()[0] == "selesai")
    assert bengkel.keadaan() == ("selesai", 2)
    assert [line.split()[:2] for line in baris(catatan)] == [
        ["mulai", "1"],
        ["mulai", "2"],
        ["akhir", "2"],
    ]


def test_a_worker_asked_to_stop_puts_its_job_back_unspent(bengkel, sari):
    catatan = bengkel.folder / "catatan"
    enqueue(uji.catat, acting_user=sari, judul="Salin", berkas=str(catatan), detik=60)
    bengkel.buka()
    worker = bengkel.kerja(sewa=60)
    tunggu(lambda: baris(catatan))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0
    assert bengkel.keadaan() == ("menunggu", 0)


def test_a_worker_outlives_a_job_that_does_not(bengkel, sari, siti):
    enqueue(uji.mati, acting_user=sari, judul="Ekspor")
    enqueue(uji.tuli, acting_user=siti, judul="Tuli", berkas=str(bengkel.folder / "tuli"))
    bengkel.buka()
    worker = bengkel.kerja()
    query = "SELECT status, galat, kata FROM latar_pekerjaan ORDER BY id"
    tunggu(lambda: [row[0] for row in bengkel.baca(query)] == ["menunggu", "gagal"])
    killed, deaf = bengkel.baca(query)
    assert killed[2] == "Terhenti sebentar, segera dicoba lagi."
    assert (
        deaf[1]
        == "Pekerjaan ini melewati 1 menit dan dihentikan. Coba dengan data yang lebih sedikit."
    )
    assert worker.poll() is None


def test_a_job_that_does_not_look_is_ended_when_it_is_cancelled(bengkel, sari):
    tuli = bengkel.folder / "tuli"
    row = enqueue(uji.tuli_lama, acting_user=sari, judul="Tuli", berkas=str(tuli))
    bengkel.buka()
    bengkel.kerja()
    tunggu(tuli.exists)
    bengkel.tulis(f"UPDATE latar_pekerjaan SET batal_diminta = true WHERE id = {row.pk}")
    tunggu(lambda: bengkel.keadaan()[0] == "dibatalkan")
