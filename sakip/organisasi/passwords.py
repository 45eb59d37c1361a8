"""What a password may not be: made of words that anybody in the building would guess first (T20)."""

import re
from pathlib import Path

from django.core.exceptions import ValidationError

from sakip.organisasi.models import Pengguna, PerangkatDaerah

# What people put in the passwords of such an application, beside names and units.
KATA_UMUM = frozenset(Path(__file__).with_name("kata_umum.txt").read_text().split())
# Runs of neighbours on the keyboard and in the alphabet count as one thing.
DERET = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "!@#$%^&*()_+",
    "qazwsxedcrfvtgbyhnujmikolp",
)  # fmt: skip
# What stands for a letter: p@ssw0rd is password.
MIRIP = str.maketrans("@4013$57!", "aaoiessti")
SISA_SEDIKITNYA = 5


class ContextWordsValidator:
    """Takes known words, numbers and keyboard runs away; of what is left five different signs must stay.

    Numbers count for nothing: a year, a NIP and a telephone number are public.
    """

    def validate(self, password: str, user: Pengguna | None = None) -> None:
        words = sorted(_words(user), key=len, reverse=True)
        lower = password.casefold()
        if min(_rest(lower, words), _rest(lower.translate(MIRIP), words)) < SISA_SEDIKITNYA:
            raise ValidationError(
                "Kata sandi ini mudah ditebak dari nama, unit, tahun, atau kata yang umum. "
                "Pakai beberapa kata lain yang tidak berkaitan.",
                code="konteks",
            )

    def get_help_text(self) -> str:
        return "Jangan memakai nama Anda, nama instansi, atau kata seperti sakip dan dinas."


def _words(user: Pengguna | None) -> set[str]:
    """The common words, and those of this person: his names, his agency, its units."""
    words = set(KATA_UMUM)
    if user is None:
        return words
    units = PerangkatDaerah.objects.filter(instansi_id=user.instansi_id)
    names = [user.username, user.nama, user.email, user.instansi.nama]
    names += [name for pair in units.values_list("singkatan", "nama") for name in pair]
    return words | {word for name in names for word in re.findall(r"[^\W\d_]{3,}", name.casefold())}


def _rest(text: str, words: list[str]) -> int:
    """How many different signs are left."""
    for word in words:
        text = text.replace(word, " ")
    for row in DERET:
        text = _without_runs(_without_runs(text, row), row[::-1])
    return len({sign for sign in text if not sign.isdigit() and not sign.isspace()})


def _without_runs(text: str, row: str) -> str:
    """Blank every stretch of four or more signs that stand side by side in the row."""
    start = 0
    while start < len(text):
        end = start + 1
        while end <= len(text) and text[start:end] in row:
            end += 1
        if end - 1 - start >= 4:
            text = text[:start] + " " + text[end - 1 :]
        start += 1
    return text
