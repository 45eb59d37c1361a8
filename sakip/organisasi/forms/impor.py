"""The one thing an import asks for."""

from django import forms

from sakip.web.forms import Form


class ImporForm(Form):
    """A workbook; what is wrong with it is said by the reader."""

    berkas = forms.FileField(
        label="Berkas XLSX",
        help_text="Paling besar 10 MB. Belum ada yang ditulis sampai Anda menerapkannya.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
