"""The store of contents: whole or not at all, under the name of what is in it."""

import os
import time

import pytest

from sakip.web.store import LocalStore

ISI = b"isi berkas"


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "gudang")


def files(store):
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_the_same_content_is_kept_once(store):
    first = store.write([ISI])
    assert store.write([ISI[:3], ISI[3:]]) == first
    [path] = files(store)
    assert path.name == first.sha256
    assert path.parent.parent.parent == store.root
    assert path.stat().st_mode & 0o077 == 0


def test_what_breaks_off_leaves_nothing(store):
    def broken():
        yield ISI
        raise OSError("disk penuh")

    with pytest.raises(OSError, match="disk penuh"):
        store.write(broken())
    assert files(store) == []


def test_content_that_was_swapped_on_disk_is_measured_as_it_is(store):
    stored = store.write([ISI])
    files(store)[0].chmod(0o600)
    files(store)[0].write_bytes(b"lain")
    assert store.measure(stored.sha256) != stored
    assert store.write([ISI]) == store.measure(stored.sha256)


def test_what_a_killed_process_left_goes_away_after_a_day(store):
    kept = store.write([ISI])
    half = store.root / "baru-setengah"
    half.write_bytes(b"se")
    store.delete_unfinished()
    assert half.exists()
    yesterday = time.time() - 90_000
    os.utime(half, (yesterday, yesterday))
    store.delete_unfinished()
    assert [path.name for path in files(store)] == [kept.sha256]
