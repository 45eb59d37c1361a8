from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.db.models import DateField, Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from sakip.organisasi.models import Penugasan, PerangkatDaerah
from sakip.tests.builders import make_perangkat_daerah
from sakip.web.prepared import Prepared, Slot
from sakip.web.scope import SEMUA, instansi_scope


def ask_penugasan():
    own = Penugasan.objects.filter(pengguna=Slot("pengguna"), mulai__lte=Slot("hari", DateField()))
    return own.select_related("perangkat_daerah").order_by("pk")


@pytest.mark.parametrize("hari", [date(1999, 12, 31), date(2030, 1, 1)], ids=str)
def test_sari_and_siti_each_get_what_the_plain_question_finds(sari, siti, hari):
    asked = Prepared(ask_penugasan)
    for one in (sari, siti, sari):
        plain = Penugasan.objects.filter(pengguna=one, mulai__lte=hari).order_by("pk")
        assert asked.load(pengguna=one.pk, hari=hari) == list(plain)


def test_the_question_is_put_together_once_and_brings_what_belongs_to_its_rows(
    sari, siti, django_assert_num_queries
):
    made = []
    asked = Prepared(lambda: made.append("sekali") or ask_penugasan())
    with django_assert_num_queries(2):
        rows = [asked.load(pengguna=one.pk, hari=date(2030, 1, 1))[0] for one in (sari, siti)]
        assert {row.perangkat_daerah.singkatan for row in rows} == {"Dinkes"}
    assert made == ["sekali"]


def test_a_value_stands_in_columns_and_in_questions_within(dinkes, sari, joko):
    held = Penugasan.objects.filter(perangkat_daerah=OuterRef("pk"), pengguna=Slot("pengguna"))
    units = PerangkatDaerah.objects.order_by("kode")
    asked = Prepared(lambda: units.annotate(miliknya=Exists(held)).values_list("kode", "miliknya"))
    assert [bool(own) for _, own in asked.load(pengguna=sari.pk)] == [True, False]
    assert [bool(own) for _, own in asked.load(pengguna=joko.pk)] == [False, True]


def test_a_value_is_never_read_as_sql(dinkes):
    asked = Prepared(lambda: PerangkatDaerah.objects.filter(nama=Slot("nama")))
    assert asked.load(nama=dinkes.nama) == [dinkes]
    with CaptureQueriesContext(connection) as asked_of_the_database:
        assert asked.load(nama="' OR 1=1 --%s") == []
    assert len(asked_of_the_database) == 1


def test_who_forgets_a_value_is_told_which(sari):
    with pytest.raises(KeyError, match="hari"):
        Prepared(ask_penugasan).load(pengguna=sari.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_each_get_their_own(kabupaten):
    units = [make_perangkat_daerah(kabupaten, kode=f"{n:02}", nama=f"Dinas {n}") for n in range(8)]
    asked = Prepared(lambda: PerangkatDaerah.objects.filter(pk=Slot("pk")))

    def ask(unit):
        try:
            with instansi_scope(SEMUA):
                return [asked.load(pk=unit.pk) for _ in range(20)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        for unit, found in zip(units, people.map(ask, units), strict=True):
            assert found == [[unit]] * 20
