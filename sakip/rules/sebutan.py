"""Who is named in a text: @ and a name, in full or by one word that only he has."""

import re
from collections.abc import Mapping

# @ begins a name only where a word may begin: an e-mail address names nobody.
AWAL = re.compile(r"(?<!\S)[(\"“']?@")
KATA = re.compile(r"\w+")


def find_sebutan(teks: str, nama: Mapping[int, str]) -> set[int]:
    """The keys of those named; `nama` holds everybody's full name by key.

    The longest full name wins ("@Siti Aminah" is not Siti). Else the first word decides when it is a
    word in the name of exactly one person. Two of the same name are both meant.
    """
    folded = {key: " ".join(one.casefold().split()) for key, one in nama.items()}
    by_length = sorted(folded.items(), key=lambda row: -len(row[1]))
    found: set[int] = set()
    for match in AWAL.finditer(teks):
        rest = " ".join(teks[match.end() :].casefold().split())
        full = [(key, one) for key, one in by_length if one and _begins(rest, one)]
        if full:
            found |= {key for key, one in full if one == full[0][1]}
            continue
        word = KATA.match(rest)
        same = [key for key, one in folded.items() if word and word[0] in KATA.findall(one)]
        found |= set(same) if len(same) == 1 else set()
    return found


def _begins(text: str, name: str) -> bool:
    """Whether the text goes on with this name, and the name ends there."""
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()
