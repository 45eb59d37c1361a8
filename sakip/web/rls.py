"""The second wall: PostgreSQL itself refuses the rows of another agency (row-level security).

Every table with an `instansi_id` column gets a policy that compares it with the setting
`app.instansi` (see `scope`). Outside a scope the setting is missing or empty, and the comparison is
an error, never "all rows". The application's role owns nothing, so it can neither lift a policy nor
change an act of the trail.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction

from sakip.web.scope import SEMUA

# Read while nobody has signed in: the login finds a person, and with him his agency, before any scope
# is known. Inside a scope only that agency's rows show; writing always needs the scope.
DIBACA_SEBELUM_MASUK = {
    "organisasi.pengguna": "the login looks a person up by his name",
    "organisasi.instansi": "and takes his agency along",
}
INSTANSI = "organisasi.instansi"
# Acts are added, never changed or removed, not even by the application.
HANYA_TAMBAH = frozenset({"audit.jejak"})
# Django's own list of migrations: the application reads it, only the owner writes it.
HANYA_BACA = ("django_migrations",)

# Asked once a statement, not once a row (the inner SELECT); "" and a missing setting are errors.
_SETTING = "current_setting('app.instansi')"
_SAME = f"{{column}} = (SELECT nullif({_SETTING}, '{SEMUA}')::bigint) OR (SELECT {_SETTING} = '{SEMUA}')"
_READ = (
    "CASE (SELECT coalesce(current_setting('app.instansi', true), ''))"
    f" WHEN '' THEN true ELSE {_SAME} END"
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a database role can do that the application must not."""

    bypasses: bool
    owns: bool


def walled_models() -> list[tuple[type[models.Model], str]]:
    """Every table that belongs to agencies, with the column that says which."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        columns = {field.column for field in model._meta.concrete_fields}
        if model._meta.label_lower == INSTANSI:
            found.append((model, "id"))
        elif "instansi_id" in columns:
            found.append((model, "instansi_id"))
    return found


@transaction.atomic
def apply_rls() -> int:
    """Give every agency table its policies, as the owner; says how many. Running it again changes nothing.

    FORCE binds the owner too: only a superuser or a role with BYPASSRLS steps over the wall.
    """
    walled = walled_models()
    with connection.cursor() as cursor:
        for model, column in walled:
            for statement in _policies(model, column):
                cursor.execute(statement)
    return len(walled)


@transaction.atomic
def grant_rights(role: str) -> None:
    """Let the application's role use every table and own none; the trail it may read and add to."""
    name = connection.ops.quote_name(role)
    read_only = ", ".join(map(connection.ops.quote_name, HANYA_BACA))
    add_only = ", ".join(
        connection.ops.quote_name(model._meta.db_table)
        for model, _ in walled_models()
        if model._meta.label_lower in HANYA_TAMBAH
    )
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        cursor.execute(f"REVOKE UPDATE, DELETE ON {add_only} FROM {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {read_only} FROM {name}")


def role_fault(role: str) -> str:
    """Why this role cannot be the application's, as an Indonesian sentence; empty when it can."""
    found = load_role(role)
    if found is None:
        return f"Peran {role} belum ada di PostgreSQL. Buat dahulu dengan CREATE ROLE."
    if found.bypasses:
        return f"Peran {role} dapat melewati pagar (SUPERUSER atau BYPASSRLS). Pakai peran lain."
    if found.owns:
        return f"Peran {role} memiliki tabel. Peran aplikasi tidak boleh memiliki apa pun; pakai peran lain."
    return ""


def load_role(role: str | None = None) -> Role | None:
    """A role of the server, or the one we are; None when it does not exist."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls, EXISTS (SELECT FROM pg_catalog.pg_tables"
            " WHERE schemaname = 'public' AND pg_has_role(rolname, tableowner, 'MEMBER'))"
            " FROM pg_catalog.pg_roles WHERE rolname = coalesce(%s, current_user)",
            [role],
        )
        row = cursor.fetchone()
    return Role(*row) if row else None


def load_unwalled() -> list[str]:
    """The tables of agencies whose wall is not up."""
    tables = [model._meta.db_table for model, _ in walled_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_catalog.pg_class"
            " WHERE relname = ANY(%s) AND relkind IN ('r', 'p') AND NOT relforcerowsecurity",
            [tables],
        )
        return sorted(name for (name,) in cursor.fetchall())


def _policies(model: type[models.Model], column: str) -> list[str]:
    table = connection.ops.quote_name(model._meta.db_table)
    quoted = connection.ops.quote_name(column)
    same = _SAME.format(column=quoted)
    readable = _READ if model._meta.label_lower in DIBACA_SEBELUM_MASUK else _SAME
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    ]
    for act, clause in (
        ("SELECT", f"USING ({readable.format(column=quoted)})"),
        ("INSERT", f"WITH CHECK ({same})"),
        ("UPDATE", f"USING ({same}) WITH CHECK ({same})"),
        ("DELETE", f"USING ({same})"),
    ):
        statements.append(f"DROP POLICY IF EXISTS instansi_{act.lower()} ON {table}")
        statements.append(f"CREATE POLICY instansi_{act.lower()} ON {table} FOR {act} {clause}")
    return statements
