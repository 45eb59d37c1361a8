"""The shape of an upload; what is wrong with the file is said beside its field."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sakip.berkas.checks import Unggahan, check_unggahan
from sakip.web.forms import Form, TanggalField


class BerkasForm(Form):
    """One file and the date of the document in it."""

    berkas = forms.FileField(label="Berkas")
    tanggal_dokumen = TanggalField(
        label="Tanggal dokumen", help_text="Tanggal yang tertulis pada dokumen."
    )

    def __init__(self, *args: Any, hari_ini: date, batas: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hari_ini = hari_ini
        self.fields["berkas"].help_text = batas
        # An upload over the limit is dropped before it reaches the form, so this says the limit too.
        self.fields["berkas"].error_messages["required"] = f"Pilih berkasnya. {batas}"

    def clean_berkas(self) -> Unggahan:
        return check_unggahan(self.cleaned_data["berkas"])

    def clean_tanggal_dokumen(self) -> date:
        tanggal: date = self.cleaned_data["tanggal_dokumen"]
        if tanggal > self.hari_ini:
            raise ValidationError("Tanggal dokumen belum terjadi. Tulis tanggal pada dokumennya.")
        return tanggal
