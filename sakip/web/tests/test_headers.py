"""What the browser is told with every answer, and what its cookies carry."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(client, sari):
    """A page for a visitor, one for Sari, one that is not there."""
    before = client.get("/akun/masuk/")
    client.force_login(sari)
    return [before, client.get("/"), client.get("/tidak-ada/")]


def test_nothing_inline_runs_and_nothing_foreign_loads(answers):
    for answer in answers:
        policy = dict(
            part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["form-action"] == "'self'"
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert "http" not in answer["Content-Security-Policy"]


def test_no_cache_keeps_a_page_and_no_frame_shows_it(answers):
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "payment=()" in answer["Permissions-Policy"]


def test_scripts_never_see_a_cookie_and_no_other_site_sends_one(client, sari):
    client.get("/akun/masuk/")
    client.force_login(sari)
    client.get("/")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_whether_the_server_lives_says_nothing_else(client):
    answer = client.get("/sehat/")
    assert answer.json() == {"sehat": True}
