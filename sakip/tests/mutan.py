"""Guards of the program, found by their shape, and the program with one of them taken out.

A guard is a line that keeps somebody from something: `require(...)`, `visible_to(...)`, a branch that
refuses, the state or revision a change is bound to, the trail row it leaves. `find_guards` lists them;
`Rumah.remove` gives the running function the code it would have without one. Nothing is
written to disk and nothing is imported anew: only the code object of the function is replaced.
"""

import ast
import gc
import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any
from weakref import WeakKeyDictionary

from sakip.web.prepared import Prepared

AKAR = Path(__file__).parents[2]
# siapkan.py asks PostgreSQL for rights: it is tried there, as roles of a real server (test_rls.py).
LUAR = {"tests", "migrations", "rules", "demo", "siapkan.py"}

# Statements that ask or record; taken out as a whole.
PERNYATAAN = {"require", "require_still_open", "record"}
# Changes bound to what the person saw; the binding is replaced by what is stored now.
TERIKAT = {
    "transition": {"before": "status", "revisi": "revisi"},
    "update_guarded": {"revisi": "revisi"},
}
# Queryset methods that narrow to what one may see or what counts today.
PENYARING = {"visible_to", "in_force", "active_on", "usable"}
SARING = {"filter", "exclude", "get", "get_object_or_404"}
# Who asks: a filter on one of these is a guard wherever it stands.
PELAKU = {"user", "acting_user", "cap"}
# The same in a question that is put together once (`web.prepared`).
TEMPAT_PELAKU = {"pengguna", "instansi_pengguna"}
# In actions: a write bound to the row as it was read.
KEADAAN = {"revisi", "status"}
METODE = {"require_GET", "require_POST", "require_http_methods", "require_safe"}
# A wrong call of the programmer's, not a person's.
SALAH_PANGGIL = {"TypeError", "LookupError", "KeyError", "AssertionError", "NotImplementedError"}

Fungsi = ast.FunctionDef | ast.AsyncFunctionDef
# File and qualified name of a function.
Tempat = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Penjaga:
    """One guard: where it stands, in which function, and of which kind it is (`JENIS`)."""

    berkas: str
    fungsi: str
    letak: tuple[int, int, int, int]
    jenis: str
    teks: str

    def __str__(self) -> str:
        return f"{self.berkas}:{self.letak[0]} {self.jenis}: {self.teks}"


def product_files() -> list[Path]:
    """Every module of the product that Django runs."""
    files = sorted((AKAR / "sakip").rglob("*.py"))
    return [f for f in files if not LUAR & set(f.relative_to(AKAR).parts)]


def find_guards() -> list[Penjaga]:
    """Every guard of the product, in the order of the files."""
    return [
        guard
        for path in product_files()
        for guard in guards_in(path.read_text(), str(path.relative_to(AKAR)))
    ]


def guards_in(source: str, berkas: str) -> Iterator[Penjaga]:
    """The guards of one file."""
    for fungsi, function in _functions(ast.parse(source)):
        for node in ast.walk(function):
            for jenis, is_guard in JENIS.items():
                if is_guard(node, function, berkas):
                    teks = (ast.get_source_segment(source, node) or "").split("\n")[0]
                    yield Penjaga(berkas, fungsi, _place(node), jenis, teks)


def _functions(tree: ast.Module) -> Iterator[tuple[str, Fungsi]]:
    for node in tree.body:
        if isinstance(node, Fungsi):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, Fungsi):
                    yield f"{node.name}.{inner.name}", inner


# --- the shapes of guards -------------------------------------------------------------------------


def _asks_or_records(node: ast.AST, function: Fungsi, berkas: str) -> bool:
    """`require(...)`, `require_still_open(...)` and `record(...)` as a statement of their own."""
    return isinstance(node, ast.Expr) and _name(node.value) in PERNYATAAN


def _is_refusing_branch(node: ast.AST, function: Fungsi, berkas: str) -> bool:
    """`if …: raise …` and `if …: return denied(...)`; in middleware every early answer."""
    if not isinstance(node, ast.If):
        return False
    match node.body[-1]:
        case ast.Raise(exc=raised):
            return raised is None or _name(raised) not in SALAH_PANGGIL
        case ast.Return(value=value):
            return _refuses(value) or berkas.endswith("middleware.py")
    return False


