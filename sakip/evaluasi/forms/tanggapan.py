"""The shape of an objection, and of the team's answer."""

from typing import Any

from django import forms

from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import Tanggapan
from sakip.rules.instrumen import Subkomponen
from sakip.web.forms import Form


class TanggapanForm(Form):
    """What the unit objects to; offered are the sub-components and criteria of its sheet."""

    letak = forms.ChoiceField(label="Subkomponen atau kriteria")
    uraian = forms.CharField(
        label="Tanggapan",
        widget=forms.Textarea,
        max_length=2000,
        help_text="Sebut apa yang menurut Anda lain, dan bukti mana yang menunjukkannya.",
    )
    tautan = forms.URLField(
        label="Tautan bukti", required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, lembar: Lembar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["letak"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (f"{sub.kode} {sub.nama}", _choices(lembar, sub))
                for sub in lembar.instrumen.subkomponen
            ]

    def clean(self) -> dict[str, Any]:
        """`letak` becomes the sub-component and, where one was chosen, the criterion."""
        data = super().clean() or self.cleaned_data
        subkomponen, _, kriteria = data.pop("letak", "").partition("/")
        return {**data, "subkomponen": subkomponen, "kriteria": kriteria}


class JawabanForm(Form):
    """Accept with another grade, or refuse; either with words."""

    huruf = forms.ChoiceField(
        label="Nilai sesudah tanggapan",
        required=False,
        help_text="Kosongkan untuk menolak tanggapan; nilainya lalu tetap.",
    )
    kata = forms.CharField(
        label="Jawaban tim",
        widget=forms.Textarea,
        max_length=500,
        help_text="Perangkat daerah membaca kalimat ini, dan ia tercetak dalam LHE.",
    )

    def __init__(self, *args: Any, lembar: Lembar, tanggapan: Tanggapan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["huruf"]
        if isinstance(field, forms.ChoiceField):
            butir = lembar.find_butir_at(tanggapan.subkomponen, tanggapan.kriteria)
            grades = butir.skala.pilihan
            field.choices = [("", "Tetap, tanggapan ditolak"), *((g.kode, g.kode) for g in grades)]


def _choices(lembar: Lembar, sub: Subkomponen) -> list[tuple[str, str]]:
    """The grade of a sub-component and its criteria; where answers make the points, those alone."""
    rows = lembar.kriteria_sendiri(sub) if lembar.per_kriteria else lembar.kriteria(sub)
    found = [(f"{sub.kode}/{row.kode}", f"{row.kode} {row.uraian[:90]}") for row in rows]
    return (
        found if lembar.per_kriteria else [(f"{sub.kode}/", f"Nilai {sub.kode} seluruhnya"), *found]
    )
