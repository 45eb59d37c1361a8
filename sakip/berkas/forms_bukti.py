"""What is chosen as evidence: a file of the cabinet or a new one, and its pages."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from sakip.berkas.bukti import Tunjukan
from sakip.berkas.checks import Unggahan, check_unggahan
from sakip.berkas.models import Berkas
from sakip.web.forms import Form, TanggalField

HALAMAN = re.compile(r"(?:hal\.? *)?(\d{1,4})(?: *[-–] *(\d{1,4}))?")


class BuktiForm(Form):
    """Either a file that is there or an upload with the date of its document."""

    berkas = forms.ModelChoiceField(
        label="Berkas dari lemari",
        queryset=Berkas.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "Berkas ini tidak ada di lemari. Pilih lagi dari daftar."
        },
    )
    unggahan = forms.FileField(label="Berkas baru", required=False)
    tanggal_dokumen = TanggalField(
        label="Tanggal dokumen", required=False, help_text="Tanggal yang tertulis pada dokumen."
    )
    halaman = forms.CharField(
        label="Halaman",
        required=False,
        max_length=20,
        help_text="Seperti 12 atau 12-14. Kosongkan bila seluruh berkas.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, files: QuerySet[Berkas], hari_ini: date, batas: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hari_ini = hari_ini
        self.fields["berkas"].queryset = files  # type: ignore[attr-defined]
        self.fields["unggahan"].help_text = batas
        self.fields["tanggal_dokumen"].initial = hari_ini

    def clean_unggahan(self) -> Unggahan | None:
        file = self.cleaned_data["unggahan"]
        return check_unggahan(file) if file else None

    def clean_halaman(self) -> tuple[int, int]:
        """First and last page; (0, 0) for the file as a whole."""
        text = self.cleaned_data["halaman"]
        if not text:
            return 0, 0
        found = HALAMAN.fullmatch(text)
        if found is None:
            raise ValidationError("Tulis halaman seperti 12 atau 12-14.")
        dari = int(found[1])
        sampai = int(found[2] or dari)
        if not 1 <= dari <= sampai:
            raise ValidationError("Halaman dimulai dari 1 dan urut, seperti 12-14.")
        return dari, sampai

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if bool(data["berkas"]) == bool(data["unggahan"]):
            self.add_error("berkas", "Pilih satu berkas dari lemari, atau unggah berkas baru.")
        elif data["unggahan"]:
            self._check_tanggal(data["tanggal_dokumen"])
        return data

    def _check_tanggal(self, tanggal: date | None) -> None:
        if tanggal is None:
            self.add_error("tanggal_dokumen", "Tulis tanggal dokumennya.")
        elif tanggal > self.hari_ini:
            self.add_error("tanggal_dokumen", "Tanggal dokumen belum terjadi.")

    def to_tunjukan(self, berkas: Berkas) -> Tunjukan:
        """The file with the pages typed."""
        return Tunjukan(berkas, *self.cleaned_data["halaman"])
