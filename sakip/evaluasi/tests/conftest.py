"""A sheet of Dinas Kesehatan with its team: Budi leads, Eko grades, Ratna guards the quality."""

import pytest

from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import make_penilaian, start_scoring
from sakip.tests.musim import BERJENJANG, declare, make_surat, until_release


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


@pytest.fixture
def tono(kabupaten):
    """Tono is an Irban: he guards the technique of the team."""
    return wearing(make_pengguna(kabupaten, Peran.EVALUATOR, username="tono", nama="Tono"))


@pytest.fixture
def ina(kabupaten):
    """Ina is the Inspektur."""
    return wearing(make_pengguna(kabupaten, Peran.PENJAMIN_MUTU, username="ina", nama="Ina"))


@pytest.fixture
def tim(eko, budi, tono, ratna, ina):
    """Everybody in his place: Eko, Budi, Tono, Ratna, Ina."""
    return [
        (eko, "anggota"),
        (budi, "ketua"),
        (tono, "pengendali_teknis"),
        (ratna, "pengendali_mutu"),
        (ina, "penanggung_jawab"),
    ]


@pytest.fixture
def musim(rina, dinkes, eko, tim):
    """The sheet of Dinas Kesehatan under a letter; everybody declared himself free of it."""
    sheet = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    make_surat(sheet, tim=tim, acting_user=eko)
    declare(sheet, *(user for user, _ in tim))
    return sheet


@pytest.fixture
def siap(musim, sari, siti, eko, budi, tono, ratna):
    return until_release(musim, sari, siti, eko, budi, tono, ratna)
