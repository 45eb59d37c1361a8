"""Changed rows of a workbook as the fields of the work pages that they stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sakip.evaluasi.buku.baris import KRITERIA, Kunci
from sakip.evaluasi.buku.bidang import field_of, read_row
from sakip.evaluasi.lembar import Lembar
from sakip.rules.instrumen import Subkomponen

Ubahan = dict[str, Any]
"""A changed row as it is staged: `tingkat` and `kode`; `isi` and `sel` (its cell) by column; `revisi`."""


@dataclass(slots=True)
class Halaman:
    """What a workbook says of one sub-component: fields of its page, and the cell behind each."""

    isi: dict[str, str] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)


def read_halaman(lembar: Lembar, rows: Iterable[Ubahan]) -> dict[str, Halaman]:
    """The pages of a stage by sub-component; rows that were emptied say nothing."""
    pages: dict[str, Halaman] = {}
    for row, sub in find_sub(lembar, rows):
        if not row["isi"]:
            continue
        kunci = Kunci(row["tingkat"], row["kode"])
        page = pages.setdefault(sub.kode, Halaman())
        isi = {one: row["isi"].get(one, "") for one in row["sel"]}
        page.isi |= read_row(lembar, sub, kunci, isi)
        page.sel |= {field_of(kunci, one): sel for one, sel in row["sel"].items()}
        revisi = f"revisi-{kunci.kode}" if kunci.tingkat == KRITERIA else "revisi_nilai"
        page.isi[revisi] = "" if row["revisi"] is None else str(row["revisi"])
    return pages


def find_sub(lembar: Lembar, rows: Iterable[Ubahan]) -> Iterator[tuple[Ubahan, Subkomponen]]:
    """Every row with the sub-component it belongs to; rows the sheet does not have are left out."""
    places: dict[Kunci, Subkomponen] = {}
    for sub in lembar.instrumen.subkomponen:
        places[Kunci(1, sub.kode)] = sub
        places |= {Kunci(KRITERIA, row.kode): sub for row in lembar.kriteria_sendiri(sub)}
    for row in rows:
        kunci = Kunci(row["tingkat"], row["kode"])
        if kunci in places:
            yield row, places[kunci]
