"""The database of the tests, without running every migration again in each process.

PostgreSQL is as `tools/postgres.sh` made it: the role of the tests may create nothing. SQLite is a copy
of what the migrations made when they last changed, kept in `build/basis/`.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from sakip.tests.mutan import AKAR

FOLDER = AKAR / "build" / "basis"
# What migrations are made of, beside themselves.
BAHAN = ("requirements/base.txt", "sakip/web/constraints.py", "sakip/web/fields.py")


def open_basis() -> None:
    """Connect to the database of the tests, with all its tables and no row of an agency."""
    keep = connection.vendor == "postgresql"
    name = connection.creation._create_test_db(verbosity=0, autoclobber=True, keepdb=keep)
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        _fill()
    _ = connection.features.supports_json_field  # asked once a process, in no test that counts


def close_basis(name: str) -> None:
    """Back to the database called `name`; one of SQLite is gone."""
    keep = connection.vendor == "postgresql"
    connection.creation.destroy_test_db(name, verbosity=0, keepdb=keep)


def copy_basis(target: Path) -> None:
    """Make the database file of a server that has none; not when no test has kept the tables yet."""
    if _kept().exists() and not target.exists():
        shutil.copy(_kept(), target)


def _kept() -> Path:
    return FOLDER / f"{_fingerprint()}.sqlite3"


def _fill() -> None:
    kept = _kept()
    if kept.exists():
        with closing(sqlite3.connect(kept)) as source:
            source.backup(connection.connection)
        return
    call_command("migrate", verbosity=0, interactive=False)
    _keep(kept)


def _keep(kept: Path) -> None:
    """Put it there in one piece: several processes may do so at once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(part)) as target:
        connection.connection.backup(target)
    part.replace(kept)
    for old in FOLDER.glob("*.sqlite3"):
        if old != kept:
            old.unlink(missing_ok=True)


def _fingerprint() -> str:
    """One hash of all that the tables follow from."""
    digest = hashlib.sha256()
    files = [*(AKAR / "sakip").glob("*/migrations/*.py"), *(AKAR / name for name in BAHAN)]
    for path in sorted(files):
        digest.update(f"{path.relative_to(AKAR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
