"""The page of the trail: who may read it, what it shows, and how it is narrowed."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client

from sakip.audit.actions import record, update_guarded
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.jam import set_database_clock

PAGE = "/setelan/jejak/"


@pytest.fixture
def diganti(dinkes, rina, monkeypatch):
    """Rina renamed the health office, late in the evening of 12 October in Jakarta."""
    with monkeypatch.context() as clock:
        set_database_clock(clock, datetime(2026, 10, 12, 16, 30, tzinfo=UTC))
        update_guarded(
            dinkes, "perangkat_daerah.update", revisi=0, acting_user=rina, nama="Dinas Sehat"
        )
    return dinkes


def read(client: Client, user, query: str = "", **headers) -> str:
    client.force_login(user)
    return client.get(PAGE + query, **headers).content.decode()


@pytest.mark.parametrize("nama", ["adi", "rina", "eko"])
def test_who_answers_and_who_evaluates_may_read_it(nama, client, diganti, request):
    page = read(client, request.getfixturevalue(nama))
    assert "Mengubah perangkat daerah Dinas Sehat." in page
    assert "<del>Dinas Kesehatan</del>" in page
    assert "<ins>Dinas Sehat</ins>" in page
    assert "Senin, 12 Oktober 2026 pukul 23.30 WIB" in page
    assert "Rina" in page


@pytest.mark.parametrize("nama", ["sari", "siti", "joko"])
def test_others_are_refused_with_the_reason(nama, client, diganti, request):
    client.force_login(request.getfixturevalue(nama))
    answer = client.get(PAGE)
    assert answer.status_code == 403
    assert "Jejak hanya dibuka oleh Admin" in answer.content.decode()


def test_wati_reads_the_trail_of_her_own_agency_alone(client, diganti, wati, kota):
    record(kota, "instansi.update", acting_user=wati)
    page = read(client, wati)
    assert "Mengubah instansi Kota Contoh." in page
    assert "Dinas Sehat" not in page


def test_the_newest_act_stands_first(client, diganti, rina):
    record(diganti, "perangkat_daerah.delete", acting_user=rina)
    page = read(client, rina)
    assert page.index("Menghapus perangkat daerah") < page.index("Mengubah perangkat daerah")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?objek=organisasi.perangkatdaerah", True),
        ("?objek=organisasi.jabatan", False),
        ("?pelaku=rin", True),
        ("?pelaku=adi", False),
        ("?dari=2026-10-12&sampai=2026-10-12", True),
        ("?dari=2026-10-13", False),
        ("?sampai=2026-10-11", False),
        ("?objek=organisasi.perangkatdaerah&pelaku=Rina&dari=2026-10-12", True),
    ],
)
def test_each_filter_narrows_and_days_are_those_of_the_office(query, shown, client, diganti, rina):
    page = read(client, rina, query)
    assert ("Mengubah perangkat daerah" in page) is shown
    assert ("Tidak ada tindakan yang cocok" in page) is not shown


def test_a_filter_that_cannot_be_read_says_so_and_hides_nothing(client, diganti, rina):
    page = read(client, rina, "?dari=kemarin&objek=apa-saja")
    assert "Tulis tanggal seperti 31-12-2026." in page
    assert "Mengubah perangkat daerah" in page


def test_htmx_gets_the_table_alone(client, diganti, rina):
    page = read(client, rina, headers={"HX-Request": "true"})
    assert "Mengubah perangkat daerah" in page
    assert "<html" not in page


def test_an_agency_without_acts_is_told(client, adi):
    assert "Belum ada tindakan yang tercatat." in read(client, adi)


def test_a_long_trail_is_paged_and_keeps_its_filters(client, dinkes, rina):
    for _ in range(51):
        record(dinkes, "perangkat_daerah.update", acting_user=rina)
    query = "?pelaku=rina"
    page = read(client, rina, query)
    assert "1 sampai 50 dari 51" in page
    assert 'href="?halaman=2&cari=&amp;pelaku=rina"' in page
    assert "51 sampai 51 dari 51" in read(client, rina, f"{query}&halaman=2")


def test_the_page_asks_as_often_for_one_act_as_for_thirty(
    client, dinkes, rina, django_assert_num_queries
):
    record(dinkes, "perangkat_daerah.update", acting_user=rina)
    read(client, rina)
    with django_assert_num_queries(6):
        client.get(PAGE)
    with transaction.atomic():
        for _ in range(30):
            unit = make_perangkat_daerah(dinkes.instansi)
            record(unit, "perangkat_daerah.create", acting_user=rina)
    with django_assert_num_queries(6):
        client.get(PAGE)
