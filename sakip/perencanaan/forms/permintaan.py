"""What is asked of another unit for an indicator, and its answer."""

from datetime import timedelta
from typing import Any

from django import forms

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.models import IsiIndikator
from sakip.rules.angka import AngkaError, read_angka
from sakip.web.forms import Form, TanggalField

# How long a unit has when nobody says otherwise.
HARI_BAWAAN = 7


class PermintaanForm(Form):
    """Whom, what, for the quarter or the year, by when."""

    diminta = forms.CharField(label="Data yang diminta", max_length=300)
    tenggat = TanggalField(label="Tenggat")
    field_order = ("perangkat_daerah", "diminta", "ke", "tenggat")

    def __init__(self, *args: Any, isi: IsiIndikator, tw: int, **kwargs: Any) -> None:
        today = isi.perangkat_daerah.instansi.hari_ini
        kwargs["initial"] = {
            "diminta": isi.pembilang or isi.nama,
            "tenggat": today + timedelta(days=HARI_BAWAAN),
            "ke": tw,
        }
        super().__init__(*args, **kwargs)
        others = PerangkatDaerah.objects.filter(instansi=isi.instansi_id).order_by("kode")
        self.fields["perangkat_daerah"] = forms.ModelChoiceField(
            label="Perangkat daerah yang punya datanya",
            queryset=others.active_on(today).exclude(pk=isi.perangkat_daerah_id),
        )
        self.fields["ke"] = forms.TypedChoiceField(
            label="Untuk",
            choices=[*((ke, f"Triwulan {ke}") for ke in range(1, 5)), (0, "Setahun")],
            coerce=int,
        )
        self.order_fields(self.field_order)


class JawabanForm(Form):
    """The figure, or numerator and denominator."""

    jawaban = forms.CharField(
        label="Angkanya", max_length=60,
        help_text="Misalnya 1.234,5, atau pembilang/penyebut seperti 27/3080.",
    )  # fmt: skip
    catatan = forms.CharField(label="Catatan", max_length=300, required=False)

    def clean_jawaban(self) -> str:
        """The text as it was typed, when each of its figures can be read."""
        text = str(self.cleaned_data["jawaban"]).strip()
        if not any(sign.isdigit() for sign in text):
            return text
        for part in text.split("/"):
            try:
                read_angka(part)
            except AngkaError as error:
                raise forms.ValidationError(str(error)) from error
        return text
