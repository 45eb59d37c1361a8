"""The choice of a year's sheet."""

from collections.abc import Sequence
from typing import Any

from django import forms

from sakip.evaluasi.models import PilihanInstrumen
from sakip.rules.instrumen import Instrumen
from sakip.web.forms import Form

NASIONAL = "nasional"


class InstrumenForm(Form):
    """The national sheet, or one of those offered."""

    def __init__(
        self,
        *args: Any,
        tawaran: Sequence[Instrumen],
        row: PilihanInstrumen | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(row.kunci, row.peraturan) for row in tawaran]
        self.fields["lembar"] = forms.ChoiceField(
            label="Lembar evaluasi",
            choices=[(NASIONAL, "Lembar nasional"), *offered],
            initial=(row.kunci if row else "") or NASIONAL,
        )

    @property
    def kunci(self) -> str:
        """The key of the sheet chosen; empty for the national one."""
        chosen = str(self.cleaned_data["lembar"])
        return "" if chosen == NASIONAL else chosen
