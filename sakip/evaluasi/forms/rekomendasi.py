"""The shape of a recommendation, and of what was done about it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from sakip.rules.instrumen import Kriteria
from sakip.web.forms import Form, TanggalField


class RekomendasiForm(Form):
    """What should be mended, where, by when; offered are the criteria of the sub-component."""

    kriteria = forms.ChoiceField(label="Kriteria", required=False)
    uraian = forms.CharField(
        label="Rekomendasi",
        widget=forms.Textarea,
        max_length=2000,
        help_text="Sebut apa yang diperbaiki dan hasil yang diharapkan.",
    )
    tenggat = TanggalField(label="Paling lambat")

    def __init__(self, *args: Any, kriteria: Sequence[Kriteria], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kriteria"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", "Seluruh subkomponen"),
                *((row.kode, f"{row.kode} {row.uraian}") for row in kriteria),
            ]


class TindakLanjutForm(Form):
    """What was done, as the evaluator accepts it."""

    tindak_lanjut = forms.CharField(
        label="Tindak lanjut yang diterima",
        widget=forms.Textarea,
        max_length=2000,
        help_text="Sebut apa yang berubah dan buktinya.",
    )
