"""Crosscutting: who reads a request of the health office to Dinas PUPR, who asks, answers, takes back."""

from datetime import date

from sakip.perencanaan.actions.lintas import create_lintas
from sakip.perencanaan.models import IsiSimpul, Lintas
from sakip.tests.access.dokumen import PENULIS, RENSTRA, simpul_dinkes, wear
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    LIHAT_PUPR,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)

AKSI = "perencanaan.actions.lintas"
SUMBANGAN = "Air bersih di desa lokus Lestari"
LIHAT = LIHAT_DINKES | LIHAT_PUPR


def isian(d):
    return {
        "perangkat_daerah": d.pupr.pk,
        "sumbangan": "Jalan ke puskesmas",
        "tenggat": "2050-06-30",
    }


def baru(d):
    row = Lintas(
        simpul_id=d.simpul_bersama, pengusul=d.dinkes, perangkat_daerah=d.pupr,
        sumbangan="Jalan ke puskesmas", tenggat=date(2050, 6, 30),
    )  # fmt: skip
    return {"row": row}


TABEL: list[Baris] = [
    get("perencanaan:lintas_list", boleh=BERTUGAS, memuat={SUMBANGAN: LIHAT}),
    get("perencanaan:lintas_create", objek="draf_dinkes", **RENSTRA, argumen=simpul_dinkes),
    post("perencanaan:lintas_create", "lintas.create", objek="draf_bersama", **RENSTRA,
         argumen=lambda d: {"simpul": d.simpul_bersama}, data=isian),
    get("perencanaan:lintas_detail", objek="lintas_dinkes", boleh=LIHAT, memuat={SUMBANGAN: LIHAT}),
    post("perencanaan:lintas_approve", "lintas.approve", objek="lintas_lama", boleh={"bappeda"},
         lihat=LIHAT),
    post("perencanaan:lintas_approve", objek="lintas_dinkes", lihat=LIHAT, kasus="masih muda"),
    post("perencanaan:lintas_return", "lintas.return", objek="lintas_lama", boleh={"bappeda"},
         lihat=LIHAT, data=lambda _: {"alasan": "Tidak ada pagu."}),
    post("perencanaan:lintas_revoke", "lintas.revoke", objek="lintas_dinkes", boleh=PENULIS,
         lihat=LIHAT, data=lambda _: {"alasan": "Lokusnya pindah."}),
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.create_lintas", "draf_bersama", boleh=PENULIS, isi=baru),
    act(f"{AKSI}.approve_lintas", "lintas_lama", boleh={"bappeda"},
        isi=lambda _: {"simpul_mitra": None, "catatan": ""}),
    act(f"{AKSI}.approve_lintas", "lintas_dinkes", boleh=TIADA,
        isi=lambda _: {"simpul_mitra": None, "catatan": ""}, kasus="masih muda"),
    act(f"{AKSI}.return_lintas", "lintas_lama", boleh={"bappeda"},
        isi=lambda _: {"alasan": "Tidak ada pagu."}),
    act(f"{AKSI}.revoke_lintas", "lintas_dinkes", boleh=PENULIS, isi=lambda _: {"alasan": ""}),
]  # fmt: skip


def add_rows(dunia):
    """A request of today, and one that has waited for a month."""
    sari = wear(dunia.orang["operator_opd"])
    for nama, versi in (
        ("lintas_dinkes", dunia.draf_dinkes),
        ("lintas_lama", dunia.diajukan_dinkes),
    ):
        isi = IsiSimpul.objects.di_versi(versi).get()
        row = Lintas(
            simpul=isi.simpul, pengusul=dunia.dinkes, perangkat_daerah=dunia.pupr,
            sumbangan=SUMBANGAN, tenggat=date(2050, 6, 30),
        )  # fmt: skip
        setattr(dunia, nama, create_lintas(versi, row, acting_user=sari))
    old = Lintas.objects.filter(pk=dunia.lintas_lama.pk)
    old.update(diusulkan_pada=date(2020, 1, 1))
    dunia.lintas_lama.refresh_from_db()
