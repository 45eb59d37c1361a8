"""A sheet of Dinas Kesehatan with its team: Budi leads, Eko grades, Ratna guards the quality."""

import pytest

from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import make_penilaian, start_scoring


@pytest.fixture
def budi(kabupaten):
    """Budi leads the team and sets no grade."""
    return wearing(make_pengguna(kabupaten, Peran.EVALUATOR, username="budi", nama="Budi"))


@pytest.fixture
def ratna(kabupaten):
    """Ratna is the quality guard of the Inspektorat."""
    return wearing(make_pengguna(kabupaten, Peran.PENJAMIN_MUTU, username="ratna", nama="Ratna"))


@pytest.fixture
def penilaian(rina, dinkes, eko, budi):
    return make_penilaian(rina, dinkes, ketua=budi, anggota=[eko])


@pytest.fixture
def dinilai(penilaian):
    return start_scoring(penilaian)


@pytest.fixture
def page(client):
    """The page a person gets at an address."""

    def get(user, url):
        client.force_login(user)
        return client.get(url).content.decode()

    return get
