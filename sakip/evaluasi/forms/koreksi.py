"""The shape of a correction: other grades beside those that were released, and the reason."""

from typing import Any

from django import forms

from sakip.evaluasi.lembar import Lembar
from sakip.web.forms import Form


class KoreksiForm(Form):
    """One choice for everything the sheet answers; the first says that its grade stays."""

    alasan = forms.CharField(
        label="Alasan koreksi",
        widget=forms.Textarea,
        max_length=500,
        help_text="Sebut apa yang salah pada hasil yang dirilis, dan dari mana diketahui.",
    )

    def __init__(self, *args: Any, lembar: Lembar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = lembar.nilai_tahap(lembar.tahapan.hasil)
        for butir in lembar.butir_sendiri():
            keep = f"Tetap {standing.get(butir.kode, '')}".strip()
            self.fields[f"huruf_{butir.kode}"] = forms.ChoiceField(
                label=f"{butir.kode} {butir.nama}",
                required=False,
                choices=[("", keep), *((row.kode, row.kode) for row in butir.skala.pilihan)],
            )

    @property
    def nilai(self) -> dict[str, str]:
        """The grades chosen, by code of what they are of."""
        return {
            name.removeprefix("huruf_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("huruf_") and value
        }
