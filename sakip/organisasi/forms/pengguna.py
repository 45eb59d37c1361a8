"""The shape of a person's account as somebody else types it: no password, ever."""

from typing import Any

from django import forms

from sakip.web.forms import Form


class NipField(forms.RegexField):
    """Eighteen digits; the blanks people write between its parts do not count."""

    def __init__(self, **kwargs: Any) -> None:
        fault = {"invalid": "NIP terdiri atas 18 angka."}
        super().__init__(regex=r"^\d{18}$", error_messages=fault, **kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(str(super().to_python(value)).split())


class UsernameField(forms.RegexField):
    """The name typed at the login: small letters, digits, dot, dash, underscore."""

    def __init__(self, **kwargs: Any) -> None:
        fault = {
            "invalid": "Pakai 3 sampai 60 huruf kecil, angka, titik, atau garis, tanpa spasi.",
        }
        super().__init__(regex=r"^[a-z0-9][a-z0-9._-]{2,59}$", error_messages=fault, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).casefold()


class PenggunaForm(Form):
    """A person; what he may do follows from his assignments."""

    username = UsernameField(
        label="Nama pengguna", help_text="Diketik saat masuk, misalnya sari.wulandari."
    )
    nama = forms.CharField(label="Nama", max_length=150, help_text="Dengan gelar bila perlu.")
    nip = NipField(label="NIP", required=False)
    pangkat = forms.CharField(
        label="Pangkat",
        max_length=60,
        required=False,
        help_text="Dengan golongannya, misalnya Penata Tk. I (III/d).",
    )
    email = forms.EmailField(
        label="Surel", required=False, help_text="Ke alamat ini kode lupa kata sandi dikirim."
    )


class AktifForm(Form):
    """Close or reopen an account."""

    is_active = forms.TypedChoiceField(
        choices=[("tidak", "Nonaktifkan"), ("ya", "Aktifkan kembali")],
        coerce=lambda value: value == "ya",
    )
