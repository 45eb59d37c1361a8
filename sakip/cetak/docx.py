"""DOCX of the same document, built node by node: user text is text, never markup or a template."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from sakip.cetak.dokumen import (
    Bab,
    Bagian,
    CatatanKecil,
    Daftar,
    Dokumen,
    Fakta,
    HalamanBaru,
    Paragraf,
    Tabel,
    TandaTangan,
    clean_text,
)
from sakip.rules.tanggal import write_tanggal

JENIS_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HURUF = "Times New Roman"
TEPI = Mm(20)
HITAM, KELABU = RGBColor(0, 0, 0), RGBColor(0x5A, 0x5A, 0x5A)
ARSIR = "EBEBEB"
GARIS_KOP = (
    f'<w:pBdr {nsdecls("w")}><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="4"/></w:pBdr>'
)
# The shape Word itself writes for a watermark: text behind the page, anchored in the header.
DRAF = (
    f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="1600,21600" o:spt="136" path="m@7,0l@8,0m@5,21600l@6,21600e">'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="draf" type="#_x0000_t136" alt="Draf" style="position:absolute;width:420pt;height:150pt;'
    "rotation:315;z-index:-1;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#dddddd" stroked="f">'
    '<v:textpath style="font-family:&quot;Times New Roman&quot;" string="DRAF"/></v:shape></w:pict>'
)


def write_docx(dokumen: Dokumen) -> bytes:
    """The document as DOCX, with the same parts in the same order as its PDF."""
    out = Document()
    _set_styles(out)
    _set_page(out.sections[0], dokumen)
    _set_properties(out, dokumen)
    _write_kop(out, dokumen)
    _text(out.add_heading("", 1), dokumen.judul, size=15)
    for bagian in dokumen.isi:
        PENULIS[type(bagian)](out, bagian)
    buffer = BytesIO()
    out.save(buffer)
    return buffer.getvalue()


def _set_styles(out: DocxDocument) -> None:
    for name, size in (
        ("Normal", 11),
        ("Heading 1", 15),
        ("Heading 2", 13),
        ("Heading 3", 11.5),
        ("Heading 4", 11),
        ("Caption", 10),
    ):
        style = out.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = HURUF, Pt(size), HITAM
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(attribute), HURUF)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(attribute), "id-ID")
    defaults = out.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for known in defaults.findall(qn("w:lang")):
        defaults.remove(known)
    defaults.append(language)


def _set_page(section: Section, dokumen: Dokumen) -> None:
    width, height = dokumen.ukuran
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if dokumen.mendatar else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = TEPI
    if dokumen.draf:
        section.header.paragraphs[0].add_run()._r.append(parse_xml(DRAF))
    foot = section.footer.paragraphs[0]
    foot.style = None  # the style "Footer" has tab stops of its own
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(width) - 2 * TEPI, WD_TAB_ALIGNMENT.RIGHT)
    _text(foot, f"{dokumen.judul} · dicetak {write_tanggal(dokumen.dicetak)}", size=8.5)
    foot.add_run().add_tab()
    _text(foot, "Halaman ", size=8.5)
    _field(foot, "PAGE")
    _text(foot, " dari ", size=8.5)
    _field(foot, "NUMPAGES")


def _set_properties(out: DocxDocument, dokumen: Dokumen) -> None:
    moment = datetime.combine(dokumen.dicetak, time(), UTC)
    properties = out.core_properties
    properties.title = clean_text(dokumen.judul)[:255]
    properties.author = clean_text(dokumen.kop[0])[:255] if dokumen.kop else "SAKIP"
    properties.language = "id-ID"
    properties.created = properties.modified = moment
    properties.comments = ""


def _write_kop(out: DocxDocument, dokumen: Dokumen) -> None:
    for n, line in enumerate(dokumen.kop):
        paragraph = out.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        _text(paragraph, line, size=15 if n == 0 else 10.5, bold=n == 0)
    if dokumen.kop:
        # Word refuses a file whose properties stand in another order than its schema says.
        paragraph._p.get_or_add_pPr().insert_element_before(
            parse_xml(GARIS_KOP), "w:spacing", "w:jc"
        )


def _write_bab(out: DocxDocument, bab: Bab) -> None:
    _text(out.add_heading("", bab.tingkat + 1), bab.judul)


def _write_paragraf(out: DocxDocument, paragraf: Paragraf) -> None:
    for teks in paragraf.teks.split("\n"):
        _text(out.add_paragraph(), teks)


def _write_catatan_kecil(out: DocxDocument, catatan: CatatanKecil) -> None:
    _text(out.add_paragraph(), catatan.teks, size=8.5)


def _write_fakta(out: DocxDocument, fakta: Fakta) -> None:
    table = out.add_table(rows=0, cols=2)
    for nama, nilai in fakta.baris:
        cells = table.add_row().cells
        _fill(cells[0], nama)
        _fill(cells[1], nilai)
    _share_width(out, table, [1, 3])
    out.add_paragraph().paragraph_format.space_after = Pt(0)


def _write_tabel(out: DocxDocument, tabel: Tabel) -> None:
    caption = out.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    _text(caption, tabel.judul, bold=True)
    table = out.add_table(rows=1 + len(tabel.baris), cols=len(tabel.kolom), style="Table Grid")
    _mark_rows(table)
    # The nodes themselves: asking the table for a cell walks all of it, each time.
    cells = (_Cell(tc, table) for tr in table._tbl.tr_lst for tc in tr.tc_lst)
    for kolom in tabel.kolom:
        cell = next(cells)
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{ARSIR}"/>')
        )
        _fill(cell, kolom.nama, angka=kolom.angka, bold=True, size=9.5)
    for baris in tabel.baris:
        for kolom, teks in zip(tabel.kolom, baris, strict=True):
            _fill(next(cells), teks, angka=kolom.angka, size=9.5)
    _share_width(out, table, [kolom.lebar for kolom in tabel.kolom])
    out.add_paragraph().paragraph_format.space_after = Pt(0)


def _write_daftar(out: DocxDocument, daftar: Daftar) -> None:
    for n, butir in enumerate(daftar.butir, start=1):
        # Numbers are written, not counted by Word: a second list would go on where the first ended.
        paragraph = out.add_paragraph(style=None if daftar.bernomor else "List Bullet")
        if daftar.bernomor:
            paragraph.paragraph_format.left_indent = Mm(8)
            paragraph.paragraph_format.first_line_indent = Mm(-8)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))
            paragraph.add_run(f"{n}.").add_tab()
        _text(paragraph, butir)


def _write_tanda_tangan(out: DocxDocument, tanda: TandaTangan) -> None:
    out.add_paragraph()
    table = out.add_table(rows=1, cols=max(2, len(tanda.pihak)))
    _mark_rows(table)
    cells = table.rows[0].cells[-len(tanda.pihak) :]
    for n, (cell, pihak) in enumerate(zip(cells, tanda.pihak, strict=True), start=1):
        lines = ("", pihak.jabatan, pihak.nama, *pihak.keterangan)
        if n == len(cells):
            lines = (tanda.tempat_tanggal, *lines[1:])
        for m, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if m == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(60 if m == 2 else 0)
            paragraph.paragraph_format.space_after = Pt(0)
            _text(paragraph, line, bold=m == 2)


def _text(
    paragraph: Paragraph, teks: str, *, size: float | None = None, bold: bool | None = None
) -> None:
    run = paragraph.add_run(clean_text(teks))
    run.bold = bold
    run.font.size = Pt(size) if size else None


def _fill(
    cell: _Cell, teks: str, *, angka: bool = False, bold: bool | None = None, size: float = 11
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if angka:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _text(paragraph, teks, size=size, bold=bold)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number Word counts itself: the page, or all pages."""
    for kind in ("begin", instruction, "end"):
        run = paragraph.add_run()
        run.font.size = Pt(8.5)
        node = OxmlElement("w:instrText" if kind == instruction else "w:fldChar")
        if kind == instruction:
            node.text = instruction
        else:
            node.set(qn("w:fldCharType"), kind)
        run._r.append(node)


def _mark_rows(table: Table) -> None:
    """No row breaks over two pages; the first one is the head of every page."""
    for n, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if n == 0 and len(table.rows) > 1:
            properties.append(OxmlElement("w:tblHeader"))


def _share_width(out: DocxDocument, table: Table, shares: list[int]) -> None:
    section = out.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    whole = (section.page_width or 0) - margins
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = whole * share // sum(shares)
    for tr in table._tbl.tr_lst:
        for tc, share in zip(tr.tc_lst, shares, strict=True):
            tc.width = Length(whole * share // sum(shares))


def _write_halaman_baru(out: DocxDocument, _: HalamanBaru) -> None:
    out.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


PENULIS: dict[type[Bagian], Callable[..., None]] = {
    Bab: _write_bab,
    Paragraf: _write_paragraf,
    CatatanKecil: _write_catatan_kecil,
    Fakta: _write_fakta,
    Tabel: _write_tabel,
    Daftar: _write_daftar,
    TandaTangan: _write_tanda_tangan,
    HalamanBaru: _write_halaman_baru,
}
