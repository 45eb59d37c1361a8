"""Canonical text: what a database gives back has one text, whichever database it is."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Value

from sakip.audit.check import covered_models
from sakip.audit.hashing import canonical, hashed_fields, plain, row_hash, sha256, stored_hashes
from sakip.organisasi.models import Instansi, Pengguna
from sakip.web.fields import UangField, UkuranField

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (1, "1"),
        ("é", '"é"'),
        ("a\x1fb", '"a\\u001fb"'),
        (Decimal("12.50"), '"12.5"'),
        (Decimal("-0.00"), '"0"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("0.1234567890123456789012345678901"), '"0.1234567890123456789012345678901"'),
        (0.1, "0.1"),
        (2.0, "2"),
        (1e23, "100000000000000000000000"),
        (datetime(2026, 1, 2, 7, tzinfo=WIB), '"2026-01-02T00:00:00.000000+00:00"'),
        (date(2026, 1, 2), '"2026-01-02"'),
        (time(7, 30), '"07:30:00"'),
        (timedelta(hours=1), '"1:00:00"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (memoryview(b"\x00\xff"), '"00ff"'),
        ({"b": 1, "a": (Decimal("1.0"),)}, '{"a":["1"],"b":1}'),
    ],
)
def test_each_value_has_one_text(value, text):
    assert canonical(value) == text


def test_a_value_without_a_text_of_its_own_is_refused():
    with pytest.raises(TypeError, match="SimpleNamespace"):
        plain({"a": SimpleNamespace()})


def test_two_lists_of_texts_never_run_together():
    assert sha256("a", "bc") != sha256("ab", "c")


STORED = {
    "teks": (Value("Rp 1.000 – é", output_field=models.CharField()), '"Rp 1.000 – é"'),
    "kosong": (Value(None, output_field=models.CharField()), "null"),
    "ya": (Value(True, output_field=models.BooleanField()), "true"),
    "bulat": (Value(2**62, output_field=models.BigIntegerField()), str(2**62)),
    "hari": (Value(date(2026, 1, 2), output_field=models.DateField()), '"2026-01-02"'),
    "saat": (
        Value(datetime(2026, 1, 2, 3, 4, 5, 678901, UTC), output_field=models.DateTimeField()),
        '"2026-01-02T03:04:05.678901+00:00"',
    ),
    "ukuran": (Value(Decimal("1234567890123.4567"), output_field=UkuranField()), '"1234567890123.4567"'),
    "uang": (Value(Decimal("12.5"), output_field=UangField()), '"12.5"'),
    "json": (
        Value({"z": [1, 2.0, 0.1, 1e23, None, True], "a": {"é": "1.0"}}, output_field=models.JSONField()),
        '{"a":{"é":"1.0"},"z":[1,2,0.1,100000000000000000000000,null,true]}',
    ),
}  # fmt: skip


@pytest.mark.parametrize("nama", STORED)
def test_what_the_database_gives_back_has_the_same_text_on_both(nama, kabupaten):
    value, text = STORED[nama]
    stored = Instansi.objects.annotate(nilai=value).values_list("nilai", flat=True).get()
    assert canonical(stored) == text


def test_the_hash_of_a_row_is_that_of_its_text():
    row = {"id": 7, "nama": "Dinas", "aktif": True, "sejak": date(2020, 1, 1), "induk_id": None}
    text = '{"aktif":true,"id":7,"induk_id":null,"nama":"Dinas","sejak":"2020-01-01"}'
    assert row_hash(Instansi, row) == hashlib.sha256(text.encode()).hexdigest()


def test_a_column_that_came_later_counts_once_it_is_filled(monkeypatch):
    old = {"id": 7, "nama": "Dinas"}
    monkeypatch.setattr(Instansi, "JEJAK_BARU", {"tanda": []}, raising=False)
    assert row_hash(Instansi, old | {"tanda": []}) == row_hash(Instansi, old)
    assert row_hash(Instansi, old | {"tanda": ["a"]}) != row_hash(Instansi, old)


def test_every_type_of_column_in_use_was_thought_of():
    known = {
        "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "DateField",
        "DateTimeField", "EmailField", "ForeignKey", "JSONField", "OneToOneField",
        "PositiveIntegerField", "PositiveSmallIntegerField", "SmallIntegerField", "TextField",
        "UangField", "UkuranField", "URLField",
    }  # fmt: skip
    used = {type(f).__name__ for model in covered_models() for f in model._meta.concrete_fields}
    assert used <= known


def test_only_the_last_login_stands_outside_the_hash():
    outside = {
        (model._meta.label_lower, name)
        for model in apps.get_models()
        for name in getattr(model, "JEJAK_LUAR", ())
    }
    assert outside == {("organisasi.pengguna", "last_login")}
    assert "last_login" not in hashed_fields(Pengguna)
    assert "password" in hashed_fields(Pengguna)


def test_a_thousand_rows_are_asked_for_in_portions(kabupaten, django_assert_num_queries):
    pks = [kabupaten.pk, *range(10**6, 10**6 + 999)]
    with django_assert_num_queries(2):
        assert list(stored_hashes(Instansi, pks)) == [kabupaten.pk]
