"""Agreements: who reads a position's PK, sends it, files the signed paper, withdraws, closes, shares out."""

from datetime import date
from decimal import Decimal
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.organisasi.models import Jabatan
from sakip.perencanaan.models import PeriodeRencana
from sakip.perjanjian.actions import perjanjian
from sakip.perjanjian.actions.perjanjian import sign_pk, submit_pk
from sakip.perjanjian.aksi import BarisAksi
from sakip.perjanjian.susun import Pengajuan
from sakip.rules.perjanjian import TINGKAT, Bentuk
from sakip.tests.access.berkas import PENGUNGGAH, _store
from sakip.tests.access.dokumen import wear
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    PENGELOLA,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.builders import make_jabatan
from sakip.tests.rencana import make_indikator, make_periode, make_simpul, make_target

AKSI = "perjanjian.actions"
HARI = date(2026, 1, 28)
KEPUTUSAN = {"nomor": "188/8", "tanggal": HARI, "tentang": "IKU"}


def isian(_):
    return {"tanggal": HARI.isoformat(), "tempat": "Lestari"}


def pindaian(isi):
    def read(_):
        file = SimpleUploadedFile("pk.txt", f"PK bertanda tangan {isi}.".encode())
        return {"berkas": file, "tanggal": HARI.isoformat()}

    return read


def ampuan(d):
    return {f"s_{d.simpul_ampuan.pk}": d.jabatan_bawahan.pk, "lihat_semua": ""}


def keputusan(_):
    return {"nomor": "188/7", "tanggal": HARI.isoformat(), "tentang": "IKU"}


def langkah(d):
    return {
        "aksi-TOTAL_FORMS": 1, "aksi-INITIAL_FORMS": 0, "aksi-0-indikator": d.indikator_janji.pk,
        "aksi-0-langkah": "Kelas ibu hamil", "aksi-0-pic": "Bidan", "aksi-0-satuan": "kelas",
        "aksi-0-target": "10", "aksi-0-b3": "4", "aksi-0-b12": "6", "alasan": "",
    }  # fmt: skip


def jenis(_):
    return {"jenis": "renja"}


PENYUSUN = {"boleh": PENGUNGGAH, "lihat": LIHAT_DINKES}

