"""Whatever four people with all caps do in whatever order, nobody releases what he made."""

import random

import pytest

from sakip.conftest import wearing
from sakip.evaluasi.models import Penilaian
from sakip.evaluasi.tests.lintasan_acak import faults, walk
from sakip.organisasi.models import Peran
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import make_penilaian
from sakip.tests.musim import BERJENJANG

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("benih", [3, 17])
def test_no_sequence_of_acts_by_one_person_releases_what_he_made(rina, dinkes, kabupaten, benih):
    orang = [wearing(make_pengguna(kabupaten, Peran.EVALUATOR, nama=f"Orang {n}")) for n in "ABCD"]
    make_penilaian(rina, None, tahapan=BERJENJANG)
    sheet = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    assert walk(sheet, orang, random.Random(benih), 25) > 0
    assert faults(sheet) == []


def test_the_property_finds_a_release_by_who_proposed_it(rina, dinkes, siap, ratna):
    Penilaian.objects.filter(pk=siap.pk).update(
        status="selesai", selesai_oleh=ratna, selesai_pada=siap.tahap_sejak
    )
    assert "dirilis Ratna, yang ikut membuatnya" in faults(siap)
