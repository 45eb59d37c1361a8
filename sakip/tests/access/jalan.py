"""The way to a predikat: pages, catalogue, scenarios, actions, and the years behind."""

import json
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from sakip.evaluasi.models import NilaiArsip
from sakip.jalan.forms.andai import AndaiForm
from sakip.jalan.isi import IsiPembanding
from sakip.jalan.katalog import load_katalog_of
from sakip.jalan.models import AksiJalan, BarisKatalog, Pembanding, Skenario
from sakip.jalan.rencana import compute_isi
from sakip.jalan.titik import load_titik
from sakip.organisasi.caps import wear_cap
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    LIHAT_PUPR,
    SE_INSTANSI,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.evaluasi import fill_mandiri, make_penilaian

PEGAWAI = {"pegawai"}
BACA = BERTUGAS - PEGAWAI
KATALOG = {"bagor", "bappeda", "evaluator"}
PERENCANA = {"bagor", "bappeda", "sekda"}
PERENCANA_UNIT = {"kepala_opd", "operator_opd"}
PENYIMPAN = KATALOG | {"sekda", "pimpinan"}
NILAI = {"evaluator", "bagor"}
LEMBAR_LAMA = "permenpanrb-12-2015"

PEMDA = {"argumen": lambda d: {"kode": ""}, "lain": 404, "lihat": PEGAWAI}
TULIS_PEMDA = PEMDA | {"lihat": SE_INSTANSI | PEGAWAI}
UNIT = {"objek": "dinkes", "lihat": PEGAWAI}
TULIS_UNIT = UNIT | {"lihat": LIHAT_DINKES}


def tahun(angka, kode=""):
    return {"argumen": lambda d: {"tahun": angka, "kode": kode or ""}}


def answer_of(d):
    """The plan as the agency's page shows it when it is opened plainly."""
    titik = load_titik(_wearing(d.orang["bagor"]), None, 2026)
    katalog, _ = load_katalog_of(d.kabupaten, titik.instrumen)
    andai = AndaiForm(QueryDict(), titik=titik, katalog=katalog).andai
    return compute_isi(titik, None, katalog, andai, d.kabupaten.hari_ini)


def isian_tindakan(d, **lain):
    return {
        "kode": "Z01", "nama": "Tindakan Lestari", "kriteria": "1.a.1, 1.a.2", "hk_pusat": "2",
        "hk_entitas": "0,5", "entitas": 3, "bulan": 1, "pemilik": "Bagor", "peluang": "0,5",
    } | lain  # fmt: skip


def isi_tindakan(d):
    return {
        "kode": "Z01", "nama": "Tindakan", "kriteria": ["1.a.1"], "hk_pusat": Decimal(1),
        "hk_entitas": Decimal(0), "peluang": Decimal(1),
    }  # fmt: skip


NILAI_2021 = {
    "tahun": "2021", "k1": "20", "k2": "14", "k3": "9,5", "k4": "6", "k5": "11", "surat": "B/1",
}  # fmt: skip

ISI_PEMBANDING = {
    "daerah": "Kabupaten Lain",
    "tahun": 2025,
    "jumlah": "61",
    "surat": "Surat Lestari",
}

