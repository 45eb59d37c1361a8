"""Fields that the forms of organisasi share."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from sakip.rules.angka import DIGIT_TERBANYAK

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


class CentangField(ModelMultipleChoiceField):
    """Any number of rows, as boxes to tick. A key longer than any row has is no choice."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if len(str(key)) > DIGIT_TERBANYAK:
                message = self.error_messages["invalid_choice"] % {"value": "…"}
                raise ValidationError(message, code="invalid_choice")
        return super().clean(value)


class RowsField(CentangField):
    """Rows under the words by which people know them."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.pilihan)


def offer_rows(form: forms.Form, **rows: QuerySet[Any]) -> None:
    """Limit each named field to rows the person may see; another posted id is a fault of the field."""
    for name, queryset in rows.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset
