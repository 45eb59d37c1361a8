"""What may be typed in a conversation."""

from django import forms

from sakip.web.forms import Form


class KomentarForm(Form):
    """A comment; @ and a name calls somebody."""

    teks = forms.CharField(
        label="Komentar", max_length=2000, strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "data-sebut": ""}),
        help_text="Tulis @ dan nama untuk memanggil seseorang; ia menemukannya di Pekerjaan Anda.",
    )  # fmt: skip
