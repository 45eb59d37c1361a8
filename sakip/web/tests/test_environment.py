"""What the settings ask of the machine and of the environment."""

import json
import os
import stat
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings

from sakip.web.clock import today
from sakip.web.converters import TahunConverter, TriwulanConverter
from sakip.web.environment import (
    SettingError,
    has_wal_reset_bug,
    load_environment,
    load_secret_key,
    load_sqlite_journal,
)


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 6, 23), "WAL"),
        ((3, 7, 0), "DELETE"),
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_wal_only_where_sqlite_loses_no_commit(version, journal):
    assert load_sqlite_journal(version) == journal
    assert has_wal_reset_bug(version) == (journal == "DELETE")


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = tmp_path / "data"
    first = load_secret_key(folder)
    path = folder / "kunci-rahasia"
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_secret_key(folder) == first
    assert load_secret_key(tmp_path / "lain") != first


def test_two_processes_that_start_at_once_share_one_secret(tmp_path, monkeypatch):
    path = tmp_path / "kunci-rahasia"

    def be_second(own, target):
        path.write_text("milik proses lain")
        raise FileExistsError

    monkeypatch.setattr(os, "link", be_second)
    assert load_secret_key(tmp_path) == "milik proses lain"
    assert [one.name for one in tmp_path.iterdir()] == ["kunci-rahasia"]


def test_today_can_be_fixed(settings):
    settings.HARI_INI = "2026-10-12"
    assert today("Asia/Jayapura") == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("zona", "hari"), [("Asia/Jakarta", 31), ("Asia/Makassar", 31), ("Asia/Jayapura", 1)]
)
def test_today_is_the_date_on_the_wall_of_the_office(time_machine, settings, zona, hari):
    settings.HARI_INI = ""
    time_machine.move_to("2026-03-31T15:30:00Z", tick=False)
    assert today(zona).day == hari


@pytest.mark.parametrize(("kelas", "teks", "nilai"), [
    (TahunConverter, "2026", 2026), (TriwulanConverter, "tw3", 3),
])  # fmt: skip
def test_an_address_is_read_back_as_it_was_written(kelas, teks, nilai):
    assert kelas().to_python(teks) == nilai
    assert kelas().to_url(nilai) == teks


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["1999/tw1", "2101/tw1", "2026/tw0", "2026/tw5", "2026/tw12"])
def test_a_period_that_cannot_be_is_not_found(client, rina, path):
    client.force_login(rina)
    assert client.get(f"/{path}/perangkat-daerah/").status_code == 404


def settings_with(tmp_path, **environment):
    """The settings as a server would read them under these variables."""
    names = [
        "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", "DEBUG", "SQLITE_JOURNAL", "PASSWORD_HASHERS",
    ]  # fmt: skip
    read = f"{{name: getattr(settings, name) for name in {names}}}"
    program = f"import json; from sakip import settings; print(json.dumps({read}))"
    keep = {k: v for k, v in os.environ.items() if not k.startswith("SAKIP_")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=keep | {"SAKIP_DATA_DIR": str(tmp_path)} | environment,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_behind_https_the_cookies_are_secure_and_the_browser_stays(tmp_path):
    read = settings_with(tmp_path, SAKIP_ALAMAT="https://sakip.contoh.go.id")
    assert read["SESSION_COOKIE_SECURE"]
    assert read["CSRF_COOKIE_SECURE"]
    assert read["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert read["SECURE_SSL_REDIRECT"]
    assert read["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert "sakip.contoh.go.id" in read["ALLOWED_HOSTS"]


def test_who_says_by_which_address_people_come_is_asked_by_no_other(tmp_path):
    everywhere = {"SAKIP_HOST": "0.0.0.0"}
    named = settings_with(tmp_path, SAKIP_ALAMAT="https://sakip.contoh.go.id", **everywhere)
    assert "*" not in named["ALLOWED_HOSTS"]
    assert "sakip.contoh.go.id" in named["ALLOWED_HOSTS"]
    assert settings_with(tmp_path, **everywhere)["ALLOWED_HOSTS"] == ["*"]


def test_without_any_variable_the_defaults_are_safe(tmp_path):
    read = settings_with(tmp_path)
    assert read["DEBUG"] is False
    assert "*" not in read["ALLOWED_HOSTS"]
    assert read["PASSWORD_HASHERS"] == ["sakip.organisasi.hashers.Argon2Hasher"]
    assert (tmp_path / "kunci-rahasia").exists()


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("SAKIP_PORT", "abc"),
        ("SAKIP_PORT", "99999"),
        ("SAKIP_PORT", "-1"),
        ("SAKIP_PROXY", "1,5"),
        ("SAKIP_BERKAS_MAKS_MB", "20 MB"),
        ("SAKIP_BERKAS_KUOTA_MB", "0"),
        ("SAKIP_HOST", "999.1.1.1"),
        ("SAKIP_ALAMAT", "sakip.contoh.go.id"),
        ("SAKIP_ALAMAT", "https://contoh.go.id/sakip"),
        ("SAKIP_SMTP", "surat:dua"),
        ("SAKIP_HARI_INI", "2026-13-40"),
        ("SAKIP_HARI_INI", "20261012"),
        ("SAKIP_REGULASI_DIR", "/tidak/ada"),
    ],
)
def test_a_mistyped_setting_is_named_with_what_to_write(nama, isi):
    with pytest.raises(SettingError, match=nama) as error:
        load_environment({nama: isi, "PATH": "/bin"})
    (kalimat,) = error.value.faults
    assert kalimat.startswith(f"{nama} tidak dapat dipakai: {isi}. ")
    assert kalimat.endswith(".")


def test_all_mistyped_settings_are_told_together():
    with pytest.raises(SettingError) as error:
        load_environment({"SAKIP_PORT": "x", "SAKIP_HOST": "y", "SAKIP_HARI_INI": "besok"})
    assert len(error.value.faults) == 3


@pytest.mark.parametrize(
    "isi", ["oracle://x/y", "ngawur", "postgres://sakip:rahasia@mesin:porta/a"]
)
def test_a_database_address_is_refused_without_printing_its_password(isi):
    with pytest.raises(SettingError) as error:
        load_environment({"SAKIP_DATABASE_URL": isi})
    assert isi not in str(error.value)


def test_an_empty_variable_counts_as_absent_and_a_good_one_is_kept():
    good = {
        "SAKIP_DATABASE_URL": "postgres://sakip@%2Frun%2Fpostgresql/sakip",
        "SAKIP_HOST": "::1",
        "SAKIP_SMTP": "surat.contoh.go.id:25",
        "SAKIP_ALAMAT": "https://sakip.contoh.go.id/",
        "SAKIP_HARI_INI": "2026-10-12",
    }
    assert load_environment(good | {"SAKIP_PORT": " ", "HOME": "/"}) == good


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(SettingError, match="SAKIP_DATA_DIR"):
        load_secret_key(tmp_path / "berkas" / "data")
