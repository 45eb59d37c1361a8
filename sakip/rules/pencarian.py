"""What a person asks, as words: how Indonesian forms of one word are told to be the same."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from snowballstemmer import stemmer

HURUF_TERBANYAK = 200
KATA_TERBANYAK = 8
# A stem shorter than this is part of nearly every word.
AKAR_TERPENDEK = 3
# A shorter word with another letter is another word.
HURUF_MIRIP = 5
MIRIP_TERBANYAK = 5
POLA_KATA = re.compile(r"[^\W_]+")
# Words a question is made of; they name nothing.
KATA_TANYA = frozenset({
    "ada", "adalah", "apa", "apakah", "bagaimana", "berapa", "dan", "dari", "di", "dimana", "ini",
    "itu", "kapan", "ke", "mana", "oleh", "saja", "siapa", "untuk", "yang",
})  # fmt: skip
# The first letter of a root melts into the prefix: susun, menyusun; tulis, penulis; kirim, mengirim.
LULUH = {"k": "ng", "p": "m", "s": "ny", "t": "n"}


@dataclass(frozen=True, slots=True)
class Kata:
    """A word as typed, in small letters, and the texts of which one stands in any form of it."""

    teks: str
    pola: tuple[str, ...]


def read_pertanyaan(teks: str) -> tuple[Kata, ...]:
    """The words of a question, each once, at most KATA_TERBANYAK; none when nothing was asked."""
    cetak = "".join(huruf if huruf.isprintable() else " " for huruf in teks[:HURUF_TERBANYAK])
    kata = dict.fromkeys(satu.strip('?!.,;:()“”"') for satu in cetak.lower().split())
    kata.pop("", None)
    return tuple(_read_kata(satu) for satu in _without(kata, KATA_TANYA)[:KATA_TERBANYAK])


def drop_sebutan(pertanyaan: Iterable[Kata], sebutan: Collection[str]) -> tuple[Kata, ...]:
    """The question without the words that only name what is looked for, unless nothing else is left."""
    semua = {satu.teks: satu for satu in pertanyaan}
    return tuple(semua[teks] for teks in _without(semua, sebutan))


def is_match(kata: Kata, teks: str) -> bool:
    """Whether some form of the word stands in a text of small letters."""
    return any(pola in teks for pola in kata.pola)


def correct_pertanyaan(pertanyaan: Iterable[Kata], kosakata: Collection[str]) -> tuple[Kata, ...]:
    """The question with each longer word that `kosakata` has nowhere as the ones it may be meant for.

    Empty where there is nothing to correct.
    """
    semula = tuple(pertanyaan)
    baru = tuple(_correct(satu, kosakata) for satu in semula)
    return baru if baru != semula else ()


def is_salah_ketik(ketik: str, kata: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours are swapped; False when equal."""
    if ketik == kata or abs(len(ketik) - len(kata)) > 1:
        return False
    awal = 0
    for satu, lain in zip(ketik, kata, strict=False):
        if satu != lain:
            break
        awal += 1
    a, b = ketik[awal:], kata[awal:]
    return a[1:] in (b, b[1:]) or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def read_kosakata(judul: Iterable[str]) -> frozenset[str]:
    """The words of many titles in small letters, without figures and codes."""
    potong = {satu for satu in " ".join(judul).lower().split() if len(satu) >= HURUF_MIRIP - 1}
    return frozenset(kata for satu in potong for kata in POLA_KATA.findall(satu) if kata.isalpha())


def _correct(kata: Kata, kosakata: Collection[str]) -> Kata:
    if len(kata.teks) < HURUF_MIRIP or any(is_match(kata, satu) for satu in kosakata):
        return kata
    # As they stand: their roots would stand in much that is not alike.
    mirip = sorted(satu for satu in kosakata if is_salah_ketik(kata.teks, satu))[:MIRIP_TERBANYAK]
    return Kata(mirip[0], tuple(mirip)) if mirip else kata


def _without(kata: Iterable[str], luar: Collection[str]) -> list[str]:
    semua = list(kata)
    return [satu for satu in semua if satu not in luar] or semua


def _read_kata(teks: str) -> Kata:
    """Codes and figures stand as they are; of a word its root, and its root melted into a prefix."""
    if not teks.isalpha():
        return Kata(teks, (teks,))
    akar = stemmer("indonesian").stemWord(teks)
    if len(akar) < AKAR_TERPENDEK:
        return Kata(teks, (teks,))
    pola = [akar]
    if akar[0] in LULUH and len(akar) > AKAR_TERPENDEK:
        pola.append(LULUH[akar[0]] + akar[1:])
    if not any(satu in teks for satu in pola):
        pola.append(teks)
    return Kata(teks, tuple(pola))
