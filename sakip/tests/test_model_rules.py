"""What every table must hold: its agency, keys within it, protection of what others hang on."""

import inspect

import pytest
from django.apps import apps
from django.db import models

from sakip.tests.access.saksi import lintas_instansi

# Tables of no agency, each with the reason.
TANPA_INSTANSI = {
    "organisasi.instansi",  # is the agency
    "organisasi.sesi",  # begins before anybody is known
    "organisasi.percobaan",  # counts tries of people who may not exist
    "latar.detak",  # the clock of the installation
    "berkas.blob",  # content without an owner; who may open it is asked of Berkas
    "perencanaan.nomenklatur",  # the nation's list of codes; only the server's command writes it
}

# Unique keys that hold across agencies, each with the reason.
UNIK_BERSAMA = {
    "organisasi.instansi.kode_wilayah",  # given by the nation
    "organisasi.pengguna.username",  # typed at a login that does not yet know the agency
    "organisasi.pengguna.pengguna_username_unik",  # the same, whatever its capitals
    "organisasi.kodeaktivasi.hash",  # a random code
    "organisasi.langganankalender.hash",  # a random token
    "latar.detak.nama",
    "berkas.blob.sha256",
    "perencanaan.nomenklatur.nomenklatur_kode_unik",
}

TABEL = [m for m in apps.get_models() if m.__module__.startswith("sakip.")]
MILIK_INSTANSI = [m for m in TABEL if m._meta.label_lower not in TANPA_INSTANSI]


@pytest.mark.parametrize("model", MILIK_INSTANSI, ids=lambda m: m._meta.label_lower)
def test_every_row_belongs_to_an_agency(model):
    columns = {f.attname: f for f in model._meta.concrete_fields}
    assert "instansi_id" in columns
    assert not columns["instansi_id"].null


def test_the_exceptions_still_exist():
    labels = {m._meta.label_lower for m in TABEL}
    installed = {
        label for label in TANPA_INSTANSI if apps.is_installed(f"sakip.{label.split('.')[0]}")
    }
    assert installed <= labels


@pytest.mark.parametrize("model", TABEL, ids=lambda m: m._meta.label_lower)
def test_unique_keys_lie_within_an_agency(model):
    """A key begins with the agency, or with a row that has one: so isolation and later partitions hold."""
    for name, first in _unique_keys(model):
        if f"{model._meta.label_lower}.{name}" in UNIK_BERSAMA:
            continue
        assert first is not None, f"{name} begins with no column"
        owner = first.related_model if first.is_relation else None
        within = first.attname == "instansi_id" or (owner in MILIK_INSTANSI)
        assert within, f"{name} begins with {first.name}"


def _unique_keys(model):
    """Name and first column of every unique key but the primary one."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield field.name, field
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            first = constraint.fields[0] if constraint.fields else None
            yield constraint.name, first and model._meta.get_field(first)
    for names in model._meta.unique_together:
        yield "_".join(names), model._meta.get_field(names[0])


@pytest.mark.parametrize("model", TABEL, ids=lambda m: m._meta.label_lower)
def test_what_others_hang_on_is_protected(model):
    """Another app's rows never vanish with ours; inside an app only a part goes with its whole."""
    for field in model._meta.concrete_fields:
        if field.is_relation:
            at_end = field.remote_field.on_delete
            same_app = field.related_model._meta.app_label == model._meta.app_label
            allowed = {models.PROTECT, models.CASCADE} if same_app else {models.PROTECT}
            assert at_end in allowed, f"{field.name}: {at_end.__name__}"


@pytest.mark.parametrize("model", TABEL, ids=lambda m: m._meta.label_lower)
def test_every_table_says_what_it_is(model):
    assert inspect.getdoc(model), "no docstring"
    assert not model.__doc__.startswith(f"{model.__name__}("), "no docstring of its own"
    assert "__str__" in vars(model), "no __str__"
    assert (
        model._meta.verbose_name != model._meta.model_name
        or "verbose_name" in model._meta.original_attrs
    )


@pytest.mark.parametrize("model", TABEL, ids=lambda m: m._meta.label_lower)
def test_numbers_are_exact(model):
    """Neither floats nor SQLite's numeric, which keeps about 15 digits: scaled integers (model.md)."""
    for field in model._meta.concrete_fields:
        assert not isinstance(field, models.FloatField), field.name
        assert type(field) is not models.DecimalField, f"{field.name}: use the scaled field"


def test_a_key_that_crosses_two_agencies_is_found():
    rows = {
        ("organisasi.perangkatdaerah", 1): {"instansi_id": 1, "induk_id": None},
        ("organisasi.perangkatdaerah", 2): {"instansi_id": 2, "induk_id": 1},
    }
    assert lintas_instansi(rows) == ["organisasi.perangkatdaerah#2.induk"]
