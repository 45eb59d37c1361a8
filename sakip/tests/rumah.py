"""The sources as the house rules read them: every module and template, parsed once."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PAKET = Path(__file__).parents[1]
AKAR = PAKET.parent


@dataclass(frozen=True)
class Modul:
    """One Python file: its path below the package (`organisasi/views/akun.py`), text and tree."""

    nama: str
    teks: str
    pohon: ast.Module

    @classmethod
    def of(cls, nama: str, teks: str) -> "Modul":
        return cls(nama, teks, ast.parse(teks))

    def is_a(self, *kinds: str) -> bool:
        """Whether the file is, or lies in a folder, of this kind: views, actions, forms, models."""
        bagian = Path(self.nama).with_suffix("").parts
        return any(kind in bagian for kind in kinds)

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.pohon) if isinstance(node, ast.Call))

    def functions(self) -> Iterator[ast.FunctionDef]:
        return (node for node in ast.walk(self.pohon) if isinstance(node, ast.FunctionDef))


# A rule gives one line for each fault, with the place; nothing when the module is in order.
Aturan = Callable[[Modul], Iterator[str]]


@cache
def product() -> tuple[Modul, ...]:
    """Every module of the product: no tests, no migrations."""
    luar = {"tests", "migrations"}
    files = (f for f in sorted(PAKET.rglob("*.py")) if not luar & set(f.parts))
    return tuple(_read(f) for f in files if f.name != "conftest.py")


@cache
def everything() -> tuple[Modul, ...]:
    """Every Python file of the package, tests too."""
    return tuple(_read(f) for f in sorted(PAKET.rglob("*.py")) if "migrations" not in f.parts)


def _read(path: Path) -> Modul:
    return Modul.of(str(path.relative_to(PAKET)), path.read_text())


@cache
def templates() -> dict[str, str]:
    """Every template by its path below the package."""
    return {str(f.relative_to(PAKET)): f.read_text() for f in sorted(PAKET.rglob("*.html"))}


def name_of(node: ast.AST | None) -> str:
    """`save` of `row.save()`, `row.save` and `save`."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def chain_of(node: ast.AST) -> list[str]:
    """`["Model", "objects", "filter"]` of `Model.objects.filter(...)`."""
    if isinstance(node, ast.Call):
        return chain_of(node.func)
    if isinstance(node, ast.Attribute):
        return [*chain_of(node.value), node.attr]
    return [getattr(node, "id", "")]
