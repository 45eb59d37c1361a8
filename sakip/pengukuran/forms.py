"""What may be typed about a period, and about the steps of the action plan in it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from sakip.pengukuran.aksi import BIDANG, BarisLangkah, IsianLangkah
from sakip.pengukuran.models import RealisasiAksi
from sakip.web.forms import Form, NomorField, UkuranField, WaktuField


class AlasanForm(Form):
    """Why."""

    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bagian Organisasi dan jejak membaca kalimat ini.",
    )  # fmt: skip


class BukaKembaliForm(Form):
    """Until when a sheet is open again, in the agency's zone."""

    sampai = WaktuField(
        label="Dibuka sampai", help_text="Sesudah saat ini tertutup lagi dengan sendirinya."
    )

    def __init__(self, *args: Any, zona: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zona)

    def clean_sampai(self) -> datetime:
        """The moment with the agency's zone."""
        moment: datetime = self.cleaned_data["sampai"]
        return moment.replace(tzinfo=self.zone)


class MasaForm(Form):
    """When a quarter opens, is due and is locked, in the agency's zone."""

    buka = WaktuField(label="Dibuka")
    tutup = WaktuField(label="Tenggat", help_text="Pengajuan sesudah ini ditandai terlambat.")
    kunci = WaktuField(label="Dikunci", help_text="Sesudah ini tidak ada yang dapat mengisi.")

    def __init__(self, *args: Any, zona: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zona)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("buka", "tutup", "kunci"):
            moment = cleaned.get(name)
            if isinstance(moment, datetime):
                cleaned[name] = moment.replace(tzinfo=self.zone)
        return cleaned


class LangkahForm(Form):
    """What was done of one part of a step."""

    lihat = NomorField(required=False)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Belum diisi"), *RealisasiAksi.Keadaan.choices],
    )
    nilai = UkuranField(label="Terlaksana", required=False)
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    kendala = forms.CharField(
        label="Kendala", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any, *, baris: BarisLangkah) -> None:
        seen = baris.realisasi.revisi if baris.realisasi else None
        initial = {**baris.initial, "lihat": seen}
        super().__init__(data, prefix=baris.kunci, initial=initial)
        self.baris = baris
        for name in BIDANG:
            one = self.fields[name]
            one.widget.attrs["aria-label"] = f"{one.label}, {baris.aksi.langkah}, {baris.waktu}"

    def clean(self) -> dict[str, Any]:
        """A figure is not negative; whatever is said of a step names its state."""
        data = self.cleaned_data
        nilai, keadaan = data.get("nilai"), data.get("keadaan")
        if nilai is not None and nilai < 0:
            self.add_error("nilai", "Tidak boleh negatif.")
        if not keadaan and any([nilai is not None, data.get("catatan"), data.get("kendala")]):
            self.add_error("keadaan", "Pilih keadaannya: selesai, berjalan, atau belum.")
        if (
            keadaan == RealisasiAksi.Keadaan.SELESAI
            and nilai is None
            and "nilai" not in self.errors
        ):
            self.add_error("nilai", "Isi berapa yang terlaksana, karena langkah ini selesai.")
        return data

    def to_isian(self) -> IsianLangkah:
        """The part as the action takes it."""
        data = self.cleaned_data
        return IsianLangkah(
            aksi=self.baris.aksi.pk,
            bulan=self.baris.bulan,
            revisi=data["lihat"],
            **{name: data[name] for name in BIDANG},
        )
