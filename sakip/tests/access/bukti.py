"""Evidence of figures, steps and criteria: who points, who lets go, who opens."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.berkas.actions import create_berkas
from sakip.berkas.bukti import Tunjukan
from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import store_isi
from sakip.evaluasi.actions.bukti import create_bukti_kriteria
from sakip.evaluasi.models import PermintaanBukti
from sakip.organisasi.caps import wear_cap
from sakip.pengukuran.actions.bukti import create_bukti_aksi, create_bukti_realisasi
from sakip.pengukuran.aksi import load_langkah
from sakip.pengukuran.models import BuktiRealisasi, LembarRealisasi
from sakip.tests.access.notasi import (
    LIHAT_DINKES,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.web.clock import now

PENGISI = {"operator_opd", "kepala_opd"}
OPERATOR = {"operator_opd"}
EKO = {"evaluator"}
PEGAWAI = {"pegawai"}
LIHAT_LKE = LIHAT_DINKES - PEGAWAI
NAMA = {"ditunjuk-lestari": LIHAT_DINKES}


def berkas(d):
    return {"berkas": d.berkas_bukti.pk, "halaman": "2"}


def potret(d):
    return {"potret": d.potret.pk}


def potret_lalu(d):
    return {"potret": d.masa_lalu.potret_set.filter(perangkat_daerah=d.dinkes).first().pk}


def langkah(d):
    return {"aksi": d.langkah.pk, "bulan": 12}


DIMINTA = {"kriteria": "1.b.4"}
KRITERIA = {"kriteria": "1.b.3"}

TABEL: list[Baris] = [
    get("pengukuran:bukti_realisasi", objek="lembar_draf", argumen=potret, boleh=LIHAT_DINKES,
        memuat=NAMA),
    post("pengukuran:bukti_realisasi", "bukti_realisasi.create", objek="lembar_draf",
         argumen=potret, data=berkas, boleh=PENGISI, lihat=LIHAT_DINKES),
    post("pengukuran:bukti_realisasi", objek="lembar_diajukan", argumen=potret_lalu, data=berkas,
         lihat=LIHAT_DINKES, kasus="sudah diajukan"),
    post("pengukuran:bukti_realisasi_delete", "bukti_realisasi.delete", objek="bukti_realisasi",
         boleh=PENGISI, lihat=LIHAT_DINKES),
    post("pengukuran:bukti_realisasi_delete", objek="bukti_diajukan", lihat=LIHAT_DINKES,
         kasus="sudah diajukan"),
    get("pengukuran:bukti_aksi", objek="lembar_draf", argumen=langkah, boleh=LIHAT_DINKES,
        memuat=NAMA),
    post("pengukuran:bukti_aksi", "bukti_aksi.create", objek="lembar_draf", argumen=langkah,
         data=berkas, boleh=PENGISI, lihat=LIHAT_DINKES),
    post("pengukuran:bukti_aksi_delete", "bukti_aksi.delete", objek="bukti_aksi", boleh=PENGISI,
         lihat=LIHAT_DINKES),
    get("evaluasi:bukti_kriteria", objek="penilaian_mandiri", argumen=lambda _: KRITERIA,
        boleh=LIHAT_LKE, lihat=PEGAWAI, memuat={"ditunjuk-lestari": LIHAT_LKE}),
    post("evaluasi:bukti_kriteria", "bukti_kriteria.create", objek="penilaian_mandiri",
         argumen=lambda _: KRITERIA, data=berkas, boleh=OPERATOR, lihat=LIHAT_DINKES),
    post("evaluasi:bukti_kriteria", objek="penilaian_dinilai", argumen=lambda _: KRITERIA,
         data=berkas, lihat=LIHAT_DINKES, kasus="sudah disampaikan"),
    post("evaluasi:bukti_kriteria_delete", "bukti_kriteria.delete", objek="bukti_kriteria",
         boleh=OPERATOR, lihat=LIHAT_LKE),
    post("evaluasi:bukti_kriteria", "bukti_kriteria.create", objek="penilaian_dinilai",
         argumen=lambda _: DIMINTA, data=berkas, boleh=OPERATOR, lihat=LIHAT_DINKES, penuh=True,
         kasus="diminta evaluator"),
    post("evaluasi:permintaan_bukti_create", "permintaan_bukti.create", objek="penilaian_dinilai",
         argumen=lambda _: KRITERIA, boleh=EKO, lihat=LIHAT_DINKES,
         data=lambda _: {"diminta": "Notula rapat."}),
    post("evaluasi:permintaan_bukti_revoke", "permintaan_bukti.revoke", objek="permintaan_bukti",
         boleh=EKO, lihat=LIHAT_LKE),
]  # fmt: skip

UKUR, NILAI = "pengukuran.actions.bukti", "evaluasi.actions.bukti"


def tunjukan(d):
    return {"tunjukan": Tunjukan(d.berkas_bukti, 2, 2)}


TINDAKAN: list[Tindakan] = [
    act(f"{UKUR}.create_bukti_realisasi", "lembar_draf", boleh=PENGISI,
        isi=lambda d: tunjukan(d) | {"potret": d.potret}),
    act(f"{UKUR}.create_bukti_realisasi", "lembar_diajukan", boleh=TIADA,
        isi=lambda d: tunjukan(d) | {"potret": d.potret}, kasus="sudah diajukan"),
    act(f"{UKUR}.delete_bukti_realisasi", "lembar_draf", boleh=PENGISI,
        isi=lambda d: {"bukti": d.bukti_realisasi}),
    act(f"{UKUR}.delete_bukti_realisasi", "lembar_diajukan", boleh=TIADA,
        isi=lambda d: {"bukti": d.bukti_diajukan}, kasus="sudah diajukan"),
    act(f"{UKUR}.create_bukti_aksi", "lembar_draf", boleh=PENGISI,
        isi=lambda d: tunjukan(d) | {"langkah": d.baris_langkah}),
    act(f"{UKUR}.delete_bukti_aksi", "lembar_draf", boleh=PENGISI,
        isi=lambda d: {"bukti": d.bukti_aksi}),
    act(f"{NILAI}.create_bukti_kriteria", "penilaian_mandiri", boleh=OPERATOR,
        isi=lambda d: tunjukan(d) | KRITERIA),
    act(f"{NILAI}.create_bukti_kriteria", "penilaian_dinilai", boleh=TIADA,
        isi=lambda d: tunjukan(d) | KRITERIA, kasus="sudah disampaikan"),
    act(f"{NILAI}.delete_bukti_kriteria", "bukti_kriteria", boleh=OPERATOR),
    act(f"{NILAI}.create_permintaan_bukti", "penilaian_dinilai", boleh=EKO,
        isi=lambda d: KRITERIA | {"diminta": "Notula rapat."}),
    act(f"{NILAI}.revoke_permintaan_bukti", "permintaan_bukti", boleh=EKO),
]  # fmt: skip


def add_rows(dunia):
    """One file that proves a figure, a step and a criterion of Dinkes; one figure is already sent."""
    sari = dunia.orang["operator_opd"]
    wear_cap(sari, sari.instansi.hari_ini)
    lembar = LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah").get(
        pk=dunia.lembar_draf.pk
    )
    isi = store_isi(check_unggahan(SimpleUploadedFile("ditunjuk-lestari.txt", b"Ditunjuk.")))
    dunia.berkas_bukti = create_berkas(
        isi, perangkat_daerah=dunia.dinkes, tanggal_dokumen=date(2026, 1, 2), acting_user=sari
    )
    same = {"tunjukan": Tunjukan(dunia.berkas_bukti), "acting_user": sari}
    dunia.bukti_realisasi = create_bukti_realisasi(lembar, potret=dunia.potret, **same)
    dunia.baris_langkah = load_langkah(lembar)[0]
    dunia.bukti_aksi = create_bukti_aksi(lembar, langkah=dunia.baris_langkah, **same)
    dunia.bukti_kriteria = create_bukti_kriteria(dunia.penilaian_mandiri, kriteria="1.b.3", **same)
    dunia.permintaan_bukti = PermintaanBukti.objects.create(
        instansi=dunia.kabupaten, penilaian=dunia.penilaian_dinilai, tahap="evaluator",
        diminta="Notula rapat.", diminta_oleh=dunia.orang["evaluator"], diminta_pada=now(), **DIMINTA,
    )  # fmt: skip
    sent = dunia.bukti_realisasi
    dunia.bukti_diajukan = BuktiRealisasi.objects.create(
        instansi=dunia.kabupaten, potret_id=potret_lalu(dunia)["potret"], berkas=dunia.berkas_bukti,
        oleh=sari, pada=sent.pada,
    )  # fmt: skip
