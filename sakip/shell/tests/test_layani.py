"""`sakip layani` before it serves: an address that cannot be had is said in words, and nothing is touched."""

import io
import os
import socket
import subprocess
import sys
import urllib.error
from contextlib import closing
from email.message import Message

import pytest

from sakip.shell import layani
from sakip.shell.galat import GalatError


def start(folder, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("SAKIP_")}
    env |= {"SAKIP_DATA_DIR": str(folder), "SAKIP_SECRET_KEY": "uji"} | environment
    command = [sys.executable, "-m", "sakip", "layani", "--tanpa-demo"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.bukti
def test_who_starts_a_second_server_on_one_port_is_told_and_the_database_is_not_touched(tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0), reuse_port=True)) as taken:
        port = taken.getsockname()[1]
        answer = start(tmp_path, SAKIP_PORT=str(port))
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        f"Porta {port} sedang dipakai. Hentikan yang memakainya, atau isi SAKIP_PORT dengan porta lain.\n"
    )
    assert not (tmp_path / "sakip.sqlite3").exists()


@pytest.mark.bukti
def test_who_names_an_address_of_another_machine_is_told_which_setting_to_mend(tmp_path):
    answer = start(tmp_path, SAKIP_HOST="192.0.2.1")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "Alamat 192.0.2.1 bukan milik komputer ini. Isi SAKIP_HOST dengan alamatnya.\n"
    )


def test_a_port_that_only_root_may_open_is_said_so(monkeypatch, settings):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    settings.HOST, settings.PORT = "127.0.0.1", 80
    monkeypatch.setattr(layani.socket.socket, "bind", refuse)
    with pytest.raises(GalatError, match="Porta 80 hanya boleh dipakai root"):
        layani._check_port()


def test_a_port_that_was_closed_a_moment_ago_is_free(settings):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        settings.HOST, settings.PORT = "127.0.0.1", taken.getsockname()[1]
    layani._check_port()


class Proses:
    """A process that has ended with `kode`, or runs (None) so many more looks and then ends well."""

    def __init__(self, kode=None, looks=0):
        self.returncode, self.looks = kode, looks

    def poll(self):
        if self.returncode is None:
            self.looks -= 1
            self.returncode = 0 if self.looks < 0 else None
        return self.returncode


@pytest.fixture
def jam(monkeypatch):
    """A clock that only sleeping moves, and what was slept."""
    slept = []
    monkeypatch.setattr(layani.time, "sleep", slept.append)
    monkeypatch.setattr(layani.time, "monotonic", lambda: float(sum(slept)))
    return slept


def test_a_server_that_leads_all_to_https_is_heard_before_its_proxy_stands(monkeypatch, settings):
    asked = []
    settings.HOST, settings.PORT = "0.0.0.0", 8000
    monkeypatch.setattr(
        layani.urllib.request,
        "urlopen",
        lambda request, timeout: closing(asked.append(request) or io.BytesIO()),
    )
    assert layani._answers([Proses(looks=9)])
    assert asked[0].full_url == "http://127.0.0.1:8000/sehat/"
    assert asked[0].get_header("X-forwarded-proto") == "https"


def test_a_server_whose_clock_went_back_is_up_since_all_can_be_read(monkeypatch, settings):
    def answer(request, timeout):
        raise urllib.error.HTTPError(request.full_url, 503, "jam", Message(), None)

    settings.HOST, settings.PORT = "127.0.0.1", 8000
    monkeypatch.setattr(layani.urllib.request, "urlopen", answer)
    assert layani._answers([Proses(looks=9)])


def test_a_worker_that_dies_at_once_is_started_later_each_time_and_then_given_up(jam, monkeypatch):
    started = []
    monkeypatch.setattr(layani, "_worker", lambda: started.append(1) or Proses(3))
    err = io.StringIO()

    assert layani._watch([Proses(looks=1000), Proses(3)], err) == 1
    assert [n for n in jam if n != 1] == [2, 4, 8, 16]
    assert len(started) == layani.MATI_TERBANYAK - 1
    assert "berhenti 6 kali berturut-turut (kode 3)" in err.getvalue()


def test_a_worker_that_lived_is_started_after_a_second_however_often_it_dies(jam, monkeypatch):
    monkeypatch.setattr(layani, "_worker", lambda: Proses(looks=layani.HIDUP_DETIK))
    err = io.StringIO()

    assert layani._watch([Proses(looks=1000), Proses(0)], err) == 0
    assert set(jam) == {1}
    assert err.getvalue() == ""
