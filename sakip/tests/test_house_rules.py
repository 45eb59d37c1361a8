"""The house style that a linter cannot see (docs/gaya.md). One rule, one function, one bad example."""

import ast
from collections.abc import Iterator

import pytest

from sakip.tests.rumah import AKAR, PAKET, Modul, chain_of, everything, name_of, product

# --- what may stand where -----------------------------------------------------------------------

MENULIS = {
    "save", "create", "bulk_create", "bulk_update", "delete", "get_or_create", "update_or_create",
    "set_password",
}  # fmt: skip


def views_do_not_write(modul: Modul) -> Iterator[str]:
    """A page asks an action to change something; `update` counts when it is a queryset's."""
    if modul.is_a("views"):
        for call in modul.calls():
            is_queryset = {"objects", "filter", "visible_to"} & set(chain_of(call))
            if name_of(call) in MENULIS or (name_of(call) == "update" and is_queryset):
                yield f"baris {call.lineno}: {name_of(call)}(...) dalam view"


def no_signals(modul: Modul) -> Iterator[str]:
    """Only the scope listens: a new connection to PostgreSQL is announced in no other way."""
    if modul.nama == "web/scope.py":
        return
    for node in ast.walk(modul.pohon):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(
            ("signals", "dispatch")
        ):
            yield f"baris {node.lineno}: from {node.module}"


# The machinery below organisasi: it records and queues for actions, and is none itself.
MESIN = {"audit", "latar"}
# First words of functions that change nothing.
TANPA_UBAH = {"compute", "check", "can", "load"}


def actions_name_who_acts(modul: Modul) -> Iterator[str]:
    """An action takes `acting_user` by keyword alone and is one transaction."""
    for node in _actions(modul):
        if node.name.split("_")[0] in TANPA_UBAH:
            continue
        if "acting_user" not in [a.arg for a in node.args.kwonlyargs]:
            yield f"baris {node.lineno}: {node.name} tanpa acting_user"
        if "transaction.atomic" not in [ast.unparse(d) for d in node.decorator_list]:
            yield f"baris {node.lineno}: {node.name} tanpa @transaction.atomic"


def actions_begin_with_a_verb_of_the_list(modul: Modul) -> Iterator[str]:
    for node in _actions(modul):
        if node.name.split("_")[0] not in TANPA_UBAH | verbs():
            yield f"baris {node.lineno}: {node.name}; kata kerjanya belum ada di glosarium"


def _actions(modul: Modul) -> Iterator[ast.FunctionDef]:
    if modul.is_a("actions") and modul.nama.split("/")[0] not in MESIN:
        yield from _public_functions(modul)


def foreign_keys_name_an_imported_class(modul: Modul) -> Iterator[str]:
    """A string would hide a dependency from the import contracts; only `self` may be one."""
    for call in modul.calls():
        if name_of(call) in {"ForeignKey", "OneToOneField", "ManyToManyField"} and call.args:
            target = call.args[0]
            if isinstance(target, ast.Constant) and target.value != "self":
                yield f"baris {call.lineno}: kunci asing ke teks {target.value!r}"


def nobody_is_above_the_rules(modul: Modul) -> Iterator[str]:
    """No superuser, staff, groups or Django permissions: rights come from Penugasan alone."""
    banned = {
        "is_superuser", "is_staff", "has_perm", "has_perms", "create_superuser", "user_passes_test",
        "permission_required", "PermissionsMixin", "csrf_exempt", "mark_safe", "format_html",
    }  # fmt: skip
    for node in ast.walk(modul.pohon):
        if name_of(node) in banned and isinstance(node, ast.Name | ast.Attribute):
            yield f"baris {node.lineno}: {name_of(node)}"
        if isinstance(node, ast.Constant) and node.value == "django.contrib.admin":
            yield f"baris {node.lineno}: Django admin menulis di luar tindakan dan jejak"


# How a view may begin to ask a table: seen rows, none, or rows that hang on one it already has.
MULAI_BACA = {"visible_to", "none", "filter", "in_force", "active_on", "chain"}


def pages_take_rows_from_visible_to(modul: Modul) -> Iterator[str]:
    """No view looks a row up by the number in its address but among the rows the person may see."""
    if not modul.is_a("views"):
        return
    for node in ast.walk(modul.pohon):
        if isinstance(node, ast.Attribute) and name_of(node.value) == "objects":
            is_bad = node.attr not in MULAI_BACA
        elif isinstance(node, ast.Call):
            is_bad = _looks_up_by_number(node)
        else:
            continue
        if is_bad:
            yield f"baris {node.lineno}: {ast.unparse(node)} tanpa visible_to"


