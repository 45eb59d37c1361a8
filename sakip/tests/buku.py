"""A workbook as a person handles it: made for him, cells typed in Excel, and the file he sends back."""

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.evaluasi.actions.impor import create_impor_lembar
from sakip.evaluasi.buku.baca import read_buku
from sakip.evaluasi.buku.susun import write_lembar
from sakip.evaluasi.models import ImporLembar, Penilaian
from sakip.organisasi.models import Pengguna

Sel = Mapping[tuple[str, str], Any]
"""What is typed, by code of the row and header of the column."""


# One criterion answered and its sub-component graded.
DIJAWAB = {
    ("1.b.3", "Jawaban"): "Terpenuhi",
    ("1.b.3", "Kekuatan bukti"): "3 Isinya dibaca pada sampel",
    ("1.b.3", "Catatan"): "Sampel lima sasaran.\nTiga sesuai.",
    ("1.b", "Jawaban"): "B",
    ("1.b", "Catatan"): "-2 sasaran belum terukur, +1 membaik.",
}


def make_buku(user: Pengguna, *rows: Penilaian) -> bytes:
    """The workbook of these evaluations, as the person gets it."""
    found = Penilaian.objects.for_list().filter(pk__in=[row.pk for row in rows])
    return write_lembar(user, list(found))


def type_in(
    isi: bytes, sel: Sel, lembar: str = "", alamat: Mapping[str, Any] | None = None
) -> bytes:
    """Type into cells of a sheet (the first one), found by row and column or by address, and save."""
    book = openpyxl.load_workbook(io.BytesIO(isi))
    sheet = book[lembar or book.sheetnames[0]]
    kolom = {cell.value: cell.column for cell in sheet[3]}
    baris = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=6)}
    for (kode, judul), teks in sel.items():
        sheet.cell(baris[kode], kolom[judul]).value = teks
    for petak, teks in (alamat or {}).items():
        sheet[petak].value = teks
    return save(book)


def save(book: Any) -> bytes:
    """The file of an opened workbook."""
    keluar = io.BytesIO()
    book.save(keluar)
    return keluar.getvalue()


def to_berkas(isi: bytes, nama: str = "lke.xlsx") -> SimpleUploadedFile:
    """The file as it is uploaded."""
    return SimpleUploadedFile(nama, isi)


def stage(user: Pengguna, isi: bytes, tahun: int = 2026, nama: str = "lke.xlsx") -> ImporLembar:
    """Upload the workbook: read and kept, nothing written."""
    objek = read_buku(to_berkas(isi), tahun=tahun, user=user)
    return create_impor_lembar(
        tahun=tahun, nama_berkas=nama, sha256="0" * 64, objek=objek, acting_user=user
    )
