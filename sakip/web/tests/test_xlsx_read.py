"""What people upload: forgiving about how a sheet looks, strict about what it hides."""

import io
import resource
import struct
import subprocess
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.web.xlsx import Kolom, read_cells, read_sheet
from sakip.web.xlsx import read as reader
from sakip.web.xlsx.csv import load_csv

KOLOM = (
    Kolom("kode", "Kode", wajib=True),
    Kolom("nama", "Nama lengkap", wajib=True),
    Kolom("mulai", "Mulai", tanggal=True),
    Kolom("catatan", "Catatan"),
)


def book(*rows, sheet="Isian", **others):
    """A workbook written by another library than the reader's."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = sheet
    for row in rows or [("Kode", "Nama lengkap"), ("01", "Dinas")]:
        page.append(row)
    for name, lines in others.items():
        extra = made.create_sheet(name)
        for line in lines:
            extra.append(line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def upload(data, name="opd.xlsx"):
    return SimpleUploadedFile(name, data)


def read(*rows, **fields):
    return read_sheet(upload(book(*rows, **fields)), KOLOM)


def repacked(change, data=None, **extra):
    """The same workbook with members changed (name → bytes) or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or book())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in extra.items():
            new.writestr(name, content)
    return out.getvalue()


def same(name, content):
    return content


# --- forgiving ----------------------------------------------------------------------------------
def test_headers_are_found_below_a_title_in_any_order_and_capitals():
    sheet = read(
        ("Daftar OPD Kabupaten Contoh",),
        (),
        ("NAMA  LENGKAP *", "k o d e", "Kolom lain"),
        ("Dinas Kesehatan", "05", "x"),
    )
    assert [(row.nomor, row.isi) for row in sheet.baris] == [
        (4, {"kode": "05", "nama": "Dinas Kesehatan"})
    ]
    assert sheet.diabaikan == ["Kolom lain"]


def test_a_missing_header_is_named_with_the_ones_expected():
    with pytest.raises(
        ValidationError, match=r"tidak ditemukan: Nama lengkap\..*Kode, Nama lengkap"
    ):
        read(("Kode", "Nama"), ("01", "Dinas"))


def test_a_header_that_stands_twice_is_refused():
    with pytest.raises(ValidationError, match="Kode ada dua kali"):
        read(("Kode", "Nama lengkap", "KODE"), ("01", "Dinas", "02"))


def test_rows_keep_their_number_in_the_sheet_and_empty_ones_are_passed_over():
    sheet = read(("Kode", "Nama lengkap"), ("01", "A"), (), (" ", "\u00a0"), ("02", "B"))
    assert [row.nomor for row in sheet.baris] == [2, 5]


def test_a_sheet_without_rows_says_so():
    with pytest.raises(ValidationError, match="belum berisi satu baris pun"):
        read(("Kode", "Nama lengkap"))


def test_invisible_spaces_are_trimmed():
    sheet = read(("Kode", "Nama lengkap"), ("\u00a0 01\u200b ", " Dinas \u00a0 Kesehatan\n"))
    assert sheet.baris[0].isi == {"kode": "01", "nama": "Dinas Kesehatan"}


@pytest.mark.parametrize(
    ("typed", "text"),
    [(5, "5"), (25.09, "25.09"), (1234567.5, "1234567.5"), (0.1, "0.1"), (-3, "-3"), (1.1, "1.1"),
     (100, "100"), (True, "Ya"), (False, "Tidak"), (1e-7, "0.0000001"), ("007", "007")],
)  # fmt: skip
def test_a_number_comes_as_the_text_that_was_typed(typed, text):
    sheet = read(("Kode", "Nama lengkap"), (typed, "Dinas"))
    assert sheet.baris[0].isi["kode"] == text


def test_a_number_excel_has_already_cut_is_a_fault_of_its_cell():
    sheet = read(("Kode", "Nama lengkap"), (198901012015031001, "Sari"))
    assert "15 digit" in sheet.baris[0].galat["kode"]
    assert "kode" not in sheet.baris[0].isi


def test_a_day_comes_as_a_day_and_elsewhere_it_is_a_fault():
    sheet = read(
        ("Kode", "Nama lengkap", "Mulai"),
        (date(2026, 2, 1), "A", datetime(2026, 1, 2, 9)),  # noqa: DTZ001  # a sheet knows no zone
        ("02", "B", "02-01-2026"),
    )
    first, second = sheet.baris
    assert first.isi["mulai"] == date(2026, 1, 2)
    assert "menjadi tanggal" in first.galat["kode"]
    assert second.isi["mulai"] == "02-01-2026"


