"""The shape of a correction: other grades beside those that were released, and the reason."""

from typing import Any

from django import forms

from sakip.evaluasi.lembar import Lembar
from sakip.web.forms import Form


class KoreksiForm(Form):
    """One choice for every sub-component; the first says that its grade stays."""

    alasan = forms.CharField(
        label="Alasan koreksi",
        widget=forms.Textarea,
        max_length=500,
        help_text="Sebut apa yang salah pada hasil yang dirilis, dan dari mana diketahui.",
    )

    def __init__(self, *args: Any, lembar: Lembar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = lembar.nilai_tahap(lembar.tahapan.hasil)
        for sub in lembar.instrumen.subkomponen:
            grades = [row.kode for row in lembar.instrumen.skala[sub.skala].pilihan]
            keep = f"Tetap {standing.get(sub.kode, '')}".strip()
            self.fields[f"huruf_{sub.kode}"] = forms.ChoiceField(
                label=f"{sub.kode} {sub.nama}",
                required=False,
                choices=[("", keep), *((kode, kode) for kode in grades)],
            )

    @property
    def nilai(self) -> dict[str, str]:
        """The grades chosen, by code of the sub-component."""
        return {
            name.removeprefix("huruf_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("huruf_") and value
        }
