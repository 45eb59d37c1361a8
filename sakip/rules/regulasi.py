"""Dated regulation files: one TOML per regulation, and which of them was in force on a day.

The file stem (`permenpanrb-88-2021`) is the key that is stored in the database and typed in the
shell. Numbers are read as `Decimal`, so nothing is rounded on the way in. A frozen dataclass is the
schema of its file: `build` reads one from a table and names the place of a fault.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Protocol, TypeVar, get_args, get_origin, get_type_hints

FOLDER = Path(__file__).resolve().parents[2] / "regulasi"


class Dated(Protocol):
    """Anything that takes effect on a day."""

    @property
    def berlaku_sejak(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Peraturan:
    """What every regulation file begins with: its key, what it says of itself, and who checked it when."""

    kunci: str
    peraturan: str
    judul: str
    berlaku_sejak: date
    sumber: str
    diperiksa: tuple[str, ...]


D = TypeVar("D", bound=Dated)
T = TypeVar("T")


class RegulasiError(ValueError):
    """A regulation file that does not hold together; the text names the file and the fault."""


def read_toml(path: Path) -> dict[str, Any]:
    """One regulation file, with exact numbers. Raises RegulasiError when it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RegulasiError(f"{path.name}: {error}") from error


def load_folder(
    parse: Callable[[str, Mapping[str, Any]], D], folders: Iterable[Path]
) -> dict[str, D]:
    """Every regulation of the folders by its key, oldest first; a later folder wins.

    `parse` receives the key and the file's content. The second folder is how a region's own Perbup
    overrides a national file without touching it.
    """
    rows: dict[str, D] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            rows[path.stem] = parse(path.stem, read_toml(path))
    return dict(sorted(rows.items(), key=lambda row: (row[1].berlaku_sejak, row[0])))


def in_force(rows: Iterable[D], on: date) -> D:
    """The regulation in force on a day: the newest one begun; LookupError before the first."""
    begun = [row for row in rows if row.berlaku_sejak <= on]
    if not begun:
        raise LookupError(f"Belum ada peraturan yang berlaku pada {on.isoformat()}.")
    return max(begun, key=lambda row: row.berlaku_sejak)


def build(kind: type[T], table: Mapping[str, Any], where: str) -> T:
    """One dataclass, with the dataclasses inside it, from a table of a regulation file.

    Fields without a default are required and no other key is allowed, so a misspelt key cannot be
    passed over in silence. `where` begins the text of the RegulasiError.
    """
    schema = fields(kind)  # type: ignore[arg-type]  # every caller passes a dataclass
    names = {field.name for field in schema}
    required = {
        field.name
        for field in schema
        if field.default is MISSING and field.default_factory is MISSING
    }
    if missing := sorted(required - table.keys()):
        raise RegulasiError(f"{where}: {', '.join(missing)} belum diisi.")
    if unknown := sorted(table.keys() - names):
        raise RegulasiError(f"{where}: {', '.join(unknown)} tidak dikenal.")
    types = get_type_hints(kind)
    return kind(**{name: _value(types[name], table[name], f"{where}.{name}") for name in table})


def _value(kind: Any, value: Any, where: str) -> Any:
    """A value of the file as the type that the dataclass asks for."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return _value(parts[0], value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(parts[0], row, f"{where}[{n}]") for n, row in enumerate(value, 1))
    if origin is Mapping and isinstance(value, Mapping):
        return {name: _value(parts[1], row, f"{where}.{name}") for name, row in value.items()}
    if origin is Literal and value in parts:
        return value
    if is_dataclass(kind) and isinstance(kind, type) and type(value) is dict:
        return build(kind, value, where)
    if origin is None and (exact := _scalar(kind, value)) is not None:
        return exact
    raise RegulasiError(f"{where}: {value!r} bukan isi yang diharapkan.")


def _scalar(kind: Any, value: Any) -> Any:
    """A plain value of exactly this type, or None; text that was wrapped becomes one line again."""
    if type(value) is int and kind is Decimal:
        return Decimal(value)
    if type(value) is not kind or (kind is Decimal and not value.is_finite()):
        return None
    return " ".join(value.split()) if kind is str else value
