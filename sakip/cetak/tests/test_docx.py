"""DOCX: the same parts in the same order, opened by another program, nothing of it markup."""

import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from sakip.cetak.docx import write_docx
from sakip.cetak.dokumen import Kertas
from sakip.cetak.tests.contoh import make_dokumen


def read(docx: bytes):
    return Document(BytesIO(docx))


def test_every_part_is_there_in_its_order():
    out = read(write_docx(make_dokumen()))
    text = "\n".join(p.text for p in out.paragraphs)
    parts = [
        "Pemerintah Kabupaten Contoh",
        "Laporan Kinerja",
        "Paragraf kedua.",
        "Rekomendasi",
        "2.\tUkur setiap triwulan.",
    ]
    assert sorted(parts, key=text.index) == parts
    assert [len(table.rows) for table in out.tables] == [1, 4, 1, 1]
    assert out.tables[3].rows[0].cells[1].text.startswith("Contoh, 22 November 2026\nPihak Pertama")


def test_figures_stand_to_the_right_and_the_head_returns_on_every_page():
    table = read(write_docx(make_dokumen())).tables[1]
    assert table.cell(1, 2).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert table.cell(1, 1).paragraphs[0].alignment is None
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_page_the_foot_and_the_language_are_ours():
    out = read(write_docx(make_dokumen(kertas=Kertas.F4)))
    assert (round(out.sections[0].page_width.mm), round(out.sections[0].page_height.mm)) == (
        215,
        330,
    )
    assert "dicetak 22 November 2026" in out.sections[0].footer.paragraphs[0].text
    assert out.core_properties.language == "id-ID"
    assert 'w:lang w:val="id-ID"' in out.styles.element.xml


def test_only_a_draft_carries_the_watermark():
    for draf in (True, False):
        header = read(write_docx(make_dokumen(draf=draf))).sections[0].header._element.xml
        assert ('string="DRAF"' in header) is draf


@pytest.mark.parametrize(
    "jahat",
    [
        "<b>tebal</b> & <w:p/>",
        "{{ 7 * 7 }} {% for x in y %}",
        "]]>",
        '=HYPERLINK("http://x")',
        "\x00\x07\ufffe\ud800 huruf",
    ],
)
def test_markup_is_printed_and_not_carried_out(jahat):
    out = read(write_docx(make_dokumen(jahat)))
    bersih = "".join(c for c in jahat if c.isprintable())
    assert bersih in out.tables[1].cell(1, 1).text


def test_the_file_points_to_nothing_outside():
    with ZipFile(
        BytesIO(write_docx(make_dokumen("http://127.0.0.1/ file:///etc/passwd")))
    ) as archive:
        rels = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
    assert b'TargetMode="External"' not in rels


@pytest.mark.bukti
def test_libreoffice_opens_it_and_reads_the_same_words(tmp_path):
    (tmp_path / "uji.docx").write_bytes(write_docx(make_dokumen(draf=True)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", ".", "uji.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    page = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "uji.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for part in ("Laporan Kinerja", "1.234,50", "Halaman 1 dari 1", "Pihak Pertama"):
        assert part in page
