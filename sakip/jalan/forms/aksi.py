"""What is said of an action that was decided on."""

from django import forms

from sakip.jalan.models import AksiJalan
from sakip.web.forms import Form


class AksiJalanForm(Form):
    """Owner and state."""

    pemilik = forms.CharField(label="Pemilik", max_length=120)
    keadaan = forms.ChoiceField(label="Keadaan", choices=AksiJalan.Status.choices)