TABEL: list[Baris] = [
    get("jalan:jalan_awal", alih=BACA),
    get("jalan:jalan", **PEMDA, boleh=SE_INSTANSI),
    get("jalan:jalan", **UNIT, boleh=LIHAT_DINKES - PEGAWAI),
    get("jalan:jalan_xlsx", **PEMDA, boleh=SE_INSTANSI, asing=404),
    get("jalan:jalan_xlsx", objek="pupr", argumen=lambda d: {"kode": d.pupr.kode}, lihat=PEGAWAI,
        kasus="belum ada nilai awal"),
    get("jalan:jalan_xlsx", **UNIT, boleh=LIHAT_DINKES - PEGAWAI - {"evaluator", "penjamin_mutu"}),
    # --- what is decided
    post("jalan:aksi_create", "aksi_jalan.create", **TULIS_PEMDA, boleh=PERENCANA, asing=404,
         data=lambda d: {"terlihat": answer_of(d).terlihat}),
    post("jalan:aksi_create", **TULIS_PEMDA, boleh=PERENCANA, status=422, asing=404,
         kasus="rencana yang lain"),
    post("jalan:aksi_create", **TULIS_UNIT, boleh=PERENCANA_UNIT, status=422,
         kasus="rencana yang lain"),
    post("jalan:aksi_revoke", "aksi_jalan.revoke", **TULIS_PEMDA, boleh=PERENCANA),
    post("jalan:aksi_revoke", "aksi_jalan.revoke", **TULIS_UNIT, boleh=PERENCANA_UNIT),
    get("jalan:aksi_list", boleh=BACA, memuat={"Aksi pemda Lestari": SE_INSTANSI}),
    get("jalan:aksi_update", objek="aksi_pemda", boleh=PERENCANA, lihat=SE_INSTANSI),
    post("jalan:aksi_update", "aksi_jalan.update", objek="aksi_pemda", boleh=PERENCANA,
         lihat=SE_INSTANSI, data=lambda d: {"pemilik": "Bagor", "keadaan": "berjalan", "revisi": 0}),
    post("jalan:aksi_update", objek="aksi_unit", boleh=PERENCANA_UNIT, lihat=LIHAT_DINKES,
         data=lambda d: {"pemilik": "Bagor", "keadaan": "berjalan", "revisi": 9}, status=409,
         kasus="orang lain lebih dulu"),
    # --- scenarios
    get("jalan:skenario_list", boleh=BACA, memuat={"Skenario pemda Lestari": SE_INSTANSI}),
    post("jalan:skenario_create", "skenario.create", **TULIS_PEMDA, boleh=PENYIMPAN, asing=404,
         data=lambda d: {"nama": "Baru"}),
    post("jalan:skenario_create", objek="pupr", boleh=PENYIMPAN | {"operator_lain"},
         lihat=LIHAT_PUPR | PEGAWAI, data=lambda d: {"nama": "Baru"}, status=404),
    post("jalan:skenario_delete", "skenario.delete", objek="skenario_pemda", boleh=PENYIMPAN,
         lihat=SE_INSTANSI),
    post("jalan:skenario_delete", "skenario.delete", objek="skenario_unit",
         boleh=PENYIMPAN | PERENCANA_UNIT, lihat=LIHAT_DINKES, kasus="perangkat daerah"),
    get("jalan:skenario_update", objek="skenario_pemda", boleh=PENYIMPAN, lihat=SE_INSTANSI),
    post("jalan:skenario_update", "skenario.update", objek="skenario_pemda", boleh=PENYIMPAN,
         lihat=SE_INSTANSI, data=lambda d: {"nama": "Lain", "revisi": 0}),
    post("jalan:skenario_update", objek="skenario_unit", boleh=PENYIMPAN | PERENCANA_UNIT,
         lihat=LIHAT_DINKES, data=lambda d: {"nama": "Lain", "revisi": 9}, status=409,
         kasus="orang lain lebih dulu"),
    # --- the catalogue
    get("jalan:katalog_list", boleh=BACA),
    post("jalan:katalog_import", "katalog.import", boleh=KATALOG),
    get("jalan:tindakan_create", boleh=KATALOG),
    post("jalan:tindakan_create", "tindakan.create", boleh=KATALOG, data=isian_tindakan),
    get("jalan:tindakan_update", objek="tindakan", boleh=KATALOG, lihat=BERTUGAS),
    post("jalan:tindakan_update", "tindakan.update", objek="tindakan", boleh=KATALOG, lihat=BERTUGAS,
         data=lambda d: isian_tindakan(d, kriteria=d.tindakan.kriteria[0], revisi=0)),
    post("jalan:tindakan_update", objek="tindakan", boleh=KATALOG, lihat=BERTUGAS, status=409,
         data=lambda d: isian_tindakan(d, kriteria=d.tindakan.kriteria[0], revisi=9),
         kasus="orang lain lebih dulu"),
    post("jalan:tindakan_delete", "tindakan.delete", objek="tindakan", boleh=KATALOG, lihat=BERTUGAS,
         data=lambda d: {"revisi": 0}),
    post("jalan:tindakan_delete", objek="tindakan", boleh=KATALOG, lihat=BERTUGAS, status=409,
         data=lambda d: {"revisi": 9}, kasus="orang lain lebih dulu"),
    # --- the years behind
    get("jalan:riwayat", **PEMDA, boleh=SE_INSTANSI),
    get("jalan:riwayat", **UNIT, boleh=LIHAT_DINKES - PEGAWAI),
    get("jalan:nilai_create", **TULIS_PEMDA, boleh=NILAI),
    get("jalan:nilai_create", **TULIS_UNIT, boleh=NILAI),
    post("jalan:nilai_create", "nilai_arsip.import", **TULIS_PEMDA, boleh=NILAI,
         data=lambda d: NILAI_2021),
    post("jalan:nilai_create", "nilai_arsip.import", **TULIS_UNIT, boleh=NILAI,
         data=lambda d: NILAI_2021),
    post("jalan:nilai_delete", "nilai_arsip.delete", objek="arsip", boleh=NILAI, lihat=BERTUGAS,
         data=lambda d: {"revisi": 0}),
    post("jalan:nilai_delete", objek="arsip", boleh=NILAI, lihat=BERTUGAS, status=409,
         data=lambda d: {"revisi": 9}, kasus="orang lain lebih dulu"),
    get("jalan:nilai_import", argumen=lambda d: {"jenis": "nilai"}, boleh=NILAI),
    post("jalan:nilai_import", "nilai_arsip.import", argumen=lambda d: {"jenis": "nilai"},
         boleh=NILAI, data=lambda d: {"baris": json.dumps([NILAI_2021])}),
    post("jalan:nilai_import", "pembanding.import", argumen=lambda d: {"jenis": "pembanding"},
         boleh=NILAI, kasus="pembanding", data=lambda d: {"baris": json.dumps(
             [{"daerah": "Kabupaten Tetangga", "tahun": "2021", "jumlah": "66,1", "surat": "B/2"}])}),
    post("jalan:nilai_import", argumen=lambda d: {"jenis": "nilai"}, boleh=NILAI, status=200,
         kasus="tanpa berkas"),
    get("jalan:nilai_templat", argumen=lambda d: {"jenis": "nilai"}, boleh=NILAI),
    # --- peers
    get("jalan:pembanding_list", boleh=NILAI, memuat={"Kabupaten Lestari": NILAI}),
    get("jalan:pembanding_update", objek="pembanding", boleh=NILAI, lihat=BERTUGAS),
    post("jalan:pembanding_update", "pembanding.update", objek="pembanding", boleh=NILAI,
         lihat=BERTUGAS, data=lambda d: ISI_PEMBANDING | {"revisi": 0}),
    post("jalan:pembanding_update", objek="pembanding", boleh=NILAI, lihat=BERTUGAS, status=409,
         data=lambda d: ISI_PEMBANDING | {"revisi": 9}, kasus="orang lain lebih dulu"),
    post("jalan:pembanding_delete", "pembanding.delete", objek="pembanding", boleh=NILAI,
         lihat=BERTUGAS, data=lambda d: {"revisi": 0}),
    post("jalan:pembanding_delete", objek="pembanding", boleh=NILAI, lihat=BERTUGAS, status=409,
         data=lambda d: {"revisi": 9}, kasus="orang lain lebih dulu"),
    post("jalan:pembanding_sumber_delete", "pembanding.delete", objek="pembanding", boleh=NILAI,
         lihat=BERTUGAS, data=lambda d: {"banyak": 1}),
    post("jalan:pembanding_sumber_delete", objek="pembanding", boleh=NILAI, lihat=BERTUGAS,
         status=409, data=lambda d: {"banyak": 9}, kasus="berubah sejak dilihat"),
]  # fmt: skip

