"""A CSV as the reader of workbooks sees a sheet: lines of texts, within the same limits."""

import csv
import io
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError

PEMISAH = ";,\t"
# Excel on Indonesian machines saves one or the other.
PENGODEAN = ("utf-8-sig", "cp1252")


def load_csv(data: bytes, max_baris: int, max_kolom: int, max_huruf: int) -> dict[str, Any]:
    """The lines of a CSV, whatever separates its cells. Raises ValidationError when it is none.

    Every cell is a text: a figure like 1.234 is asked about, never guessed.
    """
    text = _decode(data)
    if "\0" in text or len(text) > max_huruf:
        raise ValidationError("Berkas CSV ini tidak dapat dibaca: bukan teks, atau terlalu besar.")
    first = text.split("\n", 1)[0]
    separator = max(PEMISAH, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = [line[: max_kolom + 1] for line in islice(reader, max_baris + 1)]
        rest = sum(1 for _ in reader)
    except csv.Error as error:
        raise ValidationError("Berkas CSV ini rusak. Simpan ulang dari Excel.") from error
    # One line of a million cells would make every other as long.
    lebar = max(map(len, lines), default=0)
    return {
        "lembar": "CSV",
        "tinggi": len(lines) + rest,
        "lebar": lebar,
        "baris": [[*line, *[""] * (lebar - len(line))] for line in lines],
        "rumus": [],
    }


def _decode(data: bytes) -> str:
    for name in PENGODEAN:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise ValidationError("Berkas CSV ini tidak dapat dibaca. Simpan ulang sebagai CSV UTF-8.")
