"""What a person asks, as words: how Indonesian forms of one word are told to be the same."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from snowballstemmer import stemmer

HURUF_TERBANYAK = 200
KATA_TERBANYAK = 8
# A stem shorter than this is part of nearly every word.
AKAR_TERPENDEK = 3
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
