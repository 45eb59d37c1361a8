"""Requests for data: who reads one of the health office to Dinas PUPR, who asks, answers, takes back."""

from datetime import date

from sakip.perencanaan.actions.permintaan import create_permintaan
from sakip.perencanaan.models import IsiIndikator, PermintaanData
from sakip.tests.access.dokumen import PENULIS, wear
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    LIHAT_PUPR,
    Baris,
    Tindakan,
    act,
    get,
    post,
)

AKSI = "perencanaan.actions.permintaan"
DATA = "Panjang jalan ke puskesmas Lestari"
LIHAT = LIHAT_DINKES | LIHAT_PUPR
MASA = {"tahun": 2026, "tw": 4}


def isian(d):
    return {"perangkat_daerah": d.pupr.pk, "diminta": DATA, "ke": 3, "tenggat": "2050-06-30"}


def baru(d):
    return {"row": _make(d, 2)}


TABEL: list[Baris] = [
    get("perencanaan:permintaan_list", boleh=BERTUGAS, memuat={DATA: LIHAT}),
    get("perencanaan:permintaan_create", objek="indikator_lama", boleh=PENULIS, lihat=LIHAT_DINKES,
        argumen=lambda _: MASA),
    post("perencanaan:permintaan_create", "permintaan.create", objek="indikator_lama",
         boleh=PENULIS, lihat=LIHAT_DINKES, argumen=lambda _: MASA, data=isian),
    get("perencanaan:permintaan_detail", objek="permintaan", boleh=LIHAT, memuat={DATA: LIHAT}),
    post("perencanaan:permintaan_submit", "permintaan.submit", objek="permintaan",
         boleh={"operator_lain"}, lihat=LIHAT, data=lambda _: {"jawaban": "12,5", "catatan": ""}),
    post("perencanaan:permintaan_return", "permintaan.return", objek="permintaan",
         boleh={"operator_lain"}, lihat=LIHAT, data=lambda _: {"alasan": "Belum diukur."}),
    post("perencanaan:permintaan_revoke", "permintaan.revoke", objek="permintaan", boleh=PENULIS,
         lihat=LIHAT),
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    Tindakan(nama=f"{AKSI}.create_permintaan", boleh=PENULIS, isi=lambda d: ((), baru(d))),
    act(f"{AKSI}.submit_permintaan", "permintaan", boleh={"operator_lain"},
        isi=lambda _: {"jawaban": "12,5", "catatan": ""}),
    act(f"{AKSI}.return_permintaan", "permintaan", boleh={"operator_lain"},
        isi=lambda _: {"alasan": "Belum diukur."}),
    act(f"{AKSI}.revoke_permintaan", "permintaan", boleh=PENULIS),
]  # fmt: skip


def add_rows(dunia):
    """A request that waits for Dinas PUPR."""
    sari = wear(dunia.orang["operator_opd"])
    dunia.permintaan = create_permintaan(_make(dunia, 4), acting_user=sari)


def _make(dunia, ke) -> PermintaanData:
    sheet = IsiIndikator.objects.berlaku().get(indikator=dunia.indikator_lama)
    return PermintaanData(
        indikator=sheet.indikator, tahun=2026, ke=ke, pengusul=dunia.dinkes,
        perangkat_daerah=dunia.pupr, diminta=DATA, tenggat=date(2050, 6, 30),
    )  # fmt: skip
