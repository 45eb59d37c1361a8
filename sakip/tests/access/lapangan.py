"""Records of the field: the office's own, and what an evaluator saw before the result is out."""

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import store_isi
from sakip.berkas.tests.korpus import gambar
from sakip.lapangan.actions import IsiCatatan, create_catatan
from sakip.lapangan.models import CatatanLapangan
from sakip.organisasi.caps import wear_cap
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    PENGELOLA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.evaluasi import make_penilaian

PETUGAS = {"operator_opd", "kepala_opd"}
TIM = {"evaluator"}
PENILAI = {"evaluator", "penjamin_mutu"}
BERISI = {"operator_opd", "kepala_opd", "operator_lain", *PENILAI}
PENGUNGGAH = PENGELOLA | PETUGAS
TEMPAT = "Posyandu Lestari"


def isian(d, unit):
    """A whole form, with a photo; where the unit cannot be chosen it comes back."""
    return {
        "kunci": "ab" * 16,
        "perangkat_daerah": unit.pk,
        "dilihat_pada": "2026-01-05T09:14",
        "tempat": "Posyandu Melati",
        "koordinat": "-7.47261, 112.43341",
        "terlihat": "Timbangan ada dan dipakai.",
        "jumlah": "12",
        "satuan": "timbangan",
        "kondisi": "baik",
        "pendamping": "Wiwik",
        "jabatan_pendamping": "Kader",
        "pernyataan": "Benar dilihat bersama saya.",
        "foto": [SimpleUploadedFile("foto.png", gambar("PNG", (9, 9)))],
        "banyak_berkas": "1",
    }


def fakta(kunci="cd" * 16, **lain):
    return {
        "kunci": kunci, "dilihat_pada": datetime(2026, 1, 5, 2, 14, tzinfo=UTC), "tempat": TEMPAT,
        "koordinat": "", "terlihat": "Timbangan dipakai.", "jumlah": None, "satuan": "",
        "kondisi": "baik", "pendamping": "", "jabatan_pendamping": "", "pernyataan": "", **lain,
    }  # fmt: skip


CREATE = "catatan_lapangan.create"
NASKAH = "naskah_lapangan.create"

TABEL: list[Baris] = [
    get("lapangan:isi", boleh=BERISI, memuat={"Dinas Kesehatan Lestari": PETUGAS | PENILAI}),
    post("lapangan:isi", CREATE, NASKAH, boleh={"operator_lain"}, lihat=BERTUGAS - BERISI, lain=200,
         data=lambda d: isian(d, unit=d.pupr), kasus="petugas sendiri", penuh=True),
    post("lapangan:isi", CREATE, boleh=TIM, lihat=BERTUGAS - BERISI, lain=200,
         data=lambda d: isian(d, unit=d.dinsos), kasus="tim penilai", penuh=True, asing=200),
    get("lapangan:pekerja", boleh=BERTUGAS),
    get("lapangan:catatan_list", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={TEMPAT: LIHAT_DINKES, "Puskesmas Lestari": PENILAI}),
    get("lapangan:catatan_detail", objek="catatan", boleh=LIHAT_DINKES,
        memuat={"Simpan ke lemari bukti": PENGUNGGAH}),
    get("lapangan:catatan_detail", objek="catatan_evaluator", boleh=PENILAI,
        kasus="sebelum rilis", penuh=True),
    get("berkas:berkas_read", objek="foto_evaluator", boleh=PENILAI, kasus="foto evaluator",
        penuh=True),
    get("berkas:berkas_detail", objek="foto_evaluator", boleh=PENILAI, kasus="foto evaluator"),
    post("berkas:berkas_delete", objek="foto_evaluator", lihat=PENILAI, kasus="foto evaluator"),
    post("berkas:berkas_update", objek="foto_evaluator", lihat=PENILAI, kasus="foto evaluator"),
    post("berkas:kiriman_ganti", objek="foto_evaluator", lihat=PENILAI, kasus="foto evaluator"),
    post("berkas:berbagi_create", objek="foto_evaluator", lihat=PENILAI, kasus="foto evaluator"),
    post("lapangan:naskah_create", NASKAH, objek="catatan", boleh=PENGUNGGAH, lihat=LIHAT_DINKES),
    post("lapangan:naskah_create", objek="catatan_evaluator", lihat=PENILAI,
         kasus="sebelum rilis"),
]  # fmt: skip

AKSI = "lapangan.actions"

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.create_catatan", "dinkes", boleh=PETUGAS | TIM,
        isi=lambda d: {"isi": IsiCatatan(fakta("ef" * 16), [d.isi_foto])}),
    act(f"{AKSI}.create_naskah", "catatan", boleh=PENGUNGGAH,
        isi=lambda d: {"isi": d.isi_baru}),
]  # fmt: skip


def add_rows(dunia):
    """A record of the office itself, and one of its evaluator in a sheet that is not released."""
    isi = store_isi(check_unggahan(SimpleUploadedFile("dinding.png", gambar("PNG", (8, 8)))))
    dunia.isi_foto = isi
    sari, eko, rina = (dunia.orang[nama] for nama in ("operator_opd", "evaluator", "bagor"))
    for orang in (sari, eko, rina):
        wear_cap(orang, orang.instansi.hari_ini)
    dunia.dinsos = make_perangkat_daerah(dunia.kabupaten, kode="92", nama="Dinas Sosial Lestari")
    make_penilaian(rina, dunia.dinsos, anggota=[eko])
    dunia.catatan = create_catatan(dunia.dinkes, IsiCatatan(fakta()), acting_user=sari)
    dunia.catatan_evaluator = create_catatan(
        dunia.dinkes, IsiCatatan(fakta(tempat="Puskesmas Lestari"), [isi]), acting_user=eko
    )
    # The sheet that still lies with the unit: nothing the evaluators wrote is open.
    CatatanLapangan.objects.filter(pk=dunia.catatan_evaluator.pk).update(
        penilaian=dunia.penilaian_mandiri
    )
    dunia.foto_evaluator = dunia.catatan_evaluator.lampiran_set.get().berkas
