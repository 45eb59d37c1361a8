"""The shape of a unit as it is typed."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from sakip.organisasi.forms.fields import KodeField, RowField, offer_rows
from sakip.organisasi.models import PerangkatDaerah
from sakip.web.forms import Form, TanggalField


class PerangkatDaerahForm(Form):
    """A unit; `induk` offers the agency's other units."""

    kode = KodeField(label="Kode", help_text="Misalnya 05 atau 1.02. Menjadi bagian alamat.")
    nama = forms.CharField(label="Nama", max_length=200)
    singkatan = forms.CharField(label="Singkatan", max_length=40)
    jenis = forms.ChoiceField(label="Jenis", choices=PerangkatDaerah.Jenis)
    induk = RowField(
        label="Induk",
        queryset=PerangkatDaerah.objects.none(),
        required=False,
        empty_label="Tanpa induk",
        help_text="Diisi untuk bagian, UPTD, RSUD, puskesmas, dan kelurahan.",
    )
    liga = forms.ChoiceField(
        label="Liga",
        choices=[("", "Tidak diperingkat"), *PerangkatDaerah.Liga.choices],
        required=False,
    )
    punya_renstra = forms.BooleanField(label="Menyusun Renstra", required=False, initial=True)
    punya_dpa = forms.BooleanField(label="Punya DPA", required=False, initial=True)
    punya_pk = forms.BooleanField(label="Membuat perjanjian kinerja", required=False, initial=True)
    punya_lkjip = forms.BooleanField(label="Menyusun LKjIP", required=False, initial=True)
    dinilai_lke = forms.BooleanField(label="Dinilai dengan LKE", required=False, initial=True)
    aktif_sejak = TanggalField(label="Aktif sejak")
    aktif_sampai = TanggalField(
        label="Aktif sampai",
        required=False,
        help_text="Kosong selama masih bekerja. Bila diisi, penugasan di sini ikut berakhir hari itu.",
    )

    def __init__(self, *args: Any, units: QuerySet[PerangkatDaerah], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, induk=units)
