"""Workbooks in and out: the one reader behind every import, the one writer behind every export."""

from sakip.web.xlsx.kolom import Kolom
from sakip.web.xlsx.read import Baris, Isi, Lembar, LembarPetak, read_cells, read_sheet
from sakip.web.xlsx.write import LembarTulis, write_book, write_template

__all__ = [
    "Baris",
    "Isi",
    "Kolom",
    "Lembar",
    "LembarPetak",
    "LembarTulis",
    "read_cells",
    "read_sheet",
    "write_book",
    "write_template",
]
