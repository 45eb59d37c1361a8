"""Texts and file names, cleaned the same way for every form."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sakip.cetak.dokumen import clean_text, write_nama_berkas


def test_a_file_name_says_what_it_is_in_plain_letters():
    nama = write_nama_berkas(
        2026, "TW3", "Dinkes", "Realisasi", "v3", date(2026, 10, 12), akhiran="pdf"
    )
    assert nama == "2026_TW3_Dinkes_Realisasi_v3_2026-10-12.pdf"
    assert write_nama_berkas(2026, "", "../Kec. Ciampéa", akhiran="docx") == "2026_KecCiampea.docx"


def test_thin_spaces_and_line_breaks_stay():
    assert clean_text("93,91\u202f%\r\nRp\u00a01") == "93,91\u202f%\nRp\u00a01"


@given(st.text())
def test_a_cleaned_text_is_clean_and_stays_as_it_is(teks):
    once = clean_text(teks)
    assert clean_text(once) == once
    assert all(c == "\n" or c.isprintable() or c.isspace() for c in once)
