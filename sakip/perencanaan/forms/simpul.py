"""What a node of a draft says, as its editors type it."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from sakip.organisasi.forms.fields import CentangField
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.isi import KONTRIBUTOR, Isi
from sakip.perencanaan.ruang import Ruang
from sakip.web.forms import Form


class PunyaLihat(Form):
    """`lihat` travels hidden when an existing row is edited: the token of what was seen."""

    def __init__(self, *args: Any, lihat: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lihat is not None:
            self.fields["lihat"] = forms.CharField(widget=forms.HiddenInput, initial=lihat)

    def see(self, lihat: str) -> None:
        """What is stored now was shown beside what was typed: the next save is about that."""
        fresh = cast(QueryDict, self.data).copy()
        fresh["lihat"] = lihat
        self.data = fresh


class SimpulForm(PunyaLihat):
    """A node."""

    pernyataan = forms.CharField(
        label="Pernyataan",
        max_length=500,
        help_text="Tulis hasilnya, bukan kegiatannya: “Balita sehat dan tidak stunting”.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    penerima_manfaat = forms.CharField(
        label="Siapa yang merasakan?", max_length=200, required=False
    )
    faktor_kunci = forms.CharField(
        label="Faktor kunci keberhasilan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    nomenklatur = forms.CharField(label="Kode nomenklatur", max_length=30, required=False)
    field_order = ("pernyataan", "jenjang", "penerima_manfaat", "perangkat_daerah")

    def __init__(
        self,
        *args: Any,
        ruang: Ruang,
        jenjang: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """`jenjang`: the levels that may stand there, by key and name."""
        super().__init__(*args, **kwargs)
        units = PerangkatDaerah.objects.filter(instansi=ruang.versi.instansi_id).order_by("kode")
        self.fields["jenjang"] = forms.ChoiceField(
            label="Jenjang", choices=jenjang, required=all(key for key, _ in jenjang)
        )
        self.fields["perangkat_daerah"] = forms.ModelChoiceField(
            label="Penanggung jawab",
            queryset=units.filter(pk__in=ruang.units),
            required=False,
            empty_label="Belum ditentukan",
        )
        self.fields["tanda"] = forms.MultipleChoiceField(
            label="Tanda",
            choices=list(ruang.nama_tanda.items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[KONTRIBUTOR] = CentangField(
            label="Kontributor",
            queryset=units.active_on(ruang.versi.instansi.hari_ini),
            required=False,
        )
        self.order_fields(self.field_order)

    @property
    def isi(self) -> Isi:
        """What was typed, as columns."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "lihat"}
        unit = data.pop("perangkat_daerah")
        units = [row.pk for row in data.pop(KONTRIBUTOR)]
        return data | {"perangkat_daerah_id": unit and unit.pk, KONTRIBUTOR: units}


class PindahForm(Form):
    """Under which node it goes."""

    def __init__(
        self,
        *args: Any,
        tujuan: list[tuple[str, list[tuple[str, str]]]],
        induk: int | None,
        **kwargs: Any,
    ) -> None:
        """`tujuan`: groups of choices; `induk`: where it hangs now."""
        super().__init__(*args, **kwargs)
        self.fields["sasaran"] = forms.TypedChoiceField(
            label="Pindahkan ke bawah",
            choices=tujuan,
            initial=induk or "",
            coerce=int,
            empty_value=None,
            required=False,
        )
