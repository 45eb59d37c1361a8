"""Numbers as Indonesians type and print them: one reader, four writers, one rounding.

Read: 1.234,56 · 1234,56 · 1,234.56 · 25.09 · 87,5 % · Rp 1.234.567 · 1 234 567 · −2,18.
Written: 1.234.567,89 · 93,91 % · Rp 1.234.567 · Rp 1,2 miliar, with the true minus (U+2212).
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Literal

Pemisah = Literal[".", ","]

EKSAK = Context(prec=100)
"""The context of every calculation in the rules, so that no caller's context changes a result."""

PANJANG_TERBESAR = 60
# As many digits as every database keeps; Python raises an error for thousands of them.
DIGIT_TERBANYAK = 18
NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
MINUS = "\u2212"

_SPACES = re.compile(f"[ {NBSP}\u2000-\u200a{NARROW_NBSP}]+")
_WRAPPED = re.compile(
    r"(?P<sign>[-\u2212\u2013+]?)(?P<rupiah>Rp\.?\s*)?(?P<body>[0-9](?:[0-9., ]*[0-9])?)"
    r"(?:(?P<sen>,-)|(?P<persen>\s*%))?",
    re.IGNORECASE,
)
_BARE = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_AMBIGUOUS = re.compile(r"(?=0*[1-9])([0-9]{1,3})([.,])([0-9]{3})")
_ID = str.maketrans(",.-", f".,{MINUS}")
_BESAR = ((Decimal(10**6), "juta"), (Decimal(10**9), "miliar"), (Decimal(10**12), "triliun"))


class AngkaError(ValueError):
    """Text that is not a number; the message is for the person who typed it."""


class AngkaAmbigu(AngkaError):  # noqa: N818 - it is an AngkaError with two answers
    """A form like 1.234, which two habits read differently; carries both readings."""

    def __init__(self, teks: str, ribuan: Decimal, desimal: Decimal) -> None:
        bulat = f"{ribuan:f}".translate(_ID)
        super().__init__(
            f'"{teks}" dapat berarti {bulat} atau {write_angka(desimal, None)}. '
            f"Tulis {bulat} atau {write_angka(desimal, 4)}."
        )
        self.teks = teks
        self.ribuan = ribuan
        self.desimal = desimal


def read_angka(teks: str, *, pemisah_ribuan: Pemisah | None = None) -> Decimal:
    """The number a person meant, exactly, or an error; it never guesses.

    A percent sign is dropped: 87,5 % is 87.5. One separator with exactly three digits behind it
    and one to three before (1.234 or 1,234) is ambiguous, unless those before are zero (0,123) or
    the text says Rp: sen have two digits, so Rp 1.234 can only be thousands. `pemisah_ribuan`
    settles the ambiguous form, for a pasted block whose owner was asked once; every other form is
    read as before. Raises AngkaAmbigu, or AngkaError for anything else.
    """
    ringkas = _SPACES.sub(" ", teks.strip())
    wrapped = _WRAPPED.fullmatch(ringkas)
    if wrapped is None or len(ringkas) > PANJANG_TERBESAR or _is_mixed(wrapped):
        raise _unreadable(ringkas)
    sign = "-" if wrapped["sign"] not in ("", "+") else ""
    if ambiguous := _AMBIGUOUS.fullmatch(wrapped["body"]):
        ribuan = Decimal(sign + ambiguous[1] + ambiguous[3])
        desimal = Decimal(f"{sign}{ambiguous[1]}.{ambiguous[3]}")
        if wrapped["rupiah"] or pemisah_ribuan == ambiguous[2]:
            return ribuan
        if pemisah_ribuan is None:
            raise AngkaAmbigu(ringkas, ribuan, desimal)
        return desimal
    parts = _split(wrapped["body"])
    if parts is None or (wrapped["sen"] and parts[1]):
        raise _unreadable(ringkas)
    nilai = Decimal(f"{sign}{parts[0]}.{parts[1]}")
    return nilai if nilai else nilai.copy_abs()


