"""`sakip siapkan`: what it prepares, that it may be repeated, and what it refuses.

What it does on PostgreSQL is tried in `sakip/web/tests/test_rls.py`.
"""

import os
import sqlite3
import subprocess
import sys

import pytest

pytestmark = pytest.mark.bukti


def siapkan(folder, *words):
    env = os.environ | {"SAKIP_DATA_DIR": str(folder), "SAKIP_SECRET_KEY": "uji"}
    env.pop("SAKIP_DATABASE_URL", None)
    command = [sys.executable, "-m", "sakip", "siapkan", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_a_new_folder_gets_its_database_and_a_second_run_changes_nothing(tmp_path):
    folder = tmp_path / "data"
    first = siapkan(folder)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Tabel disiapkan: ")
    with sqlite3.connect(folder / "sakip.sqlite3") as database:
        database.execute("SELECT * FROM audit_jejak")
    database.close()
    assert siapkan(folder).stdout == "Tabel sudah mutakhir.\n"


def test_a_role_is_only_for_postgresql(tmp_path):
    answer = siapkan(tmp_path, "--peran-aplikasi", "sakip")
    assert answer.returncode == 2
    assert (
        answer.stderr == "--peran-aplikasi hanya untuk PostgreSQL. Isi SAKIP_DATABASE_URL dahulu.\n"
    )
    assert not (tmp_path / "sakip.sqlite3").exists()
