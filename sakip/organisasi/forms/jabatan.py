"""The shape of a position as it is typed."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from sakip.organisasi.forms.fields import RowField, offer_rows
from sakip.organisasi.models import Jabatan, PerangkatDaerah
from sakip.web.forms import Form


class JabatanForm(Form):
    """A position; the superior may be in another unit of the agency."""

    nama = forms.CharField(label="Nama jabatan", max_length=200)
    perangkat_daerah = RowField(
        label="Perangkat daerah", queryset=PerangkatDaerah.objects.none(), empty_label="Pilih"
    )
    jenjang = forms.ChoiceField(label="Jenjang", choices=Jabatan.Jenjang)
    atasan = RowField(
        label="Atasan",
        queryset=Jabatan.objects.none(),
        required=False,
        empty_label="Tanpa atasan",
        help_text="Boleh dari perangkat daerah lain, misalnya Sekretaris Daerah.",
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[PerangkatDaerah],
        atasan: QuerySet[Jabatan],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, perangkat_daerah=units, atasan=atasan)
