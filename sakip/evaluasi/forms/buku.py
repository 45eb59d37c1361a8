"""The one thing an upload of a workbook asks for."""

from django import forms

from sakip.web.forms import Form


class BukuForm(Form):
    """A workbook; what is wrong with it is said by the reader."""

    berkas = forms.FileField(
        label="Buku kerja (.xlsx)",
        help_text="Paling besar 10 MB. Belum ada yang ditulis sampai Anda menerapkannya.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
