"""`sakip siapkan`: the tables, and on PostgreSQL the wall between agencies. Running it again is safe."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from sakip.shell.galat import Galat, GalatError
from sakip.web import rls
from sakip.web.scope import SEMUA, instansi_scope
from sakip.web.timeouts import unhurried

NAMA = "siapkan"
BANTUAN = "menyiapkan atau memperbarui tabel, pagar antarinstansi, dan hak peran aplikasi"

TIDAK_BERHAK = "42501"
SEBAGAI_PEMILIK = "Jalankan sakip siapkan dengan peran pemiliknya."
BUKAN_PEMILIK = f"Peran basis data ini bukan pemilik tabel. {SEBAGAI_PEMILIK}"
MELEWATI = "peran basis data ini melewati pagar antarinstansi. Jalankan aplikasi dengan peran lain."


def register(parser: argparse.ArgumentParser) -> None:
    """`[--peran-aplikasi NAMA]`."""
    parser.add_argument(
        "--peran-aplikasi",
        metavar="NAMA",
        help="peran PostgreSQL yang dipakai aplikasi; ia diberi hak memakai tabel, tanpa memilikinya",
    )


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Prepare the database of the settings, as its owner."""
    prepare(out, peran_aplikasi=args.peran_aplikasi)
    return 0


def prepare(out: TextIO, *, peran_aplikasi: str | None = None) -> None:
    """Bring tables, policies and rights up to date; says on `out` what was done.

    Raises GalatError when the role cannot be the application's.
    """
    if peran_aplikasi and connection.vendor != "postgresql":
        pesan = "--peran-aplikasi hanya untuk PostgreSQL. Isi SAKIP_DATABASE_URL dahulu."
        raise GalatError(Galat(None, None, pesan))
    with instansi_scope(SEMUA), _as_owner():
        with unhurried():
            print(_migrate(), file=out)
        if connection.vendor == "postgresql":
            role = rls.load_role()
            if role and (role.owns or role.bypasses):
                _put_up_wall(role, peran_aplikasi, out)
            else:
                _check_wall(peran_aplikasi)


def ensure(out: TextIO) -> None:
    """Prepare a database whose tables are missing or old; say nothing about one that is ready."""
    if _waiting():
        prepare(out)


def _put_up_wall(role: rls.Role, peran_aplikasi: str | None, out: TextIO) -> None:
    """What the owner does."""
    print(f"Pagar antarinstansi terpasang pada {rls.apply_rls()} tabel.", file=out)
    if peran_aplikasi:
        _grant(peran_aplikasi)
        print(f"Peran {peran_aplikasi} boleh memakai tabel dan tidak memilikinya.", file=out)
    if role.bypasses:
        print(f"Peringatan: {MELEWATI}", file=out)


def _check_wall(peran_aplikasi: str | None) -> None:
    """The application's role can put up no wall; it makes sure that it stands."""
    if peran_aplikasi:
        raise GalatError(Galat(None, None, BUKAN_PEMILIK))
    if missing := rls.load_unwalled():
        pesan = f"Pagar antarinstansi belum terpasang pada {len(missing)} tabel. {SEBAGAI_PEMILIK}"
        raise GalatError(Galat(None, None, pesan))


@contextmanager
def _as_owner() -> Iterator[None]:
    """Say in words that another role must run this (PostgreSQL: insufficient privilege)."""
    try:
        yield
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") != TIDAK_BERHAK:
            raise
        raise GalatError(Galat(None, None, BUKAN_PEMILIK)) from error


def _waiting() -> int:
    """How many migrations this database has not seen yet."""
    _make_private()
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _make_private() -> None:
    """The data folder, and in it what other accounts of this machine must not read: sessions and hashes of
    passwords in the database, codes in letters. A folder that is there already is its owner's to open.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    surat, database = settings.DATA_DIR / "surat", Path(str(connection.settings_dict["NAME"]))
    surat.mkdir(exist_ok=True, mode=0o700)
    paths = [surat]
    if database.parent == settings.DATA_DIR:
        database.touch(mode=0o600)
        paths.append(database)
    for path in paths:
        # Where another account owns it, that one decides.
        with suppress(PermissionError):
            path.chmod(path.stat().st_mode & 0o770)


def _migrate() -> str:
    waiting = _waiting()
    if not waiting:
        return "Tabel sudah mutakhir."
    call_command("migrate", interactive=False, verbosity=0)
    return f"Tabel disiapkan: {waiting} migrasi dijalankan."


def _grant(peran: str) -> None:
    fault = rls.role_fault(peran)
    if fault:
        raise GalatError(Galat(None, None, fault))
    rls.grant_rights(peran)
