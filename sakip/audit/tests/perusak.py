"""Somebody with direct access to the database tampers, by raw SQL, in every way we could think of.

Each way returns what a good verifier names: the table and the rows (of the trail: the numbers) that
were touched. Used by the suite (a few of each) and by `python -m bukti.jejak` (200).
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from sakip.audit.actions import jejak_hash, record
from sakip.audit.check import (
    BERSAMA,
    INSTANSI,
    JEJAK,
    KEPALA,
    MILIK_SERVER,
    check_chain,
    covered_models,
)
from sakip.audit.hashing import hashed_fields
from sakip.audit.models import Jejak, KepalaJejak
from sakip.organisasi.actions.perangkat_daerah import (
    create_perangkat_daerah,
    update_perangkat_daerah,
)
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Instansi, Pengguna, Penugasan, Peran, TahunKerja
from sakip.tests.builders import make_instansi, make_jabatan, make_pengguna

# (table, row) pairs; one of them must be named.
Sasaran = set[tuple[str, int]]


def make_rantai(panjang: int = 12) -> Pengguna:
    """An agency whose every row was recorded, by acts of its admin; his chain is `instansi_id`."""
    instansi = make_instansi()
    admin = make_pengguna(instansi, Peran.ADMIN)
    wear_cap(admin, instansi.hari_ini)
    tahun = TahunKerja.objects.get(instansi=instansi)
    with transaction.atomic():
        juga = [tahun, admin, Penugasan.objects.get(pengguna=admin)]
        record(instansi, "instansi.create", acting_user=None, juga=juga)
    for nomor in range(2, panjang + 1):
        _act(admin, nomor)
    return admin


def _act(admin: Pengguna, nomor: int) -> None:
    unit = create_perangkat_daerah(
        acting_user=admin,
        kode=f"{nomor:03d}",
        nama=f"Dinas {nomor}",
        singkatan=f"D{nomor}",
        jenis="dinas",
        aktif_sejak=date(2020, 1, 1),
    )
    with transaction.atomic():
        jabatan = make_jabatan(unit)
        record(jabatan, "jabatan.create", acting_user=admin)
    update_perangkat_daerah(unit, revisi=unit.revisi, acting_user=admin, nama=f"Dinas Baru {nomor}")


@contextmanager
def direct_access() -> Iterator[Callable[..., None]]:
    """Raw SQL past the application and its role: on PostgreSQL as a role that may change anything."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL ROLE sakip_perusak")
        yield cursor.execute
        if connection.vendor == "postgresql":
            cursor.execute("RESET ROLE")


def try_way(nama: str, rng: random.Random, rantai: int) -> tuple[Sasaran, list[Any]]:
    """Tamper once, verify, and undo. Returns what was touched and what was found."""
    with transaction.atomic():
        touched = _until_it_works(CARA[nama], rng, rantai)
        found = check_chain(rantai)
        transaction.set_rollback(True)
    return touched, found


def _until_it_works(way: Callable[..., Sasaran], rng: random.Random, rantai: int) -> Sasaran:
    """The database itself refuses some changes (a key in use, a constraint): then another is tried."""
    while True:
        try:
            with direct_access() as execute:
                return way(rng, rantai, execute)
        except IntegrityError:
            continue


# --- the chain ----------------------------------------------------------------------------------

TABEL = Jejak._meta.db_table
DI = "WHERE instansi_id = %s AND nomor = %s"


def _number(rng: random.Random, rantai: int) -> int:
    return rng.randint(1, KepalaJejak.objects.get(pk=rantai).nomor)


