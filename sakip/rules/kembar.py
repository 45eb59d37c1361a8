"""Which of many texts are the same or nearly the same, at a cost that grows with their number only.

Each text has a few fingerprints (the least of its hashed word sequences, MinHash); only texts that share
one are compared, and only with the first few that have it. Two texts alike in 60 of 100 sequences are
missed once in 1.500.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from zlib import crc32

KATA = re.compile(r"\w+")
ANGKA = re.compile(r"\d+")
KATA_TERBANYAK = 300
PEMBANDING = 3
PRIMA = 4_294_967_311
# The hash functions of the fingerprints: any fixed pairs do.
SIDIK = tuple((2_654_435_761 * n + 97, 40_503 * n * n + 12_289) for n in range(1, 9))


def group_kembar(teks: Sequence[str], *, kata: int, mirip: Decimal) -> list[list[int]]:
    """The places of texts that are alike in at least `mirip` percent, groups of two and more.

    Case, punctuation and figures do not count, nor what stands after the first 300 words. `kata` is how
    many words in a row are compared.

    >>> group_kembar(["Rapat 3 kali.", "lain sekali", "rapat 12 kali"], kata=2, mirip=Decimal(70))
    [[0, 2]]
    """
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(teks):
        same[_words(one)].append(place)
    groups = list(same.values())
    leader = list(range(len(groups)))
    sets = [_sequences(words, kata) for words in same]
    known: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, own in enumerate(sets):
        for key in _fingerprints(own):
            for other in known[key]:
                if _find(leader, other) != _find(leader, n) and _is_alike(own, sets[other], mirip):
                    leader[_find(leader, n)] = _find(leader, other)
            if len(known[key]) < PEMBANDING:
                known[key].append(n)
    joined: dict[int, list[int]] = defaultdict(list)
    for n, places in enumerate(groups):
        joined[_find(leader, n)] += places
    return [sorted(places) for places in joined.values() if len(places) > 1]


def _words(teks: str) -> tuple[str, ...]:
    return tuple(KATA.findall(ANGKA.sub("0", teks.casefold()))[:KATA_TERBANYAK])


def _sequences(words: tuple[str, ...], kata: int) -> frozenset[int]:
    """The hashes of every `kata` words in a row; a shorter text is one sequence."""
    last = max(len(words) - kata, 0)
    return frozenset(crc32(" ".join(words[n : n + kata]).encode()) for n in range(last + 1))


def _fingerprints(sequences: frozenset[int]) -> list[tuple[int, int]]:
    return [(n, min((a * x + b) % PRIMA for x in sequences)) for n, (a, b) in enumerate(SIDIK)]


def _is_alike(one: frozenset[int], other: frozenset[int], mirip: Decimal) -> bool:
    return len(one & other) * 100 >= mirip * len(one | other)


def _find(leader: list[int], n: int) -> int:
    while leader[n] != n:
        n = leader[n]
    return n
