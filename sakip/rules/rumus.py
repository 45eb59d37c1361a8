"""The formulas by which an indicator is measured, and the direction each of them is for.

No national text fixes them; they are the practice of published LKjIP. Two formulas for the same
direction differ (for R > 2T the mirror is negative, T/R is not), so the formula is an explicit
property of the indicator and is frozen with the perjanjian kinerja.
"""

from enum import StrEnum


class Arah(StrEnum):
    """Which way is better."""

    NAIK = "naik"
    TURUN = "turun"


class Rumus(StrEnum):
    """The value is the stored key; `token` is how a document prints it; `nama` is for people.

    `arah` is None where the formula serves both directions (against the baseline, ya/tidak) or has
    none (a band is met inside).
    """

    token: str
    nama: str
    arah: Arah | None

    RASIO = "N1", "R/T", "realisasi dibagi target", Arah.NAIK
    CERMIN = "M1", "(2T-R)/T", "cermin untuk indikator turun", Arah.TURUN
    KEBALIKAN = "M2", "T/R", "target dibagi realisasi", Arah.TURUN
    BASELINE = "BL", "(R-B)/(T-B)", "terhadap baseline", None
    RENTANG_NAIK = "RTn", "rentang naik", "rentang, makin tinggi makin baik", Arah.NAIK
    RENTANG_TURUN = "RTt", "rentang turun", "rentang, makin rendah makin baik", Arah.TURUN
    PITA = "RG", "pita", "pita, harus di dalam batas", None
    ORDINAL = "OR", "ordinal", "predikat pada skala", Arah.NAIK
    TEPAT = "TP", "tepat", "tepat dengan toleransi", None
    YA_TIDAK = "YT", "ya/tidak", "ya atau tidak", None

    def __new__(cls, key: str, token: str, nama: str, arah: Arah | None) -> "Rumus":
        member = str.__new__(cls, key)
        member._value_ = key
        member.token = token
        member.nama = nama
        member.arah = arah
        return member


def find_rumus(token: str) -> Rumus | None:
    """The formula of a printed token such as (2T−R)/T, whatever its spaces, case or minus."""
    ringkas = "".join(token.split()).replace("\u2212", "-").casefold()
    return next((r for r in Rumus if "".join(r.token.split()).casefold() == ringkas), None)