def edit_act(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """Any column of an act."""
    nomor = _number(rng, rantai)
    jejak = Jejak.objects.get(instansi_id=rantai, nomor=nomor)
    field = rng.choice(Jejak._meta.concrete_fields)
    value = other_value(rng, field, getattr(jejak, field.attname))
    execute(
        f"UPDATE {TABEL} SET {field.column} = %s {DI}",
        [field.get_db_prep_save(value, connection), rantai, nomor],
    )
    return {(JEJAK, nomor), (JEJAK, nomor + 1)}


def rewrite_act(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """The text of an act, with its own hash made to fit again; the next one and the head still know."""
    nomor = _number(rng, rantai)
    jejak = Jejak.objects.get(instansi_id=rantai, nomor=nomor)
    jejak.isi = jejak.isi.replace('"rincian":{', f'"rincian":{{"palsu":{rng.random()},', 1)
    execute(
        f"UPDATE {TABEL} SET isi = %s, hash = %s {DI}",
        [jejak.isi, jejak_hash(jejak), rantai, nomor],
    )
    return {(JEJAK, nomor), (JEJAK, nomor + 1), (KEPALA, rantai)}


def delete_act(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    nomor = _number(rng, rantai)
    execute(f"DELETE FROM {TABEL} {DI}", [rantai, nomor])
    return {(JEJAK, nomor)}


def remove_act(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """Delete an act, close the gap, and correct the head."""
    nomor = _number(rng, rantai)
    execute(f"DELETE FROM {TABEL} {DI}", [rantai, nomor])
    last = KepalaJejak.objects.get(pk=rantai).nomor
    for later in range(nomor + 1, last + 1):
        execute(f"UPDATE {TABEL} SET nomor = %s {DI}", [later - 1, rantai, later])
    execute("UPDATE audit_kepalajejak SET nomor = nomor - 1 WHERE instansi_id = %s", [rantai])
    return {(JEJAK, nomor), (KEPALA, rantai)}


def insert_act(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """An act that never was, hashed well, at the end or in the middle (the later ones move up)."""
    last = KepalaJejak.objects.get(pk=rantai).nomor
    nomor = rng.randint(2, last + 1)
    before = Jejak.objects.get(instansi_id=rantai, nomor=nomor - 1)
    for later in range(last, nomor - 1, -1):
        execute(f"UPDATE {TABEL} SET nomor = %s {DI}", [later + 1, rantai, later])
    before.hash_sebelum, before.nomor = before.hash, nomor
    before.hash = jejak_hash(before)
    _insert(
        Jejak, {f.attname: getattr(before, f.attname) for f in Jejak._meta.concrete_fields}, execute
    )
    return {(JEJAK, nomor), (JEJAK, nomor + 1), (KEPALA, rantai)}


def swap_acts(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    last = KepalaJejak.objects.get(pk=rantai).nomor
    one, two = rng.sample(range(1, last + 1), 2)
    for old, new in ((one, -one), (two, one), (-one, two)):
        execute(f"UPDATE {TABEL} SET nomor = %s {DI}", [new, rantai, old])
    return {(JEJAK, one), (JEJAK, two)}


def cut_tail(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """The last acts, some of the times with the head's number set back as well."""
    nomor = _number(rng, rantai)
    execute(f"DELETE FROM {TABEL} WHERE instansi_id = %s AND nomor >= %s", [rantai, nomor])
    if rng.random() < 0.5:
        sql = "UPDATE audit_kepalajejak SET nomor = %s WHERE instansi_id = %s"
        execute(sql, [nomor - 1, rantai])
    return {(JEJAK, nomor), (KEPALA, rantai)}


def edit_head(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """The head's number, hash or moment, or the head as a whole."""
    last = KepalaJejak.objects.get(pk=rantai).nomor
    statement = rng.choice(
        (
            "UPDATE audit_kepalajejak SET nomor = nomor + 1",
            "UPDATE audit_kepalajejak SET nomor = nomor - 1",
            f"UPDATE audit_kepalajejak SET hash = '{'a' * 64}'",
            "UPDATE audit_kepalajejak SET waktu = '2000-01-01 00:00:00'",
            "DELETE FROM audit_kepalajejak",
        )
    )
    execute(f"{statement} WHERE instansi_id = %s", [rantai])
    return {(KEPALA, rantai), (JEJAK, last + 1)}


# --- the rows it speaks of ----------------------------------------------------------------------


def _row(rng: random.Random, rantai: int) -> models.Model:
    """A row of the agency, each table as likely as another."""
    labels = {model._meta.label_lower: model for model in covered_models()}
    tables = [
        list(model._base_manager.filter(**{"pk" if label == INSTANSI else "instansi_id": rantai}))
        for label, model in labels.items()
        if label not in BERSAMA | MILIK_SERVER
    ]
    return rng.choice(rng.choice([rows for rows in tables if rows]))


def edit_row(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """Any column that counts, the key and the agency too."""
    row = _row(rng, rantai)
    model = type(row)
    field = model._meta.get_field(rng.choice(hashed_fields(model)))
    value = other_value(rng, field, getattr(row, field.attname))
    execute(
        f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE id = %s",
        [field.get_db_prep_save(value, connection), row.pk],
    )
    return {(model._meta.label_lower, row.pk)}


def delete_row(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    row = _row(rng, rantai)
    execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])
    return {(row._meta.label_lower, row.pk)}


def insert_row(rng: random.Random, rantai: int, execute: Callable[..., None]) -> Sasaran:
    """A copy of a row of the agency, under another key and other names."""
    row = _row(rng, rantai)
    if isinstance(row, Instansi):
        row = TahunKerja(instansi_id=rantai, tahun=2090, dibuka_pada=date(2026, 1, 2))
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    for field in row._meta.concrete_fields:
        if isinstance(field, models.CharField) and not field.choices:
            values[field.attname] = other_value(rng, field, values[field.attname])
    values["id"] = 10**6 + rng.randrange(10**6)
    if "tahun" in values:
        values["tahun"] = rng.randint(2030, 2090)
    _insert(type(row), values, execute)
    return {(row._meta.label_lower, values["id"])}


def _insert(
    model: type[models.Model], values: dict[str, Any], execute: Callable[..., None]
) -> None:
    fields = [f for f in model._meta.concrete_fields if f.attname in values]
    columns = ", ".join(f.column for f in fields)
    places = ", ".join(["%s"] * len(fields))
    stored = [f.get_db_prep_save(values[f.attname], connection) for f in fields]
    execute(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})", stored)


def other_value(rng: random.Random, field: Any, value: Any) -> Any:
    """Something else of the same type that fits the column."""
    match value:
        case None:
            return _some_value(field)
        case bool():
            return not value
        case int() | Decimal():
            return value + rng.randint(1, 1000)
        case datetime():
            return value + timedelta(microseconds=1)
        case date():
            return value + timedelta(days=1)
        case str():
            return value[:-1] + rng.choice([c for c in "PQRSTUVWXYZ" if c != value[-1:]])
    return {"palsu": True}


def _some_value(field: Any) -> Any:
    if isinstance(field, models.DateTimeField):
        return datetime(2030, 1, 1, tzinfo=UTC)
    return date(2030, 1, 1) if isinstance(field, models.DateField) else 10**6


CARA: dict[str, Callable[..., Sasaran]] = {
    "jejak diubah": edit_act,
    "jejak ditulis ulang dengan hash baru": rewrite_act,
    "jejak dihapus": delete_act,
    "jejak dihapus dan dirapatkan": remove_act,
    "jejak disisipkan": insert_act,
    "jejak ditukar urutannya": swap_acts,
    "ujung rantai dipotong": cut_tail,
    "kepala rantai diubah": edit_head,
    "baris data diubah": edit_row,
    "baris data dihapus": delete_row,
    "baris data disisipkan": insert_row,
}