def _is_refusing_choice(node: ast.AST, function: Fungsi, berkas: str) -> bool:
    """`ALLOWED if … else denied(...)`."""
    return isinstance(node, ast.IfExp) and (_refuses(node.body) or _refuses(node.orelse))


def _narrows(node: ast.AST, function: Fungsi, berkas: str) -> bool:
    """`X.visible_to(user)`, and every filter that `visible_to` itself is made of."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return _name(node) in PENYARING or (
        function.name in PENYARING and _name(node) in SARING | {"none"}
    )


def _is_bound(node: ast.AST, function: Fungsi, berkas: str) -> bool:
    """`transition(..., before=…)` and `update_guarded(..., revisi=…)`."""
    if not isinstance(node, ast.Call) or _name(node) not in TERIKAT:
        return False
    return not TERIKAT[_name(node)].keys().isdisjoint(k.arg for k in node.keywords)


def _asks_for_own(node: ast.AST, function: Fungsi, berkas: str) -> bool:
    """A filter on the person who asks, and in actions on the state that was read."""
    if not isinstance(node, ast.Call) or _name(node) not in SARING or function.name in PENYARING:
        return False
    return any(_is_own(k, berkas) for k in node.keywords)


def _is_own(keyword: ast.keyword, berkas: str) -> bool:
    names = {_name(n) for n in ast.walk(keyword.value) if isinstance(n, ast.Name | ast.Attribute)}
    if "Slot" in names:
        places = {n.value for n in ast.walk(keyword.value) if isinstance(n, ast.Constant)}
        return bool(places & TEMPAT_PELAKU)
    return bool(names & PELAKU) or ("/actions" in berkas and keyword.arg in KEADAAN)


def _limits_methods(node: ast.AST, function: Fungsi, berkas: str) -> bool:
    """`@require_POST` and its like."""
    return node is function and any(_name(d) in METODE for d in function.decorator_list)


JENIS: dict[str, Callable[[ast.AST, Fungsi, str], bool]] = {
    "pernyataan": _asks_or_records,
    "cabang": _is_refusing_branch,
    "pilihan": _is_refusing_choice,
    "penyaring": _narrows,
    "terikat": _is_bound,
    "milik sendiri": _asks_for_own,
    "metode": _limits_methods,
}


def _name(node: ast.AST | None) -> str:
    """`require` of `require(...)`, `visible_to` of `X.objects.visible_to(...)`."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _refuses(value: ast.AST | None) -> bool:
    """`denied(...)`, or the decision of somebody who was asked."""
    return _name(value) == "denied" or "decision" in _name(value)


def _place(node: ast.AST) -> tuple[int, int, int, int]:
    return node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0


# --- taking one out -------------------------------------------------------------------------------


def without(guard: Penjaga, source: str) -> ast.Module:
    """The file as it would be without this guard."""
    tree: ast.Module = _Cabut(guard).visit(ast.parse(source))
    return tree


class _Cabut(ast.NodeTransformer):
    """Takes one guard out. Names stay mentioned, so that closures keep their shape."""

    SHAPE = {"pernyataan": ast.Expr, "cabang": ast.If, "pilihan": ast.IfExp}

    def __init__(self, guard: Penjaga) -> None:
        self.guard = guard

    def visit(self, node: ast.AST) -> ast.AST:
        if not self._is_guard(node):
            return self.generic_visit(node)
        return ast.fix_missing_locations(ast.copy_location(self._without(node), node))

    def _is_guard(self, node: ast.AST) -> bool:
        shape = self.SHAPE.get(self.guard.jenis, ast.Call)
        return isinstance(node, shape) and _place(node) == self.guard.letak

    def _without(self, node: ast.AST) -> ast.AST:
        match node, self.guard.jenis:
            case ast.Expr(), _:
                return ast.If(test=ast.Constant(value=False), body=[node], orelse=[])
            case ast.If(), _:
                node.test = ast.BoolOp(op=ast.And(), values=[ast.Constant(value=False), node.test])
            case ast.IfExp(), _:
                node.test = ast.Constant(value=_refuses(node.orelse))
            case ast.Call(), "penyaring":
                return _all(node)
            case ast.Call(), "milik sendiri":
                node.keywords = [k for k in node.keywords if not _is_own(k, self.guard.berkas)]
            case ast.Call(), "terikat":
                _loosen(node)
        return node


