"""Small plans, and workbooks as people make, send and apply them."""

import io
from decimal import Decimal

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.perencanaan.models import ImporRencana
from sakip.perencanaan.rencana import BarisIndikator, BarisSimpul, Rencana
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Rumus
from sakip.rules.target import JenisTarget, Target

KEPALA_SIMPUL = ("Kode", "Jenjang", "Induk", "Pernyataan", "Perangkat daerah")
KEPALA_INDIKATOR = (
    "Kode", "Simpul", "Nama", "Satuan", "Rumus", "Agregasi", "Frekuensi", "Target 2026", "Target TW I 2026",
)  # fmt: skip
KEPALA_PAGU = (
    "Perangkat daerah", "Tahun", "Tahap", "Kode sub kegiatan", "Sub kegiatan", "Sumber dana", "Pagu",
)  # fmt: skip


def angka(nilai) -> Target:
    return Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))


def simpul(kode="S1", jenjang="sasaran", pernyataan="Warga makin sehat", **lain) -> BarisSimpul:
    return BarisSimpul(kode, jenjang, pernyataan, **lain)


def indikator(kode="S1.a", di="S1", **lain) -> BarisIndikator:
    """A rising indicator, measured each quarter."""
    default = {
        "unit": "", "nama": f"Indikator {kode}", "satuan": "%", "rumus": Rumus.RASIO,
        "agregasi": Agregasi.POSISI_AKHIR, "frekuensi": Frekuensi.TRIWULANAN,
    }  # fmt: skip
    return BarisIndikator(kode, di, **default | lain)


def renstra(*simpul, indikator=(), unit="05", **lain) -> Rencana:
    years = {"tahun_awal": 2025, "tahun_akhir": 2029} | lain
    return Rencana("renstra", unit=unit, simpul=simpul, indikator=tuple(indikator), **years)


def rpjmd(*simpul, indikator=(), **lain) -> Rencana:
    years = {"tahun_awal": 2025, "tahun_akhir": 2029} | lain
    return Rencana("rpjmd", simpul=simpul, indikator=tuple(indikator), **years)


def buku(simpul=(), indikator=(), **lembar) -> SimpleUploadedFile:
    """A workbook as a person made it; rows may have a header of their own in front."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for nama, kepala, rows in (
        ("Simpul", KEPALA_SIMPUL, simpul), ("Indikator", KEPALA_INDIKATOR, indikator),
    ):  # fmt: skip
        sheet = made.create_sheet(nama)
        rows = list(rows)
        if not (rows and rows[0][0] == "Kode"):
            sheet.append(kepala)
        for row in rows:
            sheet.append(row)
    for nama, rows in lembar.items():
        sheet = made.create_sheet(nama)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return SimpleUploadedFile("rencana.xlsx", buffer.getvalue())


BAIK_SIMPUL = (
    ("S1", "Sasaran", "", "Warga makin sehat", ""),
    ("P1", "Program", "S1", "Program kesehatan", ""),
)
BAIK_INDIKATOR = (
    (
        "S1.a",
        "S1",
        "Usia harapan hidup",
        "tahun",
        "R/T",
        "posisi akhir",
        "triwulanan",
        "73,5",
        "73,1",
    ),
)


def ambiguous(nilai="1.234") -> SimpleUploadedFile:
    """A good plan with a promise that can be read in two ways."""
    return buku(BAIK_SIMPUL, [(*BAIK_INDIKATOR[0][:-2], nilai, "")])


UNIT = "/2026/tw4/opd/05/rencana/impor/"
DAERAH = "/2026/tw4/rencana/impor/"


def upload(client, berkas, url=UNIT, **lain):
    """Send a file; the page of its preview, or the form with its fault."""
    data = {"tahun_awal": 2025, "tahun_akhir": 2029, "berkas": berkas, "pemisah_ribuan": ""}
    return client.post(url, data | lain, follow=True)


def stage(client, berkas, **lain) -> ImporRencana:
    upload(client, berkas, **lain)
    return ImporRencana.objects.latest("pk")


def apply(client, row, revisi=None):
    answer = client.post(
        f"/perencanaan/impor/{row.pk}/terapkan/",
        {"revisi": row.revisi if revisi is None else revisi},
        follow=True,
    )
    row.refresh_from_db()
    return answer


def faults(row) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """What is wrong, by sheet and row of the sheet."""
    return {
        (one["lembar"], one["nomor"]): [tuple(fault) for fault in one["pesan"]]
        for one in row.baris
        if one["pesan"]
    }


def states(row) -> list[str]:
    return [one["keadaan"] for one in row.baris]
