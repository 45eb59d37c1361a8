"""The shape of an assignment as it is typed, and of its end."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from sakip.organisasi.forms.fields import RowField, RowsField, offer_rows
from sakip.organisasi.models import Jabatan, JenisPenugasan, Pengguna, Peran, PerangkatDaerah
from sakip.web.forms import Form, TanggalField

# With scripts, another unit brings its positions at once; only the unit is sent.
MUAT_JABATAN = {
    "hx-get": "",
    "hx-params": "perangkat_daerah",
    "hx-target": "#pilih-jabatan",
    "hx-swap": "outerHTML",
    "hx-trigger": "change",
}


class PenugasanForm(Form):
    """A role with its place and dates; `peran` are those the acting person may give."""

    peran = forms.ChoiceField(label="Peran")
    perangkat_daerah = RowField(
        label="Perangkat daerah",
        queryset=PerangkatDaerah.objects.none(),
        required=False,
        empty_label="Seluruh instansi",
        widget=forms.Select(attrs=MUAT_JABATAN),
        help_text="Wajib untuk operator, kepala, dan pegawai. Untuk peran lain: tempatnya bekerja.",
    )
    jabatan = RowField(
        label="Jabatan",
        queryset=Jabatan.objects.none(),
        required=False,
        empty_label="Tanpa jabatan",
        help_text="Jabatan di perangkat daerah itu, tempat PK melekat.",
    )
    jenis = forms.ChoiceField(label="Jenis", choices=JenisPenugasan)
    nomor_surat = forms.CharField(
        label="Nomor surat",
        max_length=100,
        required=False,
        help_text="Wajib untuk Plt., Plh., Pj., dan a.n.",
    )
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(
        label="Selesai",
        required=False,
        help_text="Hari terakhir. Kosong selama belum ditentukan.",
    )

    def __init__(
        self,
        *args: Any,
        peran: Iterable[Peran],
        units: QuerySet[PerangkatDaerah],
        jabatan: QuerySet[Jabatan],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["peran"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Pilih"), *((one.value, one.label) for one in peran)]
        offer_rows(self, perangkat_daerah=units, jabatan=jabatan)


class AkhirForm(Form):
    """The last day of an assignment."""

    selesai = TanggalField(label="Hari terakhir")


class PelimpahanForm(Form):
    """Who decides on behalf of the head, by which letter, until when; `orang`: the people of his unit."""

    pengguna = RowField(label="Kepada", queryset=Pengguna.objects.none(), empty_label="Pilih")
    nomor_surat = forms.CharField(
        label="Nomor surat", max_length=100, help_text="Seperti 800.1.3.1/214/2026."
    )
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(label="Hari terakhir")

    def __init__(self, *args: Any, orang: QuerySet[Pengguna], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, pengguna=orang)


class KoordinasiForm(Form):
    """The units a position coordinates."""

    units = RowsField(
        label="Perangkat daerah yang dikoordinasikan",
        queryset=PerangkatDaerah.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, units: QuerySet[PerangkatDaerah], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, units=units)
