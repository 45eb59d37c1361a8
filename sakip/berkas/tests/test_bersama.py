"""Two who upload into one cabinet at the same moment."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.berkas.actions import berkas as actions
from sakip.berkas.models import Berkas
from sakip.berkas.tests.test_berkas import isi, tambah
from sakip.tests.berdua import BERDUA, let_wait, refused

pytestmark = BERDUA


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_the_same_content_sent_twice_at_once_is_there_once(sari, siti, dinkes, monkeypatch):
    let_wait(
        monkeypatch,
        actions,
        "store_blob",
        lambda: tambah(dinkes, sari),
        refused(ValidationError, "Isi yang sama sudah ada", lambda: tambah(dinkes, siti)),
    )
    assert Berkas.objects.get().pengunggah == sari


def test_the_last_room_of_a_cabinet_is_given_once(sari, siti, dinkes, monkeypatch, settings):
    settings.BERKAS_KUOTA_BITA = isi().ukuran + 10
    let_wait(
        monkeypatch,
        actions,
        "store_blob",
        lambda: tambah(dinkes, sari),
        refused(PermissionDenied, "Ruang berkas", lambda: tambah(dinkes, siti, tambahan=b"5")),
    )
    assert Berkas.objects.count() == 1
