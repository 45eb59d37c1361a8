"""What an import asks for: the file, which document it is, and once what 1.234 means."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sakip.perencanaan.checks import check_dokumen
from sakip.perencanaan.models import ImporRencana, PeriodeRencana
from sakip.web.forms import Form
from sakip.web.xlsx.read import MAX_BERKAS

ARTI = (
    (ImporRencana.Pemisah.TITIK.value,
     "Titik memisahkan ribuan, koma desimal: 1.234 adalah seribu dua ratus tiga puluh empat"),
    (ImporRencana.Pemisah.KOMA.value,
     "Koma memisahkan ribuan, titik desimal: 1.234 adalah satu koma dua tiga empat"),
)  # fmt: skip
TANYA = ("", "Tanyakan bila ada yang meragukan")


class BerkasForm(Form):
    """A workbook; what is wrong with it is said by the reader."""

    berkas = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Paling besar 10 MB. Belum ada yang ditulis sampai Anda menerapkannya.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Pilih berkas yang akan dibaca."},
    )
    pemisah_ribuan = forms.ChoiceField(
        label="Arti angka seperti 1.234 di berkas ini",
        choices=(TANYA, *ARTI),
        required=False,
    )

    def clean_berkas(self) -> Any:
        """Refuse a file that is too large before it is read into memory."""
        berkas = self.cleaned_data["berkas"]
        if (berkas.size or 0) > MAX_BERKAS:
            raise ValidationError(
                "Berkas lebih dari 10 MB. Hapus gambar dan lembar lain di dalamnya."
            )
        return berkas


class DokumenForm(BerkasForm):
    """Which document of an owner a workbook is about; `jenis` is asked of the agency's only."""

    jenis = forms.ChoiceField(
        label="Dokumen",
        choices=[one for one in PeriodeRencana.Jenis.choices if one[0] != "renstra"],
    )
    tahun_awal = forms.IntegerField(label="Tahun awal", min_value=2000, max_value=2100)
    tahun_akhir = forms.IntegerField(label="Tahun akhir", min_value=2000, max_value=2100)
    field_order = ("jenis", "tahun_awal", "tahun_akhir", "berkas", "pemisah_ribuan")

    def __init__(
        self, *args: Any, has_unit: bool, tersimpan: dict[tuple[str, int], int], **kwargs: Any
    ) -> None:
        """`tersimpan`: the last year of each document there is, by kind and first year."""
        super().__init__(*args, **kwargs)
        self.has_unit = has_unit
        self.tersimpan = tersimpan
        if has_unit:
            del self.fields["jenis"]

    def clean(self) -> dict[str, Any]:
        """The years must make a document, or be those of the one there is."""
        data = self.cleaned_data
        if self.has_unit:
            data["jenis"] = PeriodeRencana.Jenis.RENSTRA.value
        awal, akhir = data.get("tahun_awal"), data.get("tahun_akhir")
        if awal is None or akhir is None or "jenis" not in data:
            return data
        decision = check_dokumen(data["jenis"], has_unit=self.has_unit, awal=awal, akhir=akhir)
        if not decision:
            self.add_error("tahun_akhir", decision.reason)
        known = self.tersimpan.get((data["jenis"], awal), akhir)
        if known != akhir:
            self.add_error("tahun_akhir", f"Dokumen ini sudah ada dan berakhir pada {known}.")
        return data


class PemisahForm(Form):
    """The one question about figures that can be read in two ways."""

    pemisah_ribuan = forms.ChoiceField(
        label="Arti angka seperti 1.234 di berkas ini", choices=ARTI, widget=forms.RadioSelect
    )


class AlasanForm(Form):
    """Why a draft is opened."""

    alasan = forms.CharField(
        label="Alasan revisi",
        max_length=300,
        help_text="Satu kalimat: apa yang berubah dan mengapa. Ini terbaca di riwayat dokumen.",
    )


class DokumenBaruForm(Form):
    """Which document begins; `jenis` is asked of the agency's only."""

    jenis = forms.ChoiceField(
        label="Dokumen",
        choices=[one for one in PeriodeRencana.Jenis.choices if one[0] != "renstra"],
    )
    tahun_awal = forms.IntegerField(label="Tahun awal", min_value=2000, max_value=2100)
    tahun_akhir = forms.IntegerField(label="Tahun akhir", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, has_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_unit = has_unit
        if has_unit:
            del self.fields["jenis"]

    def clean(self) -> dict[str, Any]:
        """The years must make a document."""
        data = self.cleaned_data
        if self.has_unit:
            data["jenis"] = PeriodeRencana.Jenis.RENSTRA.value
        if {"jenis", "tahun_awal", "tahun_akhir"} <= data.keys():
            decision = check_dokumen(
                data["jenis"],
                has_unit=self.has_unit,
                awal=data["tahun_awal"],
                akhir=data["tahun_akhir"],
            )
            if not decision:
                self.add_error("tahun_akhir", decision.reason)
        return data
