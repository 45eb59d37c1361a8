"""Forms of perjanjian."""

from sakip.perjanjian.forms.bentuk import BentukPKForm
from sakip.perjanjian.forms.perjanjian import (
    AmpuanForm,
    PenetapanIKUForm,
    PengajuanForm,
    TandaTanganForm,
    TarikForm,
    TutupForm,
)

__all__ = [
    "AmpuanForm",
    "BentukPKForm",
    "PenetapanIKUForm",
    "PengajuanForm",
    "TandaTanganForm",
    "TarikForm",
    "TutupForm",
]
