"""What the tests of plans share: Sari at her desk, and the count of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.tests.builders import make_pengguna


@pytest.fixture
def desk(client, sari):
    client.force_login(sari)
    return client


@pytest.fixture
def count_queries(client):
    """How many questions a page asks the database, once the session is open."""

    def count(url: str) -> int:
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    return count


@pytest.fixture
def bappeda(kabupaten):
    """Budi plans for the whole kabupaten, and decides on the plans of units."""
    return wearing(make_pengguna(kabupaten, Peran.BAPPEDA, username="budi", nama="Budi"))


@pytest.fixture
def sekda(kabupaten):
    """Hendra decides on the agency's own plan."""
    return wearing(make_pengguna(kabupaten, Peran.SEKDA, username="hendra", nama="Hendra"))
