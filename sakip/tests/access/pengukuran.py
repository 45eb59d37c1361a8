"""Measurement: periods, and the sheet of a unit in a quarter."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.actions.realisasi import update_realisasi
from sakip.pengukuran.aksi import IsianLangkah
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Ringkasan
from sakip.pengukuran.segel import load_angka, make_segel
from sakip.perjanjian.models import RencanaAksi
from sakip.tests.access.notasi import (
    BERTUGAS,
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
from sakip.tests.rencana import make_indikator, make_target, open_masa
from sakip.web.clock import database_now

PENGISI = {"operator_opd", "kepala_opd"}
KEPALA = {"kepala_opd"}
UNIT = {"Dinas Kesehatan Lestari": LIHAT_DINKES, "Dinas PUPR Lestari": LIHAT_PUPR}


def isian(d, **lain):
    baru, lama = d.potret.pk, d.terisi.potret_id
    return {
        f"nilai-{baru}": "80,5", f"revisi-{baru}": "0",
        f"nilai-{lama}": "82", f"revisi-{lama}": str(d.terisi.revisi),
    } | lain  # fmt: skip


def langkah(d, **lain):
    typed = {"lihat": "", "keadaan": "selesai", "nilai": "4", "catatan": "", "kendala": ""} | lain
    return {f"a{d.langkah.pk}-12-{name}": text for name, text in typed.items()}


def waktu(**lain):
    return {
        "buka": "2026-01-02T08:00", "tutup": "2026-04-10T23:59", "kunci": "2026-04-20T23:59",
    } | lain  # fmt: skip


def segel(d):
    lembar = d.lembar_diajukan
    return {"lihat": make_segel(lembar, load_angka([lembar])[lembar.pk])}


def kinerja(_):
    return {"objek": "kinerja"}


TW1 = {"argumen": lambda d: {"tw": 1}}
NOVEMBER = {"argumen": lambda d: {"bulan": 11}}

TABEL: list[Baris] = [
    # --- periods
    get("pengukuran:kalender", boleh=BERTUGAS),
    get("pengukuran:masa_create", **TW1, boleh=PENGELOLA),
    post("pengukuran:masa_create", "masa.create", **TW1, data=lambda d: waktu(), boleh=PENGELOLA),
    get("pengukuran:masa_update", objek="masa", boleh=PENGELOLA, lihat=BERTUGAS),
    post("pengukuran:masa_update", "masa.update", objek="masa",
         data=lambda d: waktu(revisi=d.masa.revisi), boleh=PENGELOLA, lihat=BERTUGAS),
    post("pengukuran:masa_update", objek="masa", data=lambda d: waktu(revisi=9),
         boleh=PENGELOLA, lihat=BERTUGAS, status=409, kasus="orang lain lebih dulu"),
    # --- who is late
    get("pengukuran:pantauan", boleh=BERTUGAS, memuat=UNIT),
    post("pengukuran:pengingat_create", "pengingat.create", objek="lembar_draf", boleh=PENGELOLA,
         lihat=LIHAT_DINKES),
    post("pengukuran:pengingat_semua", "pengingat.create", objek="masa", boleh=PENGELOLA,
         lihat=BERTUGAS),
    # --- verification
    get("pengukuran:verifikasi_list", boleh=BERTUGAS),
    get("pengukuran:verifikasi_list", argumen=lambda d: {"tw": 1}, boleh=BERTUGAS, kasus="belum dibuka"),
    post("pengukuran:verifikasi_approve", "verifikasi.approve", objek="lembar_disetujui",
         argumen=kinerja, boleh={"bappeda"}, lihat=LIHAT_DINKES),
    post("pengukuran:verifikasi_approve", objek="lembar_diajukan", argumen=kinerja,
         lihat=LIHAT_DINKES, kasus="belum disetujui"),
    post("pengukuran:verifikasi_approve", "verifikasi.approve", objek="lembar_disetujui",
         argumen=lambda _: {"objek": "anggaran"}, boleh={"bpkad"}, lihat=LIHAT_DINKES,
         kasus="uang"),
    post("pengukuran:verifikasi_return", "verifikasi.return", objek="lembar_disetujui",
         argumen=kinerja, data=lambda _: {"alasan": "Angka K6 salah."}, boleh={"bappeda"},
         lihat=LIHAT_DINKES),
    get("pengukuran:masa_bulan_create", argumen=lambda d: {"bulan": 12}, boleh=PENGELOLA),
    post("pengukuran:masa_bulan_create", "masa.create", argumen=lambda d: {"bulan": 12},
         data=lambda d: waktu(), boleh=PENGELOLA),
    # --- sheets
    get("pengukuran:lembar_list", boleh=BERTUGAS, memuat=UNIT),
    get("pengukuran:realisasi_update", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={"Indikator Lestari": LIHAT_DINKES}),
    post("pengukuran:realisasi_update", "realisasi.update", objek="dinkes", data=isian,
         boleh=PENGISI, lihat=LIHAT_DINKES),
    post("pengukuran:realisasi_update", "realisasi.update", "lembar.submit", objek="dinkes",
         data=lambda d: isian(d, ajukan="ya"), boleh=PENGISI, lihat=LIHAT_DINKES,
         kasus="simpan dan ajukan"),
    post("pengukuran:realisasi_update", objek="dinkes",
         data=lambda d: isian(d, **{f"revisi-{d.terisi.potret_id}": "9"}),
         boleh=PENGISI, lihat=LIHAT_DINKES, status=409, kasus="orang lain lebih dulu"),
    post("pengukuran:realisasi_update", objek="dinkes", argumen=lambda d: {"tw": 3},
         data=isian, lihat=LIHAT_DINKES, kasus="sudah diajukan"),
    get("pengukuran:sel", objek="dinkes", boleh=LIHAT_DINKES),
    post("pengukuran:sel", "realisasi.update", objek="dinkes", data=isian, boleh=PENGISI,
         lihat=LIHAT_DINKES, status=200),
    post("pengukuran:sel", objek="dinkes", argumen=lambda d: {"tw": 3}, data=isian,
         lihat=LIHAT_DINKES, kasus="sudah diajukan"),
    # --- the action plan beside the sheet
    get("pengukuran:realisasi_aksi_update", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={"Langkah Lestari": LIHAT_DINKES}),
    post("pengukuran:realisasi_aksi_update", "realisasi_aksi.update", objek="dinkes",
         data=lambda d: langkah(d), boleh=PENGISI, lihat=LIHAT_DINKES),
    post("pengukuran:realisasi_aksi_update", objek="dinkes",
         data=lambda d: langkah(d, lihat="9"), boleh=PENGISI, lihat=LIHAT_DINKES, status=409,
         kasus="orang lain lebih dulu"),
    get("pengukuran:bulan_update", objek="dinkes", **NOVEMBER,
        boleh=LIHAT_DINKES, memuat={"Indikator Bulanan Lestari": LIHAT_DINKES}),
    post("pengukuran:bulan_update", "realisasi.update", objek="dinkes", **NOVEMBER,
         boleh=PENGISI, lihat=LIHAT_DINKES, data=lambda d: {f"nilai-{d.potret_bulan.pk}": "31"}),
    get("pengukuran:bulan_sel", objek="dinkes", **NOVEMBER, boleh=LIHAT_DINKES),
    post("pengukuran:bulan_sel", "realisasi.update", objek="dinkes", **NOVEMBER, boleh=PENGISI,
         lihat=LIHAT_DINKES, status=200, data=lambda d: {f"nilai-{d.potret_bulan.pk}": "31"}),
    get("pengukuran:keputusan_detail", objek="lembar_diajukan", boleh=LIHAT_DINKES,
        memuat={"Ya, setujui": KEPALA}),
    post("pengukuran:lembar_approve", "lembar.approve", objek="lembar_diajukan", boleh=KEPALA,
         lihat=LIHAT_DINKES, data=segel),
    post("pengukuran:lembar_approve", objek="lembar_diajukan", boleh=KEPALA, lihat=LIHAT_DINKES,
         data=lambda _: {"lihat": ""}, status=409, kasus="tidak melihat apa-apa"),
    post("pengukuran:lembar_revoke", "lembar.revoke", objek="lembar_baru_disetujui", boleh=KEPALA,
         lihat=LIHAT_DINKES),
    post("pengukuran:lembar_revoke", objek="lembar_disetujui", lihat=LIHAT_DINKES,
         kasus="sudah lama"),
    post("pengukuran:lembar_approve", objek="lembar_draf", lihat=LIHAT_DINKES, kasus="masih draf"),
    post("pengukuran:lembar_return", "lembar.return", objek="lembar_diajukan",
         data=lambda d: {"alasan": "Lampirkan bukti."}, boleh=KEPALA, lihat=LIHAT_DINKES),
    post("pengukuran:lembar_return", objek="lembar_draf", data=lambda d: {"alasan": "Bukti."},
         lihat=LIHAT_DINKES, kasus="masih draf"),
]  # fmt: skip


def masa_baru(d):
    return {
        "tahun": 2026, "jenis": "triwulan", "ke": 1, "buka": d.masa.buka, "tutup": d.masa.tutup,
        "kunci": d.masa.kunci,
    }  # fmt: skip


AKSI = "pengukuran.actions"

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.masa.create_masa", boleh=PENGELOLA, isi=masa_baru),
    act(f"{AKSI}.masa.update_masa", "masa", boleh=PENGELOLA,
        isi=lambda d: {"revisi": d.masa.revisi, "buka": d.masa.buka, "tutup": d.masa.tutup,
                       "kunci": d.masa.kunci + timedelta(days=1)}),
    act(f"{AKSI}.pengingat.create_pengingat", "masa", boleh=PENGELOLA,
        isi=lambda d: {"lembar": [d.lembar_draf]}),
    act(f"{AKSI}.hitungan.update_hitungan", boleh=PENGELOLA),
    act(f"{AKSI}.realisasi.update_realisasi", "lembar_draf", boleh=PENGISI,
        isi=lambda d: {"isian": [read_isian(d.potret, {"nilai": "80"}, 0)]}),
    act(f"{AKSI}.realisasi.update_realisasi", "lembar_diajukan", boleh=TIADA,
        isi=lambda d: {"isian": []}, kasus="sudah diajukan"),
    act(f"{AKSI}.realisasi.update_lembar", "lembar_draf", boleh=PENGISI,
        isi=lambda d: {"catatan": "Listrik padam.", "lihat": ""}),
    act(f"{AKSI}.realisasi.update_lembar", "lembar_diajukan", boleh=TIADA,
        isi=lambda d: {"catatan": "Listrik padam.", "lihat": ""}, kasus="sudah diajukan"),
    act(f"{AKSI}.aksi.update_realisasi_aksi", "lembar_draf", boleh=PENGISI,
        isi=lambda d: {"isian": [IsianLangkah(d.langkah.pk, 12, "selesai", Decimal(4))]}),
    act(f"{AKSI}.realisasi.submit_lembar", "lembar_terisi", boleh=PENGISI),
    act(f"{AKSI}.verifikasi.approve_verifikasi", "lembar_disetujui", boleh={"bappeda"}, isi=kinerja),
    act(f"{AKSI}.verifikasi.return_verifikasi", "lembar_disetujui", boleh={"walidata"},
        isi=lambda _: {"objek": "statistik", "alasan": "Tahun datanya salah."}),
    act(f"{AKSI}.realisasi.approve_lembar", "lembar_diajukan", boleh=KEPALA),
    act(f"{AKSI}.realisasi.revoke_lembar", "lembar_baru_disetujui", boleh=KEPALA),
    act(f"{AKSI}.realisasi.approve_lembar", "lembar_draf", boleh=TIADA, kasus="masih draf"),
    act(f"{AKSI}.realisasi.return_lembar", "lembar_diajukan", boleh=KEPALA,
        isi=lambda d: {"alasan": "Lampirkan bukti."}),
    act(f"{AKSI}.realisasi.return_lembar", "lembar_draf", boleh=TIADA,
        isi=lambda d: {"alasan": "Lampirkan bukti."}, kasus="masih draf"),
]  # fmt: skip


def add_rows(dunia):
    """The same indicator in three units of two agencies; a quarter in draft, one handed in."""
    for unit, nama in (
        (dunia.dinkes, "Indikator Lestari"),
        (dunia.pupr, "Indikator PUPR Lestari"),
        (dunia.dinas_asing, "Indikator Seberang"),
    ):
        make_target(make_indikator(unit, nama=nama), "70", "75", "78", "80")
    make_target(make_indikator(dunia.dinkes, nama="Terisi Lestari"), "70", "75", "78", "80")
    Pengguna.objects.filter(username="operator_opd").update(email="operator@lestari.go.id")
    bulanan = make_indikator(dunia.dinkes, nama="Indikator Bulanan Lestari", frekuensi="bulan")
    make_target(bulanan, "70", "75", "78", "80")
    bulan = open_for(dunia.orang["bagor"], 11, jenis="bulan")
    dunia.potret_bulan = bulan.potret_set.get()
    dunia.masa = open_for(dunia.orang["bagor"], 4)
    dunia.masa_lalu = open_for(dunia.orang["bagor"], 3)
    open_for(dunia.orang["admin_asing"], 4)
    potret = dunia.masa.potret_set.filter(perangkat_daerah=dunia.dinkes)
    dunia.potret = potret.get(nama="Indikator Lestari")
    lembar = LembarRealisasi.objects.filter(perangkat_daerah=dunia.dinkes)
    dunia.lembar_draf = lembar.get(masa=dunia.masa)
    dunia.langkah = RencanaAksi.objects.create(
        instansi=dunia.kabupaten, perangkat_daerah=dunia.dinkes, indikator=dunia.potret.indikator,
        tahun=2026, langkah="Langkah Lestari", pic="Bidan", satuan="kelas", target=4,
        bagian={"12": "4"},
    )  # fmt: skip
    dunia.terisi = _fill(dunia, dunia.lembar_draf, potret.get(nama="Terisi Lestari"))
    # A sum that does not follow from the figures waits to be put right.
    wrong = Ringkasan.objects.filter(masa=dunia.masa_lalu, perangkat_daerah=dunia.pupr)
    wrong.update(terisi=9)
    _fill(dunia, dunia.lembar_draf, potret.get(nama="Indikator Bulanan Lestari"))
    dunia.masa_tw2 = open_for(dunia.orang["bagor"], 2)
    dunia.lembar_terisi = lembar.get(masa=dunia.masa_tw2)
    for satu in dunia.masa_tw2.potret_set.filter(perangkat_daerah=dunia.dinkes):
        _fill(dunia, dunia.lembar_terisi, satu)
    lembar.filter(masa=dunia.masa_lalu).update(
        status=LembarRealisasi.Status.DIAJUKAN,
        diajukan_oleh=dunia.orang["operator_opd"],
        diajukan_pada=database_now(),
    )
    dunia.lembar_diajukan = lembar.get(masa=dunia.masa_lalu)
    dunia.lembar_disetujui = _approved(dunia, 2025, 3, datetime(2025, 10, 1, tzinfo=UTC))
    # The minutes to take it back in have not begun: the world may stand for longer than they last.
    sebentar_lagi = database_now() + timedelta(hours=1)
    dunia.lembar_baru_disetujui = _approved(dunia, 2027, 2, sebentar_lagi)


def _approved(dunia, tahun, ke, pada):
    """A sheet that the head approved at a moment."""
    masa = open_for(dunia.orang["bagor"], ke, tahun=tahun)
    rows = LembarRealisasi.objects.filter(masa=masa, perangkat_daerah=dunia.dinkes)
    rows.update(
        status=LembarRealisasi.Status.DISETUJUI, diajukan_oleh=dunia.orang["operator_opd"],
        diputus_oleh=dunia.orang["kepala_opd"], diputus_pada=pada,
    )  # fmt: skip
    return rows.get()


def _fill(dunia, lembar, potret):
    """A figure that Sari saved before."""
    sari = dunia.orang["operator_opd"]
    wear_cap(sari, sari.instansi.hari_ini)
    update_realisasi(lembar, [read_isian(potret, {"nilai": "79"}, 0)], acting_user=sari)
    return potret.realisasi


def open_for(orang, ke, **isi):
    """A period that this person opens."""
    wear_cap(orang, orang.instansi.hari_ini)
    return open_masa(orang, ke=ke, **isi)
