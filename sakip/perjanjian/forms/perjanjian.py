"""Forms of agreements; the reasons and what is asked follow from the rule in force and the plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from sakip.berkas.checks import DITERIMA, Unggahan, check_unggahan
from sakip.berkas.names import write_ukuran
from sakip.organisasi.models import Jabatan
from sakip.perencanaan.models import IsiSimpul
from sakip.perjanjian.models import Ampuan
from sakip.perjanjian.susun import Susunan
from sakip.web.forms import Form, TanggalField

# The head of the unit keeps the node.
KEPALA = "0"
TEKS = forms.Textarea(attrs={"rows": 2})


class PengajuanForm(Form):
    """Day and place of a PK; of a change also the reason, and why a promise is lowered late."""

    tanggal = TanggalField(
        label="Tanggal PK", help_text="Pejabat yang menjabat pada hari itu yang menandatangani."
    )
    tempat = forms.CharField(label="Tempat", max_length=60)

    def __init__(self, *args: Any, susunan: Susunan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if susunan.perubahan_ke:
            reasons = [(row.kunci, row.nama) for row in susunan.aturan.alasan]
            self.fields["alasan"] = forms.ChoiceField(
                label="Alasan perubahan", choices=reasons, widget=forms.RadioSelect
            )
            self.fields["uraian_alasan"] = forms.CharField(
                label="Jelaskan perubahannya", max_length=300, widget=TEKS
            )
        if susunan.turun:
            self.fields["alasan_turun"] = forms.CharField(
                label="Alasan kepala daerah menurunkan target, bila sesudah TW III",
                max_length=300,
                required=False,
                widget=TEKS,
            )


class TandaTanganForm(Form):
    """The signed paper and the day it was signed."""

    berkas = forms.FileField(label="Pindaian PK yang sudah ditandatangani")
    tanggal = TanggalField(label="Tanggal tanda tangan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batas = f"{DITERIMA}, paling besar {write_ukuran(settings.BERKAS_MAKS_BITA)}."
        self.fields["berkas"].help_text = batas
        self.fields["berkas"].error_messages["required"] = f"Pilih berkasnya. {batas}"

    def clean_berkas(self) -> Unggahan:
        return check_unggahan(self.cleaned_data["berkas"])


class TarikForm(Form):
    """Why a PK is withdrawn."""

    catatan = forms.CharField(label="Alasan menarik", max_length=500, widget=TEKS)


class TutupForm(Form):
    """The day on which an official hands over."""

    tanggal = TanggalField(label="Tanggal serah terima")

    def __init__(self, *args: Any, hari_ini: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"tanggal": hari_ini}, **kwargs)


class PenetapanIKUForm(Form):
    """The decision that sets the chief indicators."""

    nomor = forms.CharField(label="Nomor keputusan", max_length=100)
    tanggal = TanggalField(label="Tanggal keputusan")
    tentang = forms.CharField(label="Tentang", max_length=300)


class AmpuanForm(Form):
    """One choice of a position for each node; what was seen travels along, so that nobody is overwritten."""

    lihat_semua = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        simpul: Sequence[IsiSimpul],
        jabatan: Sequence[Jabatan],
        tersimpan: Mapping[int, Ampuan],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        seen = {
            node.simpul_id: tersimpan[node.simpul_id].jabatan_id
            for node in simpul
            if node.simpul_id in tersimpan
        }
        self.fields["lihat_semua"].initial = ",".join(f"{k}:{v}" for k, v in seen.items())
        choices = [
            (KEPALA, "Kepala perangkat daerah"),
            *((str(row.pk), row.nama) for row in jabatan),
        ]
        for node in simpul:
            self.fields[f"s_{node.simpul_id}"] = forms.ChoiceField(
                label=f"{node.simpul.kode} {node.pernyataan}",
                choices=choices,
                initial=str(seen.get(node.simpul_id, KEPALA)),
            )

    def clean_lihat_semua(self) -> dict[int, int]:
        pairs = [one.split(":") for one in self.cleaned_data["lihat_semua"].split(",") if one]
        try:
            return {int(simpul): int(jabatan) for simpul, jabatan in pairs}
        except ValueError as error:
            raise forms.ValidationError("Muat ulang halaman, lalu pilih lagi.") from error

    @property
    def lihat(self) -> dict[int, int]:
        """What the person saw: the carrier of each node that had one."""
        seen: dict[int, int] = self.cleaned_data["lihat_semua"]
        return seen

    @property
    def pilihan(self) -> dict[int, int | None]:
        """The position chosen for each node; None: the head keeps it."""
        return {
            int(name.removeprefix("s_")): int(value) if value != KEPALA else None
            for name, value in self.cleaned_data.items()
            if name.startswith("s_")
        }
