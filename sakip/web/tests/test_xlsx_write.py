"""What people download: every text as it was, no cell a formula, a template that reads back."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.web.downloads import write_answer
from sakip.web.xlsx import (
    Kolom,
    LembarTulis,
    read_sheet,
    write_book,
    write_template,
)

KOLOM = (
    Kolom("kode", "Kode", wajib=True, contoh="05", keterangan="Kode perangkat daerah."),
    Kolom("jenis", "Jenis", pilihan=("Dinas", "Badan")),
    Kolom("mulai", "Mulai", tanggal=True),
)
COMMANDS = (
    "cmd|'/c calc'!A0", "HYPERLINK(\"http://x\",\"klik\")", "1+1", "SUM(A1:A9)", "DDE(\"a\";\"b\")",
    "IMPORTXML(\"http://x\")", "WEBSERVICE(\"http://x\")", "", " ", "2", "-5", "é", "=", "\u00a0",
    "<b>&amp;</b>", "_x0041_", "a,b;c", "\"", "'", "𝟙",
)  # fmt: skip
LEADS = ("=", "+", "-", "@", "\t=", "\t", "\n=", "'", "'=", "==", " =", "|", "%", "＝", "-+", "@@",
         "+=", "\"=", "=\"", "{=", "", "=\u200b", "-\t", "@\n", "A")  # fmt: skip
PAYLOADS = [lead + command for lead in LEADS for command in COMMANDS]


def reopened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_five_hundred_payloads_stay_text_and_come_back_as_they_were():
    assert len(PAYLOADS) == 500
    kolom = [Kolom("isi", "Isi")]
    page = reopened(write_book([LembarTulis("Isi", kolom, [[p] for p in PAYLOADS])]))["Isi"]
    cells = [row[0] for row in page.iter_rows(min_row=2, max_row=501)]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value or "" for cell in cells] == PAYLOADS
    # Quoted: editing the cell does not turn the text into a formula either.
    assert all(cell.quotePrefix for cell in cells if cell.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("\0=1", "=1"), ("a\r\nb\rc", "a\nb\nc"), ("a\x07b\x1f", "ab"), ("x" * 40_000, "x" * 32_766 + "…"),
     ("a\ud800b", "ab")],
)  # fmt: skip
def test_what_no_cell_can_hold_is_left_out_and_a_cut_shows(typed, kept):
    page = reopened(write_book([LembarTulis("Isi", [Kolom("isi", "Isi")], [[typed]])]))["Isi"]
    assert page["A2"].value == kept
    assert page["A2"].data_type == "s"


def test_numbers_and_days_keep_their_type_and_long_numbers_their_digits():
    row = [Decimal("1234.56"), 7, date(2026, 1, 2), True, None, 198901012015031001]
    kolom = [Kolom(f"k{n}", f"K{n}") for n in range(6)]
    page = reopened(write_book([LembarTulis("Isi", kolom, [row])]))["Isi"]
    values = [cell.value for cell in page[2]]
    assert values[:2] == [1234.56, 7]
    assert values[2].date() == date(2026, 1, 2)
    assert values[3:] == ["Ya", None, "198901012015031001"]
    assert page.freeze_panes == "A2"


def test_a_template_explains_its_columns_and_offers_the_choices():
    data = write_template(KOLOM, contoh=[["05", "Dinas", date(2026, 1, 2)]], baris=[])
    made = reopened(data)
    assert made.sheetnames == ["Isian", "Penjelasan", "Contoh", "Pilihan"]
    assert [cell.value for cell in made["Isian"][1]] == ["Kode *", "Jenis", "Mulai"]
    assert [cell.value for cell in made["Penjelasan"][2]] == [
        "Kode", "Ya", "Kode perangkat daerah.", "05",
    ]  # fmt: skip
    rule = made["Isian"].data_validations.dataValidation[0]
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", "Pilihan!$A$2:$A$3", "B2:B5001")
    assert [cell.value for cell in made["Pilihan"]["A"]] == ["Jenis", "Dinas", "Badan"]


def test_two_sheets_to_fill_share_one_sheet_of_choices():
    jenis = [Kolom("jenis", "Jenis", pilihan=("Dinas", "Badan"))]
    arah = [Kolom("kode", "Kode"), Kolom("arah", "Arah", pilihan=("naik",))]
    made = reopened(
        write_book([
            LembarTulis("Simpul", jenis, [], pilihan=True),
            LembarTulis("Indikator", arah, [], pilihan=True),
        ])
    )  # fmt: skip
    rules = {name: made[name].data_validations.dataValidation[0] for name in made.sheetnames[:2]}
    assert (rules["Simpul"].formula1, str(rules["Simpul"].sqref)) == (
        "Pilihan!$A$2:$A$3", "A2:A5001",
    )  # fmt: skip
    assert (rules["Indikator"].formula1, str(rules["Indikator"].sqref)) == (
        "Pilihan!$B$2:$B$2", "B2:B5001",
    )  # fmt: skip


def test_what_a_template_carries_is_read_back_alike():
    rows = [["05", "Dinas", date(2026, 1, 2)], ["=06", "Badan", None]]
    data = write_template(KOLOM, contoh=[["99", "Dinas", None]], baris=rows)
    sheet = read_sheet(SimpleUploadedFile("templat.xlsx", data), KOLOM)
    assert [row.isi for row in sheet.baris] == [
        {"kode": "05", "jenis": "Dinas", "mulai": date(2026, 1, 2)},
        {"kode": "=06", "jenis": "Badan"},
    ]


def test_a_download_is_a_file_and_never_a_page():
    answer = write_answer(write_book([LembarTulis("Isi", KOLOM, [])]), "templat.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="templat.xlsx"'
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