AKSI = "jalan.actions"

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.katalog.import_katalog", boleh=KATALOG,
        isi=lambda d: {"peraturan": "permenpanrb-88-2021"}),
    act(f"{AKSI}.katalog.create_tindakan", boleh=KATALOG,
        isi=lambda d: isi_tindakan(d) | {"peraturan": "permenpanrb-88-2021"}),
    act(f"{AKSI}.katalog.update_tindakan", "tindakan", boleh=KATALOG,
        isi=lambda d: {"nama": "Lain", "revisi": 0}),
    act(f"{AKSI}.katalog.delete_tindakan", "tindakan", boleh=KATALOG, isi=lambda d: {"revisi": 0}),
    act(f"{AKSI}.skenario.create_skenario", "dinkes", boleh=PENYIMPAN | PERENCANA_UNIT,
        isi=lambda d: {"tahun": 2026, "nama": "Baru", "isian": []}),
    act(f"{AKSI}.skenario.update_skenario", "skenario_pemda", boleh=PENYIMPAN,
        isi=lambda d: {"nama": "Lain", "revisi": 0}),
    act(f"{AKSI}.skenario.delete_skenario", "skenario_pemda", boleh=PENYIMPAN),
    act(f"{AKSI}.aksi.create_aksi_jalan", "dinkes", boleh=PERENCANA_UNIT,
        isi=lambda d: {"tahun": 2027, "langkah": answer_of(d).langkah}),
    act(f"{AKSI}.aksi.update_aksi_jalan", "aksi_pemda", boleh=PERENCANA,
        isi=lambda d: {"pemilik": "Bagor", "keadaan": "selesai", "revisi": 0}),
    act(f"{AKSI}.aksi.revoke_aksi_jalan", "dinkes", boleh=PERENCANA_UNIT,
        isi=lambda d: {"tahun": 2026}),
    act(f"{AKSI}.nilai.delete_nilai_arsip", "arsip", boleh=NILAI, isi=lambda d: {"revisi": 0}),
    act(f"{AKSI}.nilai.update_pembanding", "pembanding", boleh=NILAI,
        isi=lambda d: {"isi": IsiPembanding("Lain", 2025, Decimal(60), "B/3"), "revisi": 0}),
    act(f"{AKSI}.nilai.delete_pembanding", "pembanding", boleh=NILAI, isi=lambda d: {"revisi": 0}),
    act(f"{AKSI}.nilai.delete_pembanding_sumber", "pembanding", boleh=NILAI,
        isi=lambda d: {"banyak": 1}),
    act(f"{AKSI}.nilai.import_pembanding", boleh=NILAI,
        isi=lambda d: {"isi": [IsiPembanding("Kota Lain", 2025, Decimal(60), "B/3")]}),
]  # fmt: skip


