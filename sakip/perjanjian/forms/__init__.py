"""Forms of perjanjian."""

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
    "PenetapanIKUForm",
    "PengajuanForm",
    "TandaTanganForm",
    "TarikForm",
    "TutupForm",
]
