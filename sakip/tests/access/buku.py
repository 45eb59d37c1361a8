"""Workbooks of evaluation sheets: out for whoever reads a sheet, back from whoever fills it in."""

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.evaluasi.actions.impor import revoke_impor_lembar
from sakip.organisasi.caps import wear_cap
from sakip.tests.access.evaluasi import LIHAT, PEGAWAI, PEMDA, tahun
from sakip.tests.access.notasi import (
    BERTUGAS,
    SE_INSTANSI,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.buku import make_buku, stage, type_in
from sakip.tests.evaluasi import MANDIRI

SARI = {"operator_opd"}
PENGISI = {"operator_opd", "operator_lain", "evaluator", "penjamin_mutu", "bagor", "bappeda"}
DIBUKA = BERTUGAS - PEGAWAI


def unggahan(d):
    return {"berkas": SimpleUploadedFile("lke-lestari.xlsx", d.buku_lke)}


def dilihat(d):
    """The revision of the difference that was seen."""
    return {"revisi": d.impor_lembar.revisi}


TABEL: list[Baris] = [
    get("evaluasi:lke_xlsx", objek="dinkes", **tahun(2026), boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:lke_xlsx", **PEMDA, boleh=SE_INSTANSI),
    get("evaluasi:buku", boleh=DIBUKA, memuat={"buku-lestari.xlsx": SARI}),
    post("evaluasi:buku", "impor_lembar.create", data=unggahan, boleh=SARI, lihat=BERTUGAS - PENGISI,
         lain=200, asing=200),
    post("evaluasi:buku_create", boleh=DIBUKA, lihat=PEGAWAI, tanpa_jejak=True),
    get("evaluasi:impor_lembar", objek="impor_lembar", boleh=SARI),
    post("evaluasi:impor_lembar_import", "impor_lembar.import", "penilaian_mandiri.import",
         objek="impor_lembar", data=dilihat, boleh=SARI),
    post("evaluasi:impor_lembar_import", objek="impor_lembar_dibuang", data=dilihat, lihat=SARI,
         kasus="sudah dibuang"),
    post("evaluasi:impor_lembar_revoke", "impor_lembar.revoke", objek="impor_lembar", boleh=SARI),
    post("evaluasi:impor_lembar_revoke", objek="impor_lembar_dibuang", lihat=SARI,
         kasus="sudah dibuang"),
]  # fmt: skip

AKSI = "evaluasi.actions.impor"

TINDAKAN: list[Tindakan] = [
    act("evaluasi.actions.jawaban.import_halaman", "penilaian_mandiri", boleh=SARI,
        isi=lambda d: {"tahap": MANDIRI, "halaman": {"1.a": {"nilai": "BB"}}}),
    act(f"{AKSI}.create_impor_lembar", boleh=PENGISI,
        isi=lambda d: {"tahun": 2026, "nama_berkas": "x.xlsx", "sha256": "0" * 64, "objek": []}),
    act(f"{AKSI}.import_impor_lembar", "impor_lembar", boleh=SARI,
        isi=lambda d: {"revisi": 0, "pilihan": {}}),
    act(f"{AKSI}.import_impor_lembar", "impor_lembar_dibuang", boleh=TIADA, kasus="sudah dibuang",
        isi=lambda d: {"revisi": 1, "pilihan": {}}),
    act(f"{AKSI}.revoke_impor_lembar", "impor_lembar", boleh=SARI),
    act(f"{AKSI}.revoke_impor_lembar", "impor_lembar_dibuang", boleh=TIADA, kasus="sudah dibuang"),
]  # fmt: skip


def add_rows(dunia):
    """Sari's workbook as she sends it back, one that waits, and one she dropped."""
    sari = dunia.orang["operator_opd"]
    wear_cap(sari, sari.instansi.hari_ini)
    isi = make_buku(sari, dunia.penilaian_mandiri)
    dunia.buku_lke = type_in(isi, {("1.b", "Jawaban"): "B", ("1.b.3", "Jawaban"): "Terpenuhi"})
    dunia.impor_lembar = stage(sari, dunia.buku_lke, nama="buku-lestari.xlsx")
    dunia.impor_lembar_dibuang = stage(sari, dunia.buku_lke, nama="buku-lestari.xlsx")
    revoke_impor_lembar(dunia.impor_lembar_dibuang, acting_user=sari)
