"""What an attacker posts beside the form: every column of every table, with a value of its type."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.db import models

from sakip.tests.access.saksi import domain_models


@contextmanager
def posted_forms(monkeypatch: Any) -> Iterator[list[forms.BaseForm]]:
    """Collect every form that is checked while this runs, whatever page it stands on."""
    seen: list[forms.BaseForm] = []
    original = forms.BaseForm.full_clean

    def full_clean(form: forms.BaseForm) -> None:
        if form.is_bound:
            seen.append(form)
        original(form)

    with monkeypatch.context() as patch:
        patch.setattr(forms.BaseForm, "full_clean", full_clean)
        yield seen


def racun(dunia: Any) -> dict[str, str]:
    """A value for every column name there is."""
    poison: dict[str, str] = {}
    for model in domain_models():
        for column in model._meta.concrete_fields:
            for name in (column.name, column.attname):
                if name not in poison:
                    poison[name] = _value(dunia, column)
    return poison


def _value(dunia: Any, column: models.Field) -> str:
    if column.is_relation:
        return str(_foreign_key(dunia, column.related_model))
    match column:
        case models.BooleanField():
            return "" if column.default is True else "on"
        case models.DateTimeField():
            return "1999-09-09 09:09"
        case models.DateField():
            return "1999-09-09"
        case models.IntegerField():
            return "7"
    if column.choices:
        return str(column.choices[-1][0])
    return "racun"


def _foreign_key(dunia: Any, model: type[models.Model]) -> int:
    """A row of the other agency where there is one."""
    if model is type(dunia.kota):
        return dunia.kota.pk
    columns = {f.attname for f in model._meta.concrete_fields}
    rows = model._base_manager.filter(instansi_id=dunia.kota.pk) if "instansi_id" in columns else ()
    return rows[0].pk if rows else 1