def test_the_named_sheet_wins_and_a_hidden_first_sheet_is_passed_over():
    rows = [("Kode", "Nama lengkap"), ("09", "Benar")]
    assert read(("Kode", "Nama lengkap"), ("01", "X"), sheet="Lain", Isian=rows).baris[0].isi[
        "kode"
    ] == "09"  # fmt: skip
    made = openpyxl.load_workbook(io.BytesIO(book(("rahasia",), sheet="Lain", Terlihat=rows)))
    made["Lain"].sheet_state = "hidden"
    made.active = 1
    buffer = io.BytesIO()
    made.save(buffer)
    assert read_sheet(upload(buffer.getvalue()), KOLOM).baris[0].isi["kode"] == "09"


# --- strict -------------------------------------------------------------------------------------
def test_a_formula_is_a_fault_of_its_cell_even_with_a_cached_value():
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = made.add_worksheet("Isian")
    page.write_row(0, 0, ["Kode", "Nama lengkap"])
    page.write_string(1, 0, "01")
    page.write_formula(1, 1, "=cmd|'/c calc'!A1", None, "Dinas Kesehatan")
    made.close()
    row = read_sheet(upload(buffer.getvalue()), KOLOM).baris[0]
    assert row.isi == {"kode": "01"}
    assert "Sel berisi rumus" in row.galat["nama"]


@pytest.mark.parametrize("name", ["opd.xlsm", "opd.xls", "opd.csv", "opd", "opd.xlsx.exe"])
def test_only_the_plain_workbook_extension_is_taken(name):
    with pytest.raises(ValidationError, match=r"harus \.xlsx"):
        read_sheet(upload(book(), name), KOLOM)


def test_a_csv_is_as_large_as_a_workbook_at_most_and_as_long_as_was_asked():
    lines = b"Kode;Nama lengkap\n01;Dinas\n"
    assert read_sheet(upload(lines, "opd.csv"), KOLOM, csv=True).baris[0].isi["kode"] == "01"
    with pytest.raises(ValidationError, match="terlalu besar"):
        read_sheet(upload(lines, "opd.csv"), KOLOM, csv=True, max_huruf=len(lines) - 1)
    with pytest.raises(ValidationError, match="lebih dari 10 MB"):
        read_sheet(upload(b" " * (10 * 1024 * 1024 + 1), "opd.csv"), KOLOM, csv=True)


def test_one_very_long_line_of_a_csv_makes_no_other_longer():
    raw = load_csv(b"," * 100_000 + b"\n" + b"x\n" * 50, 10, 60, 200_000)
    assert (raw["tinggi"], raw["lebar"]) == (51, 61)
    assert sum(map(len, raw["baris"])) == 11 * 61


def test_many_nearly_empty_sheets_are_together_as_large_as_one_at_most():
    def corners(sheets):
        made = openpyxl.Workbook()
        for _ in range(sheets):
            made.create_sheet().cell(30, 60).value = "z"
        buffer = io.BytesIO()
        made.save(buffer)
        return upload(buffer.getvalue())

    assert read_cells(corners(1), max_baris=10)["Sheet1"].isi == {"BH30": "z"}
    with pytest.raises(ValidationError, match="terlalu besar"):
        read_cells(corners(2), max_baris=10)


def test_no_more_than_two_workbooks_are_read_at_once(monkeypatch):
    """Each reader may take half a gigabyte; whoever sends eight at once waits for his turn."""
    free = []

    def run(*_, **__):
        free.extend(reader._giliran.acquire(blocking=False) for _ in range(2))
        reader._giliran.release()
        raise subprocess.CalledProcessError(1, "child")

    monkeypatch.setattr(reader.subprocess, "run", run)
    for _ in range(3):
        with pytest.raises(ValidationError, match="tidak dapat dibaca"):
            read()
    assert free == [True, False] * 3


def lying_zip():
    """A member that says it is small and unpacks to 200 MB of spaces."""
    huge = b'<?xml version="1.0"?>' + b" " * 200_000_000
    data = bytearray(repacked(lambda n, c: huge if n == "xl/worksheets/sheet1.xml" else c))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            if struct.unpack_from("<I", data, at + place)[0] == len(huge):
                struct.pack_into("<I", data, at + place, 500)
            at += 4
    return bytes(data)


def excel(*cells):
    """A workbook of single cells (row, column, text), with a table of strings as Excel makes."""
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = made.add_worksheet("Isian")
    for row, column, text in cells:
        page.write_string(row, column, text)
    made.close()
    return buffer.getvalue()


def counted(name, content):
    """A table of strings that claims 99 thousand million entries: room for them is two terabytes."""
    return content.replace(b'uniqueCount="1"', b'uniqueCount="99999999999"')


