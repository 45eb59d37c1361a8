"""The named cast. Sari measures at Dinas Kesehatan, Siti heads it, Joko is from another office,
Rina runs the organisation, Adi is the admin, Eko evaluates; Wati is an admin of another agency.
"""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Instansi, Pengguna, Peran, PerangkatDaerah
from sakip.tests.basis import close_basis, open_basis
from sakip.tests.builders import make_instansi, make_pengguna, make_perangkat_daerah
from sakip.web.scope import SEMUA, instansi_scope

# How long random cases take to draw is a matter of the machine, not of the program.
settings.register_profile("rumah", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rumah")

# What is imported and collected stays to the end: garbage is sought in it a hundred times less often.
gc.set_threshold(50_000, 20, 100)

# The fixtures with which a test says that it asks the database.
BASIS = {"db", "transactional_db"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database is the same on every one."""
    for item in items:
        if not BASIS & set(getattr(item, "fixturenames", ())):
            item.add_marker("sekali")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Instead of migrating: the tables that stand already (`sakip.tests.basis`)."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        open_basis()
    yield
    with django_db_blocker.unblock():
        close_basis(name)


@pytest.fixture(autouse=True)
def _every_agency(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test builds and reads rows of several agencies; each request inside sets its own scope."""
    if not BASIS & set(request.fixturenames):
        yield
        return
    request.getfixturevalue(
        "transactional_db" if "transactional_db" in request.fixturenames else "db"
    )
    with instansi_scope(SEMUA):
        yield


def wearing(user: Pengguna) -> Pengguna:
    """The person with his first cap on, as the middleware would give it."""
    wear_cap(user, user.instansi.hari_ini)
    return user


@pytest.fixture
def kabupaten(db: None) -> Instansi:
    return make_instansi(nama="Kabupaten Contoh")


@pytest.fixture
def kota(db: None) -> Instansi:
    """Another agency, whose people may see nothing of the first."""
    return make_instansi(nama="Kota Contoh", jenis="kota")


@pytest.fixture
def dinkes(kabupaten: Instansi) -> PerangkatDaerah:
    return make_perangkat_daerah(kabupaten, kode="05", nama="Dinas Kesehatan", singkatan="Dinkes")


@pytest.fixture
def sari(dinkes: PerangkatDaerah) -> Pengguna:
    """Sari measures performance at the health office."""
    return wearing(
        make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, dinkes, username="sari", nama="Sari")
    )


@pytest.fixture
def siti(dinkes: PerangkatDaerah) -> Pengguna:
    """Siti heads the health office."""
    return wearing(
        make_pengguna(dinkes.instansi, Peran.KEPALA_OPD, dinkes, username="siti", nama="Siti")
    )


@pytest.fixture
def joko(kabupaten: Instansi) -> Pengguna:
    """Joko measures performance at another office: he may see nothing of the health office."""
    unit = make_perangkat_daerah(kabupaten, kode="06", nama="Dinas PUPR", singkatan="DPUPR")
    return wearing(make_pengguna(kabupaten, Peran.OPERATOR_OPD, unit, username="joko", nama="Joko"))


@pytest.fixture
def rina(kabupaten: Instansi) -> Pengguna:
    """Rina runs SAKIP at Bagian Organisasi."""
    return wearing(make_pengguna(kabupaten, Peran.BAGOR, username="rina", nama="Rina"))


@pytest.fixture
def adi(kabupaten: Instansi) -> Pengguna:
    """Adi is the admin of the kabupaten."""
    return wearing(make_pengguna(kabupaten, Peran.ADMIN, username="adi", nama="Adi"))


@pytest.fixture
def eko(kabupaten: Instansi) -> Pengguna:
    """Eko evaluates for the Inspektorat."""
    return wearing(make_pengguna(kabupaten, Peran.EVALUATOR, username="eko", nama="Eko"))


@pytest.fixture
def wati(kota: Instansi) -> Pengguna:
    """Wati is the admin of another agency."""
    return wearing(make_pengguna(kota, Peran.ADMIN, username="wati", nama="Wati"))
