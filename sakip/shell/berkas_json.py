"""A JSON file named on the command line: numbers exact, no key twice, every fault one line."""

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

from sakip.rules.angka import shorten_teks
from sakip.rules.penilaian import Pesan
from sakip.shell.galat import Galat, GalatError, read_berkas


def read_json(nama: str) -> Any:
    """What the file holds, with every number a Decimal. Raises GalatError when it cannot be read."""
    try:
        return json.loads(
            read_berkas(nama),
            parse_float=_number,
            parse_int=_number,
            parse_constant=_number,
            object_pairs_hook=_unique,
        )
    except json.JSONDecodeError as error:
        pesan = "Berkas bukan JSON yang sah. Periksa tanda kutip, koma, dan kurung di sini."
        raise GalatError(Galat(error.lineno, str(error.colno), pesan)) from error
    except RecursionError as error:
        raise GalatError(Galat(None, None, "Isi berkas bersarang terlalu dalam.")) from error


def to_galat(pesan: Pesan) -> Galat:
    """A sentence about one key as a fault of the file."""
    tempat = f"Kunci {shorten_teks(pesan.kunci)}: " if pesan.kunci else ""
    return Galat(None, None, f"{tempat}{pesan.teks}")


def _number(teks: str) -> Decimal:
    """The number exactly as written; NaN, and an exponent beyond all bounds, are no number."""
    try:
        return Decimal(teks)
    except InvalidOperation:
        return Decimal("NaN")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key appear twice and keeps the last; in a sheet that hides an answer."""
    ganda = [kunci for kunci, jumlah in Counter(kunci for kunci, _ in pairs).items() if jumlah > 1]
    if ganda:
        raise GalatError(
            *(to_galat(Pesan(kunci, "Tertulis lebih dari sekali.")) for kunci in ganda)
        )
    return dict(pairs)
