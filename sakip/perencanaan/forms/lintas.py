"""What is asked of another unit, and its answer."""

from typing import Any

from django import forms

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.models import Indikator, IsiIndikator, Simpul
from sakip.web.forms import Form, TanggalField


class LintasForm(Form):
    """Whom, what for, by when."""

    sumbangan = forms.CharField(
        label="Sumbangan yang diminta",
        max_length=500,
        help_text="Apa yang perlu dilakukan mitra supaya hasil ini tercapai.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    bagian = forms.CharField(
        label="Bagian dari target", max_length=100, required=False,
        help_text="Misalnya: 40 dari 100 desa.",
    )  # fmt: skip
    tenggat = TanggalField(label="Tenggat sumbangan")
    field_order = ("perangkat_daerah", "sumbangan", "indikator", "bagian", "tenggat")

    def __init__(
        self, *args: Any, pengusul: PerangkatDaerah, indikator: list[IsiIndikator], **kwargs: Any
    ) -> None:
        """`indikator`: those of the node, one of which both sides may share."""
        super().__init__(*args, **kwargs)
        others = PerangkatDaerah.objects.filter(instansi=pengusul.instansi_id).order_by("kode")
        today = pengusul.instansi.hari_ini
        self.fields["perangkat_daerah"] = forms.ModelChoiceField(
            label="Perangkat daerah yang diminta",
            queryset=others.active_on(today).exclude(pk=pengusul.pk),
        )
        self.fields["indikator"] = forms.TypedChoiceField(
            label="Indikator bersama",
            choices=[("", "Belum ada"), *((row.indikator_id, row.nama) for row in indikator)],
            coerce=lambda pk: Indikator.objects.get(pk=pk),
            empty_value=None,
            required=False,
        )
        self.order_fields(self.field_order)


class JawabForm(Form):
    """An agreement: with which own node, and a note."""

    simpul_mitra = forms.TypedChoiceField(
        label="Simpul Anda yang menyumbang",
        coerce=lambda pk: Simpul.objects.get(pk=pk),
        empty_value=None,
        required=False,
    )
    catatan = forms.CharField(label="Catatan", max_length=300, required=False)

    def __init__(self, *args: Any, simpul: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["simpul_mitra"]
        field.choices = [("", "Belum ada di rencana kami"), *simpul]
