"""The witness: what a request changed, read from the tables and never from what the code says."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from sakip.audit.check import LUAR_JEJAK
from sakip.audit.hashing import hashed_fields, row_hash
from sakip.audit.models import EMPTY, Jejak

Kunci = tuple[str, int]
Isi = dict[Kunci, dict[str, Any]]

# Who is signed in and how often somebody tried: written at any request, and no agency's decision.
LUAR_DOMAIN = {"organisasi.sesi", "organisasi.percobaan", "audit.jejak", "audit.kepalajejak"}
BACA = re.compile(
    r"[\s(]*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|PRAGMA|SET|EXPLAIN|WITH)\b", re.I
)
KERANGKA = re.compile(r'[^"]*"(django_|organisasi_sesi"|organisasi_percobaan")')
TULIS = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"', re.I)


def domain_models() -> list[type[models.Model]]:
    """Every table of ours that holds what an agency decided."""
    return [
        m
        for m in apps.get_models()
        if m.__module__.startswith("sakip.") and m._meta.label_lower not in LUAR_DOMAIN
    ]


def potret(tabel: set[str] | None = None) -> Isi:
    """Every row of these domain tables (all when not said), with the columns that count."""
    rows: Isi = {}
    for model in domain_models():
        if tabel is not None and model._meta.db_table not in tabel:
            continue
        for row in model._base_manager.values(*hashed_fields(model)):
            rows[model._meta.label_lower, row[model._meta.pk.attname]] = row
    return rows


def lintas_instansi(rows: Isi, of: Iterable[Kunci] | None = None) -> list[str]:
    """Foreign keys that lead from one agency's row to another's; there must be none, ever.

    `of` names the rows to look at, when not all.
    """
    found = []
    for label, pk in rows if of is None else rows.keys() & set(of):
        row = rows[label, pk]
        for column in apps.get_model(label)._meta.concrete_fields:
            if not column.is_relation or column.name == "instansi":
                continue
            target = rows.get((column.related_model._meta.label_lower, row[column.attname]), {})
            there = target.get("instansi_id")
            if there is not None and there != row.get("instansi_id"):
                found.append(f"{label}#{pk}.{column.name}")
    return found


@dataclass
class Saksi:
    """What one request did: rows changed, trail rows added."""

    berubah: dict[Kunci, tuple[dict[str, Any] | None, dict[str, Any] | None]] = field(
        default_factory=dict
    )
    jejak: list[Jejak] = field(default_factory=list)
    lintas: list[str] = field(default_factory=list)

    def bidang(self) -> dict[Kunci, dict[str, Any]]:
        """The new value of every column that changed, per row; None for a row that is gone."""
        return {
            kunci: {k: v for k, v in (after or {}).items() if before is None or before.get(k) != v}
            for kunci, (before, after) in self.berubah.items()
        }

    def isi(self) -> list[tuple[str, dict[str, Any]]]:
        """The same as `bidang`, with the keys of new rows taken out: two runs can be compared."""
        baru = {kunci for kunci, (before, _) in self.berubah.items() if before is None}
        return [
            (kunci[0], _without_new_keys(kunci[0], row, baru))
            for kunci, row in self.bidang().items()
        ]

    def tanpa_jejak(self) -> list[str]:
        """Changed rows whose present hash stands in no new trail row."""
        known = dict(pair for jejak in self.jejak for pair in _hashes(jejak))
        return [
            f"{label}#{pk}"
            for (label, pk), (_, after) in self.berubah.items()
            if label not in LUAR_JEJAK
            and known.get((label, pk), "")
            != (row_hash(apps.get_model(label), after) if after else EMPTY)
        ]


def _without_new_keys(label: str, row: dict[str, Any], baru: set[Kunci]) -> dict[str, Any]:
    relations = {
        f.attname: f.related_model._meta.label_lower
        for f in apps.get_model(label)._meta.concrete_fields
        if f.is_relation
    }
    return {
        k: "baru"
        if _key(relations.get(k, label), v) in baru and (k in relations or k == "id")
        else v
        for k, v in row.items()
    }


def _key(label: str, value: Any) -> Kunci | None:
    return (label, value) if isinstance(value, int) else None


def _hashes(jejak: Jejak) -> Iterator[tuple[Kunci, str]]:
    yield (jejak.objek, jejak.objek_id), jejak.objek_hash
    for label, rows in json.loads(jejak.isi)["baris"].items():
        for pk, row_hash_then in rows.items():
            yield (label, int(pk)), row_hash_then


@contextmanager
def menyaksikan(awal: Isi) -> Iterator[Saksi]:
    """Watch a piece of work done on a world that looked like `awal`; everything is undone after."""
    saksi, tabel = Saksi(), set[str]()

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not BACA.match(sql) and not KERANGKA.match(sql):
            write = TULIS.match(sql)
            assert write, f"Which table does this write? {sql}"
            tabel.add(write[1])
        return execute(sql, *rest)

    titik = transaction.atomic()
    titik._from_testcase = True  # lets a durable block of the code under test open inside
    with titik:
        with connection.execute_wrapper(watch):
            yield saksi
        if tabel:
            _compare(saksi, awal, tabel)
            saksi.jejak = list(Jejak.objects.order_by("pk"))
        transaction.set_rollback(True)
    if saksi.jejak:
        known = set(Jejak.objects.values_list("pk", flat=True))
        saksi.jejak = [j for j in saksi.jejak if j.pk not in known]


def _compare(saksi: Saksi, awal: Isi, tabel: set[str]) -> None:
    """Which rows of the tables written to are not what they were."""
    labels = {m._meta.label_lower for m in domain_models() if m._meta.db_table in tabel}
    akhir = {k: row for k, row in awal.items() if k[0] not in labels} | potret(tabel)
    saksi.berubah = {
        k: (awal.get(k), akhir.get(k))
        for k in sorted(awal.keys() | akhir.keys())
        if k[0] in labels and awal.get(k) != akhir.get(k)
    }
    saksi.lintas = lintas_instansi(akhir, saksi.berubah)
