"""An action of the catalogue as it is typed: lists are written with commas."""

import re
from typing import Any

from django import forms

from sakip.jalan.models import BarisKatalog
from sakip.web.forms import Form, UkuranField

PISAH_KODE = re.compile(r"[\s,;]+")


class DaftarField(forms.CharField):
    """Words parted by commas; `kode` parts them by spaces too."""

    def __init__(self, *, kode: bool = False, **kwargs: Any) -> None:
        self.kode = kode
        super().__init__(max_length=1000, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        parts = PISAH_KODE.split(text) if self.kode else text.split(",")
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value


class TindakanForm(Form):
    """One action: what it opens, costs and waits for."""

    kode = forms.SlugField(label="Kode", max_length=10, help_text="Misalnya A26.")
    nama = forms.CharField(label="Tindakan", max_length=200)
    kriteria = DaftarField(
        label="Kriteria yang dibuka", kode=True, help_text="Pisahkan dengan koma: 1.b.3, 1.b.4."
    )
    hk_pusat = UkuranField(label="Hari kerja pusat")
    hk_entitas = UkuranField(label="Hari kerja tiap entitas")
    entitas = forms.IntegerField(label="Jumlah entitas", min_value=0, max_value=1000)
    bulan = forms.IntegerField(label="Lama (bulan)", min_value=1, max_value=36)
    pemilik = DaftarField(label="Pemilik", required=False, help_text="Pisahkan dengan koma.")
    syarat = DaftarField(label="Syarat: kode tindakan yang mendahului", kode=True, required=False)
    peluang = UkuranField(label="Peluang diterima", help_text="0 sampai 1, misalnya 0,7.")
    jendela_dari = forms.IntegerField(
        label="Hanya dari bulan ke", min_value=1, max_value=12, required=False
    )
    jendela_sampai = forms.IntegerField(
        label="Hanya sampai bulan ke", min_value=1, max_value=12, required=False
    )


def initial_of(row: BarisKatalog) -> dict[str, Any]:
    """What the form shows of an action that is stored."""
    return {name: getattr(row, name) for name in TindakanForm.base_fields}