def add_rows(dunia):
    """A sheet of the agency with answers, and one row of each kind, ours and theirs."""
    bagor = _wearing(dunia.orang["bagor"])
    fill_mandiri(make_penilaian(bagor, None, tahun=2022), acting_user=bagor, status="belum")
    dunia.tindakan = _tindakan(dunia.kabupaten, "Lestari")
    _tindakan(dunia.kota, "Seberang")
    dunia.arsip = _arsip(dunia.kabupaten)
    _arsip(dunia.kota)
    dunia.pembanding = _pembanding(dunia.kabupaten, "Lestari")
    _pembanding(dunia.kota, "Seberang")
    for nama, instansi, unit in (
        ("pemda", dunia.kabupaten, None),
        ("unit", dunia.kabupaten, dunia.dinkes),
        ("asing", dunia.kota, dunia.dinas_asing),
    ):
        pelaku = dunia.orang["admin_asing" if nama == "asing" else "bagor"]
        sebutan = "unit Seberang" if nama == "asing" else f"{nama} Lestari"
        aksi = AksiJalan.objects.create(
            instansi=instansi, perangkat_daerah=unit, tahun=2026, kode="A01",
            nama=f"Aksi {sebutan}", pemilik="Bagor", mulai=date(2026, 1, 1),
            selesai=date(2026, 2, 1), hk=1,
        )  # fmt: skip
        skenario = Skenario.objects.create(
            instansi=instansi, perangkat_daerah=unit, tahun=2026, nama=f"Skenario {sebutan}",
            dibuat_oleh=pelaku,
        )  # fmt: skip
        setattr(dunia, f"aksi_{nama}", aksi)
        setattr(dunia, f"skenario_{nama}", skenario)


def _tindakan(instansi, nama):
    """An action for an older sheet, so that the catalogue of the newest one is still to begin."""
    return BarisKatalog.objects.create(
        instansi=instansi, peraturan=LEMBAR_LAMA, kode="Z09", nama=f"Tindakan {nama}",
        kriteria=["1"], hk_pusat=1, hk_entitas=0, peluang=1,
    )  # fmt: skip


def _arsip(instansi):
    return NilaiArsip.objects.create(
        instansi=instansi, tahun=2020, peraturan="permenpanrb-12-2015-lhe", total=61,
        predikat="B", sumber="Surat",
    )  # fmt: skip


def _pembanding(instansi, nama):
    return Pembanding.objects.create(
        instansi=instansi, daerah=f"Kabupaten {nama}", tahun=2025, total=61, sumber=f"Surat {nama}"
    )


def _wearing(orang):
    wear_cap(orang, orang.instansi.hari_ini)
    return orang