def read_nomor(teks: str) -> int | None:
    """The whole number that an address or a hidden field carries; None for anything else.

    >>> read_nomor("12"), read_nomor("-1"), read_nomor("9" * 19)
    (12, None, None)
    """
    is_nomor = teks.isascii() and teks.isdecimal() and len(teks) <= DIGIT_TERBANYAK
    return int(teks) if is_nomor else None


def shorten_teks(teks: str) -> str:
    """Typed text as an error message repeats it: on one line, and not longer than a number."""
    baris = " ".join(teks.split())
    return baris if len(baris) <= PANJANG_TERBESAR else f"{baris[:PANJANG_TERBESAR]}…"


def bulatkan(nilai: Decimal, desimal: int = 2) -> Decimal:
    """The number rounded half-up, away from zero, for show and for classing; never in between."""
    bulat = nilai.quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP, EKSAK)
    return bulat if bulat else bulat.copy_abs()


def write_angka(nilai: Decimal, desimal: int | None = 2) -> str:
    """1.234.567,89 with the true minus; None writes every decimal the number carries."""
    if desimal is None:
        exponent = nilai.as_tuple().exponent
        desimal = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{bulatkan(nilai, desimal):,f}".translate(_ID)


def write_operand(nilai: Decimal, desimal: int | None) -> str:
    """A number inside a printed sum: two decimals more where `desimal` of them are not the number itself,
    so that whoever works the sum again comes to the result that stands behind it."""
    if desimal is None or bulatkan(nilai, desimal) == nilai:
        return write_angka(nilai, desimal)
    return write_angka(nilai, desimal + 2)


def write_persen(nilai: Decimal, desimal: int | None = 2) -> str:
    """93,91 % with a narrow no-break space."""
    return f"{write_angka(nilai, desimal)}{NARROW_NBSP}%"


def write_rupiah(nilai: Decimal, desimal: int = 0) -> str:
    """Rp 1.234.567 with a no-break space; `nilai` in rupiah."""
    bulat = bulatkan(nilai, desimal)
    minus = MINUS if bulat < 0 else ""
    return f"{minus}Rp{NBSP}{write_angka(bulat.copy_abs(), desimal)}"


def write_rupiah_besar(nilai: Decimal) -> str:
    """Rp 850 juta, Rp 1,2 miliar, Rp 2,4 triliun; under a million in full. `nilai` in rupiah."""
    if bulatkan(nilai, 0).copy_abs() < 10**6:
        return write_rupiah(nilai)
    with localcontext(EKSAK):
        bulat = [(bulatkan(nilai / faktor, 1), nama) for faktor, nama in _BESAR]
    angka, nama = next((pair for pair in bulat if pair[0].copy_abs() < 1000), bulat[-1])
    return f"{write_rupiah(angka, 1).removesuffix(',0')}{NBSP}{nama}"


def _is_mixed(wrapped: re.Match[str]) -> bool:
    """Rp and % together, or the ",-" of a round sum without Rp."""
    return bool(wrapped["persen"] if wrapped["rupiah"] else wrapped["sen"])


def _split(body: str) -> tuple[str, str] | None:
    """Whole digits and decimals of an unambiguous body, or None when it is malformed."""
    if bare := _BARE.fullmatch(body):
        return bare[1], bare[2] or ""
    if grouped := _GROUPED.fullmatch(body):
        return re.sub(r"[., ]", "", grouped[1]), grouped[3] or ""
    return None


def _unreadable(teks: str) -> AngkaError:
    if not teks:
        return AngkaError("Angka belum diisi. Tulis seperti 1.234,56 atau 87,5 %.")
    return AngkaError(f'"{shorten_teks(teks)}" bukan angka. Tulis seperti 1.234,56 atau 87,5 %.')
