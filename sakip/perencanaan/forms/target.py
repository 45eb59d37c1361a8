"""The promises for the quarters of a year, as they are typed."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from sakip.perencanaan.forms.simpul import PunyaLihat
from sakip.perencanaan.models import IsiIndikator
from sakip.perencanaan.suntingan_indikator import find_skala
from sakip.rules.angka import AngkaError
from sakip.rules.pilihan import member
from sakip.rules.rumus import Rumus
from sakip.rules.tanggal import write_triwulan
from sakip.rules.target import Target, read_target


class TargetForm(PunyaLihat):
    """A field for each quarter (or month, `sebut` names it) still to be promised; empty promises nothing."""

    def __init__(
        self,
        *args: Any,
        isi: IsiIndikator,
        tahun: int,
        tw: list[int],
        sebut: Callable[[int, int], str] = write_triwulan,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.isi = isi
        self.tw = tw
        self.janji: Mapping[int, Target | None] = {}
        for ke in tw:
            self.fields[bidang(ke)] = forms.CharField(
                label=f"Target {sebut(ke, tahun)}", max_length=60, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Each text as a target of the form that the formula needs."""
        self.janji = {ke: self._read(ke) for ke in self.tw}
        return self.cleaned_data

    def _read(self, ke: int) -> Target | None:
        text = self.cleaned_data.get(bidang(ke), "")
        skala = find_skala(self.isi.skala)
        try:
            return read_target(text, member(Rumus, self.isi.rumus), skala=skala) if text else None
        except AngkaError as error:
            self.add_error(bidang(ke), str(error))
            return None


def bidang(ke: int) -> str:
    """The name of the field of a quarter."""
    return f"tw_{ke}"
