"""Evidence: the units' cabinets."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.berkas.actions import create_berkas, update_berkas
from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import store_isi
from sakip.organisasi.caps import wear_cap
from sakip.tests.access.notasi import (
    BERTUGAS,
    DI_DINKES,
    DI_PUPR,
    LIHAT_DINKES,
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
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    act("berkas.actions.create_berkas", boleh=PENGUNGGAH,
        isi=lambda d: {"isi": d.isi_baru, "perangkat_daerah": d.dinkes,
                       "tanggal_dokumen": date(2026, 1, 5)}),
    act("berkas.actions.update_berkas", "berkas", boleh=PENGUNGGAH,
        isi=lambda d: {"isi": d.isi_baru, "tanggal_dokumen": date(2026, 1, 5)}),
    act("berkas.actions.update_berkas", "berkas_lama", boleh=TIADA, kasus="sudah diganti",
        isi=lambda d: {"isi": d.isi_baru, "tanggal_dokumen": date(2026, 1, 5)}),
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


def _add(orang, unit, nama):
    wear_cap(orang, orang.instansi.hari_ini)
    isi = _store(nama, nama.encode())
    return create_berkas(
        isi, perangkat_daerah=unit, tanggal_dokumen=date(2026, 1, 2), acting_user=orang
    )


def _store(nama, content):
    return store_isi(check_unggahan(SimpleUploadedFile(nama, content)))
