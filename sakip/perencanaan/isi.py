"""What a row says, apart from which versions it says it in: as plain values, as JSON, as a token."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from sakip.audit.hashing import canonical, sha256
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, TargetTahun
from sakip.perencanaan.models.periode import MASA_BERLAKU
from sakip.rules.target import Target

Baris = IsiSimpul | IsiIndikator | TargetTahun
Model = type[IsiSimpul] | type[IsiIndikator] | type[TargetTahun]
# Column -> value; of a node also `kontributor`, the units that contribute, in the order of their keys.
Isi = dict[str, Any]
# What the row is about: columns that never change.
Kunci = dict[str, int]

TABEL: Mapping[str, Model] = {
    "simpul": IsiSimpul,
    "indikator": IsiIndikator,
    "target": TargetTahun,
}
KUNCI: Mapping[str, tuple[str, ...]] = {
    "simpul": ("simpul_id",),
    "indikator": ("indikator_id",),
    "target": ("indikator_id", "tahun"),
}
MESIN = MASA_BERLAKU | {"id", "instansi_id", "revisi"}
# Where a row stands among its neighbours; no words of its own.
LETAK = frozenset({"urutan"})
KONTRIBUTOR = "kontributor"
# Values that are sets; kept in one order, so that the same set is the same value.
DAFTAR = frozenset({KONTRIBUTOR, "tanda"})


def table_of(model: type[models.Model]) -> str:
    """The short name of a table of content."""
    return next(nama for nama, one in TABEL.items() if one is model)


@cache
def columns(tabel: str) -> tuple[str, ...]:
    """The columns that hold what a row says."""
    names = [field.attname for field in TABEL[tabel]._meta.concrete_fields]
    return tuple(name for name in names if name not in {*MESIN, *KUNCI[tabel]})


def isi_of(row: Baris) -> Isi:
    """What a row says; of a node its contributors are read, or were prefetched."""
    isi = {name: getattr(row, name) for name in columns(table_of(type(row)))}
    if isinstance(row, IsiSimpul):
        isi[KONTRIBUTOR] = sorted(one.perangkat_daerah_id for one in row.kontributor_set.all())
    return isi


def key_of(row: Baris) -> Kunci:
    """What a row is about."""
    return {name: getattr(row, name) for name in KUNCI[table_of(type(row))]}


def urut(tabel: str, kunci: Kunci) -> tuple[int, ...]:
    """The key as a tuple, whatever the order of its columns (PostgreSQL keeps none in JSON)."""
    return tuple(kunci[name] for name in KUNCI[tabel])


def to_json(isi: Isi | None) -> Isi | None:
    """The values as JSON keeps them; measures are texts."""
    if isi is None:
        return None
    return {k: str(v) if isinstance(v, Decimal) else v for k, v in isi.items()}


def from_json(tabel: str, isi: Isi | None) -> Isi | None:
    """The values again."""
    if isi is None:
        return None
    fields = {field.attname: field for field in TABEL[tabel]._meta.concrete_fields}
    return {k: v if k == KONTRIBUTOR else fields[k].to_python(v) for k, v in isi.items()}


def token(*isi: Isi | None) -> str:
    """What a person saw, in short: the same words have the same token, wherever the row stands."""
    seen = [one and {k: v for k, v in one.items() if k not in LETAK} for one in isi]
    return sha256(canonical(seen))[:16]


def new_isi(tabel: str, **isi: Any) -> Isi:
    """What a new row says: these values, and what the columns hold when nobody says anything."""
    fields = {field.attname: field for field in TABEL[tabel]._meta.concrete_fields}
    blank: Isi = {name: fields[name].get_default() for name in columns(tabel)}
    return blank | ({KONTRIBUTOR: []} if tabel == "simpul" else {}) | isi


def target_columns(target: Target) -> Isi:
    """A target as its four columns."""
    return {
        "jenis": target.jenis.value,
        "bawah": target.bawah,
        "atas": target.atas,
        "label": target.label,
    }
