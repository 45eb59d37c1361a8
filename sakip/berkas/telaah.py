"""Reading a content once it is there: pages, text, sharpness, and what a camera wrote into a photo."""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

from sakip.berkas.pratinjau import PDF
from sakip.berkas.terbatas import run_terbatas
from sakip.rules.angka import write_angka
from sakip.rules.sudut import to_derajat

TAK_TERBACA, TANPA_TEKS, KABUR = "tak_terbaca", "tanpa_teks", "kabur"
# A4 at 150 dots an inch, the shorter side first.
LEBAR_A4, TINGGI_A4, DPI = 1240, 1754, 150
# Of a long document the first pages tell whether it is a scan.
HALAMAN_DIBACA = "20"
TEKS_MAKS = 2_000_000
TEKS_PALING_SEDIKIT = 20


@dataclass(slots=True)
class Hasil:
    """What was found; `temuan` holds the codes above."""

    halaman: int = 0
    temuan: list[str] = field(default_factory=list)
    foto_waktu: str = ""
    foto_tempat: str = ""


def read_isi(isi: BinaryIO, jenis_isi: str) -> Hasil:
    """What a content shows, within the time and memory of `terbatas`; nothing for kinds it cannot read."""
    if jenis_isi == PDF:
        return _read_pdf(isi)
    return _read_image(isi) if jenis_isi.startswith("image/") else Hasil()


def _read_pdf(isi: BinaryIO) -> Hasil:
    if (
        shutil.which("pdfinfo") is None
    ):  # nothing is known of it then, which is no fault of the file
        return Hasil()
    info = _run(["pdfinfo", "-"], isi) or b""
    pages = re.search(rb"^Pages:\s+(\d{1,9})", info, re.M)
    if pages is None:
        return Hasil(temuan=[TAK_TERBACA])
    hasil = Hasil(halaman=int(pages[1]))
    text = _run(["pdftotext", "-l", HALAMAN_DIBACA, "-", "-"], isi)
    if text is None:
        hasil.temuan.append(TAK_TERBACA)
    elif len(b"".join(text.split())) < TEKS_PALING_SEDIKIT:
        hasil.temuan.append(TANPA_TEKS)
        table = _run(["pdfimages", "-list", "-l", HALAMAN_DIBACA, "-"], isi) or b""
        sharp = [int(row[12]) for line in table.splitlines()[2:] if len(row := line.split()) > 13]
        hasil.temuan += [KABUR] if sharp and max(sharp) < DPI else []
    return hasil


def _run(command: list[str], isi: BinaryIO) -> bytes | None:
    isi.seek(0)
    return run_terbatas(command, isi, TEKS_MAKS)


def _read_image(isi: BinaryIO) -> Hasil:
    """Of the header alone: a picture is not decoded here."""
    try:
        with Image.open(isi, formats=["JPEG", "PNG", "WEBP"]) as image:
            short, long = sorted(image.size)
            exif = image.getexif()
            taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, "")
            place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Hasil(halaman=1, temuan=[TAK_TERBACA])
    blurred = [KABUR] if short < LEBAR_A4 or long < TINGGI_A4 else []
    return Hasil(1, blurred, _read_time(taken), _read_place(place))


def _read_time(taken: Any) -> str:
    """The camera's own time, without a zone: "2026-09-12T09:14:00"."""
    with suppress(ValueError, TypeError):
        day, clock = str(taken).strip("\0 ").split(" ")
        return datetime.fromisoformat(f"{day.replace(':', '-')}T{clock}").isoformat()[:19]
    return ""


def _read_place(place: dict[int, Any]) -> str:
    """Latitude and longitude as people write them here: "-7,25, 112,75"."""
    gps = ExifTags.GPS
    try:
        lintang = to_derajat(place[gps.GPSLatitude], place[gps.GPSLatitudeRef])
        bujur = to_derajat(place[gps.GPSLongitude], place[gps.GPSLongitudeRef])
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return ""
    return f"{write_angka(lintang.normalize(), None)}, {write_angka(bujur.normalize(), None)}"
