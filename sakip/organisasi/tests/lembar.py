"""Workbooks as people fill them in, and what the import says of them."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.organisasi.imports import JENIS
from sakip.organisasi.models import ImporBerkas

LIST = "/setelan/impor/"


def workbook(jenis, rows):
    """A filled sheet, as a person saves it: by header, in whatever library."""
    made = openpyxl.Workbook()
    page = made.active
    titles = [k.judul for k in JENIS[jenis].kolom]
    titles += sorted({name for row in rows for name in row} - set(titles))
    page.append(titles)
    for row in rows:
        page.append([row.get(title) for title in titles])
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def upload(client, jenis, rows, name="daftar.xlsx"):
    """Send the file; returns the import it became."""
    data = rows if isinstance(rows, bytes) else workbook(jenis, rows)
    answer = client.post(f"{LIST}{jenis}/", {"berkas": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return ImporBerkas.objects.get(pk=int(answer["Location"].split("/")[-2]))


def apply(client, row):
    answer = client.post(f"{LIST}{row.pk}/terapkan/", {"revisi": row.revisi})
    row.refresh_from_db()
    return answer


def counts(row):
    return (row.baru, row.berubah, row.sama, row.galat)


def faults(row):
    return {one["nomor"]: one["pesan"] for one in row.baris if one["pesan"]}


def cells(answer, sheet="Isian"):
    page = openpyxl.load_workbook(io.BytesIO(answer.content))[sheet]
    return [[cell.value for cell in line] for line in page.iter_rows()]
