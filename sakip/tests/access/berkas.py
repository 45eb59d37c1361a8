"""Evidence: the units' cabinets."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.berkas.actions import create_berkas, delete_berkas, update_berkas
from sakip.berkas.actions.berbagi import create_berbagi, revoke_berbagi
from sakip.berkas.actions.kiriman import create_kiriman
from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import store_isi
from sakip.berkas.tests.korpus import gambar
from sakip.organisasi.caps import wear_cap
from sakip.tests.access.notasi import (
    BERTUGAS,
    DI_DINKES,
    DI_PUPR,
    LIHAT_DINKES,
    LIHAT_PUPR,
    PENGELOLA,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)

PENGUNGGAH = PENGELOLA | {"operator_opd", "kepala_opd"}


def unggahan(isi="baru"):
    def read(d):
        file = SimpleUploadedFile("bukti.txt", f"Bukti {isi}.".encode())
        return {"berkas": file, "tanggal_dokumen": "2026-01-05"}

    return read


def alasan(d):
    return {"alasan": "Bukan urusan kami."}


PENGIRIM = {"operator_opd"}
PENERIMA = PENGELOLA | {"operator_lain"}
DUA_PIHAK = LIHAT_DINKES | LIHAT_PUPR
KETERANGAN = {
    "jenis": "foto", "tanggal_dokumen": "2026-01-05", "berlaku_sejak": "2026-01-05",
    "berlaku_sampai": "2027-01-04", "fisik": "on", "diambil_pada": "2026-01-05T09:14",
    "tempat": "Posyandu Melati",
}  # fmt: skip
ISIAN = {
    "jenis": "foto", "tanggal_dokumen": date(2026, 1, 5), "berlaku_sejak": None, "fisik": False,
    "berlaku_sampai": date(2027, 1, 4), "diambil_pada": None, "tempat": "",
}  # fmt: skip

TABEL: list[Baris] = [
    # Who has one cabinet only goes straight to it.
    get("berkas:unit_list", boleh=BERTUGAS - DI_DINKES - DI_PUPR, alih=DI_DINKES | DI_PUPR),
    get("berkas:berkas_list", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={"bukti-lestari": LIHAT_DINKES}),
    get("berkas:berkas_create", objek="dinkes", boleh=PENGUNGGAH, lihat=LIHAT_DINKES),
    post("berkas:berkas_create", "berkas.create", objek="dinkes", data=unggahan(),
         boleh=PENGUNGGAH, lihat=LIHAT_DINKES),
    post("berkas:berkas_create", objek="unit_berakhir", data=unggahan(),
         lihat=BERTUGAS - DI_DINKES - DI_PUPR, kasus="unit sudah berakhir"),
    get("berkas:berkas_read", objek="berkas", boleh=LIHAT_DINKES),
    get("berkas:berkas_update", objek="berkas", boleh=PENGUNGGAH, lihat=LIHAT_DINKES),
    post("berkas:berkas_update", "berkas.update", objek="berkas", data=unggahan(),
         boleh=PENGUNGGAH, lihat=LIHAT_DINKES),
    post("berkas:berkas_update", objek="berkas_lama", data=unggahan(), lihat=LIHAT_DINKES,
         kasus="sudah diganti"),
    post("berkas:berkas_check", boleh=PENGELOLA, tanpa_jejak=True),
    get("berkas:berkas_detail", objek="berkas", boleh=LIHAT_DINKES,
        memuat={"Ubah keterangan": PENGUNGGAH}),
    get("berkas:berkas_page", objek="gambar", argumen=lambda d: {"ke": 1}, boleh=LIHAT_DINKES),
    get("berkas:keterangan_update", objek="berkas", boleh=PENGUNGGAH, lihat=LIHAT_DINKES),
    post("berkas:keterangan_update", "keterangan_berkas.update", objek="berkas",
         data=lambda d: {**KETERANGAN, "revisi": d.berkas.revisi}, boleh=PENGUNGGAH,
         lihat=LIHAT_DINKES),
    post("berkas:berkas_delete", "berkas.delete", objek="berkas", boleh=PENGUNGGAH,
         lihat=LIHAT_DINKES),
    post("berkas:berkas_delete", objek="berkas_terhapus", lihat=LIHAT_DINKES,
         kasus="sudah dihapus"),
    post("berkas:penghapusan_revoke", "penghapusan_berkas.revoke", objek="berkas_terhapus",
         boleh=PENGUNGGAH, lihat=LIHAT_DINKES),
    post("berkas:penghapusan_revoke", objek="berkas", lihat=LIHAT_DINKES, kasus="tidak dihapus"),
    # In pieces: whoever may gets as far as the version of the protocol, which no plain request says.
    post("berkas:kiriman_create", objek="dinkes", boleh=PENGUNGGAH, lihat=LIHAT_DINKES, status=412),
    post("berkas:kiriman_ganti", objek="berkas", boleh=PENGUNGGAH, lihat=LIHAT_DINKES, status=412),
    Baris(url="berkas:kiriman_detail", method="PATCH", objek="kiriman", boleh=PENGIRIM, status=412),
    Baris(url="berkas:kiriman_detail", method="DELETE", objek="kiriman", boleh=PENGIRIM, status=412),
    # Between units: both sides read an offer, each decides its own part.
    get("berkas:berbagi_list", boleh=BERTUGAS, memuat={"bukti-lestari": LIHAT_DINKES | LIHAT_PUPR}),
    post("berkas:berbagi_create", "berbagi.create", objek="gambar",
         data=lambda d: {"ke_unit": d.pupr.pk, "pesan": "Silakan."}, boleh=PENGUNGGAH,
         lihat=LIHAT_DINKES),
    post("berkas:berbagi_create", objek="gambar", status=200, boleh=PENGUNGGAH, lihat=LIHAT_DINKES,
         kasus="tanpa unit"),
    post("berkas:berbagi_approve", "berbagi.approve", objek="berbagi", boleh=PENERIMA, lihat=DUA_PIHAK),
    post("berkas:berbagi_return", "berbagi.return", objek="berbagi", data=alasan, boleh=PENERIMA,
         lihat=DUA_PIHAK),
    post("berkas:berbagi_revoke", "berbagi.revoke", objek="berbagi", data=alasan, boleh=PENGUNGGAH,
         lihat=DUA_PIHAK),
    post("berkas:berbagi_approve", objek="berbagi_ditarik", lihat=DUA_PIHAK, kasus="sudah ditarik"),
    post("berkas:berbagi_revoke", objek="berbagi_ditarik", data=alasan, lihat=DUA_PIHAK,
         kasus="sudah ditarik"),
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    act("berkas.actions.berkas.create_berkas", boleh=PENGUNGGAH,
        isi=lambda d: {"isi": d.isi_baru, "perangkat_daerah": d.dinkes,
                       "tanggal_dokumen": date(2026, 1, 5)}),
    act("berkas.actions.berkas.update_berkas", "berkas", boleh=PENGUNGGAH,
        isi=lambda d: {"isi": d.isi_baru, "tanggal_dokumen": date(2026, 1, 5)}),
    act("berkas.actions.berkas.update_berkas", "berkas_lama", boleh=TIADA, kasus="sudah diganti",
        isi=lambda d: {"isi": d.isi_baru, "tanggal_dokumen": date(2026, 1, 5)}),
    act("berkas.actions.berkas.update_keterangan", "berkas", boleh=PENGUNGGAH,
        isi=lambda d: {"isian": ISIAN, "revisi": d.berkas.revisi}),
    act("berkas.actions.berkas.delete_berkas", "berkas", boleh=PENGUNGGAH,
        isi=lambda d: {"revisi": d.berkas.revisi}),
    act("berkas.actions.berkas.revoke_penghapusan", "berkas_terhapus", boleh=PENGUNGGAH,
        isi=lambda d: {"revisi": d.berkas_terhapus.revisi}),
    act("berkas.actions.kiriman.create_kiriman", "dinkes", boleh=PENGUNGGAH, tanpa_jejak=True,
        isi=lambda d: {"nama": "a.txt", "ukuran": 9, "tanggal_dokumen": date(2026, 1, 5)}),
    act("berkas.actions.kiriman.update_kiriman", "kiriman", boleh=PENGIRIM, tanpa_jejak=True,
        isi=lambda d: {"dari": 0, "sampai": 5}),
    act("berkas.actions.kiriman.submit_kiriman", "kiriman", boleh=PENGIRIM,
        isi=lambda d: {"isi": d.isi_baru, "dari": 0}),
    act("berkas.actions.kiriman.delete_kiriman", "kiriman", boleh=PENGIRIM, tanpa_jejak=True),
    act("berkas.actions.berbagi.create_berbagi", "gambar", boleh=PENGUNGGAH,
        isi=lambda d: {"ke_unit": d.pupr, "pesan": ""}),
    act("berkas.actions.berbagi.approve_berbagi", "berbagi", boleh=PENERIMA),
    act("berkas.actions.berbagi.return_berbagi", "berbagi", boleh=PENERIMA, isi=alasan),
    act("berkas.actions.berbagi.revoke_berbagi", "berbagi", boleh=PENGUNGGAH, isi=alasan),
]  # fmt: skip


def add_rows(dunia):
    """A file, one that it replaced, and one of the other agency."""
    sari, asing = dunia.orang["operator_opd"], dunia.orang["operator_asing"]
    dunia.isi_baru = _store("baru.txt", b"Bukti baru lewat tindakan.")
    dunia.berkas_lama = _add(sari, dunia.dinkes, "lama-lestari.txt")
    dunia.berkas = update_berkas(
        dunia.berkas_lama,
        _store("bukti-lestari.txt", b"Bukti yang berlaku."),
        tanggal_dokumen=date(2026, 1, 5),
        acting_user=sari,
    )
    _add(asing, dunia.dinas_asing, "bukti-seberang.txt")
    dunia.gambar = _add(sari, dunia.dinkes, "foto.png", gambar("PNG"))
    dunia.berkas_terhapus = _add(sari, dunia.dinkes, "terhapus-lestari.txt")
    delete_berkas(dunia.berkas_terhapus, revisi=0, acting_user=sari)
    dunia.kiriman = create_kiriman(
        dunia.dinkes, nama="a.txt", ukuran=9, tanggal_dokumen=date(2026, 1, 5), acting_user=sari
    )
    dunia.berbagi, dunia.berbagi_ditarik = (
        create_berbagi(row, ke_unit=dunia.pupr, pesan="", acting_user=sari)
        for row in (dunia.berkas, dunia.berkas_lama)
    )
    revoke_berbagi(dunia.berbagi_ditarik, alasan="", acting_user=sari)


def _add(orang, unit, nama, content=b""):
    wear_cap(orang, orang.instansi.hari_ini)
    isi = _store(nama, content or nama.encode())
    return create_berkas(
        isi, perangkat_daerah=unit, tanggal_dokumen=date(2026, 1, 2), acting_user=orang
    )


def _store(nama, content):
    return store_isi(check_unggahan(SimpleUploadedFile(nama, content)))
