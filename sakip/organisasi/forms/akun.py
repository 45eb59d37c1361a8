"""What is typed about one's own account. Passwords are taken as typed, spaces included."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from sakip.organisasi.models import Pengguna
from sakip.web.forms import Form

PANJANG = 200
ATURAN = (
    "Sedikitnya 12 huruf. Pakai beberapa kata yang tidak berkaitan; "
    "jangan nama Anda, nama instansi, atau tahun."
)


class KataSandiField(forms.CharField):
    """A password; `autocomplete` tells the browser's password manager which one."""

    def __init__(self, label: str, autocomplete: str, help_text: str = "") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(
            label=label, strip=False, max_length=PANJANG, widget=widget, help_text=help_text
        )


class UsernameField(forms.CharField):
    """The name typed at the login; no help from the phone's keyboard."""

    def __init__(self) -> None:
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(label="Nama pengguna", max_length=60, widget=forms.TextInput(attrs=attrs))


class MasukForm(Form):
    """The login."""

    username = UsernameField()
    password = KataSandiField("Kata sandi", "current-password")


class LupaForm(Form):
    """Whose password was forgotten."""

    username = UsernameField()


class KataSandiBaruForm(Form):
    """A new password, twice; `pengguna` when it is known whose."""

    baru = KataSandiField("Kata sandi baru", "new-password", ATURAN)
    ulang = KataSandiField("Ulangi kata sandi baru", "new-password")

    def __init__(self, *args: Any, pengguna: Pengguna | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna

    def clean_baru(self) -> str:
        baru: str = self.cleaned_data["baru"]
        validate_password(baru, self.pengguna)
        return baru

    def clean_ulang(self) -> str:
        ulang: str = self.cleaned_data["ulang"]
        if "baru" in self.cleaned_data and ulang != self.cleaned_data["baru"]:
            raise forms.ValidationError("Kedua kata sandi baru tidak sama. Ketik ulang.")
        return ulang


class AktivasiForm(KataSandiBaruForm):
    """A code from Bagian Organisasi or from a letter, and the password it sets."""

    username = UsernameField()
    kode = forms.CharField(
        label="Kode",
        max_length=PANJANG,
        help_text="Tujuh kelompok. Spasi, huruf besar, dan tanda hubung tidak masalah.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    field_order = ("username", "kode", "baru", "ulang")


class BuktiForm(Form):
    """The password typed once more, before something sensitive."""

    lama = KataSandiField("Kata sandi Anda sekarang", "current-password")


class KataSandiForm(BuktiForm, KataSandiBaruForm):
    """A change of one's own password."""

    field_order = ("lama", "baru", "ulang")

    def clean_baru(self) -> str:
        baru = super().clean_baru()
        if baru == self.cleaned_data.get("lama"):
            raise forms.ValidationError("Kata sandi ini sama dengan yang lama. Pilih yang lain.")
        return baru


class SurelForm(BuktiForm):
    """One's own e-mail address."""

    email = forms.EmailField(
        label="Surel",
        required=False,
        max_length=254,
        help_text="Kode untuk kata sandi yang terlupa dikirim ke sini.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "lama")
