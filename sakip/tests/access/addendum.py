"""Figures after the lock: brought by a unit's people, agreed to by its head."""

from datetime import UTC, datetime

from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import Addendum, LembarRealisasi, Potret, Realisasi
from sakip.tests.access.notasi import LIHAT_DINKES, TIADA, Baris, Tindakan, act, get, post
from sakip.tests.access.pengukuran import KEPALA, PENGISI
from sakip.tests.builders import make_pengguna

SUMBER = "BPS, Berita Resmi Statistik, 1 Maret 2026"


def sementara(d):
    return {"potret": d.potret_sementara.pk}


def isi(d):
    key = d.potret_sementara.pk
    return {f"nilai-{key}": "56,02", f"sifat-{key}": "tetap", "sumber-angka": SUMBER}


TABEL: list[Baris] = [
    get("pengukuran:addendum_create", objek="lembar_addendum", argumen=sementara, boleh=PENGISI,
        lihat=LIHAT_DINKES),
    post("pengukuran:addendum_create", "addendum.create", objek="lembar_addendum",
         argumen=sementara, data=isi, boleh=PENGISI, lihat=LIHAT_DINKES),
    post("pengukuran:addendum_create", objek="lembar_draf",
         argumen=lambda d: {"potret": d.potret.pk}, data=isi, lihat=LIHAT_DINKES,
         kasus="belum terkunci"),
    post("pengukuran:addendum_approve", "addendum.approve", objek="addendum", boleh=KEPALA,
         lihat=LIHAT_DINKES),
    post("pengukuran:addendum_return", "addendum.return", objek="addendum", boleh=KEPALA,
         data=lambda _: {"alasan": "Lampirkan berita resminya."}, lihat=LIHAT_DINKES),
]  # fmt: skip

AKSI = "pengukuran.actions.addendum"


def baru(d):
    return {"isian": read_isian(d.potret_sementara, {"nilai": "56,02"}, 0), "sumber": SUMBER}


TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.create_addendum", "lembar_addendum", boleh=PENGISI, isi=baru),
    act(f"{AKSI}.create_addendum", "lembar_draf", boleh=TIADA,
        isi=lambda d: {"isian": read_isian(d.potret, {"nilai": "1"}, 0), "sumber": SUMBER},
        kasus="belum terkunci"),
    act(f"{AKSI}.approve_addendum", "addendum", "lembar_addendum", boleh=KEPALA),
    act(f"{AKSI}.return_addendum", "addendum", "lembar_addendum", boleh=KEPALA,
        isi=lambda _: {"alasan": "Lampirkan berita resminya."}),
]  # fmt: skip


def add_rows(dunia):
    """On last year's locked sheet: a provisional figure, and a final one that waits for the head."""
    lembar = LembarRealisasi.objects.select_related("masa__instansi").get(
        pk=dunia.lembar_terkunci.pk
    )
    dunia.lembar_addendum = lembar
    rows = Potret.objects.filter(masa=lembar.masa, perangkat_daerah=dunia.dinkes)
    first, second = rows.select_related("masa").order_by("pk")[:2]
    for potret in (first, second):
        Realisasi.objects.create(
            instansi=dunia.kabupaten, potret=potret, nilai=55, sifat="sementara", alasan="x"
        )
    dunia.potret_sementara = first
    dunia.addendum = Addendum.objects.create(
        instansi=dunia.kabupaten, potret=second, nilai=56, sifat="tetap", tahun_data=2025,
        sumber=SUMBER, diajukan_oleh=make_pengguna(dunia.kabupaten, nama="Pembawa Lestari"),
        diajukan_pada=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
