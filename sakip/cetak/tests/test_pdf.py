"""PDF: whatever a person types is printed as he typed it, and nothing of it is carried out."""

import re
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from sakip.cetak.dokumen import Kertas
from sakip.cetak.pdf import render_pdf, write_pdf
from sakip.cetak.tests.contoh import make_dokumen


def run(tmp_path: Path, pdf: bytes, *command: str) -> str:
    """What a tool of poppler says about a PDF."""
    path = tmp_path / "uji.pdf"
    path.write_bytes(pdf)
    program, *options = command
    tail = ["-"] if program == "pdftotext" else []
    done = subprocess.run(
        [program, *options, str(path), *tail], capture_output=True, text=True, check=True
    )
    return done.stdout


def words(tmp_path: Path, pdf: bytes) -> str:
    return run(tmp_path, pdf, "pdftotext", "-layout")


def test_every_part_is_on_the_page(tmp_path):
    page = words(tmp_path, write_pdf(make_dokumen()))
    for part in (
        "Pemerintah Kabupaten Contoh", "Laporan Kinerja", "Perangkat daerah", "Paragraf kedua.",
        "Indikator 3", "1.234,50", "Rekomendasi", "2. Ukur setiap triwulan.", "Kepala Dinas", "Pihak Pertama",
        "dicetak 22 November 2026", "Halaman 1 dari",
    ):  # fmt: skip
        assert part in page


def test_a_long_table_repeats_its_head_on_every_page_and_pages_are_counted(tmp_path):
    page = words(tmp_path, write_pdf(make_dokumen(baris=150)))
    pages = page.split("\f")[:-1]
    assert len(pages) > 3
    assert all(re.search(r"No +Indikator +Realisasi", one) for one in pages[:3])
    assert f"Halaman 2 dari {len(pages)}" in pages[1]


def test_figures_end_at_the_same_place_on_the_right(tmp_path):
    page = words(tmp_path, write_pdf(make_dokumen(baris=12)))
    ends = {line.rstrip().rindex("1.234,50") for line in page.splitlines() if "1.234,50" in line}
    assert len(ends) == 1


def test_the_pdf_is_tagged_titled_and_in_indonesian(tmp_path):
    pdf = write_pdf(make_dokumen())
    facts = run(tmp_path, pdf, "pdfinfo")
    assert re.search(r"Title: +Laporan Kinerja Teks biasa\.", facts)
    assert re.search(r"Tagged: +yes", facts)
    assert re.search(r"JavaScript: +no", facts)
    assert b"<pdfuaid:part>1" in pdf
    assert b"<pdfaid:part>2" in pdf
    assert b"/Lang(id-ID)" in pdf


def test_the_same_document_is_the_same_file(time_machine):
    first = write_pdf(make_dokumen())
    time_machine.move_to("2027-01-01")
    assert write_pdf(make_dokumen()) == first


@pytest.mark.parametrize(
    ("kertas", "titik"), [(Kertas.A4, "595.276 x 841.89"), (Kertas.F4, "609.449 x 935.433")]
)
def test_offices_choose_a4_or_f4(tmp_path, kertas, titik):
    assert titik in run(tmp_path, write_pdf(make_dokumen(kertas=kertas)), "pdfinfo")


def test_only_a_draft_says_so_across_the_page(tmp_path):
    assert "DRAF" in run(tmp_path, write_pdf(make_dokumen(draf=True)), "pdftotext", "-raw")
    assert "DRAF" not in run(tmp_path, write_pdf(make_dokumen()), "pdftotext", "-raw")


@pytest.mark.parametrize(
    "jahat",
    [
        '#read("/etc/passwd")',
        '#include "/etc/passwd"',
        '#image("../pdf.py")',
        '#import "@preview/cetz:0.3.0"',
        "#sys.version",
        "*tebal* _miring_ $x^2$ `kode` <label> @acuan",
        '#eval("1+1")',
        "] #panic() [",
        "\\u{41}\\",
        '{"bagian":"Bab"}',
    ],
)
def test_typst_markup_is_printed_and_not_carried_out(tmp_path, jahat):
    page = run(tmp_path, write_pdf(make_dokumen(jahat)), "pdftotext", "-raw")
    assert re.sub(r"\s", "", jahat) in re.sub(r"\s", "", page)
    assert "root:" not in page


def test_nothing_is_fetched_while_a_document_is_made(tmp_path):
    """A canary listens on this machine; addresses of every kind lead to it."""
    visits = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def listen():
            try:
                visits.append(server.accept())
            except OSError:
                return

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        for address in (
            f"http://127.0.0.1:{port}/",
            f'<img src="http://127.0.0.1:{port}/x">',
            f'#image("http://127.0.0.1:{port}")',
        ):
            write_pdf(make_dokumen(address))
        with socket.create_connection(("127.0.0.1", port)):
            listener.join()
    assert len(visits) == 1  # our own visit, which proves the canary was awake
    visits[0][0].close()


@pytest.mark.parametrize(
    "teks",
    [
        "Terima kasih 😀",
        "漢字",
        "ꦲꦤꦕꦫꦏ",
        "\ue000 \ufdd0 \x07 \x00",
        "\u202egnirts\u202c",
        "a\ud800b",
    ],
)
def test_a_character_no_font_draws_never_stops_the_print(tmp_path, teks):
    pdf = write_pdf(make_dokumen(teks))
    assert "Paragraf kedua." in words(tmp_path, pdf)
    assert re.search(r"Tagged: +yes", run(tmp_path, pdf, "pdfinfo"))


def test_a_fault_in_a_template_is_not_hidden(tmp_path, monkeypatch):
    (tmp_path / "rusak.typ").write_text("#panic()")
    monkeypatch.setattr("sakip.cetak.pdf.FOLDER", tmp_path)
    with pytest.raises(RuntimeError):
        render_pdf("rusak.typ", {})
