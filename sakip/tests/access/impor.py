"""Workbooks that come in, and lists that go out."""

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.organisasi.actions.impor import create_impor_berkas
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.imports import JENIS, write_rows
from sakip.organisasi.imports.templat import write_templat
from sakip.organisasi.models import ImporBerkas
from sakip.tests.access.notasi import (
    BERTUGAS,
    PENGELOLA,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)

UNIT = {"argumen": lambda d: {"jenis": "perangkat-daerah"}}
ISI = {"kode": "06", "nama": "Dinas PUPR Lestari Jaya", "singkatan": "DPUPR", "jenis": "Dinas",
       "aktif_sejak": "2020-01-01"}  # fmt: skip
RUSAK = {**ISI, "jenis": "Bukan jenis"}


def unggahan(d):
    return {"berkas": SimpleUploadedFile("unit.xlsx", d.buku)}


def dilihat(d):
    """The revision of the preview that was seen."""
    return {"revisi": 0}


TABEL: list[Baris] = [
    get("organisasi:impor_list", boleh=PENGELOLA, memuat={"unit-lestari.xlsx": PENGELOLA}),
    get("organisasi:impor_create", **UNIT, boleh=PENGELOLA),
    post("organisasi:impor_create", "impor.create", **UNIT, data=unggahan, boleh=PENGELOLA),
    get("organisasi:impor_templat", **UNIT, boleh=PENGELOLA),
    get("organisasi:impor_detail", objek="impor", boleh=PENGELOLA, lihat=BERTUGAS),
    get("organisasi:impor_galat", objek="impor_rusak", boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:impor_import", "perangkat_daerah.update", "impor.import", objek="impor",
         data=dilihat, boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:impor_import", objek="impor_rusak", data=dilihat, lihat=BERTUGAS,
         kasus="tanpa baris baik"),
    post("organisasi:impor_import", objek="impor_dibuang", data=dilihat, lihat=BERTUGAS,
         kasus="sudah dibuang"),
    post("organisasi:impor_revoke", "impor.revoke", objek="impor", boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:impor_revoke", objek="impor_dibuang", lihat=BERTUGAS, kasus="sudah dibuang"),
    get("organisasi:perangkat_daerah_pdf", boleh=BERTUGAS),
    get("organisasi:perangkat_daerah_docx", boleh=BERTUGAS),
]  # fmt: skip

AKSI = "organisasi.actions.impor"


def tulis(d):
    impor = JENIS["perangkat-daerah"](d.orang_bagor)
    return {"tulis": lambda: write_rows(impor, d.impor.baris), "revisi": 0}


TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.create_impor_berkas", boleh=PENGELOLA,
        isi=lambda d: {"jenis": "perangkat-daerah", "nama_berkas": "x.xlsx", "sha256": "0" * 64,
                       "diabaikan": [], "tulis": list}),
    act(f"{AKSI}.import_impor_berkas", "impor", boleh=PENGELOLA, isi=tulis),
    act(f"{AKSI}.import_impor_berkas", "impor_dibuang", boleh=TIADA, isi=tulis,
        kasus="sudah dibuang"),
    act(f"{AKSI}.revoke_impor_berkas", "impor", boleh=PENGELOLA),
    act(f"{AKSI}.revoke_impor_berkas", "impor_dibuang", boleh=TIADA, kasus="sudah dibuang"),
]  # fmt: skip


def add_rows(dunia):
    """A workbook that waits, one with faults only, one dropped, and one of the other agency."""
    bagor, asing = dunia.orang["bagor"], dunia.orang["admin_asing"]
    for orang in (bagor, asing):
        wear_cap(orang, orang.instansi.hari_ini)
    dunia.buku = write_templat(JENIS["perangkat-daerah"](bagor), filled=True)
    dunia.impor = _stage(bagor, ISI, "unit-lestari.xlsx")
    dunia.impor_rusak = _stage(bagor, RUSAK, "rusak.xlsx")
    dunia.impor_dibuang = _stage(bagor, ISI, "dibuang.xlsx")
    ImporBerkas.objects.filter(pk=dunia.impor_dibuang.pk).update(status="dibuang")
    _stage(asing, {**ISI, "nama": "Dinas Seberang"}, "seberang.xlsx")


def _stage(orang, isi, nama):
    impor = JENIS["perangkat-daerah"](orang)
    row = {"nomor": 2, "isi": isi, "salah": {}}
    return create_impor_berkas(
        jenis="perangkat-daerah",
        nama_berkas=nama,
        sha256="0" * 64,
        diabaikan=[],
        tulis=lambda: write_rows(impor, [row]),
        acting_user=orang,
    )
