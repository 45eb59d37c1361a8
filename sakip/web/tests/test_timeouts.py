"""A statement that takes too long is given up (T26): the page says so, and nothing is half written."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from sakip.organisasi.models import Instansi
from sakip.web.timeouts import unhurried

postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no time limit of a statement"
)
SERVER = "import sakip.wsgi"
PERINTAH = "import sakip.settings"


def options_of(tmp_path, start, **environment):
    """What a process that begins so asks of its connections to PostgreSQL."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("SAKIP_")}
    env |= {"SAKIP_DATA_DIR": str(tmp_path), "SAKIP_DATABASE_URL": "postgres://peran@mesin/sakip"}
    program = "from sakip import settings; import json; print(json.dumps(settings.DATABASES))"
    done = subprocess.run(
        [sys.executable, "-c", f"{start}; {program}"],
        cwd=settings.BASE_DIR,
        env=env | environment,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)["default"]["OPTIONS"].get("options")


@pytest.mark.parametrize(
    ("start", "environment", "options"),
    [
        (SERVER, {}, "-c statement_timeout=5s"),
        (PERINTAH, {}, "-c statement_timeout=60s"),
        (SERVER, {"SAKIP_BATAS_KUERI": "9"}, "-c statement_timeout=9s"),
        (PERINTAH, {"SAKIP_BATAS_KUERI_LATAR": "900"}, "-c statement_timeout=900s"),
        (SERVER, {"SAKIP_BATAS_KUERI": "0"}, None),
        (
            SERVER,
            {"SAKIP_DATABASE_URL": "postgres://a@b/c?options=-c%20work_mem%3D8MB"},
            "-c statement_timeout=5s -c work_mem=8MB",
        ),
    ],
)
def test_a_page_has_seconds_and_a_command_or_the_worker_a_minute(
    tmp_path, start, environment, options
):
    assert options_of(tmp_path, start, **environment) == options


def limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


@postgresql
@pytest.mark.django_db
def test_the_limit_reaches_the_database_and_tables_are_prepared_without_one():
    assert limit() == "1min"
    with unhurried():
        assert limit() == "0"
    assert limit() == "1min"


@postgresql
@pytest.mark.django_db
@pytest.mark.urls("sakip.web.tests.alamat_uji")
def test_sari_reads_that_it_took_too_long_and_nothing_was_written(client, sari):
    client.force_login(sari)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '100ms'")
    answer = client.post("/uji/lama/", headers={"Referer": "http://testserver/setelan/"})
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 503
    assert "permintaan ini dihentikan dan tidak ada yang disimpan." in page
    assert "data-belum" in page, "what was typed waits in the tab"
    assert 'href="/setelan/"' in page
    assert Instansi.objects.get().nama == "Kabupaten Contoh"
