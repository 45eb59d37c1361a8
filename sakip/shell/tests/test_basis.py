"""A database or a setting that cannot be used: said in words, with exit status 2, and no traceback."""

import os
import subprocess
import sys

import pytest
from django.db import OperationalError, ProgrammingError

from sakip.shell.basis import BELUM_SIAP, LAMA, TERKUNCI, TIDAK_TERBUKA, database_in_words
from sakip.shell.galat import GalatError


def sakip(folder, *words, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("SAKIP_")}
    env |= {"SAKIP_DATA_DIR": str(folder)} | environment
    command = [sys.executable, "-m", "sakip", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.bukti
def test_who_asks_a_database_that_is_not_prepared_is_told_what_to_do_first(tmp_path):
    answer = sakip(tmp_path, "jejak", "periksa")
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", f"{BELUM_SIAP}\n")


@pytest.mark.bukti
def test_the_first_command_of_a_new_agency_prepares_its_database(tmp_path):
    words = ["--kode", "35.97", "--nama", "Kabupaten Anda", "--jenis", "kabupaten", "--zona", "WIB"]
    words += ["--admin", "nama.anda", "--nama-admin", "Nama Anda"]
    folder = tmp_path / "data"
    answer = sakip(folder, "instansi", "buat", *words)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("Tabel disiapkan: ")
    assert "Kabupaten Anda (35.97) dibuat" in answer.stdout
    assert sakip(folder, "jejak", "periksa").returncode == 0
    again = sakip(folder, "siapkan")
    assert (again.returncode, again.stdout) == (0, "Tabel sudah mutakhir.\n")


@pytest.mark.bukti
def test_who_mistypes_settings_reads_one_line_for_each(tmp_path):
    answer = sakip(tmp_path, "jejak", "periksa", SAKIP_PORT="abc", SAKIP_HARI_INI="besok")
    assert answer.returncode == 2
    assert answer.stderr.splitlines() == [
        "SAKIP_PORT tidak dapat dipakai: abc. Isi bilangan bulat 1 sampai 65535.",
        "SAKIP_HARI_INI tidak dapat dipakai: besok. Isi tanggal seperti 2026-10-12.",
    ]


# As PostgreSQL says that a statement took too long.
DIHENTIKAN = OperationalError("canceling statement due to statement timeout")
DIHENTIKAN.__cause__ = type("QueryCanceled", (Exception,), {"sqlstate": "57014"})()


@pytest.mark.parametrize(
    ("error", "kalimat"),
    [
        (DIHENTIKAN, LAMA),
        (OperationalError("no such table: audit_jejak"), BELUM_SIAP),
        (OperationalError("no such column: revisi"), BELUM_SIAP),
        (OperationalError("database is locked"), TERKUNCI),
        (OperationalError("unable to open database file"), TIDAK_TERBUKA),
        (OperationalError("couldn't get a connection after 10.00 sec"), TIDAK_TERBUKA),
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_words(error, kalimat):
    with pytest.raises(GalatError) as told, database_in_words():
        raise error
    assert str(told.value) == kalimat


def test_a_mistake_of_ours_is_not_hidden_behind_words():
    with pytest.raises(ProgrammingError), database_in_words():
        raise ProgrammingError("syntax error at or near SELEC")
