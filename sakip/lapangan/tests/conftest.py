"""Dinas Kesehatan with an evaluation of which Eko is the team; Budi evaluates elsewhere."""

import pytest

from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import make_penilaian


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.HARI_INI = "2026-11-22"


@pytest.fixture
def budi(kabupaten):
    """Budi evaluates as well, in no team here."""
    return wearing(make_pengguna(kabupaten, Peran.EVALUATOR, username="budi", nama="Budi"))


@pytest.fixture
def penilaian(rina, dinkes, eko):
    return make_penilaian(rina, dinkes, anggota=[eko])