def entities(name, content):
    """Entities that unfold a thousand million times."""
    laugh = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laugh}]>'.encode()
    if name != "xl/workbook.xml":
        return content
    return head + content.replace(b'name="Isian"', b'name="&a9;"')


def encrypted():
    data = bytearray(book())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, struct.unpack_from("<H", data, at + 8)[0] | 1)
    return bytes(data)


CORPUS = {
    "bukan zip": (lambda: b"Kode;Nama\n01;Dinas\n", "harus .xlsx"),
    "kosong": (lambda: b"", "harus .xlsx"),
    "zip lain": (lambda: repacked(same)[:4] + b"\0" * 100, "tidak dapat dibaca"),
    "terpotong": (lambda: book()[:-400], "tidak dapat dibaca"),
    "isi rusak": (
        lambda: repacked(lambda n, c: b"<x" if n.endswith("sheet1.xml") else c),
        "tidak dapat dibaca",
    ),
    "dokumen Word": (
        lambda: repacked(same, data=_word(), **{"word/document.xml": b"<w/>"}),
        "harus .xlsx",
    ),
    "kata sandi": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "kata sandi"),
    "zip terenkripsi": (encrypted, "kata sandi"),
    "makro": (lambda: repacked(same, **{"xl/vbaProject.bin": b"x"}), "makro"),
    "makro lama": (lambda: repacked(same, **{"xl/macrosheets/sheet1.xml": b"x"}), "makro"),
    "kontrol": (lambda: repacked(same, **{"xl/activeX/activeX1.bin": b"x"}), "kontrol aktif"),
    "tautan luar": (
        lambda: repacked(same, **{"xl/externalLinks/externalLink1.xml": b"<ddeLink/>"}),
        "terhubung ke berkas lain",
    ),
    "koneksi": (lambda: repacked(same, **{"xl/connections.xml": b"<c/>"}), "sumber data luar"),
    "bom rasio": (lambda: repacked(same, bomb=b"\0" * 60_000_000), "jauh lebih besar"),
    "bom anggota": (
        lambda: repacked(same, **{f"xl/x{n}.xml": b"" for n in range(2_100)}),
        "jauh lebih besar",
    ),
    "bom berbohong": (lying_zip, "tidak dapat dibaca"),
    "dua sudut": (lambda: excel((0, 0, "Kode"), (1_048_575, 16_383, "z")), "tidak dapat dibaca"),
    "tabel teks": (lambda: repacked(counted, excel((0, 0, "Kode"))), "tidak dapat dibaca"),
    "entitas": (lambda: repacked(entities), "tidak dapat dibaca"),
    "banyak kolom": (
        lambda: book(("Kode", "Nama lengkap", *[f"K{n}" for n in range(70)]), ("1", "A")),
        "sampai kolom ke-72",
    ),
    "banyak baris": (
        lambda: book(("Kode", "Nama lengkap"), *[("1", "A")] * 5_100),
        "sampai baris 5101",
    ),
    "terlalu besar": (lambda: b"PK\x03\x04" + b"\0" * (10 * 1024 * 1024), "lebih dari 10 MB"),
}


def _word():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
    return out.getvalue()


@pytest.mark.parametrize("case", CORPUS)
def test_a_hostile_or_broken_file_is_refused_in_words_and_the_server_lives(case):
    make, sentence = CORPUS[case]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ValidationError, match=sentence):
        read_sheet(upload(data), KOLOM)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50 * 1024


# --- several sheets, and figures ------------------------------------------------------------------
def test_a_sheet_asked_for_by_its_exact_name_must_be_there():
    rows = [("Kode", "Nama lengkap"), ("01", "Dinas")]
    found = read_sheet(upload(book(*rows, sheet="Simpul")), KOLOM, nama="Simpul", tepat=True)
    assert len(found.baris) == 1
    with pytest.raises(ValidationError, match="Lembar Indikator tidak ada"):
        read_sheet(upload(book(*rows, sheet="Simpul")), KOLOM, nama="Indikator", tepat=True)


@pytest.mark.parametrize(
    ("typed", "text"),
    [(14.125, "14.1250"), (-1.234, "-1.2340"), (1234.567, "1234.567"), (9.6, "9.6"), (1234, "1234"),
     ("1.234", "1.234")],
)  # fmt: skip
def test_a_number_cell_among_figures_can_be_read_in_one_way_only(typed, text):
    kolom = [Kolom("kode", "Kode", wajib=True), Kolom("target", "Target", angka=True)]
    sheet = read_sheet(upload(book(("Kode", "Target"), ("01", typed))), kolom)
    assert sheet.baris[0].isi["target"] == text
