"""The box of decisions holds what waits for this person, and asks for nothing beyond what he may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.conftest import wearing
from sakip.keputusan.kotak import PEMBUAT, load_kotak
from sakip.organisasi.models import Peran
from sakip.pengukuran.models import Addendum, Pembukaan
from sakip.perencanaan.models import Lintas, PermintaanData, Versi
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.perjanjian.tests.conftest import kantor, store, surya
from sakip.tests.builders import make_pengguna

__all__ = ["kantor", "store", "surya"]

TABEL = tuple(
    f'SELECT "{model._meta.db_table}"'
    for model in (Pembukaan, Addendum, Versi, Lintas, PermintaanData, PerjanjianKinerja)
)


UNIT = {Peran.KEPALA_OPD}


@pytest.mark.parametrize("peran", sorted(PEMBUAT))
def test_the_box_asks_for_nothing_of_another_agency(dinkes, peran):
    user = wearing(make_pengguna(dinkes.instansi, peran, dinkes if peran in UNIT else None))
    with CaptureQueriesContext(connection) as asked:
        load_kotak(user)
    of_agency = f'."instansi_id" = {user.instansi_id}'
    heard = [one["sql"] for one in asked if one["sql"].startswith(TABEL)]
    assert all(of_agency in sql for sql in heard)
    assert heard or peran in {Peran.BPKAD, Peran.WALIDATA}


def test_a_head_finds_only_the_agreement_he_is_to_sign_himself(client, kantor, siti):
    kantor.submit()
    other = make_pengguna(kantor.dinkes.instansi, Peran.KEPALA_OPD, kantor.dinkes)
    for user, waits in ((siti, True), (other, False)):
        client.force_login(user)
        assert ("Tanda tangan PK 2026" in client.get("/keputusan/").content.decode()) == waits
