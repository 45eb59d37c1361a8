"""The shape of a record: what was seen, where and when, who stood by; photos and a drawn signature."""

import re
import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from sakip.berkas.checks import Unggahan, check_unggahan
from sakip.lapangan import permissions
from sakip.lapangan.models import CatatanLapangan
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.web.forms import Form, UkuranField, WaktuField

PALING_BANYAK = 5
GAMBAR = ".jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp"
SUDUT = r"([-−]?\d{1,3}(?:[.,]\d{1,8})?)"
KOORDINAT = re.compile(rf"{SUDUT} *[,;/ ] *{SUDUT}")
TEPI = (Decimal(90), Decimal(180))


class _BanyakBerkas(forms.FileInput):
    allow_multiple_selected = True


class FotoField(forms.FileField):
    """Some pictures, each checked as any upload is."""

    widget = _BanyakBerkas(attrs={"accept": GAMBAR, "capture": "environment", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Unggahan]:
        files = [one for one in data or () if one]
        if len(files) > PALING_BANYAK:
            raise ValidationError(f"Lampirkan paling banyak {PALING_BANYAK} foto.")
        return [check_gambar(super(FotoField, self).clean(one)) for one in files]


class GambarField(forms.FileField):
    """One picture."""

    def clean(self, data: Any, initial: Any = None) -> Unggahan | None:
        return check_gambar(super().clean(data)) if data else None


class IsiForm(Form):
    """A record as it is written at the place, maybe hours before it arrives here."""

    kunci = forms.RegexField(r"[0-9a-f]{32}\Z", widget=forms.HiddenInput)
    perangkat_daerah = forms.ModelChoiceField(
        label="Perangkat daerah",
        queryset=PerangkatDaerah.objects.none(),
        empty_label="Pilih perangkat daerah",
        error_messages={"invalid_choice": "Pilih perangkat daerah dari daftar."},
    )
    dilihat_pada = WaktuField(label="Waktu")
    tempat = forms.CharField(
        label="Tempat", max_length=150, help_text="Seperti Posyandu Melati, Desa Sumber."
    )
    koordinat = forms.CharField(
        label="Koordinat",
        required=False,
        max_length=40,
        help_text="Lintang dan bujur, seperti -7.47261, 112.43341.",
    )
    foto = FotoField(
        label="Foto",
        required=False,
        help_text=f"JPG, PNG, atau WEBP, paling banyak {PALING_BANYAK}.",
    )
    terlihat = forms.CharField(
        label="Yang terlihat",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang Anda lihat, hitung, atau coba.",
    )
    jumlah = UkuranField(
        label="Jumlah", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    satuan = forms.CharField(label="Satuan", required=False, max_length=40)
    kondisi = forms.ChoiceField(label="Kondisi", choices=CatatanLapangan.Kondisi.choices)
    pendamping = forms.CharField(label="Nama yang mendampingi", required=False, max_length=100)
    jabatan_pendamping = forms.CharField(
        label="Jabatan yang mendampingi", required=False, max_length=100
    )
    pernyataan = forms.CharField(
        label="Pernyataan yang mendampingi",
        required=False,
        max_length=300,
        help_text="Pengganti tanda tangan, seperti: Benar dilihat bersama saya.",
    )
    tanda_tangan = GambarField(label="Tanda tangan", required=False)
    # How many files were sent along: one over the limit is dropped before it comes here.
    banyak_berkas = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.zona = ZoneInfo(user.instansi.zona_waktu)
        self.fields["dilihat_pada"].help_text = f"Waktu {user.instansi.zona} saat Anda melihatnya."
        units = permissions.units_for(user).order_by("kode")
        self.fields["perangkat_daerah"].queryset = units  # type: ignore[attr-defined]
        self.fields["kunci"].initial = secrets.token_hex(16)

    def clean_dilihat_pada(self) -> datetime:
        """The clock on the wall of the agency."""
        moment: datetime = self.cleaned_data["dilihat_pada"]
        return moment.replace(tzinfo=self.zona)

    def clean_koordinat(self) -> str:
        """As maps read it: "-7.47261, 112.43341"."""
        text = self.cleaned_data["koordinat"]
        if not text:
            return ""
        found = KOORDINAT.fullmatch(text)
        parts = [one.replace("−", "-").replace(",", ".") for one in found.groups()] if found else []
        if not found or any(abs(Decimal(p)) > t for p, t in zip(parts, TEPI, strict=True)):
            raise ValidationError("Tulis lintang dan bujur seperti -7.47261, 112.43341.")
        return ", ".join(parts)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if (data["jumlah"] is None) != (not data["satuan"]):
            self.add_error("satuan", "Tulis jumlah dan satuannya, atau kosongkan keduanya.")
        self._check_pendamping(data)
        files = [*data["foto"], *([data["tanda_tangan"]] if data["tanda_tangan"] else [])]
        ukuran = sum(one.file.size for one in files)
        may = permissions.can_create_catatan(self.user, data["perangkat_daerah"], ukuran)
        if (data["banyak_berkas"] or 0) > len(files):
            self.add_error("foto", "Ada foto yang terlalu besar. Perkecil, lalu simpan lagi.")
        if not may:
            self.add_error("perangkat_daerah", may.reason)
        return data

    def _check_pendamping(self, data: dict[str, Any]) -> None:
        signed = data["pernyataan"] or data["tanda_tangan"]
        if bool(data["pendamping"]) != bool(data["jabatan_pendamping"]):
            self.add_error("jabatan_pendamping", "Tulis nama dan jabatan yang mendampingi.")
        elif data["pendamping"] and not signed:
            self.add_error("pernyataan", "Minta tanda tangan atau pernyataan yang mendampingi.")
        elif signed and not data["pendamping"]:
            self.add_error("pendamping", "Tulis siapa yang menandatangani.")


def check_gambar(file: Any) -> Unggahan:
    """An upload that is a picture. Raises ValidationError."""
    checked = check_unggahan(file)
    if not checked.jenis_isi.startswith("image/"):
        raise ValidationError("Lampirkan gambar JPG, PNG, atau WEBP.")
    return checked
