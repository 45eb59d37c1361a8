"""What the trail can be narrowed by."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q

from sakip.audit.check import covered_models
from sakip.audit.models import JejakQuerySet
from sakip.web.forms import Form, TanggalField


class JejakFilterForm(Form):
    """Kind of row, person, days in the agency's zone; a field that cannot be read narrows nothing."""

    objek = forms.ChoiceField(label="Objek", required=False)
    pelaku = forms.CharField(label="Pelaku", required=False, max_length=60)
    dari = TanggalField(label="Dari tanggal", required=False)
    sampai = TanggalField(label="Sampai tanggal", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((str(m._meta.verbose_name), m._meta.label_lower) for m in covered_models())
        objek = self.fields["objek"]
        if isinstance(objek, forms.ChoiceField):
            objek.choices = [("", "Semua")] + [(label, name.capitalize()) for name, label in kinds]

    def narrow(self, rows: JejakQuerySet, zona: str) -> JejakQuerySet:
        """The rows that every field which could be read allows."""
        self.is_valid()
        typed = self.cleaned_data
        if typed.get("objek"):
            rows = rows.filter(objek=typed["objek"])
        for word in typed.get("pelaku", "").split():
            rows = rows.filter(
                Q(pelaku__nama__icontains=word) | Q(pelaku__username__icontains=word)
            )
        if typed.get("dari"):
            rows = rows.filter(waktu__gte=_midnight(typed["dari"], zona))
        if typed.get("sampai"):
            rows = rows.filter(waktu__lt=_midnight(typed["sampai"] + timedelta(days=1), zona))
        return rows

    @property
    def kueri(self) -> str:
        """The filters as a link keeps them: "&objek=…"."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return "".join(f"&{urlencode({k: v})}" for k, v in typed.items() if v)


def _midnight(day: date, zona: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zona))
