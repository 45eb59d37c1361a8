"""What a request may carry: a little too much is read and dropped, far too much is not read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadhandler import SkipFile, StopUpload

from sakip.organisasi.models import Pengguna
from sakip.web import uploads


@pytest.fixture
def handler(settings, rf):
    settings.BERKAS_MAKS_BITA = 1000
    request = rf.post("/")
    request.user = Pengguna()
    return uploads.LimitUploadHandler(request)


def told(handler, length):
    handler.handle_raw_input(None, {}, length, "")
    return handler


def test_a_file_within_the_limit_passes(handler):
    assert told(handler, 900).receive_data_chunk(b"x" * 900, 0) == b"x" * 900


def test_a_file_a_little_over_the_limit_is_dropped_and_the_form_comes_back(handler):
    with pytest.raises(SkipFile):
        told(handler, 1100).receive_data_chunk(b"x" * 200, 900)


def test_a_visitor_fills_no_disk(handler):
    """No page without a login takes a file; the login itself is posted by anybody."""
    handler.request.user = AnonymousUser()
    with pytest.raises(StopUpload):
        told(handler, 900).receive_data_chunk(b"x" * 900, 0)


def test_a_request_ten_times_as_large_is_not_read_at_all(handler):
    with pytest.raises(StopUpload):
        told(handler, 10_001).receive_data_chunk(b"x", 0)
