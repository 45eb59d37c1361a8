"""Guards are found by their shape and taken out cleanly; `python -m bukti.penjaga` takes out every one."""

import ast

import pytest

from sakip.tests.mutan import JENIS, find_guards, guards_in, without

# A guard of each kind, and what the function is without it.
CONTOH = [
    ("pernyataan", "require(can(user))", "if False:\n    require(can(user))"),
    ("pernyataan", "record(row, 'x')", "if False:\n    record(row, 'x')"),
    (
        "cabang",
        "if row.dicabut:\n    raise RuleError('Sudah.')",
        "if False and row.dicabut:\n    raise RuleError('Sudah.')",
    ),
    (
        "cabang",
        "if not user.cap:\n    return denied('Tidak.')",
        "if False and (not user.cap):\n    return denied('Tidak.')",
    ),
    ("pilihan", "return A if ok else denied('Tidak.')", "return A if True else denied('Tidak.')"),
    (
        "penyaring",
        "rows = X.objects.visible_to(user)",
        "rows = X.objects.all() if True else X.objects.visible_to(user)",
    ),
    (
        "terikat",
        "transition(row, 'x', before=A, after=B)",
        "transition(row, 'x', before=type(row)._base_manager.get(pk=row.pk).status, after=B)",
    ),
    (
        "terikat",
        "update_guarded(row, 'x', revisi=revisi)",
        "update_guarded(row, 'x', revisi=type(row)._base_manager.get(pk=row.pk).revisi)",
    ),
    (
        "milik sendiri",
        "mine = rows.filter(pk=1, pengguna=request.user)",
        "mine = rows.filter(pk=1)",
    ),
    ("milik sendiri", "rows.filter(pk=1, revisi=revisi)", "rows.filter(pk=1)"),
]


def as_function(body: str) -> str:
    return "def f(row, user, rows, request, revisi):\n    " + body.replace("\n", "\n    ")


@pytest.mark.parametrize(("jenis", "body", "expected"), CONTOH)
def test_a_guard_is_found_and_taken_out(jenis, body, expected):
    source = as_function(body)
    (guard,) = guards_in(source, "sakip/contoh/actions.py")
    assert guard.jenis == jenis
    assert ast.unparse(without(guard, source)) == ast.unparse(ast.parse(as_function(expected)))


@pytest.mark.parametrize(
    "body",
    [
        "if x:\n    raise TypeError('programmer')",
        "if x:\n    return 1",
        "rows.filter(pk=1)",
        "y = record",
    ],
)
def test_what_keeps_nobody_from_anything_is_no_guard(body):
    assert not list(guards_in(as_function(body), "sakip/contoh/views.py"))


def test_every_kind_guards_something_here():
    assert {g.jenis for g in find_guards()} >= JENIS.keys() - {"pilihan"}
