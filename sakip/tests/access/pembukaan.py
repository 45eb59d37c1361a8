"""Reopening: asked by a unit for a locked sheet, agreed to by its head, opened by those who run the cycle."""

from datetime import UTC, datetime

from sakip.pengukuran.models import Pembukaan
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
from sakip.tests.access.pengukuran import KEPALA, PENGISI, open_for
from sakip.tests.builders import make_pengguna

NANTI = datetime(2099, 1, 1, tzinfo=UTC)
KAPAN = {"sampai": "2099-01-01T10:00"}
SEBAB = {"alasan": "Server padam."}


def buat(act, boleh, **lain):
    """An act on a request that waits where `objek` says."""
    return post(f"pengukuran:pembukaan_{act}", f"pembukaan.{act}", boleh=boleh,
                lihat=LIHAT_DINKES, **lain)  # fmt: skip


TABEL: list[Baris] = [
    get("pengukuran:pembukaan_list", boleh=BERTUGAS,
        memuat={"Menunggu kepala Lestari": LIHAT_DINKES}),
    get("pengukuran:pembukaan_create", objek="lembar_terkunci", boleh=PENGISI,
        lihat=LIHAT_DINKES),
    buat("create", PENGISI, objek="lembar_terkunci", data=lambda d: SEBAB),
    get("pengukuran:pembukaan_create", objek="lembar_terisi", lihat=LIHAT_DINKES,
        kasus="masih terbuka"),
    get("pengukuran:pembukaan_detail", objek="pembukaan_baru", boleh=LIHAT_DINKES),
    buat("submit", KEPALA, objek="pembukaan_baru"),
    buat("approve", PENGELOLA, objek="pembukaan_diajukan", data=lambda d: KAPAN),
    post("pengukuran:pembukaan_approve", objek="pembukaan_baru", data=lambda d: KAPAN,
         lihat=LIHAT_DINKES, kasus="belum disetujui kepala"),
    buat("return", KEPALA, objek="pembukaan_baru", data=lambda d: SEBAB),
    buat("return", PENGELOLA, objek="pembukaan_diajukan", data=lambda d: SEBAB,
         kasus="oleh pengelola"),
    buat("revoke", PENGISI, objek="pembukaan_baru"),
]  # fmt: skip

AKSI = "pengukuran.actions.pembukaan"

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.create_pembukaan", "lembar_terkunci", boleh=PENGISI, isi=lambda d: SEBAB),
    act(f"{AKSI}.create_pembukaan", "lembar_terisi", boleh=TIADA, isi=lambda d: SEBAB,
        kasus="masih terbuka"),
    act(f"{AKSI}.submit_pembukaan", "pembukaan_baru", boleh=KEPALA),
    act(f"{AKSI}.approve_pembukaan", "pembukaan_diajukan", boleh=PENGELOLA,
        isi=lambda d: {"sampai": NANTI}),
    act(f"{AKSI}.approve_pembukaan", "pembukaan_baru", boleh=TIADA,
        isi=lambda d: {"sampai": NANTI}, kasus="belum disetujui kepala"),
    act(f"{AKSI}.return_pembukaan", "pembukaan_baru", boleh=KEPALA, isi=lambda d: SEBAB),
    act(f"{AKSI}.return_pembukaan", "pembukaan_diajukan", boleh=PENGELOLA,
        isi=lambda d: SEBAB, kasus="oleh pengelola"),
    act(f"{AKSI}.revoke_pembukaan", "pembukaan_baru", boleh=PENGISI),
]  # fmt: skip


def add_rows(dunia):
    """Last year's quarters, locked long ago: one nobody asked for, one waits for the head, one for Bagor."""
    peminta = make_pengguna(dunia.kabupaten, nama="Peminta Lestari")
    lembar = {}
    for ke in (1, 2, 4):
        past = datetime(2020, 2, 1, tzinfo=UTC)
        masa = open_for(dunia.orang["bagor"], ke, tahun=2025, tutup=past, kunci=past)
        lembar[ke] = masa.lembar_set.get(perangkat_daerah=dunia.dinkes)
    dunia.lembar_terkunci = lembar[4]
    same = {
        "instansi": dunia.kabupaten,
        "diminta_oleh": peminta,
        "diminta_pada": datetime(2026, 1, 2, tzinfo=UTC),
    }
    dunia.pembukaan_baru = Pembukaan.objects.create(
        **same, lembar=lembar[1], status="menunggu_kepala", alasan="Menunggu kepala Lestari"
    )
    dunia.pembukaan_diajukan = Pembukaan.objects.create(
        **same, lembar=lembar[2], status="diajukan", alasan="Menunggu Bagian Organisasi",
        disetujui_oleh=peminta, disetujui_pada=datetime(2026, 1, 3, tzinfo=UTC),
    )  # fmt: skip
