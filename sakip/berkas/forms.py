"""The shape of an upload and of what is said of a file; what is wrong is said beside its field."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from sakip.berkas.checks import Unggahan, check_janji, check_unggahan
from sakip.berkas.models import Berkas
from sakip.organisasi.models import PerangkatDaerah
from sakip.web.forms import Form, TanggalField, WaktuField


class DokumenForm(Form):
    """The date of a document, which has come."""

    tanggal_dokumen = TanggalField(
        label="Tanggal dokumen", help_text="Tanggal yang tertulis pada dokumen."
    )

    def __init__(self, *args: Any, hari_ini: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hari_ini = hari_ini

    def clean_tanggal_dokumen(self) -> date:
        tanggal: date = self.cleaned_data["tanggal_dokumen"]
        if tanggal > self.hari_ini:
            raise ValidationError("Tanggal dokumen belum terjadi. Tulis tanggal pada dokumennya.")
        return tanggal


class BerkasForm(DokumenForm):
    """One file and the date of the document in it."""

    berkas = forms.FileField(label="Berkas")
    field_order = ("berkas", "tanggal_dokumen")

    def __init__(self, *args: Any, batas: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].help_text = batas
        # An upload over the limit is dropped before it reaches the form, so this says the limit too.
        self.fields["berkas"].error_messages["required"] = f"Pilih berkasnya. {batas}"

    def clean_berkas(self) -> Unggahan:
        return check_unggahan(self.cleaned_data["berkas"])


class KirimanForm(DokumenForm):
    """What an upload in pieces promises: name, size, date."""

    nama = forms.CharField(max_length=400)
    ukuran = forms.IntegerField()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"nama", "ukuran"} <= data.keys():
            data["nama"], _ = check_janji(
                data["nama"], data["ukuran"], settings.BERKAS_MAKS_KIRIMAN_BITA
            )
        return data


class KeteranganForm(DokumenForm):
    """What a file is, until when it holds, and when and where something was seen."""

    jenis = forms.ChoiceField(label="Jenis", choices=Berkas.Jenis.choices)
    berlaku_sejak = TanggalField(label="Berlaku sejak", required=False)
    berlaku_sampai = TanggalField(
        label="Berlaku sampai",
        required=False,
        help_text="Kosongkan bila tidak berakhir. Sesudah hari itu berkas ditandai kedaluwarsa.",
    )
    fisik = forms.BooleanField(
        label="Bukti fisik: sesuatu yang dilihat atau difoto di tempatnya", required=False
    )
    diambil_pada = WaktuField(label="Dilihat atau difoto pada", required=False)
    tempat = forms.CharField(label="Tempat", required=False, max_length=150)
    field_order = (
        "jenis", "tanggal_dokumen", "berlaku_sejak", "berlaku_sampai", "fisik", "diambil_pada",
        "tempat",
    )  # fmt: skip

    def __init__(self, *args: Any, zona: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zona = ZoneInfo(zona)

    def clean_diambil_pada(self) -> datetime | None:
        """The clock on the wall of the agency."""
        moment: datetime | None = self.cleaned_data["diambil_pada"]
        return moment.replace(tzinfo=self.zona) if moment else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("fisik") and not data.get("diambil_pada") and "diambil_pada" in data:
            self.add_error("diambil_pada", "Tulis kapan bukti fisik ini dilihat atau difoto.")
        return data


class BerbagiForm(Form):
    """To which unit a file is offered, and what is said with it."""

    ke_unit = forms.ModelChoiceField(
        label="Perangkat daerah",
        queryset=PerangkatDaerah.objects.none(),
        error_messages={"invalid_choice": "Pilih perangkat daerah dari daftar."},
    )
    pesan = forms.CharField(label="Pesan", required=False, max_length=300)

    def __init__(self, *args: Any, berkas: Berkas, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = PerangkatDaerah.objects.filter(instansi_id=berkas.instansi_id)
        units = units.active_on(berkas.instansi.hari_ini).exclude(
            pk=berkas.perangkat_daerah_id or 0
        )
        self.fields["ke_unit"].queryset = units.order_by("kode")  # type: ignore[attr-defined]
