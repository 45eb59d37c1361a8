"""Templates are strict, and a part is fetched with the imports of its page."""

import pytest
from django.test import RequestFactory
from jinja2 import UndefinedError

from sakip.web.render import render

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(rina):
    request = RequestFactory().get("/")
    request.user = rina
    request.resolver_match = None
    request.htmx = False
    return request


def test_a_forgotten_name_is_an_error_and_never_an_empty_space(ask):
    with pytest.raises(UndefinedError, match="judul"):
        render(ask, "galat.html", {"status": 404, "pesan": "Tidak ada."}, part="judul")


def test_a_part_is_the_named_block_alone(ask):
    context = {"status": 404, "judul": "Tidak ada", "pesan": "Alamatnya salah.", "kembali": ""}
    page = render(ask, "galat.html", context, part="isi").content.decode()
    assert "Alamatnya salah." in page
    assert "<html" not in page
    assert "Tidak ada" not in page


def test_a_part_that_does_not_exist_is_an_error(ask):
    with pytest.raises(KeyError):
        render(ask, "galat.html", {}, part="bukan_bagian")


def test_what_was_typed_is_shown_as_text_and_never_as_markup(ask):
    context = {"status": 404, "judul": "x", "pesan": "<script>alert(1)</script>", "kembali": ""}
    page = render(ask, "galat.html", context, part="isi").content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_status_is_the_one_asked_for(ask):
    context = {"status": 404, "judul": "x", "pesan": "y", "kembali": ""}
    assert render(ask, "galat.html", context, part="isi", status=404).status_code == 404
    assert render(ask, "galat.html", context, part="isi").status_code == 200
