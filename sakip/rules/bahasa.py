"""Indonesian words for the lint: tokens, affixes, and one root for all forms of a word.

A stemmer throws away what tells an outcome from an activity: *menyusun*, *tersusunnya* and
*penyusunan* share a root, and only the affixes say which is which. So a word is taken apart and both
are kept (decision 0010).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

PANJANG_DASAR = 3
"""Shorter rests are no roots."""

_KATA = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Prefix, what it may be followed by, and the letter that it swallowed.
_SENGAU = (
    ("ng", re.compile("[aeiougkh]"), ("", "k")),
    ("nge", re.compile("[a-z]"), ("",)),
    ("ny", re.compile("[aeiou]"), ("s",)),
    ("m", re.compile("[bpfv]"), ("",)),
    ("m", re.compile("[aeiou]"), ("p", "")),
    ("n", re.compile("[cdjtsz]"), ("",)),
    ("n", re.compile("[aeiou]"), ("t", "")),
    ("", re.compile("[lrwymn]"), ("",)),
)
_AWALAN = ("diper", "memper", "pember", "ter", "tak", "ber", "per", "di", "ke", "se", "me", "pe")
_AKHIRAN = ("kan", "an", "i")
_BERSENGAU = ("me", "pe")


class Bentuk(NamedTuple):
    """One way to take a word apart; `nya` when it ended so.

    The prefix peN- is "pe", the prefix that changes no sound "pe-".
    """

    awalan: str
    dasar: str
    akhiran: str
    nya: bool


def read_kata(teks: str) -> tuple[str, ...]:
    """The words of a text in small letters, without figures and signs; the order is kept.

    >>> read_kata("  Meningkatnya  DERAJAT\\tkesehatan (2026)")
    ('meningkatnya', 'derajat', 'kesehatan')
    """
    kecil = unicodedata.normalize("NFKC", teks).casefold()
    return tuple(_KATA.findall(unicodedata.normalize("NFKC", kecil)))


@lru_cache(maxsize=20_000)
def urai(kata: str) -> tuple[Bentuk, ...]:
    """Every way to take a word apart, the whole word first.

    >>> sorted({b.dasar for b in urai("penyusunan")} & {"susun"})
    ['susun']
    """
    kata = kata.partition("-")[0] if "-" in kata else kata
    return tuple(dict.fromkeys(_urai(kata)))


def sedasar(kata: str, lain: str) -> bool:
    """Whether two words may be forms of one root.

    >>> sedasar("pelayanan", "layanan"), sedasar("pelayanan", "pelaporan")
    (True, False)
    """
    return kata == lain or bool(_dasar_panjang(kata) & _dasar_panjang(lain))


def find_dasar(kata: str, *awalan: str, akhiran: str | None = None) -> frozenset[str]:
    """The possible roots of the word behind one of these prefixes, and before this suffix if given."""
    return frozenset(
        b.dasar for b in urai(kata) if b.awalan in awalan and akhiran in (None, b.akhiran)
    )


@lru_cache(maxsize=20_000)
def _dasar_panjang(kata: str) -> frozenset[str]:
    """Roots long enough to prove that two words are kin."""
    return frozenset(b.dasar for b in urai(kata) if len(b.dasar) > PANJANG_DASAR)


def _urai(kata: str) -> Iterator[Bentuk]:
    batang = [(kata, False)]
    if kata.endswith("nya") and len(kata) > PANJANG_DASAR + 2:
        batang.append((kata.removesuffix("nya"), True))
    for isi, nya in batang:
        for sisa, akhiran in _strip_akhiran(isi):
            for awalan, dasar in _strip_awalan(sisa):
                yield Bentuk(awalan, dasar, akhiran, nya)


def _strip_akhiran(kata: str) -> Iterator[tuple[str, str]]:
    yield kata, ""
    for akhiran in _AKHIRAN:
        sisa = kata.removesuffix(akhiran)
        if sisa != kata and len(sisa) >= PANJANG_DASAR:
            yield sisa, akhiran


def _strip_awalan(kata: str) -> Iterator[tuple[str, str]]:
    yield "", kata
    for awalan in _AWALAN:
        sisa = kata.removeprefix(awalan)
        if sisa == kata or len(sisa) < PANJANG_DASAR:
            continue
        if awalan not in _BERSENGAU:
            yield awalan, sisa
            continue
        if awalan == "pe":  # pekerjaan, pelatihan: nothing is swallowed
            yield "pe-", sisa
        for sengau, huruf, luluh in _SENGAU:
            dasar = sisa.removeprefix(sengau)
            if sisa.startswith(sengau) and huruf.match(dasar):
                yield from ((awalan, awal + dasar) for awal in luluh if len(awal + dasar) >= 3)
