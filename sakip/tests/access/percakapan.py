"""Conversations: who sees the cell of the health office speaks about it; one's own words are one's own."""

from datetime import timedelta

from sakip.organisasi.models import Peran
from sakip.percakapan.actions import Perkara
from sakip.percakapan.models import Komentar, Sebutan
from sakip.percakapan.registry import Objek
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.access.pengukuran import PENGISI
from sakip.tests.builders import make_pengguna
from sakip.web.clock import now

KATA = "Angka ini belum yakin, Lestari"
PENULIS = {"operator_opd"}


def sel(_):
    return {"jenis": "sel"}


def teks(_):
    return {"teks": "Sudah saya periksa."}


def sel_ini(d):
    return Objek("sel", d.potret.pk, "Indikator Lestari", d.dinkes.pk, "/")


TABEL: list[Baris] = [
    get("percakapan:komentar_list", objek="potret", argumen=sel, boleh=LIHAT_DINKES,
        memuat={KATA: LIHAT_DINKES}),
    get("percakapan:komentar_list", objek="potret", argumen=lambda _: {"jenis": "tidak-ada"},
        kasus="jenis tidak dikenal"),
    post("percakapan:komentar_create", "komentar.create", objek="potret", argumen=sel, data=teks,
         boleh=LIHAT_DINKES),
    post("percakapan:sebutan_close", "sebutan.close", objek="potret", argumen=sel,
         boleh=LIHAT_DINKES),
    get("percakapan:komentar_update", objek="komentar", boleh=PENULIS, lihat=LIHAT_DINKES),
    post("percakapan:komentar_update", "komentar.update", objek="komentar", boleh=PENULIS,
         lihat=LIHAT_DINKES, data=lambda d: teks(d) | {"revisi": 0}),
    post("percakapan:komentar_delete", "komentar.delete", objek="komentar", boleh=PENULIS,
         lihat=LIHAT_DINKES),
    get("percakapan:komentar_update", objek="komentar_lama", lihat=LIHAT_DINKES,
        kasus="lewat 10 menit"),
    post("ingatan_create", "ingatan.create", boleh=PENGISI, lain=404, asing=404,
         data=lambda d: {"perkara": f"lintas-tunggu/{d.lintas_dinkes.pk}"}),
]  # fmt: skip

AKSI = "percakapan.actions"


def perkara(d):
    return Perkara("uji/1", "Uji", "/", Peran.KEPALA_OPD, d.pupr.pk)


TINDAKAN: list[Tindakan] = [
    Tindakan(nama=f"{AKSI}.create_komentar", boleh=LIHAT_DINKES,
             isi=lambda d: ((sel_ini(d),), teks(d))),
    Tindakan(nama=f"{AKSI}.close_sebutan", boleh=LIHAT_DINKES, isi=lambda d: ((sel_ini(d),), {})),
    act(f"{AKSI}.update_komentar", "komentar", boleh=PENULIS,
        isi=lambda d: teks(d) | {"objek": sel_ini(d), "revisi": 0}),
    act(f"{AKSI}.delete_komentar", "komentar", boleh=PENULIS),
    Tindakan(nama=f"{AKSI}.create_ingatan", boleh=BERTUGAS, isi=lambda d: ((perkara(d),), {})),
]  # fmt: skip


def add_rows(dunia):
    """A comment on a cell that names everybody who sees it, and one too old to be mended; a head at PUPR."""
    make_pengguna(
        dunia.kabupaten, Peran.KEPALA_OPD, dunia.pupr, email="kepala.pupr@contoh.go.id",
        nama="Kepala PUPR Lestari",
    )  # fmt: skip
    besok, tadi = now() + timedelta(days=1), now() - timedelta(minutes=11)
    dunia.komentar = _komentar(dunia, besok)
    dunia.komentar_lama = _komentar(dunia, tadi)
    for nama in LIHAT_DINKES:
        Sebutan.objects.create(
            instansi=dunia.kabupaten, komentar=dunia.komentar_lama, pengguna=dunia.orang[nama]
        )


def _komentar(dunia, waktu):
    return Komentar.objects.create(
        instansi=dunia.kabupaten, jenis="sel", objek=dunia.potret.pk, teks=KATA, waktu=waktu,
        penulis=dunia.orang["operator_opd"],
    )  # fmt: skip
