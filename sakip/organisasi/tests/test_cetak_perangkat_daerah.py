"""The list of units on paper: the same units as on the page, by a file name people recognise."""

from io import BytesIO

import pytest
from docx import Document

from sakip.tests.builders import make_perangkat_daerah

CETAK = "/2026/tw4/perangkat-daerah/cetak."


@pytest.fixture(autouse=True)
def _hari(settings):
    settings.HARI_INI = "2026-11-22"


def isi(answer) -> bytes:
    return b"".join(answer.streaming_content)


def kata(docx: bytes) -> str:
    dokumen = Document(BytesIO(docx))
    cells = [cell.text for table in dokumen.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in dokumen.paragraphs] + cells)


def test_rina_prints_all_units_with_their_heads(client, rina, siti, joko):
    client.force_login(rina)
    answer = client.get(CETAK + "docx")
    assert (
        answer["Content-Disposition"]
        == 'attachment; filename="2026_TW4_PerangkatDaerah_2026-11-22.docx"'
    )
    words = kata(isi(answer))
    for word in (
        "Kabupaten Contoh",
        "TW IV 2026, 22 November 2026",
        "Dinas Kesehatan",
        "Dinas PUPR",
        "Siti",
    ):
        assert word in words


def test_neither_a_former_head_nor_a_unit_before_or_after_its_time_is_printed(
    client, rina, siti, joko
):
    make_perangkat_daerah(rina.instansi, nama="Dinas Nanti", aktif_sejak="2027-01-01")
    siti.penugasan_set.update(selesai="2026-06-30")
    joko.penugasan_set.get().perangkat_daerah.__class__.objects.filter(kode="06").update(
        aktif_sampai="2026-06-30"
    )
    client.force_login(rina)
    words = kata(isi(client.get(CETAK + "docx")))
    assert "Dinas Kesehatan" in words
    assert "Siti" not in words
    assert "Dinas PUPR" not in words
    assert "Dinas Nanti" not in words


def test_sari_prints_her_own_office_only(client, sari, joko):
    client.force_login(sari)
    words = kata(isi(client.get(CETAK + "docx")))
    assert "Dinas Kesehatan" in words
    assert "Dinas PUPR" not in words


def test_the_pdf_is_a_file_and_never_a_page(client, rina, dinkes):
    client.force_login(rina)
    answer = client.get(CETAK + "pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert isi(answer).startswith(b"%PDF-")


def test_the_list_offers_both_files(client, rina):
    client.force_login(rina)
    page = client.get("/2026/tw4/perangkat-daerah/").content.decode()
    assert CETAK + "pdf" in page
    assert CETAK + "docx" in page
