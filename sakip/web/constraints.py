"""Constraints that Django does not have. The only SQL of ours that is PostgreSQL's alone, beside `rls`."""

from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model, Q
from django.db.models.sql import Query

ADD = "ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({parts}) WHERE ({where})"
DROP = "ALTER TABLE {table} DROP CONSTRAINT {name}"


class NoOverlap(BaseConstraint):
    """No two rows with the same key (`same`, a foreign key) may hold on the same day.

    A row holds from `mulai` to `selesai`, both included; without `selesai` it goes on. Rows outside
    `condition` do not count. `full_clean` asks this on every database; PostgreSQL also refuses what
    two people write at the same moment, which SQLite cannot have.
    """

    def __init__(self, *, name: str, same: str, condition: Q, **messages: Any) -> None:
        super().__init__(name=name, **messages)
        self.same = same
        self.condition = condition

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise ValidationError when another stored row overlaps with this one."""
        key, first, last = (getattr(instance, name) for name in (self.same, "mulai", "selesai"))
        if key is None or first is None:
            return
        values = instance._get_field_expression_map(meta=model._meta, exclude=exclude)  # type: ignore[attr-defined]
        try:
            if not self.condition.check(values, using=using):
                return
        except FieldError:  # a field of the condition is itself at fault
            return
        rows = model._default_manager.using(using).filter(self.condition, **{self.same: key})
        rows = rows.filter(Q(selesai__isnull=True) | Q(selesai__gte=first)).exclude(pk=instance.pk)
        if last is not None:
            rows = rows.filter(mulai__lte=last)
        if rows.exists():
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )

    def constraint_sql(
        self, model: type[Model] | None, editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        return ""

    def create_sql(self, model: type[Model] | None, editor: BaseDatabaseSchemaEditor | None) -> Any:
        """A range of one number stands for equality, so no extension is needed."""
        if model is None or editor is None or editor.connection.vendor != "postgresql":
            return None
        _, name = model._meta.get_field(self.same).get_attname_column()  # type: ignore[union-attr]
        column = editor.quote_name(str(name))
        parts = (
            f"int8range({column}, {column}, '[]') WITH &&, daterange(mulai, selesai, '[]') WITH &&"
        )
        # A range from nothing to nothing would be every number: a row without a key stays outside.
        where = f"{column} IS NOT NULL AND {self._where(model, editor)}"
        return self._statement(ADD, model, editor, parts=parts, where=where)

    def remove_sql(self, model: type[Model] | None, editor: BaseDatabaseSchemaEditor | None) -> Any:
        if model is None or editor is None or editor.connection.vendor != "postgresql":
            return None
        return self._statement(DROP, model, editor)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"same": self.same, "condition": self.condition}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def _statement(
        self, text: str, model: type[Model], editor: BaseDatabaseSchemaEditor, **parts: str
    ) -> str:
        quote = editor.quote_name
        return text.format(table=quote(model._meta.db_table), name=quote(self.name), **parts)

    def _where(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> str:
        """The condition as text, its values quoted by the database's own rules."""
        query = Query(model, alias_cols=False)
        compiler = query.get_compiler(connection=editor.connection)
        sql, params = query.build_where(self.condition).as_sql(compiler, editor.connection)
        return "(" + str(sql) % tuple(editor.quote_value(value) for value in params) + ")"
