"""The forms of a year's PK as an agency uses them: the regulation's, with its own dated choice."""

from datetime import date

from django.conf import settings

from sakip.organisasi.models import Instansi
from sakip.perjanjian.models import BentukPK
from sakip.rules.perjanjian import AturanPK, aturan_pk_on


def load_aturan(instansi: Instansi, tahun: int, on: date) -> AturanPK:
    """The forms in force on a day, as the agency chose to use them for the PK of a year; one query."""
    aturan = aturan_pk_on(on, tuple(settings.REGULASI_DIRS))
    chosen = BentukPK.objects.filter(instansi=instansi).pada_tahun(tahun).first()
    return aturan.with_bentuk(chosen.to_rule()) if chosen else aturan
