"""Files as an answer: always a download, never a page of ours."""

from typing import BinaryIO

from django.http import FileResponse, HttpResponse

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPALA = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
}


def download(content: BinaryIO, nama: str, jenis_isi: str) -> FileResponse:
    """Stream content under a file name people recognise (RFC 5987 where it is not plain ASCII).

    Whatever the bytes are, a browser saves them and runs nothing (ASVS 5.0: 5.4.1, 5.4.2; T15).
    """
    response = FileResponse(content, as_attachment=True, filename=nama, content_type=jenis_isi)
    for name, value in KEPALA.items():
        response.headers[name] = value
    return response


def write_answer(isi: bytes, nama: str) -> HttpResponse:
    """A workbook as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{nama}"'}
    return HttpResponse(isi, content_type=JENIS_XLSX, headers=headers)
