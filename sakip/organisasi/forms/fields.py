"""Fields that the forms of organisasi share."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Any]
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField[Any]
else:
    ModelChoiceField = forms.ModelChoiceField
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField


class KodeField(forms.RegexField):
    """A unit's code: part of addresses, so without blanks and slashes."""

    def __init__(self, **kwargs: Any) -> None:
        fault = {"invalid": "Kode hanya berisi huruf, angka, titik, dan tanda hubung."}
        super().__init__(
            regex=r"^[0-9A-Za-z][0-9A-Za-z.-]*$", max_length=30, error_messages=fault, **kwargs
        )


class RowField(ModelChoiceField):
    """One row of those `offer_rows` gave, under the words by which people know it (`pilihan`)."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.pilihan)


class RowsField(ModelMultipleChoiceField):
    """Any number of rows, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.pilihan)


def offer_rows(form: forms.Form, **rows: QuerySet[Any]) -> None:
    """Limit each named field to rows the person may see; another posted id is a fault of the field."""
    for name, queryset in rows.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset
