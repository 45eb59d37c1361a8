"""Good files of every accepted kind, and files that only pretend."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from sakip.web.xlsx import Kolom, LembarTulis, write_book

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def unggah(nama: str, isi: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)


def gambar(format_: str, size: tuple[int, int] = (8, 8)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size).save(buffer, format_)
    return buffer.getvalue()


def docx() -> bytes:
    buffer = io.BytesIO()
    Document().save(buffer)
    return buffer.getvalue()


def xlsx() -> bytes:
    return write_book([LembarTulis("Isi", (Kolom("a", "A"),), [("1",)])])


def png_sebesar(lebar: int, tinggi: int) -> bytes:
    """A picture that says in a hundred bytes how large it would be."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def arsip(anggota: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for nama, isi in anggota.items():
            archive.writestr(nama, isi)
    return buffer.getvalue()


def tambah(dasar: bytes, anggota: dict[str, bytes]) -> bytes:
    """An office file with more in it than an office program would write."""
    buffer = io.BytesIO(dasar)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for nama, isi in anggota.items():
            archive.writestr(nama, isi)
    return buffer.getvalue()


def terkunci() -> bytes:
    """An archive whose directory says its members are encrypted."""
    data = bytearray(docx())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def cacat() -> bytes:
    """An archive whose first member cannot be unpacked: some of its bytes were changed."""
    data = bytearray(arsip({"[Content_Types].xml": b"<Types/>" * 99}))
    start = 30 + len("[Content_Types].xml")
    data[start : start + 4] = b"\xff" * 4
    return bytes(data)


def daftar_panjang(anggota: int) -> bytes:
    """A directory of many members, none of which is there."""
    satu = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    daftar = satu * anggota
    ekor = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, len(daftar), 4, 0)
    return b"PK\x03\x04" + daftar + ekor


def pdf_dengan(katalog: str, halaman: str = "", lain: str = "") -> bytes:
    """A PDF of one page with something added to its catalog or its page, or with more objects."""
    return (
        "%PDF-1.7\n"
        f"1 0 obj\n<</Type/Catalog/Pages 2 0 R {katalog}>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        f"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842] {halaman}>>\nendobj\n"
        f"{lain}trailer\n<</Root 1 0 R>>\n%%EOF\n"
    ).encode("latin-1")


def bom_pdf() -> bytes:
    """A page whose drawing grows from half a megabyte to 500."""
    isi = zlib.compress(zlib.compress(b"0 0 m " * 80_000_000, 1), 9)
    stream = f"4 0 obj\n<</Length {len(isi)}/Filter[/FlateDecode/FlateDecode]>>\nstream\n"
    return pdf_dengan(
        "", "/Contents 4 0 R", stream + isi.decode("latin-1") + "\nendstream\nendobj\n"
    )


def bom_xml() -> bytes:
    """A document whose text would be a billion words."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a9;</x>'
    return tambah(docx(), {"word/bom.xml": text.encode()})


BAIK = {
    "laporan.pdf": PDF,
    "foto.png": gambar("PNG"),
    "foto.jpg": gambar("JPEG"),
    "FOTO.JPEG": gambar("JPEG"),
    "foto.webp": gambar("WEBP"),
    "sk.docx": docx(),
    "data.xlsx": xlsx(),
    "data.csv": "kode;nama\n1;Dinas Kesehatan – ½\n".encode(),
    "lama.csv": "kode;nama\n1;Müller\n".encode("cp1252"),
    "catatan.txt": b"Rapat 12 Oktober.\n",
}

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PHP = b"<?php system($_GET[0]);"

BURUK = {
    # endings that are not on the list, whatever is inside
    "halaman.html": HTML, "gambar.svg": SVG, "shell.php": PHP, "shell.phtml": PHP, "a.exe": b"MZ",
    "makro.xlsm": xlsx(), "makro.docm": docx(), "lama.xls": b"\xd0\xcf\x11\xe0", "a.zip": arsip({"a": b""}),
    "a.swf": b"FWS", "a.js": b"alert(1)", "a.xml": b"<x/>", "a.hta": HTML, "a.jar": arsip({"a": b""}),
    "tanpa_akhiran": PDF, ".htaccess": b"AddType x", "laporan.pdf.php": PHP, "laporan.pdf\x00.php": PHP,
    "laporan.pdf ": HTML, "a.gif": b"GIF89a",
    # a good ending on another content
    "halaman.pdf": HTML, "shell.pdf": PHP, "gambar.png": SVG, "halaman.jpg": HTML, "foto.pdf": gambar("PNG"),
    "laporan.png": PDF, "foto_png.jpg": gambar("PNG"), "sk.xlsx": docx(), "data.docx": xlsx(),
    "arsip.docx": arsip({"isi.txt": b"a"}), "arsip.xlsx": b"PK\x03\x04 bukan arsip",
    "biner.txt": PDF + b"\x00",
    "biner.csv": gambar("PNG"), "halaman.txt": HTML, "shell.txt": PHP, "gambar.csv": SVG,
    "asp.txt": b"<% x %>",
    "skrip.txt": b"#!/bin/sh\nrm -rf /",
    # two things at once
    "poliglot.pdf": HTML + PDF, "poliglot2.pdf": b"GIF89a" + PDF, "ekor.docx": HTML + docx(),
    # harmful inside
    "piksel.png": png_sebesar(60_000, 60_000), "luas.png": png_sebesar(8_000, 7_000),
    "makro.docx": tambah(docx(), {"word/vbaProject.bin": b"x"}),
    "makro.xlsx": tambah(xlsx(), {"xl/vbaProject.bin": b"x"}), "terkunci.docx": terkunci(),
    "bom.docx": tambah(docx(), {"word/media/bom.bin": b"\0" * 60_000_000}),
    "banyak.xlsx": tambah(xlsx(), {f"xl/media/{n}": b"" for n in range(2_001)}),
    # broken
    "kosong.pdf": b"", "kosong.txt": b"", "terpotong.pdf": PDF[:30], "terpotong.docx": docx()[:2_000],
    "terpotong.png": b"\x89PNG\r\n\x1a\n", "cacat.docx": cacat(),
}  # fmt: skip

# Taken in, since somebody may need them, and harmless here: nothing of ours runs, opens or unpacks them.
LEMBAM = {
    "javascript.pdf": pdf_dengan("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "program.pdf": pdf_dengan("/OpenAction<</S/Launch/F(cmd.exe)>>"),
    "alamat.pdf": pdf_dengan("/OpenAction<</S/URI/URI(http://contoh.example/)>>"),
    "kirim.pdf": pdf_dengan("/OpenAction<</S/SubmitForm/F(http://contoh.example/)>>"),
    "luas.pdf": pdf_dengan("", "/UserUnit 75000"),
    "lingkar.pdf": pdf_dengan("", "/Contents 4 0 R", "4 0 obj\n4 0 R\nendobj\n"),
    "bom_xml.docx": bom_xml(),
    "luar.docx": tambah(docx(), {"word/_rels/x.rels": b'<r Target="http://contoh.example/"/>'}),
    "rumus.csv": b"=cmd|' /C calc'!A0;1\n@SUM(1);2\n",
    "ekor.png": gambar("PNG") + PHP,
    "ekor.jpg": gambar("JPEG") + HTML,
}  # fmt: skip
