"""A row of the trail, and a value of any field, as a person reads them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from sakip.audit.models import Jejak
from sakip.rules.angka import write_angka
from sakip.rules.tanggal import write_tanggal, write_waktu

SISTEM = "Sistem"
# The closed list of verbs (house style) in the words of the page.
KATA_KERJA = {
    "create": "menambah",
    "update": "mengubah",
    "delete": "menghapus",
    "import": "mengimpor",
    "submit": "mengajukan",
    "return": "mengembalikan",
    "approve": "menyetujui",
    "sign": "menandatangani",
    "close": "menutup",
    "revoke": "mencabut",
    "publish": "mengumumkan",
    "lock": "mengunci",
    "score": "menilai",
}

Nama = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One field an act wrote; `sebelum` is None when the act says only what stands now."""

    bidang: str
    sebelum: str | None
    sesudah: str


@dataclass(frozen=True, slots=True)
class BarisJejak:
    """One act in words: who, when (agency's zone), what, each change, and how many other rows it touched."""

    nomor: int
    waktu: str
    pelaku: str
    kalimat: str
    perubahan: list[Perubahan]
    pribadi: list[str] = field(default_factory=list)
    juga: int = 0


def load_baris(rows: Iterable[Jejak], zona: str) -> list[BarisJejak]:
    """The rows of one page in words. One query for each kind of row they name, however many they are."""
    read = [(jejak, json.loads(jejak.isi)) for jejak in rows]
    names = _load_names(ref for jejak, isi in read for ref in _references(jejak, isi["rincian"]))
    return [_write_baris(jejak, isi, zona, names) for jejak, isi in read]


def write_label(model: type[models.Model] | None, name: str) -> str:
    """The name of a field as the page writes it."""
    found = _field(model, name)
    return str(found.verbose_name if found else name.replace("_", " "))


def write_nilai(
    model: type[models.Model] | None, name: str, value: Any, *, zona: str, names: Nama
) -> str:
    """A value typed or stored: the word of a choice, yes or no, a date, the name of a row."""
    found = _field(model, name)
    if value in (None, ""):
        return "kosong"
    if isinstance(value, models.Model):
        return str(value)
    if found is None:
        return _write_plain(value, zona)
    if isinstance(found, models.ForeignKey):
        return names.get((_label_of(found), value), f"nomor {value}")
    words = dict(found.flatchoices or ())
    # A value of JSON cannot be looked up; its field has no choices.
    if words and value in words:
        return str(words[value])
    return _write_plain(found.to_python(value), zona)


def _write_plain(value: Any, zona: str) -> str:
    match value:
        case bool():
            return "ya" if value else "tidak"
        case datetime():
            return write_waktu(value, zona)
        case date():
            return write_tanggal(value)
        case Decimal():
            return write_angka(value, None)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _write_baris(jejak: Jejak, isi: dict[str, Any], zona: str, names: Nama) -> BarisJejak:
    model = _model(jejak.objek)
    noun, _, verb = jejak.tindakan.partition(".")
    name = names.get((jejak.objek, jejak.objek_id), f"nomor {jejak.objek_id}")
    return BarisJejak(
        nomor=jejak.nomor,
        waktu=write_waktu(jejak.waktu, zona),
        pelaku=str(jejak.pelaku or SISTEM),
        kalimat=f"{KATA_KERJA.get(verb, verb)} {noun.replace('_', ' ')} {name}",
        perubahan=[
            Perubahan(
                write_label(model, key),
                None if old is KOSONG else write_nilai(model, key, old, zona=zona, names=names),
                write_nilai(model, key, new, zona=zona, names=names),
            )
            for key, old, new in _changes(isi["rincian"])
        ],
        pribadi=[write_label(model, key) for key in isi["rincian"].get("pribadi", [])],
        juga=sum(len(rows) for rows in isi["baris"].values()),
    )


KOSONG = object()


def _changes(rincian: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """(field, before, after) of an update or a transition, then what else the act noted."""
    before, after = rincian.get("sebelum", {}), rincian.get("sesudah", {})
    if isinstance(after, dict) and isinstance(before, dict):
        yield from ((key, before.get(key, KOSONG), value) for key, value in after.items())
    else:
        yield "status", before, after
    noted = {k: v for k, v in rincian.items() if k not in {"sebelum", "sesudah", "pribadi"}}
    for key, value in (noted.pop("isian", {}) | noted).items():
        yield key, KOSONG, value


def _references(jejak: Jejak, rincian: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Every row this one names: its object, and those its values point to."""
    yield jejak.objek, jejak.objek_id
    model = _model(jejak.objek)
    for key, *values in _changes(rincian):
        found = _field(model, key)
        if isinstance(found, models.ForeignKey):
            yield from ((_label_of(found), value) for value in values if isinstance(value, int))


def _load_names(references: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for label, pk in references:
        wanted[label].add(pk)
    names: dict[tuple[str, int], str] = {}
    for label, pks in wanted.items():
        model = _model(label)
        if model is not None:
            manager: Any = model._default_manager
            rows = manager.for_list() if hasattr(manager, "for_list") else manager.all()
            names |= {(label, row.pk): str(row) for row in rows.filter(pk__in=pks)}
    return names


def _model(label: str) -> type[models.Model] | None:
    """The table of a label; None for one that an older version had."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _field(model: type[models.Model] | None, name: str) -> "models.Field[Any, Any] | None":
    if model is None:
        return None
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _label_of(found: "models.ForeignKey[Any, Any]") -> str:
    return str(found.related_model._meta.label_lower)