TABEL: list[Baris] = [
    get("perjanjian:pk_list", boleh=BERTUGAS, memuat={"Kepala PK Lestari": LIHAT_DINKES}),
    get("perjanjian:pk_jabatan", objek="jabatan_pk", boleh=LIHAT_DINKES,
        memuat={"Janji Lestari": LIHAT_DINKES}),
    get("perjanjian:pk_jabatan", objek="jabatan_bupati", boleh=BERTUGAS, kasus="kepala daerah"),
    get("perjanjian:pk_pdf", objek="jabatan_pk", boleh=LIHAT_DINKES),
    get("perjanjian:pk_docx", objek="jabatan_pk", boleh=LIHAT_DINKES),
    post("perjanjian:pk_submit", "pk.submit", objek="jabatan_pk", data=isian, **PENYUSUN),
    post("perjanjian:pk_submit", "pk.submit", objek="jabatan_bupati", data=isian,
         boleh=PENGELOLA | {"bappeda"}, lihat=BERTUGAS, kasus="kepala daerah"),
    get("perjanjian:pk_detail", objek="pk_diajukan", boleh=LIHAT_DINKES,
        memuat={"Janji Lestari": LIHAT_DINKES}),
    get("perjanjian:pk_document", objek="pk_diajukan", boleh=LIHAT_DINKES),
    post("perjanjian:pk_sign", "berkas.create", "pk.sign", objek="pk_diajukan",
         data=pindaian("baru"), **PENYUSUN),
    post("perjanjian:pk_sign", objek="pk_sah", data=pindaian("lagi"), lihat=LIHAT_DINKES,
         kasus="sudah ditandatangani"),
    post("perjanjian:pk_revoke", "pk.revoke", objek="pk_diajukan",
         data=lambda _: {"catatan": "Target keliru."}, **PENYUSUN),
    post("perjanjian:pk_revoke", objek="pk_sah", data=lambda _: {"catatan": "Target keliru."},
         lihat=LIHAT_DINKES, kasus="sudah ditandatangani"),
    post("perjanjian:pk_close", "pk.close", objek="pk_sah",
         data=lambda _: {"tanggal": HARI.isoformat()}, **PENYUSUN),
    post("perjanjian:pk_close", objek="pk_diajukan", data=lambda _: {"tanggal": HARI.isoformat()},
         lihat=LIHAT_DINKES, kasus="belum ditandatangani"),
    get("perjanjian:bentuk_update", boleh=PENGELOLA),
    post("perjanjian:bentuk_update", "bentuk_pk.create", boleh=PENGELOLA,
         argumen=lambda d: {"tahun": d.kabupaten.hari_ini.year},
         data=lambda _: {f"formulir_{tingkat}": "bawaan" for tingkat in TINGKAT}),
    get("perjanjian:iku_list", boleh=BERTUGAS, memuat={"Dinas Kesehatan Lestari": LIHAT_DINKES}),
    get("perjanjian:iku_daerah", boleh=BERTUGAS),
    post("perjanjian:iku_daerah", "penetapan_iku.create", data=keputusan,
         boleh=PENGELOLA | {"bappeda"}, lihat=BERTUGAS, asing=200),
    get("perjanjian:iku_unit", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={"IKU Lestari": LIHAT_DINKES}),
    post("perjanjian:iku_unit", "penetapan_iku.create", objek="dinkes", data=keputusan, **PENYUSUN),
    get("perjanjian:aksi_list", boleh=BERTUGAS, memuat={"Dinas Kesehatan Lestari": LIHAT_DINKES}),
    get("perjanjian:aksi_detail", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={"Janji Lestari": LIHAT_DINKES}),
    get("perjanjian:aksi_update", objek="dinkes", **PENYUSUN),
    post("perjanjian:aksi_update", "aksi.update", objek="dinkes", data=langkah, **PENYUSUN),
    get("perjanjian:dokumen_list", boleh=BERTUGAS,
        memuat={"Dinas Kesehatan Lestari": LIHAT_DINKES}),
    get("perjanjian:dokumen_update", objek="dinkes", boleh=LIHAT_DINKES, argumen=jenis),
    post("perjanjian:dokumen_update", "dokumen.create", objek="dinkes", argumen=jenis,
         data=lambda d: {"formal": HARI.isoformat(), "nomor": "1", "pemilik": d.jabatan_pk.pk},
         **PENYUSUN),
    get("perjanjian:ampuan_update", objek="dinkes", boleh=LIHAT_DINKES),
    post("perjanjian:ampuan_update", "ampuan.update", objek="dinkes", data=ampuan, **PENYUSUN),
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.perjanjian.submit_pk", "jabatan_pk", boleh=PENGUNGGAH,
        isi=lambda _: {"tahun": 2026, "pengajuan": Pengajuan(HARI, "Lestari")}),
    act(f"{AKSI}.perjanjian.sign_pk", "pk_diajukan", boleh=PENGUNGGAH,
        isi=lambda d: {"scan": d.isi_pk, "tanggal": HARI}),
    act(f"{AKSI}.perjanjian.sign_pk", "pk_sah", boleh=TIADA, kasus="sudah ditandatangani",
        isi=lambda d: {"scan": d.isi_pk, "tanggal": HARI}),
    act(f"{AKSI}.perjanjian.revoke_pk", "pk_diajukan", boleh=PENGUNGGAH,
        isi=lambda _: {"catatan": "Target keliru."}),
    act(f"{AKSI}.perjanjian.close_pk", "pk_sah", boleh=PENGUNGGAH, isi=lambda _: {"tanggal": HARI}),
    act(f"{AKSI}.bentuk.update_bentuk_pk", boleh=PENGELOLA, isi=lambda _: {
        "tahun": 2099, "bentuk": Bentuk(True, True, True, {}), "revisi": None}),
    act(f"{AKSI}.iku.create_penetapan_iku", "dinkes", boleh=PENGUNGGAH, isi=lambda _: KEPUTUSAN),
    Tindakan(nama=f"{AKSI}.iku.create_penetapan_iku", boleh=PENGELOLA | {"bappeda"}, kasus="daerah",
             isi=lambda _: ((None,), KEPUTUSAN)),
    act(f"{AKSI}.aksi.update_aksi", "dinkes", boleh=PENGUNGGAH,
        isi=lambda d: {"tahun": 2026, "alasan": "", "baris": [
            BarisAksi(d.indikator_janji.pk, "Kelas", "Bidan", "kelas", Decimal(2), {3: Decimal(2)})]}),
    act(f"{AKSI}.dokumen.update_catatan_dokumen", "dinkes", boleh=PENGUNGGAH,
        isi=lambda _: {"tahun": 2026, "jenis": "renja", "revisi": None, "formal": HARI}),
    act(f"{AKSI}.ampuan.update_ampuan", "dinkes", boleh=PENGUNGGAH,
        isi=lambda d: {"tahun": 2026, "pilihan": {d.simpul_ampuan.pk: d.jabatan_bawahan.pk},
                       "lihat": {}}),
]  # fmt: skip


