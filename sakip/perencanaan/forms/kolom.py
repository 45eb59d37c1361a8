"""How another system names its columns, and which node a budget code is tied to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from sakip.perencanaan.models import KolomBerkas, Simpul
from sakip.web.forms import Form, NomorField
from sakip.web.xlsx import Kolom


class KolomBerkasForm(Form):
    """Two fields for each column; both may stay empty."""

    def __init__(
        self, *args: Any, kolom: Sequence[Kolom], tersimpan: KolomBerkas | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kunci = [k.kunci for k in kolom]
        judul = tersimpan.judul if tersimpan else {}
        bawaan = tersimpan.bawaan if tersimpan else {}
        for k in kolom:
            self.fields[f"judul_{k.kunci}"] = forms.CharField(
                label=f"Judul “{k.judul}” di berkas Anda",
                max_length=100,
                required=False,
                initial=judul.get(k.kunci, ""),
            )
            self.fields[f"bawaan_{k.kunci}"] = forms.CharField(
                label=f"Bila kolom itu tidak ada, {k.judul.lower()} semua baris",
                max_length=100,
                required=False,
                initial=bawaan.get(k.kunci, ""),
            )

    def filled(self, awalan: str) -> dict[str, str]:
        """What was typed, by column key."""
        data = self.cleaned_data
        return {k: data[f"{awalan}_{k}"] for k in self.kunci if data[f"{awalan}_{k}"]}


class IkatanForm(Form):
    """Which node a budget code is tied to; none lets it go."""

    kode = forms.CharField(max_length=20)
    revisi = NomorField(required=False)  # of the tie that was seen, where there was one

    def __init__(self, *args: Any, simpul: QuerySet[Simpul], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["simpul"] = forms.ModelChoiceField(queryset=simpul, required=False)
