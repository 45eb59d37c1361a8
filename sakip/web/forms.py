"""The form every page starts from: Indonesian dates, faults tied to their field, the revision seen."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from sakip.rules.angka import DIGIT_TERBANYAK, AngkaError, read_angka, read_nomor, write_angka
from sakip.rules.decision import Konflik, RuleError
from sakip.web.fields import check_ukuran

TAHUN_TERAWAL, TAHUN_TERAKHIR = 1900, 2200


def check_tahun(day: date) -> None:
    """A day so far off is a slip; near the ends of the calendar no other day can be reckoned."""
    if not TAHUN_TERAWAL <= day.year <= TAHUN_TERAKHIR:
        raise ValidationError(f"Tulis tahun {TAHUN_TERAWAL} sampai {TAHUN_TERAKHIR}.")


class TanggalField(forms.DateField):
    """A day, typed in the browser's own date field or as 31-12-2026."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "Tulis tanggal seperti 31-12-2026."}
    default_validators = [check_tahun]


class WaktuField(forms.DateTimeField):
    """A moment on the wall clock of the agency, typed in the browser's own field or as 31-12-2026 09:14."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": "Tulis waktu seperti 31-12-2026 09:14."}
    default_validators = [check_tahun]

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M"]
        super().__init__(input_formats=formats, **kwargs)


class NomorField(forms.IntegerField):
    """A key or a revision that travels hidden."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=10**DIGIT_TERBANYAK - 1, **kwargs)


class UkuranField(forms.CharField):
    """A measure as Indonesians write it."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            angka = read_angka(text)
        except AngkaError as error:
            raise ValidationError(str(error)) from error
        for pesan in check_ukuran(angka):
            raise ValidationError(pesan)
        return angka

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else write_angka(value, None)


class Form(forms.Form):
    """A plain form; `revisi` travels hidden when an existing row is edited."""

    def __init__(self, *args: Any, revisi: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if revisi is not None:
            self.fields["revisi"] = NomorField(
                label="Data ini",
                initial=revisi,
                # It was not there when the form was opened.
                error_messages={
                    "required": "Sudah diisi orang lain sejak Anda membukanya. Muat ulang."
                },
            )

    def attempt(self, act: Callable[[], object], place: str | None = None) -> bool:
        """Do it; False when it was refused and the form says why, a broken rule beside `place`.

        Raises Konflik: a row that somebody else changed has a page of its own.
        """
        try:
            act()
        except ValidationError as error:
            self.take_faults(error)
        except Konflik:
            raise
        except RuleError as error:
            self.add_error(place, str(error))
        return not self.errors

    def take_faults(self, error: ValidationError) -> None:
        """Put what the table refused beside the fields typed; a constraint's code names its field."""
        for name, faults in error.update_error_dict({}).items():
            for fault in faults:
                place = next((field for field in (name, fault.code) if field in self.fields), None)
                self.add_error(place, fault)


def read_hidden(data: Mapping[str, Any], name: str) -> int:
    """The whole number of a hidden field, such as the revision that was seen; −1 for anything else."""
    found = read_nomor(str(data.get(name, "")))
    return -1 if found is None else found


def first_fault(error: ValidationError) -> str:
    """The first sentence of a fault, for a line in a list of faults."""
    messages = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    return next(iter(messages.values()))[0]
