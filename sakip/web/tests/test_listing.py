"""Lists: found by words, and never more rows than a page holds."""

import pytest
from django.test import RequestFactory

from sakip.organisasi.models import PerangkatDaerah
from sakip.tests.builders import make_perangkat_daerah
from sakip.web.listing import PER_HALAMAN, page_of, search_rows

pytestmark = pytest.mark.django_db


def ask(**words):
    return RequestFactory().get("/", words)


def found(words, dinkes):
    rows = search_rows(ask(cari=words), PerangkatDaerah.objects.all(), "kode", "nama")
    return dinkes in rows


@pytest.mark.parametrize(
    "words", ["", "kesehatan", "KESEHATAN", "dinas sehat", "05", "  dinas  05 "]
)
def test_rina_finds_the_health_office(dinkes, words):
    assert found(words, dinkes)


@pytest.mark.parametrize("words", ["kesehatan 06", "sosial", "%", "_____________________________"])
def test_every_word_must_occur(dinkes, words):
    assert not found(words, dinkes)


def test_a_hundred_words_ask_no_more_than_eight_times(dinkes):
    rows = search_rows(ask(cari="dinas " * 100), PerangkatDaerah.objects.all(), "nama")
    assert str(rows.query).count("LIKE") <= 8


def test_a_word_of_sixty_thousand_letters_is_looked_for_as_far_as_it_makes_sense(dinkes):
    assert not found("z" * 60_000, dinkes)


def test_a_page_holds_fifty_rows_and_a_wrong_number_gives_the_nearest(kabupaten):
    for _ in range(PER_HALAMAN + 3):
        make_perangkat_daerah(kabupaten)
    rows = PerangkatDaerah.objects.order_by("kode")
    assert len(page_of(ask(), rows)) == PER_HALAMAN
    assert len(page_of(ask(halaman="2"), rows)) == 3
    assert page_of(ask(halaman="99"), rows).number == 2
    assert page_of(ask(halaman="-1"), rows).number == 2
    assert page_of(ask(halaman="x'; DROP"), rows).number == 1
