"""What may be typed about a period."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from sakip.web.forms import Form


class WaktuField(forms.DateTimeField):
    """A moment on the wall clock of the agency, typed in the browser's own field."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": "Tulis tanggal dan jam."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)


class MasaForm(Form):
    """When a quarter opens, is due and is locked, in the agency's zone."""

    buka = WaktuField(label="Dibuka")
    tutup = WaktuField(label="Tenggat", help_text="Pengajuan sesudah ini ditandai terlambat.")
    kunci = WaktuField(label="Dikunci", help_text="Sesudah ini tidak ada yang dapat mengisi.")

    def __init__(self, *args: Any, zona: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zona)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("buka", "tutup", "kunci"):
            moment = cleaned.get(name)
            if isinstance(moment, datetime):
                cleaned[name] = moment.replace(tzinfo=self.zone)
        return cleaned
