"""`sakip siapkan`: what it refuses.

What it prepares, and that it may be repeated, is tried in `test_basis.py`; what it does on PostgreSQL in
`sakip/web/tests/test_rls.py`.
"""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.bukti


def siapkan(folder, *words):
    env = os.environ | {"SAKIP_DATA_DIR": str(folder), "SAKIP_SECRET_KEY": "uji"}
    env.pop("SAKIP_DATABASE_URL", None)
    command = [sys.executable, "-m", "sakip", "siapkan", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_a_role_is_only_for_postgresql(tmp_path):
    answer = siapkan(tmp_path, "--peran-aplikasi", "sakip")
    assert answer.returncode == 2
    assert (
        answer.stderr == "--peran-aplikasi hanya untuk PostgreSQL. Isi SAKIP_DATABASE_URL dahulu.\n"
    )
    assert not (tmp_path / "sakip.sqlite3").exists()
