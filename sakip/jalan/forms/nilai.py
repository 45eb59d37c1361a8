"""Official values as letters print them, one form for the page and for each row of a workbook."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sakip.jalan.isi import IsiPembanding
from sakip.jalan.models import Pembanding
from sakip.pengukuran.compute import roots
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.regulasi import in_force
from sakip.rules.tanggal import write_tanggal
from sakip.web.forms import Form, TanggalField, UkuranField

PERTAMA, TERAKHIR = 2004, 2100
KOMPONEN = ("k1", "k2", "k3", "k4", "k5")


def sheet_of(tahun: int) -> Instrumen:
    """The sheet of official values in force on the first day of a year. Raises LookupError without one."""
    rows = load_instrumen(roots()).values()
    return in_force((row for row in rows if _is_resmi(row)), date(tahun, 1, 1))


def _is_resmi(instrumen: Instrumen) -> bool:
    """Whether components are written in points, as a letter prints them."""
    return all([sub.kode for sub in row.subkomponen] == [row.kode] for row in instrumen.komponen)


class ArsipForm(Form):
    """One official year: four components, or five before 2022; total and predikat follow."""

    tahun = forms.IntegerField(label="Tahun evaluasi", min_value=PERTAMA, max_value=TERAKHIR)
    k1 = UkuranField(label="Perencanaan")
    k2 = UkuranField(label="Pengukuran")
    k3 = UkuranField(label="Pelaporan")
    k4 = UkuranField(label="Evaluasi internal")
    k5 = UkuranField(label="Capaian", required=False, help_text="Hanya sampai evaluasi 2021.")
    jumlah = UkuranField(
        label="Nilai akhir di surat", required=False, help_text="Untuk mencocokkan jumlahnya."
    )
    surat = forms.CharField(label="Sumber dan nomor surat", max_length=150)
    bertanggal = TanggalField(label="Tanggal surat", required=False)

    def clean(self) -> dict[str, Any]:
        """The components are those of the year's sheet, each within its weight."""
        data = self.cleaned_data
        if self.errors:
            return data
        try:
            instrumen = sheet_of(data["tahun"])
        except LookupError:
            raise ValidationError(
                {"tahun": "Belum ada lembar nilai resmi untuk tahun ini."}
            ) from None
        for name, komponen in zip(KOMPONEN, instrumen.komponen, strict=False):
            if data[name] is None:
                self.add_error(
                    name, f"Tahun {data['tahun']} menilai lima komponen; isi yang ini juga."
                )
            elif not 0 <= data[name] <= komponen.bobot:
                self.add_error(name, f"Nilai {komponen.nama} 0 sampai dengan {komponen.bobot}.")
        if len(instrumen.komponen) < len(KOMPONEN) and data["k5"] is not None:
            self.add_error("k5", "Sejak evaluasi 2022 komponennya empat; kosongkan yang ini.")
        return data

    def to_isi(self) -> dict[str, Any]:
        """The year as the action takes it, without whose it is."""
        data = self.cleaned_data
        instrumen = sheet_of(data["tahun"])
        tanggal = data["bertanggal"]
        return {
            "tahun": data["tahun"],
            "peraturan": instrumen.kunci,
            "sumber": f"{data['surat']}, {write_tanggal(tanggal)}" if tanggal else data["surat"],
            "total": data["jumlah"],
            "komponen": _parts(instrumen, data),
        }


class PembandingForm(Form):
    """The value of another region."""

    daerah = forms.CharField(label="Daerah", max_length=120)
    tahun = forms.IntegerField(label="Tahun evaluasi", min_value=PERTAMA, max_value=TERAKHIR)
    jumlah = UkuranField(label="Nilai")
    surat = forms.CharField(label="Sumber", max_length=200)

    def clean_jumlah(self) -> Decimal:
        """A value lies between 0 and 100."""
        nilai: Decimal = self.cleaned_data["jumlah"]
        if not 0 <= nilai <= 100:
            raise ValidationError("Nilai 0 sampai dengan 100.")
        return nilai

    def to_isi(self) -> IsiPembanding:
        """The value as the action takes it."""
        data = self.cleaned_data
        return IsiPembanding(data["daerah"], data["tahun"], data["jumlah"], data["surat"])


def initial_of(row: Pembanding) -> dict[str, Any]:
    """What the form shows of a peer that is stored."""
    return {"daerah": row.daerah, "tahun": row.tahun, "jumlah": row.total, "surat": row.sumber}


def _parts(instrumen: Instrumen, data: Mapping[str, Any]) -> dict[str, Decimal]:
    return {
        komponen.kode: data[name]
        for name, komponen in zip(KOMPONEN, instrumen.komponen, strict=False)
    }
