"""The shape of a new evaluation, and of its team and years of evidence."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from sakip.evaluasi.acuan import load_instrumen_of
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.forms.fields import CentangField, ModelChoiceField, RowsField, offer_rows
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.web.forms import Form


class TimForm(Form):
    """Who scores; offered are the evaluators on duty. Not asked where a letter says it (`bersurat`)."""

    ketua = ModelChoiceField(
        label="Ketua tim",
        queryset=Pengguna.objects.none(),
        required=False,
        empty_label="Belum ditetapkan",
        help_text="Ketua yang tidak ikut menilai dapat menyelesaikan penilaian.",
    )
    anggota = CentangField(label="Anggota tim", queryset=Pengguna.objects.none(), required=False)

    def __init__(
        self, *args: Any, evaluators: QuerySet[Pengguna], bersurat: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if bersurat:
            del self.fields["ketua"], self.fields["anggota"]
        else:
            offer_rows(self, ketua=evaluators, anggota=evaluators)

    @property
    def tim(self) -> dict[str, Any]:
        """The team typed; nobody where a letter names it."""
        return {
            "ketua": self.cleaned_data.get("ketua"),
            "anggota": self.cleaned_data.get("anggota", ()),
        }


class PenilaianForm(TimForm):
    """Units to open an evaluation for, and their team; offered are those without one this year."""

    units = RowsField(
        label="Perangkat daerah", queryset=PerangkatDaerah.objects.none(), required=False
    )
    pemda = forms.BooleanField(
        label="Lembar pemda",
        required=False,
        help_text="Kriteria yang dijawab sekali untuk semua diisi di lembar ini.",
    )
    field_order = ("units", "pemda", "ketua", "anggota")

    def __init__(
        self, *args: Any, units: QuerySet[PerangkatDaerah], pemda: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, units=units)
        if not pemda:
            del self.fields["pemda"]

    @property
    def chosen(self) -> list[PerangkatDaerah | None]:
        """The units chosen, None for the agency itself."""
        own: list[PerangkatDaerah | None] = [None] if self.cleaned_data.get("pemda") else []
        return own + list(self.cleaned_data["units"])


class TimBuktiForm(TimForm):
    """The team of an evaluation, and the year of evidence of each component."""

    def __init__(self, *args: Any, penilaian: Penilaian, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in load_instrumen_of(penilaian).komponen:
            self.fields[f"bukti_{row.kode}"] = forms.IntegerField(
                label=f"Tahun bukti komponen {row.kode}. {row.nama}",
                min_value=2000,
                max_value=2100,
                initial=penilaian.tahun_bukti.get(row.kode, penilaian.tahun_evaluasi),
            )

    @property
    def tahun_bukti(self) -> dict[str, int]:
        """The year of evidence by component."""
        return {
            name.removeprefix("bukti_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("bukti_")
        }