def _looks_up_by_number(call: ast.Call) -> bool:
    if name_of(call) == "get_object_or_404":
        return isinstance(call.args[0], ast.Name) and call.args[0].id[:1].isupper()
    by_number = {"pk", "id", "kode"} & {k.arg for k in call.keywords}
    return chain_of(call)[-2:] == ["objects", "filter"] and bool(by_number)


def time_comes_from_the_clock(modul: Modul) -> Iterator[str]:
    """`SAKIP_HARI_INI` and the agency's zone hold only if all ask `sakip.web.clock`."""
    jam = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"),
           ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime")}  # fmt: skip
    if modul.nama != "web/clock.py":
        for call in modul.calls():
            if tuple(chain_of(call)[-2:]) in jam:
                yield f"baris {call.lineno}: {'.'.join(chain_of(call)[-2:])}()"


# What keeps the second wall must name it.
LINGKUP = {"web/scope.py", "web/rls.py"}
# The address that watches over the server asks every chain for its clock and shows no row.
PENJAGA = {"audit/views.py"}


def only_commands_reach_every_agency(modul: Modul) -> Iterator[str]:
    if modul.nama.split("/")[0] in {"shell", "latar", "demo"} or modul.nama in LINGKUP | PENJAGA:
        return
    for node in ast.walk(modul.pohon):
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        if "SEMUA" in names and node.module == "sakip.web.scope":
            yield f"baris {node.lineno}: lingkup SEMUA"


SQL_BOLEH = LINGKUP | {
    "web/snapshot.py", "web/clock.py", "web/timeouts.py", "web/together.py", "audit/rantai.py",
    "beranda/fakta.py"
}  # fmt: skip


def sql_is_written_in_named_modules(modul: Modul) -> Iterator[str]:
    """Hand-written SQL is where databases differ and injections begin (T24)."""
    if modul.nama in SQL_BOLEH:
        return
    for call in modul.calls():
        if name_of(call) in {"raw", "extra", "RawSQL", "cursor", "executescript"}:
            yield f"baris {call.lineno}: {name_of(call)}(...)"


# Who ends and reopens rows of content; everybody else asks for a version (`berlaku`, `di_versi`).
PENULIS_VERSI = {"perencanaan/tulis.py", "perencanaan/lipat.py"}


def validity_is_read_in_one_place(modul: Modul) -> Iterator[str]:
    """ "Open at the end" is not "in force": it sees the draft (model.md)."""
    if modul.nama in PENULIS_VERSI or modul.is_a("models"):
        return
    for node in ast.walk(modul.pohon):
        is_name = isinstance(node, ast.Constant) and "sampai_versi" in str(node.value)
        is_keyword = isinstance(node, ast.keyword) and "sampai_versi" in (node.arg or "")
        if (
            is_keyword
            or name_of(node) == "sampai_versi"
            or (is_name and str(node.value).isidentifier())
        ):
            yield f"baris {getattr(node, 'lineno', 0)}: sampai_versi"


# --- text ---------------------------------------------------------------------------------------

KALIMAT = {"denied", "RuleError", "ValidationError", "success", "error", "warning", "info"}
KALIMAT_KUNCI = {"help_text", "violation_error_message"}


def sentences_end_with_a_full_stop(modul: Modul) -> Iterator[str]:
    """What a person reads is a whole sentence: refusals, faults, messages, help."""
    for call in modul.calls():
        chain = chain_of(call)
        is_message = len(chain) == 1 or chain[-2] in {"messages", "forms"}
        texts = call.args[1:2] if chain[-2:-1] == ["messages"] else call.args[:1]
        if name_of(call) not in KALIMAT or not is_message:
            texts = []
        texts = [*texts, *(k.value for k in call.keywords if k.arg in KALIMAT_KUNCI)]
        for text in texts:
            if (end := _end_of(text)) and not end.rstrip("”").endswith((".", "?")):
                yield f"baris {call.lineno}: “{end}” tanpa titik"


def _end_of(text: ast.expr) -> str:
    """The last piece of a literal sentence; nothing when the sentence is made elsewhere."""
    if isinstance(text, ast.JoinedStr) and text.values:
        text = text.values[-1]
    return text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else ""


def every_module_says_what_it_is(modul: Modul) -> Iterator[str]:
    if modul.teks.strip() and not ast.get_docstring(modul.pohon):
        yield "tanpa kalimat pembuka"


def public_rules_and_actions_say_what_they_do(modul: Modul) -> Iterator[str]:
    if modul.is_a("actions", "permissions") or modul.nama.startswith("rules/"):
        for node in _public_functions(modul):
            if not ast.get_docstring(node):
                yield f"baris {node.lineno}: {node.name} tanpa docstring"