def add_rows(dunia):
    """A head whose PK is not sent, one whose waits, one whose is signed; a programme to share out."""
    bupati = make_jabatan(dunia.pupr, nama="Bupati Lestari", jenjang=Jabatan.Jenjang.KEPALA_DAERAH)
    dunia.jabatan_bupati = bupati
    dunia.jabatan_pk, waiting, signed = (
        make_jabatan(dunia.dinkes, nama=f"Kepala {nama} Lestari", atasan=bupati)
        for nama in ("PK", "Menunggu", "Sah")
    )
    dunia.jabatan_bawahan = make_jabatan(
        dunia.dinkes, nama="Kabid Lestari", atasan=dunia.jabatan_pk
    )
    dunia.indikator_janji = make_indikator(dunia.dinkes, nama="Janji Lestari")
    make_target(dunia.indikator_janji, "70", "75", "78", "80")
    make_target(make_indikator(dunia.dinkes, nama="IKU Lestari", iku=True), "70")
    agency = make_indikator(dunia.dinkes, _agency_node(dunia), nama="Daerah Lestari", iku=True)
    make_target(agency, "70")
    _send(dunia, waiting, signed)
    dunia.isi_pk = _store("pk.txt", b"PK bertanda tangan lewat tindakan.")
    renstra = PeriodeRencana.objects.filter(perangkat_daerah=dunia.dinkes).pada_tahun(2026)
    plan = renstra.filter(versi_set__status="berlaku").first()
    dunia.simpul_ampuan = make_simpul(plan, jenjang="program", pernyataan="Program Lestari")


def _send(dunia, waiting, signed):
    """The two PK. The printer starts threads, which the copies that the guards are tried in would miss."""
    sari = wear(dunia.orang["operator_opd"])
    pengajuan = Pengajuan(HARI, "Lestari")
    with mock.patch.object(perjanjian, "write_pdf", return_value=b"%PDF-1.7 Lestari"):
        dunia.pk_diajukan = submit_pk(waiting, 2026, pengajuan, acting_user=sari)
        dunia.pk_sah = submit_pk(signed, 2026, pengajuan, acting_user=sari)
    sign_pk(dunia.pk_sah, _store("sah.txt", b"PK sah."), tanggal=HARI, acting_user=sari)


def _agency_node(dunia):
    agency = PeriodeRencana.objects.filter(instansi=dunia.kabupaten, perangkat_daerah=None)
    plan = agency.filter(versi_set__status="berlaku").pada_tahun(2026).first()
    return make_simpul(plan or make_periode(dunia.kabupaten))
