"""The year to open."""

from django import forms

from sakip.web.forms import Form

TAHUN_AWAL, TAHUN_AKHIR = 2000, 2100


class TahunKerjaForm(Form):
    """One year, between 2000 and 2100 as the table keeps it."""

    tahun = forms.IntegerField(
        label="Tahun",
        min_value=TAHUN_AWAL,
        max_value=TAHUN_AKHIR,
        error_messages={
            "invalid": "Tulis tahun dengan empat angka, misalnya 2027.",
            "min_value": "Tahun paling awal adalah 2000.",
            "max_value": "Tahun paling akhir adalah 2100.",
        },
    )
