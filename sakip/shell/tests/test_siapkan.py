"""`sakip siapkan`: what it refuses, and who may read what it makes.

What it prepares, and that it may be repeated, is tried in `test_basis.py`; what it does on PostgreSQL in
`sakip/web/tests/test_rls.py`.
"""

import os
import stat
import subprocess
import sys

import pytest
from django.db import connection

from sakip.shell.siapkan import _make_private


def siapkan(folder, *words):
    env = os.environ | {"SAKIP_DATA_DIR": str(folder), "SAKIP_SECRET_KEY": "uji"}
    env.pop("SAKIP_DATABASE_URL", None)
    command = [sys.executable, "-m", "sakip", "siapkan", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def database(tmp_path, settings, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    path = settings.DATA_DIR / "sakip.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    return path


def modes(*paths):
    return [oct(stat.S_IMODE(path.stat().st_mode)) for path in paths]


def test_nobody_else_on_the_machine_enters_a_new_data_folder(database):
    _make_private()
    assert modes(database.parent, database.parent / "surat", database) == [
        "0o700",
        "0o700",
        "0o600",
    ]


def test_sessions_and_letters_of_an_older_data_folder_are_shut_too(database):
    (database.parent / "surat").mkdir(parents=True, mode=0o755)
    database.write_text("isi")
    database.chmod(0o644)
    _make_private()
    assert modes(database.parent / "surat", database) == ["0o750", "0o640"]
    assert database.read_text() == "isi"


@pytest.mark.bukti
def test_a_role_is_only_for_postgresql(tmp_path):
    answer = siapkan(tmp_path, "--peran-aplikasi", "sakip")
    assert answer.returncode == 2
    assert (
        answer.stderr == "--peran-aplikasi hanya untuk PostgreSQL. Isi SAKIP_DATABASE_URL dahulu.\n"
    )
    assert not (tmp_path / "sakip.sqlite3").exists()
