"""The shape of a merger, a split and a change of name as they are typed."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from sakip.organisasi.forms.fields import KodeField, RowField, RowsField, offer_rows
from sakip.organisasi.models import PerangkatDaerah, Pergantian
from sakip.web.forms import Form, TanggalField

NONE = PerangkatDaerah.objects.none()


class PergantianForm(Form):
    """What every change says: since when and by which law. Below: what ends and what goes on."""

    tanggal = TanggalField(
        label="Berlaku sejak", help_text="Perangkat daerah asal berakhir sehari sebelumnya."
    )
    dasar = forms.CharField(
        label="Dasar hukum", max_length=200, help_text="Misalnya Perda Nomor 3 Tahun 2026."
    )

    def __init__(self, *args: Any, units: QuerySet[PerangkatDaerah], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, **{name: units for name in ("asal", "menjadi") if name in self.fields})

    def rows(self, name: str) -> list[PerangkatDaerah]:
        """What was chosen in a field, as a list whatever the field takes."""
        value = self.cleaned_data.get(name)
        if value is None:
            return []
        return [value] if isinstance(value, PerangkatDaerah) else list(value)


class GabungForm(PergantianForm):
    """Several units become one."""

    asal = RowsField(label="Perangkat daerah yang digabung", queryset=NONE)
    menjadi = RowField(
        label="Digabung ke",
        queryset=NONE,
        required=False,
        empty_label="Perangkat daerah baru, diisi di bawah",
    )
    field_order = ("asal", "menjadi")


class PecahForm(PergantianForm):
    """One unit becomes several."""

    asal = RowField(label="Perangkat daerah yang dipecah", queryset=NONE, empty_label="Pilih")
    menjadi = RowsField(
        label="Diteruskan oleh yang sudah ada",
        queryset=NONE,
        required=False,
        help_text="Tandai bila sebagian tugas pindah ke perangkat daerah yang sudah ada.",
    )
    field_order = ("asal", "menjadi")


class GantiNamaForm(PergantianForm):
    """One unit goes on under another name."""

    asal = RowField(label="Perangkat daerah yang berganti nama", queryset=NONE, empty_label="Pilih")
    field_order = ("asal",)


class UnitBaruForm(Form):
    """A unit that begins with the change; what it does not say it takes over from the old one."""

    kode = KodeField(label="Kode")
    nama = forms.CharField(label="Nama", max_length=200)
    singkatan = forms.CharField(label="Singkatan", max_length=40)


FORMS: dict[str, type[PergantianForm]] = {
    Pergantian.Jenis.GABUNG: GabungForm,
    Pergantian.Jenis.PECAH: PecahForm,
    Pergantian.Jenis.GANTI_NAMA: GantiNamaForm,
}
# How many new units the page offers; those left empty do not come into being.
BARU: dict[str, int] = {
    Pergantian.Jenis.GABUNG: 1,
    Pergantian.Jenis.PECAH: 4,
    Pergantian.Jenis.GANTI_NAMA: 1,
}


def load_unit_baru(jenis: str, data: Any) -> "forms.BaseFormSet[UnitBaruForm]":
    """The empty or filled forms of the units that begin."""
    formset = forms.formset_factory(
        UnitBaruForm, extra=BARU[jenis], max_num=BARU[jenis], validate_max=True
    )
    return formset(data, prefix="baru")