# --- size ---------------------------------------------------------------------------------------


def files_are_short(modul: Modul) -> Iterator[str]:
    if (lines := modul.teks.count("\n")) > 400:
        yield f"{lines} baris; paling banyak 400"


def views_are_short(modul: Modul) -> Iterator[str]:
    """A page has at most 20 lines from `def` on, its docstring not counted."""
    if modul.is_a("views"):
        for node in modul.functions():
            if "request" not in [a.arg for a in node.args.args[:1]]:
                continue
            docstring = len((ast.get_docstring(node, clean=False) or "").split("\n"))
            lines = (
                node.end_lineno - node.lineno + 1 - (docstring if ast.get_docstring(node) else 0)
            )
            if lines > 20:
                yield f"baris {node.lineno}: {node.name} {lines} baris; paling banyak 20"


def _public_functions(modul: Modul) -> Iterator[ast.FunctionDef]:
    for node in modul.pohon.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


# --- each rule holds, and each can fail -----------------------------------------------------------

# Rule -> (place, a source that breaks it).
ATURAN = {
    views_do_not_write: ("organisasi/views.py", "def f(r):\n    r.save()"),
    no_signals: ("organisasi/models.py", "from django.db.models.signals import post_save"),
    actions_name_who_acts: ("organisasi/actions.py", "def create_x(user):\n    pass"),
    actions_begin_with_a_verb_of_the_list: ("organisasi/actions.py", "def ajukan_x():\n    pass"),
    foreign_keys_name_an_imported_class: ("a/models.py", 'x = models.ForeignKey("b.Y", C)'),
    nobody_is_above_the_rules: ("a/permissions.py", "def f(user):\n    return user.is_staff"),
    pages_take_rows_from_visible_to: ("a/views.py", "def f(r):\n    return X.objects.all()"),
    time_comes_from_the_clock: ("a/models.py", "def f():\n    return date.today()"),
    only_commands_reach_every_agency: ("a/views.py", "from sakip.web.scope import SEMUA"),
    sql_is_written_in_named_modules: ("a/models.py", 'X.objects.raw("select 1")'),
    validity_is_read_in_one_place: ("a/rows.py", "x.filter(sampai_versi__gt=1)"),
    sentences_end_with_a_full_stop: ("a/permissions.py", 'x = denied("Tidak boleh")'),
    every_module_says_what_it_is: ("a/models.py", "x = 1"),
    public_rules_and_actions_say_what_they_do: ("rules/x.py", "def compute_x():\n    pass"),
    files_are_short: ("a/models.py", "x = 1\n" * 401),
    views_are_short: ("a/views.py", "def f(request):\n" + "    x = 1\n" * 21),
}


@pytest.mark.parametrize("aturan", ATURAN, ids=lambda a: a.__name__)
def test_the_house_keeps_this_rule(aturan):
    modules = everything() if aturan is files_are_short else product()
    faults = [f"sakip/{modul.nama}, {fault}" for modul in modules for fault in aturan(modul)]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("aturan", ATURAN, ids=lambda a: a.__name__)
def test_this_rule_finds_a_fault(aturan):
    assert list(aturan(Modul.of(*ATURAN[aturan])))


# --- the glossary -------------------------------------------------------------------------------


def glossary(title: str) -> dict[str, list[str]]:
    """The rows of one table of docs/glosarium.md, by their first cell."""
    text = (AKAR / "docs" / "glosarium.md").read_text().split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("| \n").split("|") for line in text.splitlines() if line.startswith("| ")]
    return {row[0].strip().strip("`"): [cell.strip() for cell in row[1:]] for row in rows[1:]}


def verbs() -> set[str]:
    return set(glossary("Verbs"))


def test_every_table_and_app_has_a_line_in_the_glossary():
    nouns = glossary("Nouns")
    apps = {p.name for p in PAKET.iterdir() if (p / "__init__.py").exists()}
    tables = {
        node.name
        for modul in product()
        if modul.is_a("models")
        for node in modul.pohon.body
        if isinstance(node, ast.ClassDef)
        and any(name_of(b) in {"Model", "AbstractBaseUser"} for b in node.bases)
    }
    machinery = {"audit", "web", "rules", "shell"}  # English, like views.py
    missing = (apps | tables) - nouns.keys() - machinery
    assert not missing, f"Belum ada di docs/glosarium.md: {sorted(missing)}"


def test_every_line_of_the_glossary_says_what_and_whence():
    for title in ("Nouns", "Verbs"):
        for word, cells in glossary(title).items():
            assert all(cells), f"{word}: ada kolom yang kosong"
