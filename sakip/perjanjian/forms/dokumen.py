"""What people know of a document."""

from typing import Any

from django import forms

from sakip.organisasi.models import Jabatan, PerangkatDaerah
from sakip.web.forms import Form, TanggalField


class CatatanDokumenForm(Form):
    """Its dates, number, link and owner; all may wait."""

    dibuat = TanggalField(label="Tanggal dibuat", required=False)
    formal = TanggalField(label="Tanggal ditetapkan", required=False)
    terbit = TanggalField(label="Tanggal dipublikasikan", required=False)
    nomor = forms.CharField(label="Nomor", max_length=100, required=False)
    tautan = forms.URLField(
        label="Tautan publikasi", max_length=300, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, unit: PerangkatDaerah, bertanggal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bertanggal:
            del self.fields["dibuat"], self.fields["formal"]
        self.fields["pemilik"] = forms.ModelChoiceField(
            label="Pemilik",
            queryset=Jabatan.objects.filter(perangkat_daerah=unit).order_by("jenjang", "nama"),
            required=False,
            empty_label="Kepala perangkat daerah",
        )
