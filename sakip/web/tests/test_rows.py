"""Rows that two people store at once, and what the database says of two who waited for each other."""

import sqlite3

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Model

from sakip.organisasi.models import TahunKerja
from sakip.web.rows import insert, is_crossed


def test_who_was_first_is_named_as_by_a_form(kabupaten, monkeypatch):
    """The first look finds nothing, as when the other one is not stored yet."""
    look, looks = TahunKerja.full_clean, []

    def late(row):
        looks.append(row)
        if len(looks) > 1:
            look(row)

    monkeypatch.setattr(TahunKerja, "full_clean", late)
    rows = [
        TahunKerja(instansi=kabupaten, tahun=2031, dibuka_pada=kabupaten.hari_ini) for _ in range(2)
    ]
    insert(rows[0])
    looks.clear()
    with pytest.raises(ValidationError, match="sudah dibuka"):
        insert(rows[1])
    assert TahunKerja.objects.get(tahun=2031) == rows[0]


def test_what_no_second_look_explains_stays_a_fault(kabupaten, monkeypatch):
    monkeypatch.setattr(Model, "full_clean", lambda row: None)
    row = TahunKerja(instansi=kabupaten, tahun=1, dibuka_pada=kabupaten.hari_ini)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(row)


def test_a_broken_connection_is_no_meeting():
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorname = "SQLITE_BUSY"
    for cause, crossed in ((busy, True), (ConnectionError(), False), (None, False)):
        error = OperationalError("terhenti")
        error.__cause__ = cause
        assert is_crossed(error) is crossed