def _all(call: ast.Call) -> ast.AST:
    """`X.visible_to(user)` becomes `X.all()`; the arguments stay as code that never runs."""
    bare = ast.Call(
        func=ast.Attribute(value=call.func.value, attr="all", ctx=ast.Load()), args=[], keywords=[]
    )
    return ast.IfExp(test=ast.Constant(value=True), body=bare, orelse=call)


def _loosen(call: ast.Call) -> None:
    """Bind the change to what is stored at this moment instead of what the person saw."""
    columns, row = TERIKAT[_name(call)], ast.unparse(call.args[0])
    for k in call.keywords:
        if k.arg in columns:
            stored = f"type({row})._base_manager.get(pk={row}.pk).{columns[k.arg]}"
            k.value = ast.parse(stored, mode="eval").body


class Rumah:
    """The running program: its functions by file and name, and the code they have."""

    def __init__(self) -> None:
        for berkas in sorted({guard.berkas for guard in find_guards()}):
            importlib.import_module(berkas.removesuffix(".py").replace("/", "."))
        self.fungsi: dict[Tempat, list[FunctionType]] = {}
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType):
                key = (thing.__code__.co_filename, thing.__code__.co_qualname)
                self.fungsi.setdefault(key, []).append(thing)

    def listen(self, guards: list[Penjaga], called: set[Tempat]) -> None:
        """From now on each function with a guard adds its place to `called` when it runs."""
        for berkas in {g.berkas for g in guards}:
            path = AKAR / berkas
            tree = ast.parse(path.read_text())
            for fungsi, function in _functions(tree):
                note = f"__dipanggil__.add(({berkas!r}, {fungsi!r}))"
                function.body.insert(0, ast.parse(note).body[0])
            for code in _codes(compile(ast.fix_missing_locations(tree), str(path), "exec")):
                for function in self.fungsi.get((str(path), code.co_qualname), []):
                    if _same_shape(function.__code__, code):
                        function.__globals__["__dipanggil__"] = called
                        function.__code__ = code
        _hear_prepared(called)

    def remove(self, guard: Penjaga) -> None:
        """Run on without this guard, in this process, for good."""
        # What was put together before would keep it.
        Prepared._made = property(Prepared._made.func)  # type: ignore[assignment]
        path = AKAR / guard.berkas
        functions = self.fungsi[str(path), guard.fungsi]
        if guard.jenis == "metode":
            for function in functions:
                _open_to_every_method(function, self.fungsi)
            return
        code = compile(without(guard, path.read_text()), str(path), "exec")
        for new in _codes(code):
            if new.co_qualname == guard.fungsi:
                for function in functions:
                    function.__code__ = new


def _hear_prepared(called: set[Tempat]) -> None:
    """What a question is put together from counts for everybody who asks it, not for the first alone."""
    load, heard = Prepared.load, WeakKeyDictionary[Prepared, set[Tempat]]()

    def hear(self: Prepared, **values: Any) -> list[Any]:
        if self in heard:
            called.update(heard[self])
            return load(self, **values)
        before = called.copy()
        called.clear()
        try:
            return load(self, **values)
        finally:
            heard[self] = called.copy()
            called.update(before)

    Prepared.load = hear  # type: ignore[method-assign]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _same_shape(one: CodeType, other: CodeType) -> bool:
    return one.co_freevars == other.co_freevars and one.co_firstlineno == other.co_firstlineno


def _open_to_every_method(
    view: FunctionType, all_functions: dict[Tempat, list[FunctionType]]
) -> None:
    """Make the wrapper of `require_POST` and its like pass every method on."""

    def make(func: FunctionType, request_method_list: object) -> FunctionType:
        def inner(request: object, *args: object, **kwargs: object) -> object:
            _ = request_method_list
            return func(request, *args, **kwargs)

        return inner

    for functions in all_functions.values():
        for wrapper in functions:
            if wrapper.__code__.co_filename.endswith("decorators/http.py") and _unwraps(
                wrapper, view
            ):
                wrapper.__code__ = make(view, None).__code__


def _unwraps(wrapper: object, view: FunctionType) -> bool:
    while hasattr(wrapper, "__wrapped__"):
        wrapper = wrapper.__wrapped__
    return wrapper is view
