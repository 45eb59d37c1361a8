"""The workbooks that leave: a sheet to fill in, and the faulty rows with their reasons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sakip.organisasi.imports.base import Impor
from sakip.web.xlsx import Kolom, LembarTulis, write_book, write_template

ALASAN = Kolom("alasan", "Yang perlu diperbaiki", lebar=70)


def write_templat(impor: Impor, *, filled: bool) -> bytes:
    """A template with its choices; `filled` puts in what is stored now."""
    choices = impor.pilihan()
    kolom = [replace(k, pilihan=choices.get(k.kunci, k.pilihan)) for k in impor.kolom]
    rows = impor.stored_rows() if filled else ()
    return write_template(kolom, contoh=impor.contoh, baris=rows)


def write_galat(impor: type[Impor], rows: Iterable[dict[str, Any]]) -> bytes:
    """Rows as they were read, with one more column; the reader passes over that column."""
    kolom = [*impor.kolom, ALASAN]
    lines = [[*(_value(k, row["isi"]) for k in impor.kolom), reason(row)] for row in rows]
    return write_book([LembarTulis("Isian", kolom, lines)])


def reason(row: dict[str, Any]) -> str:
    """The faults of a row in one text, each with its column."""
    return " ".join(f"{judul}: {kalimat}" if judul else kalimat for judul, kalimat in row["pesan"])


def _value(kolom: Kolom, isi: dict[str, str]) -> str | date:
    text = isi.get(kolom.kunci, "")
    try:
        return date.fromisoformat(text) if kolom.tanggal else text
    except ValueError:
        return text
