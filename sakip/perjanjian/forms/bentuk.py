"""What an agency chooses of how its PK looks."""

from typing import Any

from django import forms

from sakip.rules.perjanjian import TINGKAT, AturanPK, Bentuk
from sakip.web.forms import Form

# The regulation's own form.
BAWAAN = "bawaan"


class BentukPKForm(Form):
    """Three things the regulation does not print, and for each level the regulation's form or an own one."""

    baris_jumlah = forms.BooleanField(label="Tulis jumlah anggaran", required=False)
    tulis_pangkat = forms.BooleanField(label="Tulis pangkat di bawah nama", required=False)
    tulis_nip = forms.BooleanField(label="Tulis NIP di bawah nama", required=False)

    def __init__(self, *args: Any, aturan: AturanPK, **kwargs: Any) -> None:
        bentuk = aturan.bentuk
        initial = {
            name: getattr(bentuk, name) for name in ("baris_jumlah", "tulis_pangkat", "tulis_nip")
        }
        super().__init__(*args, initial=initial, **kwargs)
        for tingkat, nama in TINGKAT.items():
            offered = [(row.kunci, row.nama) for row in aturan.offered(tingkat).values()]
            self.fields[f"formulir_{tingkat}"] = forms.ChoiceField(
                label=f"Formulir {nama.lower()}",
                choices=[(BAWAAN, f"Menurut {aturan.peraturan}"), *offered],
                initial=bentuk.formulir.get(tingkat, BAWAAN),
            )

    @property
    def bentuk(self) -> Bentuk:
        """The choice as typed."""
        data = self.cleaned_data
        chosen = {tingkat: data[f"formulir_{tingkat}"] for tingkat in TINGKAT}
        return Bentuk(
            data["baris_jumlah"],
            data["tulis_nip"],
            data["tulis_pangkat"],
            {tingkat: kunci for tingkat, kunci in chosen.items() if kunci != BAWAAN},
        )
